// The same with 30 MB of hostile text in the inputs: through every writer and every command that prints.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aliveIn, hostileWorld } from "../helpers/hostile.ts";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";
import { shell } from "./shell.ts";

const folder = tempFolder();
/** Of 80 characters each; about forty places hold one such text. */
const TIMES = 18_000;

describe.skipIf(!built)("30 MB of hostile text", () => {
  it(
    "come out of no command alive",
    async () => {
      const at = join(folder, "world");
      mkdirSync(at);
      const { commands } = hostileWorld(at, TIMES);
      const sizes = readdirSync(at)
        .filter((name) => /json$|vcf$|obo$|hpoa$/.test(name))
        .map((name) => statSync(join(at, name)).size);
      expect(sizes.reduce((a, b) => a + b, 0)).toBeGreaterThan(30_000_000);
      expect(await aliveIn(commands, shell)).toEqual([]);
    },
    30 * 60_000,
  );
});

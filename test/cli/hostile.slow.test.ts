// No escape of a terminal, no formula of a spreadsheet, no markup of a file comes out of a command alive.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { alive, aliveIn, hostileWorld } from "../helpers/hostile.ts";
import type { CliResult } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

/** A line for a shell, of words and of words between single quotes, in this process. */
function run(line: string): Promise<CliResult> {
  const words = [...line.matchAll(/(?:'(?:[^']|'\\'')*'|[^\s'])+/g)].map(([word]) =>
    word.replaceAll(/'((?:[^']|'\\'')*)'/g, (_, inner: string) => inner.replaceAll("'\\''", "'")),
  );
  expect(words.shift()).toBe("$panelist");
  return runInProcess(words);
}

describe("hostile names and texts", () => {
  it("come out of no command alive", async () => {
    expect(await aliveIn(hostileWorld(folder).commands, run)).toEqual([]);
  });

  it("nor out of a file that is written for somebody", () => {
    const names = readdirSync(join(folder, "out")).map((name) => join("out", name));
    const files = [...names, "page.html", "events.html"];
    expect(files.length).toBeGreaterThan(7);
    const found = files.flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      const text = name.endsWith("gz") ? gunzipSync(bytes).toString() : bytes.toString();
      if (/tbi$|xlsx$/.test(name)) return [];
      return alive(text, name.endsWith("tsv")).map((what) => `${name}: ${what}`);
    });
    expect(found).toEqual([]);
  });
});

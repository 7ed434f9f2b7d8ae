/** The store, written by two processes at once. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

const run = (store: string, name: string): Promise<number | null> =>
  new Promise((done, fail) => {
    const script = fileURLToPath(new URL("writer.mjs", import.meta.url));
    const sources = new URL("../../bench/sources.mjs", import.meta.url).href;
    const child = spawn(process.execPath, ["--import", sources, script, store, name, "25"], {
      timeout: 40_000,
    });
    child.on("error", fail);
    child.on("close", done);
  });

it("two writers lose nothing and write nothing twice", async () => {
  const store = openStore(join(folder, "store"));
  expect(await Promise.all([run(store.path, "one"), run(store.path, "two")])).toEqual([0, 0]);
  expect(await store.record("count")).toEqual({ one: 25, two: 25, all: 50 });
  expect(await store.list("panel")).toHaveLength(25);
  expect(await store.verify()).toEqual([]);
  expect(readdirSync(store.path).sort()).toEqual(["panel", "records"]);
});

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../src/io/make-folder.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

describe("makeFolder", () => {
  it("makes what is missing above it, and takes what is there", () => {
    const path = join(folder, "a", "b", "c");
    makeFolder(path);
    makeFolder(path);
    expect(existsSync(path)).toBe(true);
  });

  it("a file in the way is the system's error", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => makeFolder(join(folder, "file"))).toThrow("EEXIST");
    expect(() => makeFolder(join(folder, "file", "below"))).toThrow("ENOTDIR");
  });

  it(
    "several who make the same ones at the same time all have them",
    { timeout: 60_000 },
    async () => {
      const sources = new URL("../../bench/sources.mjs", import.meta.url).href;
      const start = new SharedArrayBuffer(4);
      const one = (): Promise<number> =>
        new Promise((done, fail) => {
          const script = new URL("folder-maker.mjs", import.meta.url);
          const worker = new Worker(script, {
            execArgv: ["--import", sources],
            workerData: { folder, start, times: 300 },
          });
          worker.on("error", fail);
          worker.on("exit", done);
        });
      expect(await Promise.all([one(), one()])).toEqual([0, 0]);
    },
  );

  it.skipIf(!existsSync("/proc/version"))("comes back where nothing can be made: /proc", () => {
    expect(() => makeFolder("/proc/panelist/out")).toThrow("ENOENT");
  });
});

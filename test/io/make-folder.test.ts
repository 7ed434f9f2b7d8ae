import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

  it.skipIf(!existsSync("/proc/version"))("comes back where nothing can be made: /proc", () => {
    expect(() => makeFolder("/proc/panelist/out")).toThrow("ENOENT");
  });
});

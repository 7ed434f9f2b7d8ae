import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { initArchive, openArchive } from "../../src/archive/index.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const now = new Date("2024-03-01T00:00:00.000Z");

describe("archive init", () => {
  it("goes on where it was killed: empty folders of its own, the file that was being written", () => {
    const archive = join(folder, "half");
    for (const name of ["cases", "tombstones"]) mkdirSync(join(archive, name), { recursive: true });
    writeFileSync(join(archive, ".tmp-4711-archive.json"), "{");
    expect(initArchive(archive, now)).toBe(true);
    expect(openArchive(archive).created).toBe(now.toISOString());
  });

  it.each(["cases/C1", "letters", "knowledge/x.json"])("refuses a folder that holds %s", (name) => {
    const archive = join(folder, `with-${name.replace("/", "-")}`);
    mkdirSync(join(archive, name), { recursive: true });
    expect(() => initArchive(archive, now)).toThrow(/neither empty nor an archive/);
    expect(existsSync(join(archive, "archive.json"))).toBe(false);
  });
});

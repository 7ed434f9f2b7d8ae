import { execFile } from "node:child_process";
import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBytes, readText } from "../../src/io/read-text.ts";

const folder = mkdtempSync(join(tmpdir(), "read-text-"));

describe("files that are read whole", () => {
  const path = join(folder, "a.txt");

  it("up to their limit", async () => {
    writeFileSync(path, "häuser\n");
    expect(await readText(path, 8)).toBe("häuser\n");
    await expect(readText(path, 7)).rejects.toMatchObject({ code: "E_LIMIT", place: { path } });
  });

  it("by their size, before they are read", async () => {
    const huge = join(folder, "huge");
    writeFileSync(huge, "");
    truncateSync(huge, 3 * 2 ** 30);
    await expect(readBytes(huge)).rejects.toMatchObject({ code: "E_LIMIT" });
  });

  it("a pipe as it comes", async () => {
    const pipe = join(folder, "pipe");
    await new Promise((done) => execFile("mkfifo", [pipe], done));
    const fed = (text: string) => execFile("sh", ["-c", `printf ${text} > ${pipe}`]);
    fed("four");
    expect(await readText(pipe, 4)).toBe("four");
    fed("fives");
    await expect(readText(pipe, 4)).rejects.toMatchObject({ code: "E_LIMIT" });
  });

  it("none, and a folder", async () => {
    await expect(readText(join(folder, "none"), 9)).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
    });
    await expect(readText(folder, 9)).rejects.toMatchObject({ code: "E_IO" });
  });
});

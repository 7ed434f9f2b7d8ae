import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for a test file's own files; gone when its tests have run. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "panelist-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes texts into files of a folder of their own, each under a new name, and returns their paths. */
export function fileWriter(): (text: string, ending?: string) => string {
  const folder = tempFolder();
  let files = 0;
  return (text, ending = "vcf") => {
    const path = join(folder, `${files++}.${ending}`);
    writeFileSync(path, text);
    return path;
  };
}

import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const text = `${headerText({ samples: ["C"] })}${recordText({ pos: 1500, genotypes: ["0/1"] })}\n`;

describe.skipIf(process.platform === "win32")("a pipe in place of a file", () => {
  it.each([
    ["plain", Buffer.from(text)],
    ["bgzipped", bgzip(text)],
  ])("is read like standard input: %s", async (name, bytes) => {
    const [file, pipe] = [join(folder, name), join(folder, `${name}.pipe`)];
    writeFileSync(file, bytes);
    execFileSync("mkfifo", [pipe]);
    const writer = spawn("sh", ["-c", 'cat "$0" > "$1"', file, pipe]);
    try {
      const piped = await analyseHere({ vcfs: [pipe], genes: ["GENE1"] });
      const read = await analyseHere({ vcfs: [file], genes: ["GENE1"] });
      expect(piped.text).toBe(read.text);
      expect(piped.text).toContain("stop_gained");
    } finally {
      writer.kill();
    }
  });
});

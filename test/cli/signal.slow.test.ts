// A signal is answered soon, whatever the program is at: 143, and nothing unfinished stays.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

/** A small file that takes long in one thread: every record is damaging, and 6 MB hold 200,000 of them. */
function slowFile(): string {
  const lines = gunzipSync(readFileSync("test-data/demo/trio.vcf.gz")).toString().split("\n");
  const header = lines.filter((line) => line.startsWith("#"));
  const [, , ...rest] =
    lines.find((line) => line.includes("|missense_variant|"))?.split("\t") ?? [];
  const records = Array.from({ length: 200_000 }, (_, i) =>
    ["chr1", 1000 + 100 * i, ...rest].join("\t"),
  );
  const path = join(folder, "slow.vcf.gz");
  writeFileSync(path, bgzipBytes(Buffer.from([...header, ...records, ""].join("\n"))));
  return path;
}

describe.skipIf(!built)("SIGTERM", () => {
  it("in the midst of a scan in this thread: as exit code 143, and the scan does not go on to its end", async () => {
    const out = join(folder, "out");
    mkdirSync(out);
    const line = `analyse ${slowFile()} --ped test-data/demo/trio.ped --force-sex --gene-agnostic --threads 1 --scan full --out-dir ${out} --no-progress`;
    const child = spawn(process.execPath, ["bin/panelist.js", ...line.split(" ")]);
    const ended = new Promise<number | null>((resolve) => {
      child.on("close", resolve);
    });
    // Its log says that the scan begins.
    await new Promise((resolve) => {
      child.stderr.once("data", resolve);
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    child.kill("SIGTERM");
    expect(await ended).toBe(143);
    expect(readdirSync(out)).toEqual([]);
  });
});

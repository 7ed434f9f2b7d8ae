// A command never replaces what it reads.
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const vcf = join(folder, "trio.vcf.gz");
const link = join(folder, "link.vcf.gz");
copyFileSync("test-data/demo/trio.vcf.gz", vcf);
symlinkSync(vcf, link);
const out = join(folder, "out");
mkdirSync(out);
const own = join(out, "candidates.vcf.gz");
linkSync(vcf, own);
const bed = join(folder, "x.bed");
writeFileSync(bed, "1\t1\t2\n");

it.each([
  ["annotate", vcf, "-o", vcf],
  ["annotate", vcf, "-o", link],
  ["annotate", link, "-o", vcf],
  ["analyse", vcf, "--genes", "SCN1A", "-o", vcf],
  ["analyse", vcf, "--genes", "SCN1A", "--ped", bed, "-o", bed],
  ["analyse", own, "--genes", "SCN1A", "--out-dir", out],
  ["report", bed, "-o", bed],
])("%s %s %s %s", async (...line) => {
  const before = [vcf, bed].map((path) => readFileSync(path));
  const { status, stderr } = await runInProcess(line);
  expect(stderr).toMatch(/the output would replace this input of the command/);
  expect(status).toBe(73);
  expect([vcf, bed].map((path) => readFileSync(path))).toEqual(before);
});

it("another file, and a folder with other files beside, are written", async () => {
  const line = ["analyse", vcf, "--genes", "SCN1A", "--ped", "test-data/demo/trio.ped"];
  const { status } = await runInProcess([...line, "-o", join(folder, "new.tsv")]);
  expect(status).toBe(0);
});

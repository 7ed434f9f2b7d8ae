/**
 * `npm run demo:raw`: from a caller's VCF to explained candidates with nothing but this program. Transcripts come into a
 * store once; then a file without any annotation is inspected, analysed, explained, and written with its consequences.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "panelist-demo-"));
const store = ["--store", join(folder, "store")];
const at = (name) => join(root, "test-data/raw", name);

function panelist(...args) {
  const shown = args.map((arg) => arg.replace(`${folder}/`, "").replace(root, ""));
  process.stdout.write(`\n$ panelist ${shown.join(" ")}\n`);
  const { status } = spawnSync(process.execPath, [join(root, "bin/panelist.js"), ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    cwd: relative(process.cwd(), root) || ".",
  });
  if (status !== 0) process.exitCode = status ?? 70;
}

try {
  const sequence = ["--reference", at("brca2.fa.gz")];
  const family = [at("trio.vcf.gz"), "--ped", at("trio.ped"), "--genes", "BRCA2", ...store];
  panelist("knowledge", "import", "transcripts", at("brca2.gff3"), ...sequence, "--release", "demo", ...store);
  panelist("inspect", at("trio.vcf.gz"), ...store);
  panelist("analyse", ...family, "--partial", "--no-progress", "--format", "tsv");
  panelist("explain", family[0], "13:32316527:GG:G", ...family.slice(1), "--partial", "--no-progress", "--quiet");
  panelist("annotate", at("trio.vcf.gz"), "-o", join(folder, "annotated.vcf.gz"), ...store);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

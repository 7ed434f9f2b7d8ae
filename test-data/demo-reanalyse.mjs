/**
 * `npm run demo:reanalyse`: the story end to end. A family is archived under an old version of a panel and
 * stays unsolved; the panel moves on; the archive is analysed again and tells the one thing that is new,
 * and why; a second time it has nothing to tell.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "panelist-demo-"));
const archive = join(folder, "cases");
const trio = join(root, "test-data/demo/trio");

function panelist(...args) {
  const shown = args.map((arg) => arg.replace(folder + "/", "").replace(root, ""));
  process.stdout.write(`\n$ panelist ${shown.join(" ")}\n`);
  const { status } = spawnSync(
    process.execPath,
    [join(root, "bin/panelist.js"), ...args],
    { stdio: ["ignore", "inherit", "inherit"], cwd: relative(process.cwd(), root) || "." },
  );
  if (status !== 0) process.exitCode = status ?? 70;
}

try {
  panelist("archive", "init", archive);
  const rule = ["--panel", "epilepsy", "--panel-version", "epilepsy@0.9"];
  const family = ["--ped", `${trio}.ped`, "--case", "F0001"];
  panelist("archive", "add", archive, `${trio}.vcf.gz`, ...family, ...rule, "--no-progress");
  panelist("reanalyse", archive, "--no-progress");
  panelist("reanalyse", archive, "--no-progress");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

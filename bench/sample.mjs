// npm run sample
//
// docs/sample: the report of the bundled trio, what `explain` says of its first candidate, and a picture of the
// report's first screen in Debian's Chromium. Without a Chromium the picture stays as it is.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../", import.meta.url));
const sample = join(root, "docs/sample");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

function panelist(...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin/panelist.js"), ...args],
    { cwd: join(root, "test-data/demo"), encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), "panelist-sample-"));
try {
  const asked = [
    "trio.vcf.gz",
    "--ped",
    "trio.ped",
    "--panel",
    "epilepsy",
    "--panel",
    "cardiomyopathy",
  ];
  const json = join(folder, "report.json");
  const page = join(sample, "report.html");
  panelist("analyse", ...asked, "--quiet", "-o", json);
  panelist("report", json, "-o", page);
  const [{ variants }] = JSON.parse(readFileSync(json, "utf8")).candidates;
  const [{ chrom, pos, ref, alt }] = variants;
  const variant = `${chrom}:${pos}:${ref}:${alt}`;
  const [vcf, ...options] = asked;
  writeFileSync(
    join(sample, "explain.txt"),
    `$ panelist explain ${vcf} ${variant} ${options.join(" ")}\n${panelist("explain", vcf, variant, ...options, "--quiet")}`,
  );
  if (executablePath === undefined)
    process.stderr.write("no Chromium: screen.png stays as it is\n");
  else {
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu"],
    });
    const tab = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: join(sample, "screen.png") });
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

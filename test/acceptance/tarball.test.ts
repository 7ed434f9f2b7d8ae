// What is published, as npm packs it: it runs from its own folder, with its dependencies and nothing else of this one.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

describe.skipIf(!built)("the package", () => {
  const folder = tempFolder();
  const at = join(folder, "package");
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, ["bin/panelist.js", ...args], { cwd: at, encoding: "utf8" });

  beforeAll(() => {
    const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
    const name = execFileSync("npm", pack, { encoding: "utf8" }).trim();
    execFileSync("tar", ["xzf", join(folder, name), "-C", folder]);
    symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  });

  it("holds the program and no sources", () => {
    for (const name of ["dist/cli.js", "dist/worker.js", "dist/page.js", "docs/schemas"])
      expect(existsSync(join(at, name))).toBe(true);
    for (const name of ["src", "test", "bench"]) expect(existsSync(join(at, name))).toBe(false);
  });

  it("analyses the demo as the checkout does, in threads too", () => {
    const asked = ["analyse", "test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped"];
    const panels = ["--panel", "epilepsy", "--panel", "cardiomyopathy"];
    const how = ["--quiet", "--scan", "full", "--threads", "2"];
    expect(run(...asked, ...panels, ...how)).toBe(
      readFileSync("test-data/demo/expected.tsv", "utf8"),
    );
  });

  it("writes the report, whose page has its script", () => {
    const asked = ["analyse", "test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped"];
    run(...asked, "--panel", "epilepsy", "--quiet", "--out-dir", join(folder, "out"));
    expect(readFileSync(join(folder, "out/report.html"), "utf8")).toContain(
      '<script type="module">',
    );
  });
});

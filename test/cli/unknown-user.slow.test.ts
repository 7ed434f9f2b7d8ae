/** As a container may run the program: a user without a name and without a home. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const data = join(root, "test-data");
const folder = tempFolder();
const FAMILY = "test-data/small/singleton.vcf.gz";

/** A number that no line of the system's list of users has, as of an unnamed user of a container. */
const NOBODY = 54_321;

describe.skipIf(!built || process.getuid?.() !== 0)("a user whom the system does not know", () => {
  it.each([
    ["analyse", FAMILY, "--sex", "male", "--panel", "epilepsy", "--quiet", "-o", "/dev/null"],
    ["inspect", FAMILY],
    ["explain", FAMILY, "1:1:A:C", "--panel", "epilepsy", "--quiet"],
    ["panels", "list"],
    ["knowledge", "list"],
    ["doctor"],
    ["config", "show"],
    ["policy"],
    ["events", "test-data/demo/trio.vcf.gz"],
  ])("%s goes on without a home, and without what lies in the working folder", (...args) => {
    const here = mkdtempSync(join(folder, "w-"));
    mkdirSync(join(here, ".config/panelist"), { recursive: true });
    writeFileSync(join(here, ".config/panelist/config.json"), "{");
    chmodSync(folder, 0o755);
    chmodSync(here, 0o755);
    const run = spawnSync(
      process.execPath,
      [join(root, "bin/panelist.js"), ...args.map((arg = "") => arg.replace(/^test-data/, data))],
      { cwd: here, uid: NOBODY, gid: NOBODY, env: { PATH: "/usr/bin:/bin" }, encoding: "utf8" },
    );
    expect(run.stderr).not.toMatch(/E_IO|homedir|configuration/);
    expect([0, 66]).toContain(run.status);
  });
});

// Who may read what the commands write: its owner alone, whatever the umask.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shell } from "../cli/shell.ts";
import { built } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

/** `rights path` of everything in a folder, itself included. */
function rightsIn(root: string): string[] {
  const inner = readdirSync(root, { recursive: true, encoding: "utf8" });
  return ["", ...inner].map(
    (name) => `${(statSync(join(root, name)).mode & 0o7777).toString(8)} ${name}`,
  );
}

/** What somebody other than the owner can do anything with. */
function open(root: string): string[] {
  return rightsIn(root).filter((line) => !/^[67]00 /.test(line));
}

const TRIO = "test-data/demo/trio.vcf.gz --ped test-data/demo/trio.ped";

describe.skipIf(!built)("the commands, under any umask", () => {
  it.each(["000", "002", "022", "077", "777"])("umask %s", async (umask) => {
    const at = join(folder, `umask-${umask}`);
    const lines = [
      `mkdir -p ${at}`,
      `umask ${umask}`,
      `$panelist analyse ${TRIO} --panel epilepsy --out-dir ${at}/deep/out --no-progress`,
      `$panelist analyse ${TRIO} --panel epilepsy -o ${at}/one.vcf.gz --format vcf --no-progress`,
      `$panelist archive init ${at}/cases`,
      `$panelist archive add ${at}/cases ${TRIO} --panel epilepsy --case C1 --no-progress`,
      `$panelist archive set ${at}/cases C1 --status solved --by me`,
      `$panelist archive export ${at}/cases -o ${at}/sent --by me`,
      `$panelist reanalyse ${at}/cases --store ${at}/store -o ${at}/events.html --format html || true`,
      `$panelist panels import panels/*.json --store ${at}/store`,
      `$panelist report ${at}/deep/out/report.json -o ${at}/page.html`,
    ];
    const { status, stderr } = await shell(lines.join(" && "));
    expect(stderr.match(/^error.*$/gm)).toBeNull();
    expect(status).toBe(0);
    expect(rightsIn(at).length).toBeGreaterThan(50);
    // The folder itself was made by the shell.
    expect(open(at).filter((line) => !line.endsWith(" "))).toEqual([]);
  });
});

// Who may read what the commands write: its owner alone, whatever the umask.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shell } from "../cli/shell.ts";
import { built } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
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

describe("the commands, under any umask", () => {
  it.each([0o000, 0o002, 0o022, 0o077])("umask %s", async (umask) => {
    const at = join(folder, `umask-${umask}`);
    mkdirSync(at);
    const commands = [
      `analyse ${TRIO} --panel epilepsy --out-dir ${at}/deep/out --no-progress`,
      `analyse ${TRIO} --panel epilepsy -o ${at}/one.vcf.gz --format vcf --no-progress`,
      `archive init ${at}/cases`,
      `archive add ${at}/cases ${TRIO} --panel epilepsy --case C1 --no-progress`,
      `archive set ${at}/cases C1 --status solved --by me`,
      `archive export ${at}/cases -o ${at}/sent --by me`,
      `reanalyse ${at}/cases --store ${at}/store -o ${at}/events.html --format html`,
      `panels import panels/epilepsy@1.0.json --store ${at}/store`,
      `report ${at}/deep/out/report.json -o ${at}/page.html`,
    ];
    const before = process.umask(umask);
    try {
      for (const line of commands) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const { status, stderr } = await runInProcess(line.split(" "));
        expect({ line, status, stderr }).toMatchObject({ status: 0 });
      }
    } finally {
      process.umask(before);
    }
    expect(rightsIn(at).length).toBeGreaterThan(50);
    // The folder itself was made by the test.
    expect(open(at).filter((line) => !line.endsWith(" "))).toEqual([]);
  });

  // A mask that leaves nothing to the owner either is put right where the process starts.
  it.skipIf(!built)("umask 777", async () => {
    const at = join(folder, "umask-777");
    const lines = [
      `mkdir -p ${at}`,
      "umask 777",
      `$panelist analyse ${TRIO} --panel epilepsy --out-dir ${at}/deep/out --no-progress`,
      `$panelist archive init ${at}/cases`,
      `$panelist archive add ${at}/cases ${TRIO} --panel epilepsy --case C1 --no-progress`,
    ];
    const { status, stderr } = await shell(lines.join(" && "));
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(rightsIn(at).length).toBeGreaterThan(25);
    expect(open(at).filter((line) => !line.endsWith(" "))).toEqual([]);
  });
});

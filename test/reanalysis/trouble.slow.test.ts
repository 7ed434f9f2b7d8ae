// A disk that is full, a case that may not be written, a VCF that changed, a record that is broken: one clear
// message each, nothing lost, and the next call ends what this one could not.
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inArchive, runNumbers, verifyArchive } from "../../src/archive/index.ts";
import { addHere, cloneCase, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const OLD = { panelVersions: ["epilepsy@0.9"] };
/** Root may write everywhere: the program runs as nobody then, where nobody may reach it. */
const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const isRoot = "uid" in asNobody;
const runs = spawnSync(process.execPath, ["bin/panelist.js", "--version"], asNobody).status === 0;

const disk = join(folder, "disk");
mkdirSync(disk);
/** Root may mount; others may not, and there is no other disk to fill. */
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync("umount", ["-l", disk]);
});

/** All but so many bytes. */
function fill(leave: number): void {
  const path = join(disk, "filler");
  rmSync(path, { force: true });
  try {
    for (;;) appendFileSync(path, Buffer.alloc(4096));
  } catch {
    const { size } = { size: readFileSync(path).length };
    writeFileSync(path, Buffer.alloc(Math.max(0, size - leave)));
  }
}

describe.skipIf(!mounted)("disk full (skipped where a tmpfs cannot be mounted)", () => {
  const archive = join(disk, "cases");

  it("add: one message, nothing of the case stays, and it works when there is room", async () => {
    await addHere(archive, "C0", { ...TRIO, panels: ["epilepsy"] }, OLD);
    fill(60_000);
    await expect(
      addHere(archive, "C1", { ...TRIO, panels: ["epilepsy"] }, OLD),
    ).rejects.toMatchObject({
      code: "E_ARCHIVE",
      hint: "The disk is full; nothing was changed.",
    });
    expect(await verifyArchive(archive, false)).toEqual([]);
    rmSync(join(disk, "filler"));
    await addHere(archive, "C1", { ...TRIO, panels: ["epilepsy"] }, OLD);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("reanalyse: the case is named, its runs are what they were, and the next call writes", async () => {
    fill(20_000);
    const { result } = await reanalyseHere(archive, { cases: ["C0"] });
    expect(result.failed).toMatchObject([{ case: "C0", code: "E_ARCHIVE" }]);
    expect(result.failed[0]?.hint).toContain("disk is full");
    expect(runNumbers(inArchive.case(archive, "C0"))).toEqual([1]);
    expect(await verifyArchive(archive, false)).toEqual([]);
    rmSync(join(disk, "filler"));
    const again = await reanalyseHere(archive);
    expect(again.result.failed).toEqual([]);
    expect(again.result.counts).toMatchObject({ changed: 2, failed: 0 });
    expect(await verifyArchive(archive, false)).toEqual([]);
  });
});

describe("the archive as it was left", () => {
  const made = join(folder, "made");
  beforeAll(() => addHere(made, "C1", { ...TRIO, panels: ["epilepsy"] }, OLD));
  const copy = (name: string): string => {
    const archive = join(folder, name);
    cpSync(made, archive, { recursive: true });
    return archive;
  };

  it.skipIf(!runs)("a case that may not be written: named, exit 1, the others go on", async () => {
    const archive = copy("read-only");
    cloneCase(archive, "C1", "C2");
    if (isRoot) {
      spawnSync("chmod", ["755", folder]);
      spawnSync("chown", ["-R", "65534:65534", archive]);
      spawnSync("chown", ["-R", "0:0", inArchive.case(archive, "C1")]);
      spawnSync("chmod", ["-R", "go+rX", inArchive.case(archive, "C1")]);
    } else chmodSync(inArchive.case(archive, "C1"), 0o555);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["bin/panelist.js", "reanalyse", archive, "--store", join(folder, "no-store")],
      { encoding: "utf8", ...asNobody },
    );
    if (!isRoot) chmodSync(inArchive.case(archive, "C1"), 0o755);
    expect({ status, stderr }).toMatchObject({ status: 1 });
    expect(stderr).toContain("C1: E_ARCHIVE: cannot be written");
    expect(stdout).toContain("no permission");
    expect(runNumbers(inArchive.case(archive, "C1"))).toEqual([1]);
    expect(runNumbers(inArchive.case(archive, "C2"))).toEqual([1, 2]);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("a VCF that changed is not read in the original's place", async () => {
    const archive = join(folder, "changed");
    const vcf = join(folder, "changed.vcf.gz");
    copyFileSync(TRIO.vcfs[0] ?? "", vcf);
    await addHere(archive, "C1", { ...TRIO, vcfs: [vcf], panels: ["epilepsy"] });
    const bytes = readFileSync(vcf);
    bytes[bytes.length - 5000] = (bytes[bytes.length - 5000] ?? 0) ^ 1;
    writeFileSync(vcf, bytes);
    const policy = join(folder, "wide.json");
    writeFileSync(policy, JSON.stringify({ frequency: { recessive: 0.2 } }));
    const { result } = await reanalyseHere(archive, { policy });
    expect(result.failed).toMatchObject([{ case: "C1", code: "E_ARCHIVE" }]);
    expect(result.failed[0]?.hint).toContain("was changed");
    expect(runNumbers(inArchive.case(archive, "C1"))).toEqual([1]);
  });

  it.each([
    ["runs/1.json", "unreadable"],
    ["case.json", "unreadable"],
    ["datasets/1/distilled.vcf.gz", "digest"],
    ["head.json", "head"],
    ["verdicts.json", "unreadable"],
  ])("a broken %s is told; what is derived is mended", async (name, problem) => {
    const archive = copy(`broken-${name.replaceAll(/\W/g, "-")}`);
    const path = join(inArchive.case(archive, "C1"), name);
    writeFileSync(path, "{ broken");
    const faults = await verifyArchive(archive, true);
    expect(faults).toMatchObject([{ problem, repaired: problem === "head" }]);
    if (problem === "head") expect((await reanalyseHere(archive)).result.counts.changed).toBe(1);
  });

  it("a head.json that a crash of the machine left empty is made anew from the run", async () => {
    const archive = copy("empty-head");
    writeFileSync(join(inArchive.case(archive, "C1"), "head.json"), "");
    expect((await reanalyseHere(archive)).result.counts).toMatchObject({ changed: 1, failed: 0 });
    expect(await verifyArchive(archive, false)).toEqual([]);
  });
});

/** An archive with a document of every kind, and what becomes of it when one bit of a file is another. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { purgeEvents, removeCase, verifyArchive } from "../../src/archive/index.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { addHere, cloneCase, reanalyseHere, mergeHere } from "./archive.ts";

/** Two runs, a verdict, a log of four lines, events, a tombstone, policy, pedigree, override, snapshots. */
export async function archiveOfAll(archive: string, scratch: string): Promise<void> {
  const policy = join(scratch, "policy.json");
  writeFileSync(policy, JSON.stringify({ frequency: { recessive: 0.005 } }));
  await addHere(
    archive,
    "C1",
    {
      vcfs: ["test-data/demo/trio.vcf.gz"],
      ped: "test-data/demo/trio.ped",
      panels: ["epilepsy"],
      policy,
    },
    { panelVersions: ["epilepsy@0.9"] },
  );
  cloneCase(archive, "C1", "C2");
  const now = new Date("2024-03-01T00:00:00.000Z");
  const about = { archive, case: "C1", by: "me", now };
  const variant = "16:78333196:A:T";
  const date = "2024-03-01";
  await giveVerdict({ ...about, variant, date, kind: "reported", class: "LP", why: null });
  await giveVerdict({ ...about, variant, date, kind: "dismissed", class: null, why: "no" });
  await setCase({ ...about, status: "partial" });
  await reanalyseHere(archive);
  await mergeHere(archive);
  await removeCase(archive, "C2", { by: "me", why: "asked", date: now });
  await purgeEvents(archive, "C2");
}

export function filesOf(archive: string): string[] {
  return readdirSync(archive, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(archive, join(entry.parentPath, entry.name)))
    .sort();
}

/** Changes one bit, verifies, and takes it back. @returns what verify told of the file */
export async function toldOfFlip(archive: string, file: string, bit: number): Promise<string[]> {
  const path = join(archive, file);
  const bytes = readFileSync(path);
  const other = Buffer.from(bytes);
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, other);
  try {
    const faults = await verifyArchive(archive, false);
    return faults.filter(({ problem }) => problem !== "undigested").map(({ path: at }) => at);
  } finally {
    writeFileSync(path, bytes);
  }
}

/** Of a file, at random. @param random from 0 to 1 */
export function bitOf(archive: string, file: string, random: () => number): number {
  return Math.floor(random() * readFileSync(join(archive, file)).length * 8);
}

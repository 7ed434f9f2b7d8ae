/** Snapshots of a few records: every field has a plain default, a test names what it is about. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SnapshotBuilder } from "../../src/classifications/builder.ts";
import { Snapshot } from "../../src/classifications/snapshot.ts";
import type { Classified, SnapshotHead, Words } from "../../src/classifications/types.ts";
import { tempFolder } from "../helpers/temp.ts";

export const words = (over: Partial<Words> = {}): Words => ({
  significance: "Pathogenic",
  review: "criteria_provided,_single_submitter",
  conflict: null,
  somaticOnly: false,
  ...over,
});

type Given = Partial<Omit<Classified, "words">> & { words?: Partial<Words> };

export const classified = ({ words: said = {}, ...over }: Given = {}): Classified => ({
  chrom: "1",
  pos: 100,
  ref: "G",
  alt: "A",
  genes: "GENE1",
  id: 7,
  molecular: 0,
  protein: "",
  words: words(said),
  ...over,
});

const ABOUT = {
  kind: "clinvar",
  source: "ClinVar",
  release: "2026-02-26",
  assembly: "GRCh38",
} as const;

/** Writes snapshots into a folder of their own and opens them. */
export function snapshotMaker(): (
  records: readonly Given[],
  about?: Partial<Pick<SnapshotHead, "kind" | "source" | "release" | "assembly">>,
) => Snapshot {
  const folder = tempFolder();
  let files = 0;
  return (records, about = {}) => {
    const builder = new SnapshotBuilder();
    for (const record of records) builder.add(classified(record));
    const path = join(folder, `${files++}.bin`);
    writeFileSync(path, builder.finish({ ...ABOUT, ...about }).data);
    return Snapshot.open(path);
  };
}

/** The release of transcripts that a file was annotated with, by its header. */
import type { VcfHeader } from "./types.ts";

export interface MadeBy {
  source: string;
  release: string;
  /** Of the release in the store, or of the GFF3 file that was named; null: not told. */
  sha256: string | null;
}

const LINE = /^##panelist_annotate=<.*\bSource=([^,>]*),Release="([^"]*)",SHA256=([^,>]*)>$/;

/** By the line that `annotate` writes: of the first file that it made, where its annotation counts; null: none of them is. */
export function madeBy(inputs: readonly { header: VcfHeader }[] = []): MadeBy | null {
  for (const { header } of inputs) {
    const [layout] = header.annotations;
    if (layout?.annotator !== "vep" || layout.isOwn === true) continue;
    for (const line of header.lines.toReversed()) {
      const [, source, release, sha256 = "."] = LINE.exec(line) ?? [];
      if (source === undefined || release === undefined) continue;
      return { source, release, sha256: sha256 === "." ? null : sha256 };
    }
  }
  return null;
}

/** VEP's RefSeq release has a date for a name. */
const OF_VEP: readonly (readonly [source: string, word: RegExp])[] = [
  ["Ensembl", / ensembl="?(\d+)/],
  ["Ensembl", /^##VEP="?v(\d+)/],
  ["GENCODE", / gencode="GENCODE (\w+)"/],
];

/** By VEP's own lines: the releases whose transcripts it may have used. */
export function vepReleases(inputs: readonly { header: VcfHeader }[] = []): MadeBy[] {
  return inputs
    .flatMap(({ header }) => header.lines.filter((line) => line.startsWith("##VEP=")))
    .flatMap((line) =>
      OF_VEP.flatMap(([source, word]) => {
        const [, release] = word.exec(line) ?? [];
        return release === undefined ? [] : [{ source, release, sha256: null }];
      }),
    );
}

/** The release of transcripts that a file was annotated with, by the line that `annotate` writes into its header. */
import type { VcfHeader } from "./types.ts";

export interface MadeBy {
  source: string;
  release: string;
  /** Of the release in the store, or of the GFF3 file that was named; null: not told. */
  sha256: string | null;
}

const LINE = /^##panelist_annotate=<.*\bSource=([^,>]*),Release="([^"]*)",SHA256=([^,>]*)>$/;

/** Of the first file that `annotate` made, where its annotation counts; null: none of them is. */
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

/** Whether a sequence has the chromosomes that transcripts lie on. */
import { canonicalChrom, CHROMOSOMES } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import type { TranscriptColumns } from "./types.ts";

interface Sequence {
  path: string;
  /** By the contigs' names. */
  lengths: ReadonlyMap<string, number>;
}

/**
 * @param whose transcripts they are: `the file`, `Ensembl 112`
 * @throws ToolError E_ASSEMBLY: a chromosome with transcripts is missing, or ends before they do
 */
export function refuseUncovered(
  { chromFrom, end }: Pick<TranscriptColumns, "chromFrom" | "end">,
  { path, lengths }: Sequence,
  whose: string,
): void {
  const known = new Map([...lengths].map(([contig, length]) => [canonicalChrom(contig), length]));
  for (const [rank, name] of CHROMOSOMES.entries()) {
    const ends = end.subarray(chromFrom[rank], chromFrom[rank + 1]);
    if (ends.length === 0) continue;
    const length = known.get(name);
    const hint = "Give the reference of the whole genome that the annotation describes.";
    if (length === undefined) {
      const found = `the reference lacks chromosome ${name}, on which ${whose} has ${counted(ends.length, "transcript")}`;
      throw new ToolError("E_ASSEMBLY", found, { path, hint });
    }
    const furthest = ends.reduce((most, one) => Math.max(most, one), 0);
    if (furthest > length) {
      const found = `the reference has ${length} bases of chromosome ${name}, on which ${whose} has transcripts up to position ${furthest}`;
      throw new ToolError("E_ASSEMBLY", found, { path, hint });
    }
  }
}

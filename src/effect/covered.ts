/** Whether a sequence has the chromosomes that transcripts lie on, and is the one that they were imported with. */
import { canonicalChrom, CHROMOSOMES } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { baseCode, UNKNOWN } from "../core/genetic-code.ts";
import { openBases } from "./sequence.ts";
import type { ReadBases, TranscriptColumns } from "./types.ts";

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

/** Places of a chromosome that are compared, from the first exon to the last. */
const PLACES = 4;
const PLACE_BASES = 60;
/** Of GRCh37 there are two, which runs tell apart by its length. */
const MITOCHONDRION = CHROMOSOMES.indexOf("MT");

interface OtherBases {
  /** Places; what is not known on either side is none. */
  compared: number;
  wrong: number;
  /** Where the first differs. */
  example: { chrom: string; pos: number } | null;
}

/** A few places of each chromosome on which transcripts have a sequence of their own, in the sequence given. */
export function comparedBases(columns: TranscriptColumns, bases: ReadBases): OtherBases {
  const { blockFrom, blockStart, blockEnd } = columns;
  const own = openBases(columns, null);
  const told: OtherBases = { compared: 0, wrong: 0, example: null };
  for (const [rank, chrom] of CHROMOSOMES.entries()) {
    const [from, to] = [Number(blockFrom[rank]), Number(blockFrom[rank + 1])];
    if (rank === MITOCHONDRION || from === to) continue;
    const steps = Math.min(PLACES, to - from) - 1;
    for (let i = 0; i <= steps; i++) {
      const block = steps === 0 ? from : from + Math.round((i * (to - 1 - from)) / steps);
      const pos = Number(blockStart[block]);
      const length = Math.min(PLACE_BASES, Number(blockEnd[block]) - pos + 1);
      const there = bases(chrom, pos, pos + length - 1);
      const pairs = Array.from({ length }, (_, k): [number, number] => [
        own(rank, pos + k),
        k < there.length ? baseCode(there.charCodeAt(k)) : -1,
      ]).filter((pair) => !pair.includes(UNKNOWN));
      if (there === "" || pairs.length === 0) continue;
      told.compared++;
      if (pairs.every(([a, b]) => a === b)) continue;
      told.wrong++;
      told.example ??= { chrom, pos };
    }
  }
  return told;
}

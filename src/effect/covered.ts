/** Whether a sequence has the chromosomes that transcripts lie on, and is the one that they were imported with. */
import { canonicalChrom, CHROMOSOMES } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { basesOf } from "../core/genetic-code.ts";
import { agrees, isOtherBuild } from "../core/other-sequence.ts";
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

/**
 * A few places of each chromosome on which transcripts have a sequence of their own are looked for in the one given.
 * @throws ToolError E_ASSEMBLY: it differs, or has none of the chromosomes
 */
export function refuseOtherBases(
  columns: TranscriptColumns,
  sequence: Sequence,
  bases: ReadBases,
  whose: string,
): void {
  const own = openBases(columns, null);
  const wrong: string[] = [];
  let compared = 0;
  for (const { rank, pos, length } of somePlaces(columns)) {
    const chrom = CHROMOSOMES[rank] ?? "";
    const there = bases(chrom, pos, pos + length - 1);
    if (there === "") continue;
    compared++;
    const known = basesOf(Array.from({ length }, (_, k) => own(rank, pos + k)));
    if (!agrees(known, there)) wrong.push(`${chrom}:${pos}`);
  }
  // What it is there for it cannot tell.
  if (compared === 0) refuseUncovered(columns, sequence, whose);
  const [first] = wrong;
  if (first === undefined || !isOtherBuild(wrong.length, compared)) return;
  const found = `the reference differs from the sequence of ${whose} in ${wrong.length} of ${counted(compared, "place")} compared: first at ${first}`;
  const hint = "Give the reference that the transcripts were imported with.";
  throw new ToolError("E_ASSEMBLY", found, { path: sequence.path, hint });
}

function* somePlaces({
  blockFrom,
  blockStart,
  blockEnd,
}: TranscriptColumns): Generator<{ rank: number; pos: number; length: number }> {
  for (const rank of CHROMOSOMES.keys()) {
    const [from, to] = [Number(blockFrom[rank]), Number(blockFrom[rank + 1])];
    if (rank === MITOCHONDRION || from === to) continue;
    const steps = Math.min(PLACES, to - from) - 1;
    for (let i = 0; i <= steps; i++) {
      const block = from + (steps === 0 ? 0 : Math.round((i * (to - 1 - from)) / steps));
      const pos = Number(blockStart[block]);
      yield { rank, pos, length: Math.min(PLACE_BASES, Number(blockEnd[block]) - pos + 1) };
    }
  }
}

/** Events that a file of small variants has too, written out in bases: what it says of how common they are (SVE-24). */
import { canonicalChrom, CHROMOSOMES } from "../../core/assembly.ts";
import { basesOf, UNKNOWN } from "../../core/genetic-code.ts";
import type { Policy } from "../../core/policy.ts";
import { openBases } from "../../effect/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import { isAllele, type KnownBase, sameEvent, shapeOfBases } from "../../structural/index.ts";
import type { EventFrequency, EventShape, GenomicEvent } from "../../structural/types.ts";
import { decodeRecord, frequencyEvidence } from "../../vcf/index.ts";
import type { VcfRecord } from "../../vcf/types.ts";
import type { Input } from "../input.ts";
import { lineReader, type Place } from "./inside.ts";

/** Longer ones, in bases, no caller of small variants writes out. */
const LONGEST = 10_000;
const WRITTEN: readonly GenomicEvent["kind"][] = ["DEL", "INS", "DUP"];
/** So far off, in bases, the same insertion may be placed. */
const APART = 100;

export interface Found {
  line: string;
  record: VcfRecord;
  alleleIndex: number;
  shape: EventShape;
}

/** What one file has. */
export interface InFile {
  input: Input;
  found: Found[];
}

/** Of each event, what every file of small variants has of it: read once, for all that is asked of it. */
export async function readInSmall(
  events: readonly GenomicEvent[],
  inputs: readonly Input[],
  policy: Policy,
): Promise<InFile[][]> {
  const read: InFile[][] = events.map(() => []);
  for (const input of inputs)
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    for (const [i, found] of (await inSmall(events, input, policy)).entries())
      if (found.length > 0) read[i]?.push({ input, found });
  return read;
}

/** As the very same allele; where that was dropped there as too common, it is too common here. */
export function frequenciesInSmall(
  event: GenomicEvent,
  read: readonly InFile[],
  policy: Policy,
  transcripts: TranscriptSlice | null,
): EventFrequency[] {
  const base = knownBases(transcripts);
  return read.flatMap(({ input: { header }, found }) =>
    found.flatMap(({ record, alleleIndex, shape }): EventFrequency[] => {
      if (!isAllele(event, shape, base, policy.sv)) return [];
      const { max, homozygotes, hemizygotes, alleleNumber } = frequencyEvidence(
        record,
        alleleIndex,
        header,
        header.annotations[0],
      );
      // An empty tag is no search for events.
      if (max === null) return [];
      return [
        {
          source: `${max.source}, of the same small variant`,
          id: record.id === "." ? null : record.id,
          frequency: max.lowest ?? max.af,
          homozygotes,
          hemizygotes,
          alleleNumber,
          overlap: null,
          counts: true,
          why: null,
        },
      ];
    }),
  );
}

/** The lines by which a run may tell so: an archive keeps them, though it has no bases of the reference. */
export async function linesInSmall(
  events: readonly GenomicEvent[],
  input: Input,
  proband: number,
  policy: Policy,
): Promise<string[]> {
  const own = events.filter(({ calls }) => calls[proband]?.any === "yes");
  return (await inSmall(own, input, policy)).flat().map(({ line }) => line);
}

/** Of each event, the alleles of a file of small variants that are the same. */
async function inSmall(
  events: readonly GenomicEvent[],
  input: Input,
  policy: Policy,
): Promise<Found[][]> {
  const places = events.map((event) => placeOf(event, policy));
  const asked = places.filter((place) => place !== null);
  const linesAt = asked.length === 0 ? null : await lineReader(input, asked, policy);
  return events.map((event, i) => {
    const place = places[i] ?? null;
    const lines = place === null ? [] : (linesAt?.(place) ?? []);
    return lines.flatMap((line) => near(line, event, input, policy));
  });
}

/** null: no caller of small variants writes it out. */
function placeOf(
  { kind, chrom, first, last, length, claim }: GenomicEvent,
  { sv }: Policy,
): Place | null {
  if (!WRITTEN.includes(kind) || claim === "depth") return null;
  if (length !== null && (length < sv.minLength || length > LONGEST)) return null;
  return { chrom, start: Math.max(1, first - APART), end: last + APART };
}

function near(line: string, event: GenomicEvent, input: Input, { sv }: Policy): Found[] {
  const [, , , ref = "", alts = ""] = line.split("\t", 5);
  // Most lines there have none, and are long to read.
  if (Math.max(ref.length, alts.length) < sv.minLength) return [];
  const record = decodeRecord(line, input.header, { path: input.path });
  const site = { ...record, chrom: canonicalChrom(record.contig) ?? "" };
  return record.alts.flatMap((_, i) => {
    const shape = record.altKinds[i] === "seq" ? shapeOfBases(site, i + 1, sv) : null;
    const isNear = shape !== null && sameEvent(shape, event, "callers") !== null;
    return isNear ? [{ line, record, alleleIndex: i + 1, shape }] : [];
  });
}

/** Those that are stored with the transcripts, of exons and beside them. */
function knownBases(transcripts: TranscriptSlice | null): KnownBase {
  if (transcripts === null) return () => null;
  const codeAt = openBases(transcripts.columns, null);
  return (chrom, pos) => {
    const code = codeAt(CHROMOSOMES.indexOf(chrom), pos);
    return code === UNKNOWN ? null : basesOf([code]);
  };
}

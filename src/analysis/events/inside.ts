/**
 * Small variants inside a deletion: evidence for or against it (SVE-18), and which chromosome it is on (SVH-07).
 * Places are 1-based. Read by index where there is one; what can be read only once is not read again.
 */
import { canonicalChrom } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { certainlyLost, isUsed } from "../../inheritance/index.ts";
import { linesOf } from "../../io/text-lines.ts";
import type { Family } from "../../pedigree/types.ts";
import type { GenomicEvent, InsideDeletion } from "../../structural/types.ts";
import { byChromosome } from "../../scan/index.ts";
import { alleleBalance, decodeRecord, sampleCall } from "../../vcf/index.ts";
import type { SampleCall } from "../../vcf/types.ts";
import { recordsOver } from "../find-record.ts";
import type { Input } from "../input.ts";
import type { JudgedEvent } from "./judge.ts";

/** 1-based, inclusive. */
export interface Place {
  chrom: string;
  start: number;
  end: number;
}

/** Each deletion with what was read inside it; without, where nothing could be read. */
export async function withInside(
  events: readonly JudgedEvent[],
  small: { inputs: readonly Input[]; family: Family },
  policy: Policy,
): Promise<JudgedEvent[]> {
  const { proband } = small.family;
  const samples = small.inputs[0]?.header.samples ?? [];
  const asked = events.filter(({ event }) => isAsked(event, proband));
  if (asked.length === 0) return [...events];
  const places = new Map(asked.map((one) => [one, placeOf(one.event)]));
  const seen = new Map<JudgedEvent, InsideDeletion>();
  for (const input of small.inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const linesAt = await lineReader(input, [...places.values()], policy);
    if (linesAt === null) continue;
    for (const [one, place] of places) {
      const lines = linesAt(place).slice(0, policy.sv.inside.maxSites);
      const before = seen.get(one) ?? { sites: 0, het: 0, maternal: 0, paternal: 0 };
      for (const line of lines)
        if (!isWhole(line, place)) count(before, line, input, { ...small.family, samples });
      // Where no copy is left, no parent's is missing.
      const isAll = one.event.calls[proband]?.all === "yes";
      seen.set(one, isAll ? { ...before, maternal: 0, paternal: 0 } : before);
    }
  }
  return events.map((one) => ({ ...one, inside: seen.get(one) ?? null }));
}

/** The lines that `withInside` looks at, whichever of the events a run asks of: an archive keeps them. */
export async function linesInside(
  events: readonly GenomicEvent[],
  input: Input,
  proband: number,
  policy: Policy,
): Promise<ReadonlySet<string>> {
  const places = events.filter((event) => isAsked(event, proband)).map(placeOf);
  const linesAt = places.length === 0 ? null : await lineReader(input, places, policy);
  const { maxSites } = policy.sv.inside;
  return new Set(places.flatMap((place) => linesAt?.(place).slice(0, maxSites) ?? []));
}

function isAsked({ kind, calls }: GenomicEvent, proband: number): boolean {
  return kind === "DEL" && calls[proband]?.any === "yes";
}

function placeOf(event: GenomicEvent): Place {
  const { first, last } = certainlyLost(event);
  return { chrom: event.chrom, start: first, end: last };
}

type LinesAt = (place: Place) => string[];

/** Lines whose REF touches a place; null: the file can be read only once, or far away. */
export async function lineReader(
  input: Input,
  places: readonly Place[],
  policy: Policy,
): Promise<LinesAt | null> {
  if (input.remote !== null || input.size === null || input.isEmpty === true) return null;
  const { index, indexOlderThanFile } = input;
  if (input.kind === "bgzf" && index !== null && !indexOlderThanFile)
    return (place) => recordsOver(input, place, policy) ?? [];
  const kept: (Parameters<typeof isOver>[0] & { line: string })[] = [];
  const over = byChromosome(places);
  for await (const lines of linesOf(input.path))
    for (const line of lines) {
      if (line.startsWith("#")) continue;
      const [contig = "", at = "", , ref = ""] = line.split("\t", 4);
      const one = {
        chrom: canonicalChrom(contig),
        pos: Number(at),
        last: Number(at) + ref.length - 1,
        line,
      };
      if (over.get(one.chrom ?? "")?.touchesAnywhere(one.pos, one.last) === true) kept.push(one);
    }
  return (place) => kept.filter((one) => isOver(one, place)).map(({ line }) => line);
}

function isOver(
  { chrom, pos, last }: { chrom: string | null; pos: number; last: number },
  place: Place,
): boolean {
  return chrom === place.chrom && pos <= place.end && last >= place.start;
}

/** The deletion itself, or a longer one. */
function isWhole(line: string, { start, end }: Place): boolean {
  const [, at, , ref = ""] = line.split("\t", 4);
  return Number(at) < start && Number(at) + ref.length > end;
}

const RELIABLE = { genotypeQuality: 20, depth: 10, least: 0.3, most: 0.7 } as const;

function count(
  seen: InsideDeletion,
  line: string,
  input: Input,
  { people, proband, samples }: Family & { samples: readonly string[] },
): void {
  const record = decodeRecord(line, input.header, { path: input.path });
  if (record.alts.length !== 1 || record.altKinds[0] !== "seq") return;
  const of = (person: number | null | undefined): "ref" | "het" | "hom" | null => {
    const name = samples[people[person ?? -1]?.sample ?? -1];
    const column = name === undefined ? -1 : input.header.samples.indexOf(name);
    return column < 0 ? null : wordOf(sampleCall(record, column));
  };
  const child = people[proband];
  const own = of(proband);
  if (own === null) return;
  if (own !== "ref") seen.sites++;
  if (own === "het") seen.het++;
  if (own === "het") return;
  const opposite = own === "ref" ? "hom" : "ref";
  const isParents = (parent: number | null | undefined): boolean => {
    const person = people[parent ?? -1];
    return person !== undefined && isUsed(person) && of(parent) === opposite;
  };
  if (isParents(child?.mother)) seen.maternal++;
  if (isParents(child?.father)) seen.paternal++;
}

/** Of a call that can be relied on; else null. */
function wordOf(call: SampleCall): "ref" | "het" | "hom" | null {
  const { alleles, genotypeQuality, depth } = call;
  if ((genotypeQuality ?? 0) < RELIABLE.genotypeQuality || (depth ?? 0) < RELIABLE.depth)
    return null;
  const [a, b = a] = alleles;
  if (a === undefined || b === undefined || a < 0 || b < 0) return null;
  if (a === b) return a === 0 ? "ref" : "hom";
  const balance = alleleBalance(call, 1);
  const isBalanced = balance === null || (balance >= RELIABLE.least && balance <= RELIABLE.most);
  return isBalanced ? "het" : null;
}

/** Events of one person by hand. */
import { locusClass } from "../../src/core/assembly.ts";
import type { EventCall, GenomicEvent } from "../../src/structural/types.ts";

export function event(
  kind: GenomicEvent["kind"],
  chrom: string,
  first: number,
  last: number,
  more: Partial<GenomicEvent> = {},
): GenomicEvent {
  const isPoint = kind === "INS" || kind === "ME" || kind === "BND";
  return {
    kind,
    key: `${chrom}:${first}-${last}:${kind}`,
    assembly: "GRCh38",
    chrom,
    contig: `chr${chrom}`,
    locus: locusClass("GRCh38", chrom, first),
    first,
    last,
    ciFirst: [0, 0],
    ciLast: [0, 0],
    precise: true,
    length: isPoint ? null : last - first + 1,
    inserted: null,
    ends: [],
    claim: "junction",
    calls: [],
    members: [],
    support: ["junction"],
    failedFilters: [],
    flags: [],
    annotations: [],
    frequencies: [],
    ...more,
  };
}

/** A carrier, or somebody whose own file has it not. */
export function call(isCarrier: boolean): EventCall {
  return {
    state: isCarrier ? "carrier" : "not_called",
    zygosity: isCarrier ? "het" : null,
    any: isCarrier ? "yes" : "no",
    all: "no",
    copies: null,
    expected: null,
    genotype: isCarrier ? "0/1" : ".",
    genotypeQuality: null,
    altSupport: null,
    refSupport: null,
    phase: null,
    failedFilters: [],
    joint: false,
    why: [],
    flags: [],
  };
}

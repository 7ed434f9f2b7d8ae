/** Events in tiers, places and scores. */
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { groundOfEvent } from "../../src/rank/event-grounds.ts";
import { oneEach, rankCandidates } from "../../src/rank/index.ts";
import { bandOf } from "../../src/rank/place.ts";
import { scoreOf } from "../../src/rank/score.ts";
import type { Candidate, EventVariant, ShownEvent, SideCandidate } from "../../src/rank/types.ts";
import { variant } from "./build.ts";

const LOSS: NonNullable<ShownEvent["effect"]> = {
  symbol: "GENE1",
  hgncId: "HGNC:1",
  transcript: "NM_1.1",
  effect: "exon_loss",
  class: "lof",
  exons: { first: 2, last: 3, of: 9 },
  codingBases: 100,
  codingLength: 900,
  inFrame: false,
  text: "exons 2-3 of 9 deleted",
  source: "transcripts",
  flags: [],
};

const MANTA: ShownEvent["members"][number] = {
  caller: "Manta",
  method: "junction",
  id: ".",
  contig: "1",
  pos: 1000,
  alt: "<DEL>",
  first: 1001,
  last: 2000,
  filters: [],
  joined: null,
};

function event(over: Partial<ShownEvent> = {}): EventVariant {
  const shown: ShownEvent = {
    key: "1:1001-2000:DEL",
    kind: "DEL",
    first: 1001,
    last: 2000,
    ciFirst: [0, 0],
    ciLast: [0, 0],
    precise: true,
    length: 1000,
    inserted: null,
    ends: [],
    claim: "junction",
    calls: [],
    members: [],
    support: ["junction"],
    failedFilters: [],
    effect: LOSS,
    genesHit: [],
    moreGenes: 0,
    rarity: {
      assessed: true,
      frequency: null,
      homozygotes: null,
      hemizygotes: null,
      matches: [],
      nearMisses: [],
    },
    regions: [],
    dosage: null,
    inside: null,
    gelCnvTier: null,
    ...over,
  };
  return { ...variant("lof"), kind: "event", zygosity: "het", event: shown, records: [] };
}

const CONTEXT = { deNovo: null, lofIsMechanism: true, isDominant: false, isOnPanel: true };
const tierOf = (over: Partial<ShownEvent>, context: Partial<typeof CONTEXT> = {}): number | null =>
  groundOfEvent(event(over), { ...CONTEXT, ...context }).tier;
const effect = (word: ShownEvent["effect"] & object): Partial<ShownEvent> => ({ effect: word });
const dosage = (haploinsufficiency: number | null, triplosensitivity: number | null) => ({
  id: "NCBI:1",
  name: "GENE1",
  haploinsufficiency,
  triplosensitivity,
});
const region = {
  id: "ISCA-1-Loss",
  name: "region",
  confidence: "green" as const,
  mode: "monoallelic",
  direction: "loss" as const,
  covered: { must: 0.9, may: 0.9 },
  inside: 0.9,
  required: 0.6,
  matches: true,
  dosage: null,
};

describe("tiers of events", () => {
  it("SVR-01: by effect and certainty", () => {
    expect(tierOf({})).toBe(1);
    expect(tierOf(effect({ ...LOSS, class: "protein_altering" }))).toBe(2);
    expect(tierOf(effect({ ...LOSS, effect: "promoter_loss", class: "other" }))).toBe(3);
    expect(tierOf(effect({ ...LOSS, effect: "utr_exon", class: "other" }))).toBe(null);
    const short = event({ claim: "depth", length: 5000 });
    const failed = { ...short, flags: ["failed_filter_event"] };
    expect(groundOfEvent(failed, CONTEXT)).toMatchObject({
      tier: 2,
      flags: ["event_weakly_supported"],
    });
    // Of targets, whose number counts (DEC-47).
    expect(groundOfEvent(short, CONTEXT)).toMatchObject({ tier: 1, flags: [] });
    expect(tierOf({ claim: "depth", length: 20_000 })).toBe(1);
    expect(tierOf({ claim: "depth", length: 5000, support: ["depth", "junction"] })).toBe(1);
    expect(tierOf(effect({ ...LOSS, effect: "gene_disrupted" }))).toBe(3);
    expect(
      tierOf({ ...effect({ ...LOSS, effect: "gene_disrupted" }), dosage: dosage(3, null) }),
    ).toBe(2);
  });

  it("SVR-02: loss of function carries a pair, a gene that is broken in its coding part too", () => {
    expect(groundOfEvent(event(), CONTEXT)).toMatchObject({ strong: true, altering: true });
    const broken = event(effect({ ...LOSS, effect: "gene_disrupted" }));
    expect(groundOfEvent(broken, CONTEXT)).toMatchObject({
      tier: 3,
      strong: true,
      altering: true,
    });
    const complex = event(effect({ ...LOSS, effect: "complex", class: "other" }));
    expect(groundOfEvent(complex, CONTEXT)).toMatchObject({ strong: false, altering: false });
  });

  it("SVR-03: not where ClinGen speaks against haploinsufficiency, in a gene of one-copy disease", () => {
    for (const score of [30, 40]) {
      expect(tierOf({ dosage: dosage(score, null) }, { isDominant: true })).toBe(2);
      expect(tierOf({ dosage: dosage(score, null) })).toBe(1);
    }
    // Who says so is told: the panel, ClinGen, or both.
    const flags = (score: number, lofIsMechanism: boolean): string[] =>
      groundOfEvent(event({ dosage: dosage(score, null) }), {
        ...CONTEXT,
        isDominant: true,
        lofIsMechanism,
      }).flags;
    expect(flags(30, true)).toEqual(["one_copy_suffices"]);
    expect(flags(3, false)).toEqual(["lof_not_mechanism"]);
    expect(flags(40, false)).toEqual(["lof_not_mechanism", "one_copy_suffices"]);
  });

  it("a gain of a whole gene counts where its dosage is known", () => {
    const gain = {
      kind: "DUP" as const,
      ...effect({ ...LOSS, effect: "whole_gain", class: "gain" }),
    };
    expect(tierOf(gain)).toBe(null);
    expect(groundOfEvent(event(gain), CONTEXT).flags).toContain("gain_not_mechanism");
    expect(tierOf({ ...gain, dosage: dosage(null, 3) })).toBe(1);
  });

  it("a region of a panel by its share", () => {
    expect(tierOf({ effect: null, regions: [region] })).toBe(1);
    expect(tierOf({ effect: null, regions: [{ ...region, matches: false }] })).toBe(null);
  });

  it("SVR-07: places", () => {
    const grounds = [groundOfEvent(event(), CONTEXT)];
    expect(bandOf([], grounds)).toBe(0);
    expect(bandOf(["sv_frequency_not_assessed"], grounds)).toBe(1);
    expect(bandOf(["single_target"], grounds)).toBe(1);
    expect(bandOf(["breakpoint_uncertain"], grounds)).toBe(2);
    expect(bandOf(["het_snvs_in_deletion:4"], grounds)).toBe(2);
    expect(bandOf(["failed_filter_event"], grounds)).toBe(2);
    expect(bandOf(["low_confidence_region:segdups"], grounds)).toBe(2);
    expect(bandOf(["own_call_failed:LowQual"], grounds)).toBe(2);
    expect(bandOf(["benign_dosage_region"], grounds)).toBe(4);
  });
});

const TERMS = { hasFrequency: true, hpoRelease: "2023-01-27", monthsOld: null };
const BY = { policy: DEFAULT_POLICY, terms: TERMS, rank: rankCandidates };
const NONE = { loeuf: null, missenseZ: null, codingBases: null };

describe("scores and one candidate for an event", () => {
  const candidate = (symbol: string, points: number, over: Partial<Candidate> = {}): Candidate => ({
    candidateId: `c${symbol}`,
    tier: 1,
    band: 1,
    score: points,
    score_v1: points,
    scoreParts: [],
    gene: { symbol, hgncId: null, ensemblId: null },
    assembly: "GRCh38",
    variants: [event()],
    models: [],
    verdict: "PASS",
    flags: [],
    panels: [],
    reason: "",
    ...over,
  });
  const pointing = (score: number): Pick<Candidate, "phenotype"> => ({
    phenotype: { score, posterior: 0, best: false, reason: null, diseases: [] },
  });
  const side = (symbol: string, list: SideCandidate["list"]): SideCandidate => {
    const { tier: _tier, ...rest } = candidate(symbol, 0);
    return { ...rest, list };
  };

  it("SVR-06: two parts more, of events alone", () => {
    const parts = (v: EventVariant): Record<string, number> =>
      Object.fromEntries(
        scoreOf(
          { variants: [v], deNovo: [null], best: null, measures: NONE, isGreen: false },
          DEFAULT_POLICY,
        ).scoreParts.map(({ part, value }) => [part, value]),
      );
    expect(parts(event({ dosage: dosage(3, null) }))).toMatchObject({ dosage: 6, support: 0 });
    expect(parts(event({ support: ["depth", "junction"] }))).toMatchObject({ support: 4 });
    const failed = { ...event({ claim: "depth" }), flags: ["failed_filter_event"] };
    expect(parts(failed)).toMatchObject({ support: -10 });
    expect(parts(event({ claim: "depth", length: 100 }))).toMatchObject({ support: 0 });
    const long = parts(event({ length: 900_000 }));
    expect(parts(event())).toEqual(long);
  });

  it("SVR-04: the gene that the terms point to, with the recessive ones counted", () => {
    const found = {
      candidates: [candidate("A", 10, pointing(0)), candidate("B", 12, pointing(2))],
      side: [side("C", "one_hit"), side("D", "one_hit")],
    };
    const { candidates, side: left } = oneEach(found, BY);
    expect(candidates.map(({ gene }) => gene.symbol)).toEqual(["B"]);
    expect(candidates[0]?.flags).toContain("covers_recessive:2");
    expect(left).toEqual([]);
  });

  it("SVR-05: a region takes the terms of its best gene", () => {
    const whole = candidate("region", 50, { tier: 1, variants: [event({ effect: null })] });
    const gene = candidate("A", 40, { tier: 2, ...pointing(2) });
    const [only] = oneEach({ candidates: [whole, gene], side: [] }, BY).candidates;
    expect(only?.gene.symbol).toBe("region");
    expect(only?.phenotype?.score).toBe(2);
  });

  it("SVR-05: the disease of the region itself counts where it fits better, whichever gene leads", () => {
    const led = (own: number, ofRegion: number | null): number | undefined => {
      const gene = candidate("A", 40, pointing(own));
      const { candidates } = oneEach(
        { candidates: [gene], side: [] },
        {
          ...BY,
          ofRegions: () => (ofRegion === null ? null : (pointing(ofRegion).phenotype ?? null)),
        },
      );
      expect(candidates[0]?.gene.symbol).toBe("A");
      return candidates[0]?.phenotype?.score;
    };
    expect([led(1, 2), led(3, 2), led(1, null)]).toEqual([2, 3, 1]);
  });

  it("SVR-08: no more than the policy's most, the rest counted", () => {
    const many = Array.from({ length: 5 }, (_, i) =>
      candidate(`G${i}`, i, { variants: [event({ key: `1:${i}-9:DEL`, members: [MANTA] })] }),
    );
    const policy = { ...DEFAULT_POLICY, sv: { ...DEFAULT_POLICY.sv, maxEvents: 3 } };
    const { candidates, tooMany } = oneEach({ candidates: many, side: [] }, { ...BY, policy });
    expect(candidates.map(({ score }) => score)).toEqual([4, 3, 2]);
    expect(tooMany).toEqual({ keys: ["1:1-9:DEL", "1:0-9:DEL"], callers: ["Manta 5"] });
  });

  it("SVR-08, DEC-24: over the limit what Genomics England labels A is listed, with the reason", () => {
    const gel = event({ key: "1:1-9:DEL", gelCnvTier: "A" });
    const green = [{ confidence: "green" }] as Candidate["panels"];
    const other = event({ key: "1:2-9:DEL", gelCnvTier: "A" });
    const found = [
      candidate("G0", 3, { variants: [gel], panels: green }),
      candidate("G1", 2, { variants: [event()], panels: green }),
      // Of no green gene.
      candidate("G2", 1, { variants: [other] }),
    ];
    const policy = { ...DEFAULT_POLICY, sv: { ...DEFAULT_POLICY.sv, maxEvents: 0 } };
    const { side: listed, candidates } = oneEach(
      { candidates: found, side: [] },
      { ...BY, policy },
    );
    expect(candidates).toEqual([]);
    expect(listed).toMatchObject([{ gene: { symbol: "G0" }, list: "gel_tier_a" }]);
    expect(listed[0]).not.toHaveProperty("tier");
    expect(listed[0]?.flags).toContain("gel_tier_a");
    expect(listed[0]?.reason).toContain("not tiered here: one of too many structural variants");
  });

  it("SVR-08: what is not shown alone stays one hit of another gene", () => {
    const hit = side("C", "one_hit");
    const policy = { ...DEFAULT_POLICY, sv: { ...DEFAULT_POLICY.sv, maxEvents: 0 } };
    const found = { candidates: [candidate("A", 1)], side: [hit] };
    expect(oneEach(found, { ...BY, policy }).side).toHaveLength(1);
  });

  it("DEC-24: what Genomics England labels A is listed once, and not beside a candidate", () => {
    const gel = side("C", "gel_tier_a");
    expect(oneEach({ candidates: [], side: [gel] }, BY).side).toEqual([gel]);
    const shown = { candidates: [candidate("A", 1)], side: [gel] };
    expect(oneEach(shown, BY).side).toEqual([]);
  });
});

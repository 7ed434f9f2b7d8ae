/** An event in one gene, or in a region of a panel: as inheritance judges it, and as it is shown. */
import { annotatedGene, type Identify } from "../../core/gene.ts";
import { locusClass } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { carriersOf, observeEvent } from "../../inheritance/index.ts";
import type { EventFamilyVariant, FamilyVariant } from "../../inheritance/types.ts";
import { geneMatcher, identitiesOf } from "../../panel/match.ts";
import type { Panel, PanelGenes, TableGene } from "../../panel/types.ts";
import type { Family } from "../../pedigree/types.ts";
import type { EventVariant, ShownEvent } from "../../rank/types.ts";
import type { MeantGene } from "../../scan/types.ts";
import type { EventCall, EventEffect } from "../../structural/types.ts";
import type { FrequencyEvidence, TranscriptConsequence } from "../../vcf/types.ts";
import { flagsOfInside, originBySites } from "./inside.ts";
import type { JudgedEvent } from "./judge.ts";

export interface EventMember {
  kind: "event";
  judged: JudgedEvent;
  /** Unlike that of any record. */
  record: number;
  gene: MeantGene;
  /** null: of a region. */
  effect: EventEffect | null;
}

/** Where each event counts: genes of the table, others where all are asked for. */
export function eventMembers(
  events: readonly JudgedEvent[],
  { table, isAgnostic, identify }: { table: PanelGenes; isAgnostic: boolean; identify: Identify },
): EventMember[] {
  const match = geneMatcher(table);
  const known = identitiesOf(table);
  return events.flatMap((judged, i) =>
    judged.effects.flatMap((effect): EventMember[] => {
      const { chrom, first } = judged.event;
      const tableGene = match(effect.gene, { chrom, pos: first });
      if (tableGene < 0 && !isAgnostic) return [];
      const identity = identify(annotatedGene(effect.gene, known[tableGene]));
      return [
        { kind: "event", judged, record: -1 - i, effect, gene: meant(effect, tableGene, identity) },
      ];
    }),
  );
}

/** Each region of a panel that an event covers as far as it may, with the panels' word on it. */
export function regionMembers(
  events: readonly JudgedEvent[],
  panels: readonly Panel[],
): { region: TableGene; member: EventMember }[] {
  return events.flatMap((judged, i) => {
    const hits = judged.regions.filter(
      ({ confidence, covered, required }) => confidence !== null && covered.may >= required,
    );
    const ids = [...new Set(hits.map(({ id }) => id))];
    return ids.flatMap((id) => {
      const region = regionOf(id, hits.find((hit) => hit.id === id)?.name ?? id, panels);
      const gene = { ...NO_GENE, symbol: region.symbol };
      const identity = {
        symbol: region.symbol,
        hgncId: null,
        ensemblIds: [],
        ncbiId: null,
        otherSymbols: [],
      };
      const effect: EventEffect | null = null;
      const member: EventMember = {
        kind: "event",
        judged,
        record: -1 - i,
        effect,
        gene: { ...meantOf(gene, consequenceOf(gene, null), identity), tableGene: -1 },
      };
      return [{ region, member }];
    });
  });
}

const NO_GENE = { symbol: "", hgncId: null, ensemblGene: null, ncbiGene: null };

function regionOf(id: string, name: string, panels: readonly Panel[]): TableGene {
  const rows = panels.flatMap(({ regions }, panel) =>
    regions
      .filter((region) => region.name === id)
      .map(({ confidence, mode, modeText, penetrance }) => ({
        panel,
        confidence,
        mode,
        modeText,
        penetrance,
        lofNotMechanism: false,
      })),
  );
  return {
    symbol: name,
    hgncId: null,
    ensemblIds: [],
    ncbiId: null,
    otherSymbols: [],
    biotype: null,
    rows,
    region: null,
  };
}

function meant(effect: EventEffect, tableGene: number, identity: MeantGene["identity"]): MeantGene {
  return { ...meantOf(effect.gene, consequenceOf(effect.gene, effect), identity), tableGene };
}

function meantOf(
  gene: EventEffect["gene"],
  reporting: TranscriptConsequence,
  identity: MeantGene["identity"],
): Omit<MeantGene, "tableGene"> {
  return {
    consequence: {
      ...gene,
      reporting,
      worse: null,
      others: [],
      codingGene: true,
      inSilico: NO_PREDICTION,
    },
    grounds: ["class"],
    identity,
    meant: new Map(),
    spliceAiOpen: false,
  };
}

const NO_PREDICTION = { spliceAi: null, revel: null, cadd: null, alphaMissense: null };

/** The nearest terms of Sequence Ontology. */
const TERMS: Readonly<Record<EventEffect["effect"], readonly string[]>> = {
  whole_loss: ["transcript_ablation"],
  exon_loss: ["exon_loss_variant"],
  last_exon_loss: ["exon_loss_variant"],
  truncating_end: ["exon_loss_variant"],
  promoter_loss: ["upstream_gene_variant"],
  intragenic_gain: ["feature_elongation"],
  partial_gain: ["feature_elongation"],
  whole_gain: ["transcript_amplification"],
  coding_insertion: ["coding_sequence_variant"],
  exon_inversion: ["rearranged_at_DNA_level"],
  gene_disrupted: ["rearranged_at_DNA_level"],
  gene_body_only: ["intragenic_variant"],
  utr_exon: ["5_prime_UTR_variant"],
  intronic_near: ["intron_variant"],
  downstream: ["downstream_gene_variant"],
  complex: ["rearranged_at_DNA_level"],
  spanned: ["intragenic_variant"],
};

function consequenceOf(
  gene: EventEffect["gene"],
  effect: EventEffect | null,
): TranscriptConsequence {
  const { exons = null, transcript = null } = effect ?? {};
  const isLof = effect?.class === "lof";
  const isAltering = effect?.class === "protein_altering";
  return {
    ...gene,
    transcript: transcript ?? "",
    biotype: "",
    terms: effect === null ? ["sequence_feature"] : [...TERMS[effect.effect]],
    impact: isLof ? "HIGH" : isAltering ? "MODERATE" : "MODIFIER",
    class: isLof ? "lof" : isAltering ? "protein_altering" : "other",
    hgvsc: "",
    hgvsp: "",
    exon:
      exons === null
        ? ""
        : `${exons.first === exons.last ? exons.first : `${exons.first}-${exons.last}`}/${exons.of}`,
    intron: "",
    canonical: false,
    maneSelect: false,
    manePlusClinical: false,
    appris: "",
    tsl: null,
    picked: false,
    incomplete: false,
    afterStop: false,
  };
}

/** Effects beside loss and change of the protein that may stand in a pair. */
const PAIRED: ReadonlySet<string> = new Set(["promoter_loss", "gene_body_only"]);

export function eventFamilyVariant(
  { judged, record, effect }: EventMember,
  { family, policy }: { family: Family; policy: Policy },
): EventFamilyVariant {
  const { event, eligible, failed, rarity, inside } = judged;
  const lof = effect?.class === "lof";
  const isAnchor = lof || effect?.class === "protein_altering";
  const alleleIndex = event.members[0]?.alleleIndex ?? 1;
  return {
    kind: "event",
    key: event.key,
    ...writtenAs(judged),
    locus: locusClass(event.assembly, event.chrom, event.first),
    record,
    alleleIndex: 1,
    observations: family.people.map((_, i) => observeEvent(event.calls[i] ?? null, alleleIndex)),
    strong: lof,
    lof,
    clinvarPathogenic: false,
    compoundEligible: isAnchor || PAIRED.has(effect?.effect ?? ""),
    compoundAnchor: isAnchor,
    eligible: { ...eligible, mitochondrial: false },
    deNovoEligible: (rarity.frequency ?? 0) <= policy.sv.frequency.dominantLoss,
    event,
    failed,
    frequencyAssessed: rarity.assessed,
    originBySites: originBySites(inside, policy),
  };
}

const SYMBOLS: Readonly<Record<string, string>> = { ME: "<INS:ME>", CPX: "<CPX>", LOH: "<LOH>" };

/** POS of the record: the first affected base less one. */
function writtenAs({ event }: JudgedEvent): {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
} {
  const [best] = event.members;
  const { chrom, kind, inserted } = event;
  const ref = /^[ACGTN]/i.exec(best?.ref ?? "")?.[0].toUpperCase() ?? "N";
  const element =
    kind === "ME" && inserted !== null && /^\w+$/.test(inserted) ? `:${inserted}` : "";
  const symbol = (SYMBOLS[kind] ?? `<${kind}>`).replace(/>$/, `${element}>`);
  const alt = kind === "BND" ? (best?.alt ?? "<BND>") : symbol;
  // An insertion and a breakend stand on the base before the junction.
  const isJunction = kind === "INS" || kind === "ME" || kind === "BND";
  return { chrom, pos: Math.max(1, isJunction ? event.first : event.first - 1), ref, alt };
}

/** Of a run: what every event of it is shown with. */
interface Showing {
  family: Family;
  policy: Policy;
  table: PanelGenes;
  rank: { geneAgnostic: boolean; beyondPanel: boolean };
}

export function eventCandidateVariant(
  member: EventMember,
  variant: FamilyVariant,
  showing: Showing,
): EventVariant {
  const { family, policy } = showing;
  const { judged, gene } = member;
  const { event, rarity } = judged;
  const own = event.calls[family.proband] ?? null;
  const [best] = event.members;
  const isNamed = best !== undefined && best.id !== "" && best.id !== ".";
  return {
    kind: "event",
    ...writtenAs(judged),
    contig: event.contig,
    alleleIndex: best?.alleleIndex ?? 1,
    id: isNamed ? best.id : ".",
    consequence: gene.consequence.reporting,
    worse: null,
    inSilico: NO_PREDICTION,
    grounds: gene.grounds,
    frequency: frequencyOf(rarity),
    clinvar: null,
    meant: new Map(),
    filters: event.failedFilters.length === 0 ? ["PASS"] : event.failedFilters,
    zygosity: own?.state === "carrier" ? (own.zygosity ?? "unknown") : "unknown",
    genotypes: shownGenotypes(judged, family),
    qcFailures: event.failedFilters,
    qcMissing: [],
    flags: flagsOf(member, own, policy, family),
    checks: checksOf(judged, policy),
    acmg: null,
    carriers: carriersOf(family, variant, policy),
    line: Buffer.from(best?.text ?? ""),
    records: event.members.map(({ file, text }) => ({ file, text })),
    event: shownEvent(member, showing),
  };
}

function flagsOf(
  { judged, effect }: EventMember,
  own: EventCall | null,
  policy: Policy,
  { people, proband }: Family,
): string[] {
  const { event, inside, regions, failed } = judged;
  const isWoman = people[proband]?.sex === "female";
  const onX = event.ends.filter(({ chrom }) => chrom === "X").length;
  const isVague =
    effect === null && !regions.some(({ matches, confidence }) => matches && confidence !== null);
  const flags = [
    ...event.flags.filter((flag) => SHOWN_FLAGS.has(flag)),
    ...(effect?.flags ?? []),
    ...(own?.flags ?? []),
    ...flagsOfInside(inside, policy),
    ...(failed ? ["failed_filter_event"] : []),
    ...(isWoman && event.kind === "BND" && onX === 1 ? ["x_autosome_translocation"] : []),
    ...(isVague ? ["breakpoint_uncertain"] : []),
  ];
  return [...new Set(flags)].sort();
}

/** Of the form: those that a reader of the candidate needs. The others stand in the members. */
const SHOWN_FLAGS: ReadonlySet<string> = new Set([
  "single_target",
  "one_junction",
  "single_breakend",
  "orientation_unknown",
  "length_disagrees",
  "genotypes_disagree",
  "possible_mosaic",
  "processed_pseudogene_suspect",
]);

function checksOf({ rarity, event }: JudgedEvent, { sv }: Policy): EventVariant["checks"] {
  const { dominantGain, dominantLoss, recessive } = sv.frequency;
  const dominant = event.kind === "DUP" ? dominantGain : dominantLoss;
  return [
    {
      id: "event_frequency",
      outcome: rarity.assessed ? "pass" : "not_assessed",
      value: rarity.frequency === null ? "no match" : String(rarity.frequency),
      limit: `${dominant} for one copy, ${recessive} for two`,
      rule: "SVF-05",
    },
    {
      id: "event_filter",
      outcome: event.failedFilters.length === 0 ? "pass" : "fail",
      value: event.failedFilters.join(",") || "passed",
      limit: "the callers' filters, without those that say no failure",
      rule: "SVE-10",
    },
  ];
}

function frequencyOf({
  assessed,
  frequency,
  homozygotes,
  hemizygotes,
  matches,
}: JudgedEvent["rarity"]): FrequencyEvidence {
  const values = matches
    .filter((match) => match.counts && match.frequency !== null)
    .map(({ source, frequency: af }) => ({
      field: "event",
      source,
      population: null,
      genomes: null,
      af: af ?? 0,
    }));
  return {
    assessed,
    values,
    max: values.find(({ af }) => af === frequency) ?? null,
    homozygotes,
    hemizygotes,
    alleleNumber:
      matches.find((match) => match.counts && match.frequency === frequency)?.alleleNumber ?? null,
    exomesOnly: false,
  };
}

/** Proband first, then the family in PED order. */
function inOrder(family: Family): number[] {
  return [...new Set([family.proband, ...family.people.keys()])];
}

function shownGenotypes({ event }: JudgedEvent, family: Family): EventVariant["genotypes"] {
  return inOrder(family).flatMap((i) => {
    const person = family.people[i];
    const call = event.calls[i] ?? null;
    if (person === undefined || call === null) return [];
    const { genotype, genotypeQuality, altSupport, refSupport } = call;
    const told =
      altSupport !== null &&
      refSupport !== null &&
      Number.isInteger(altSupport) &&
      Number.isInteger(refSupport);
    const alleleDepths = told ? [refSupport, altSupport] : null;
    return [
      {
        sample: person.id,
        genotype: genotype === "" ? "." : genotype,
        alleleDepths,
        depth: null,
        genotypeQuality,
        alleleBalance: null,
      },
    ];
  });
}

const MOST_GENES = 20;

function shownEvent({ judged, effect }: EventMember, { family, table, rank }: Showing): ShownEvent {
  const { event, regions, rarity, inside } = judged;
  const match = geneMatcher(table);
  const isTold = (other: EventEffect): boolean =>
    rank.geneAgnostic ||
    rank.beyondPanel ||
    (table.genes[match(other.gene, { chrom: event.chrom, pos: event.first })]?.rows ?? []).some(
      ({ confidence }) => confidence === "green" || confidence === "amber",
    );
  const others = judged.effects.filter((other) => other !== effect && isTold(other));
  const { key, kind, first, last, ciFirst, ciLast, precise, length, inserted, ends } = event;
  return {
    key,
    kind,
    first,
    last,
    ciFirst: [...ciFirst],
    ciLast: [...ciLast],
    precise,
    length,
    inserted,
    ends: ends.map(({ chrom, pos, strand }) => ({ chrom, pos, strand })),
    claim: event.claim,
    calls: inOrder(family).flatMap((i) => shownCall(event.calls[i] ?? null, family, i)),
    members: event.members.map((m) => ({
      caller: m.caller,
      method: m.algorithm,
      id: m.id,
      contig: m.contig,
      pos: m.pos,
      alt: m.alt,
      first: m.first,
      last: m.last,
      filters: m.filters,
      joined: m.joined,
    })),
    support: event.support,
    failedFilters: event.failedFilters,
    effect: effect === null ? null : shownEffect(effect),
    genesHit: others.slice(0, MOST_GENES).map(shownEffect),
    moreGenes: Math.max(0, others.length - MOST_GENES),
    rarity: {
      assessed: rarity.assessed,
      frequency: rarity.frequency,
      homozygotes: rarity.homozygotes,
      hemizygotes: rarity.hemizygotes,
      matches: rarity.matches,
      nearMisses: rarity.nearMisses.slice(0, MOST_GENES),
    },
    regions,
    dosage: effect === null ? null : judged.dosage(effect.gene),
    inside: inside === null ? null : { ...inside },
    gelCnvTier: judged.gelCnvTier,
  };
}

function shownCall(call: EventCall | null, family: Family, i: number): ShownEvent["calls"] {
  const person = family.people[i];
  if (person === undefined || person.sample === null) return [];
  if (call === null)
    return [{ sample: person.id, ...NOT_ASSAYED, failedFilters: [], why: [], flags: [] }];
  const {
    any: _any,
    all: _all,
    genotype: _genotype,
    phase: _phase,
    joint: _joint,
    ...shown
  } = call;
  return [{ sample: person.id, ...shown }];
}

const NOT_ASSAYED = {
  state: "not_assayed",
  zygosity: null,
  copies: null,
  expected: null,
  genotypeQuality: null,
  altSupport: null,
  refSupport: null,
} as const;

function shownEffect({ gene, ...effect }: EventEffect): NonNullable<ShownEvent["effect"]> {
  const { symbol, hgncId } = gene;
  return { symbol, hgncId, ...effect };
}

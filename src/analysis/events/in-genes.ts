/** An event in one gene, or in a panel region, as seen by the inheritance models. */
import { annotatedGene, type Identify } from "../../core/gene.ts";
import type { Policy } from "../../core/policy.ts";
import { observeEvent } from "../../inheritance/index.ts";
import type { EventFamilyVariant } from "../../inheritance/types.ts";
import { geneMatcher, identitiesOf } from "../../panel/match.ts";
import type { Panel, PanelGenes, TableGene } from "../../panel/types.ts";
import type { Family } from "../../pedigree/types.ts";
import type { MeantGene } from "../../scan/types.ts";
import {
  consequenceOf,
  mayCover,
  mosaicCounts,
  originBySites,
  seenAt,
  writtenAs,
} from "../../structural/index.ts";
import type { EventEffect, GenomicEvent } from "../../structural/types.ts";
import type { TranscriptConsequence } from "../../vcf/types.ts";
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
      const tableGene = match(effect.gene, placeIn(judged.event, effect));
      if (tableGene < 0 && !isAgnostic) return [];
      const identity = identify(annotatedGene(effect.gene, known[tableGene]));
      return [
        {
          kind: "event",
          judged: inGene(judged, effect),
          record: -1 - i,
          effect,
          gene: meant(effect, tableGene, identity),
        },
      ];
    }),
  );
}

/** Where the gene lies. */
export function placeIn(
  { chrom, first }: Pick<GenomicEvent, "chrom" | "first">,
  { at }: Pick<EventEffect, "at">,
): { chrom: string; pos: number } {
  return at ?? { chrom, pos: first };
}

/** A breakend breaks a gene at one of its ends: that one's class of loci counts, and so many copies. */
function inGene(judged: JudgedEvent, { at }: EventEffect): JudgedEvent {
  const event = seenAt(judged.event, at);
  return event === judged.event ? judged : { ...judged, event };
}

/** Each region of a panel that an event covers as far as it may, with the panels' word on it. */
export function regionMembers(
  events: readonly JudgedEvent[],
  panels: readonly Panel[],
): { region: TableGene; member: EventMember }[] {
  return events.flatMap((judged, i) => {
    const hits = judged.regions.filter(mayCover);
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
      inSilico: NO_PREDICTION,
    },
    grounds: ["class"],
    identity,
    meant: new Map(),
    spliceAiOpen: false,
  };
}

export const NO_PREDICTION = { spliceAi: null, revel: null, cadd: null, alphaMissense: null };

/** Effects beside loss and change of the protein that may stand in a pair; not by a junction of misplaced reads. */
const PAIRED: ReadonlySet<string> = new Set([
  "promoter_loss",
  "gene_body_only",
  "complex",
  "gene_disrupted",
]);

export function eventFamilyVariant(
  { judged, record, effect }: EventMember,
  { family, policy }: { family: Family; policy: Policy },
): EventFamilyVariant {
  const { event, eligible, failed, rarity, inside, reducedPenetrance, imprinted } = judged;
  const { isPartner = false } = judged;
  const lof = effect?.class === "lof";
  const isAnchor = lof || effect?.class === "protein_altering";
  return {
    kind: "event",
    key: event.key,
    ...writtenAs(event),
    locus: effect?.at?.locus ?? event.locus,
    at: effect?.at,
    record,
    alleleIndex: 1,
    observations: family.people.map((_, i) => observeEvent(event.calls[i] ?? null)),
    strong: lof,
    lof,
    clinvarPathogenic: false,
    compoundEligible:
      isAnchor ||
      (PAIRED.has(effect?.effect ?? "") && !event.flags.includes("end_off_chromosomes")),
    compoundAnchor: isAnchor,
    eligible: { ...eligible, mitochondrial: false },
    deNovoEligible: (rarity.frequency ?? 0) <= policy.sv.frequency.dominantLoss,
    event,
    failed,
    reducedPenetrance,
    imprinted,
    mosaicCounts: mosaicCounts(judged, effect && judged.dosage(effect.gene)),
    isPartner,
    frequencyAssessed: rarity.assessed,
    originBySites: originBySites(inside, policy),
  };
}

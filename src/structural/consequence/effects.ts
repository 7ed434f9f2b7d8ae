/** The effects of an event on every gene that it touches (SVC). */
import { compareText } from "../../core/text.ts";
import { FLAG, openNames } from "../../effect/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import { meetingPlace } from "../read/loci.ts";
import { spansOf, type Span } from "../spans.ts";
import type { EffectClass, EventEffect, GenomicEvent, KnownGenes } from "../types.ts";
import { annotatedEffects, bodyEffects } from "./elsewhere.ts";
import { chromOf, indexOf, inOrder, transcriptsAt, type TranscriptIndex } from "./index-of.ts";
import { withLegacyNames } from "./legacy-exons.ts";
import { told, type Told } from "./told.ts";
import { toldOf } from "./transcript.ts";

const SEVERITY: readonly EffectClass[] = ["lof", "protein_altering", "gain", "other", "none"];

/**
 * One effect for each gene that the event touches, on the transcript that the gene is reported on: worked out from
 * transcripts, of genes without any from the record's own annotation, else from the gene's place. The most severe
 * first. What is lost is what the event shrunk by its uncertainty takes; `breakpoint_uncertain` where the event as
 * written, or grown, does something else.
 * @param transcripts of the event's build; null: none are at hand
 */
export function effectsOf(
  event: GenomicEvent,
  transcripts: TranscriptSlice | null,
  genes: KnownGenes,
): EventEffect[] {
  if (event.kind === "LOH") return [];
  const index = transcripts === null ? null : indexOf(transcripts);
  const modelled = index === null ? [] : modelledEffects(event, index, genes);
  const annotated = annotatedEffects(event, genes, index);
  const found = [...modelled, ...annotated, ...bodyEffects(event, genes, index, annotated)];
  const isArtefact = event.flags.includes("end_off_chromosomes");
  const effects = isArtefact ? found.map(withoutHarm) : found;
  return effects.sort(
    (a, b) =>
      SEVERITY.indexOf(a.class) - SEVERITY.indexOf(b.class) ||
      compareText(a.gene.symbol, b.gene.symbol) ||
      compareText(a.transcript ?? "", b.transcript ?? ""),
  );
}

/** A junction with a decoy, an unplaced or alternate sequence or the mitochondrion is mostly one of misplaced reads. */
function withoutHarm(effect: EventEffect): EventEffect {
  return effect.class === "none" ? effect : { ...effect, class: "other" };
}

function modelledEffects(
  event: GenomicEvent,
  index: TranscriptIndex,
  known: KnownGenes,
): EventEffect[] {
  const { gene } = index.slice.columns;
  const genes = new Set<number>();
  for (const { chrom, from, to } of placesOf(event, known.promoterLength))
    for (const t of transcriptsAt(index, chrom, from, to)) genes.add(gene[t] ?? 0);
  const effects: EventEffect[] = [];
  for (const one of genes) {
    const effect = geneEffect(event, index, one, known);
    if (effect !== null) effects.push(effect);
  }
  return effects;
}

/** Where genes may be touched, grown by what is uncertain and by promoters. */
function placesOf(event: GenomicEvent, margin: number): ({ chrom: string } & Span)[] {
  const { may } = spansOf(event);
  if (event.kind !== "BND")
    return [{ chrom: event.chrom, from: may.from - margin, to: may.to + margin }];
  const reach = Math.max(-event.ciFirst[0], event.ciFirst[1]) + 1;
  return event.ends.map(({ chrom, pos }) => ({ chrom, from: pos - reach, to: pos + reach }));
}

function geneEffect(
  event: GenomicEvent,
  index: TranscriptIndex,
  gene: number,
  known: KnownGenes,
): EventEffect | null {
  const { columns } = index.slice;
  const names = openNames(index.slice.names);
  const order = inOrder(index, gene, known.reporting);
  const [reporting] = order;
  if (reporting === undefined) return null;
  const of = (t: number): Told | null =>
    toldOf(event, index.model(t), chromOf(index, t), known.promoterLength);
  const effect = (t: number, own: Told): EventEffect => ({
    gene: geneOf(index, gene),
    transcript: names.id(t),
    ...withLegacyNames(own, names.gene(gene).hgncId),
    codingLength: index.model(t).codingLength,
    source: "transcripts",
    at: meetingPlace(event, {
      chrom: chromOf(index, t),
      from: columns.start[t] ?? 0,
      to: columns.end[t] ?? 0,
    }),
  });
  const own = of(reporting);
  if (own !== null && own.class !== "none" && own.class !== "other") return effect(reporting, own);
  // Rarely: the protein may be hit on another transcript alone.
  for (const t of order.slice(1)) {
    const other = of(t);
    if (other?.class !== "lof" && other?.class !== "protein_altering") continue;
    const isPlus = ((columns.flags[t] ?? 0) & FLAG.manePlusClinical) !== 0;
    if (isPlus && own?.class !== "other")
      return effect(t, { ...other, flags: [...other.flags, "mane_plus_clinical"].sort() });
    const quiet = own ?? told("spanned", "none", "not on this transcript", null);
    const worse = `worse_on:${names.id(t)}:${other.effect}`;
    return effect(reporting, { ...quiet, flags: [...quiet.flags, worse].sort() });
  }
  return own === null ? null : effect(reporting, own);
}

function geneOf({ slice: { names } }: TranscriptIndex, gene: number): EventEffect["gene"] {
  const { symbol, hgncId, ensemblGene, ncbiGene } = openNames(names).gene(gene);
  return { symbol, hgncId, ensemblGene, ncbiGene };
}

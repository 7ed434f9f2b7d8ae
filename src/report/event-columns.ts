/** The TSV's columns for events; for small variants they are empty, except for the kind. */
import { formatNumber } from "../core/text.ts";
import type { ShownEvent } from "../rank/types.ts";
import type { TsvColumn, TsvRow } from "./columns.ts";

export const EVENT_COLUMNS: readonly TsvColumn[] = [
  ["kind", (r) => r.variant.kind],
  ["end", of((event) => event.last)],
  ["length", of((event) => event.length)],
  ["copies", of(copies)],
  ["breakpoint_ci", of(uncertainty)],
  ["effect", of((event) => event.effect?.effect ?? null)],
  ["exons", of(exons)],
  ["genes_hit", of(genesHit)],
  ["callers", of((event) => [...new Set(event.members.map((m) => m.caller))].join(";"))],
  ["event_match_af", of(matchText)],
  ["dosage", of(dosageText)],
  ["regions", of(regions)],
  ["gel_cnv_tier", of((event) => event.gelCnvTier)],
];

function of(value: (event: ShownEvent) => string | number | null): TsvColumn[1] {
  return ({ variant }: TsvRow) => (variant.kind === "event" ? value(variant.event) : null);
}

/** `sample=1/2`: as called, of as many as expected. */
function copies({ calls }: ShownEvent): string {
  return calls
    .flatMap((call) =>
      call.copies === null ? [] : [`${call.sample}=${call.copies}/${call.expected ?? "."}`],
    )
    .join(";");
}

/** `-10,12;0,0`: of the first end, of the last; empty: precise. */
function uncertainty({ ciFirst, ciLast, precise }: ShownEvent): string {
  const isExact = [...ciFirst, ...ciLast].every((bases) => bases === 0);
  return precise && isExact ? "" : `${ciFirst.join(",")};${ciLast.join(",")}`;
}

function exons({ effect }: ShownEvent): string {
  const hit = effect?.exons ?? null;
  if (hit === null) return "";
  const which = hit.first === hit.last ? `${hit.first}` : `${hit.first}-${hit.last}`;
  return `${which}/${hit.of}`;
}

/** `GENE(effect)`, joined by `;`, then `+n`. */
function genesHit({ genesHit: genes, moreGenes }: ShownEvent): string {
  const named = genes.map(({ symbol, effect }) => `${symbol}(${effect})`);
  return [...named, ...(moreGenes === 0 ? [] : [`+${moreGenes}`])].join(";");
}

/** `source|frequency|overlap|id` of what decides. */
function matchText({ rarity }: ShownEvent): string {
  return rarity.matches
    .filter(({ counts }) => counts)
    .map(({ source, frequency, overlap, id }) =>
      [source, number(frequency), number(overlap), id ?? "."].join("|"),
    )
    .join(";");
}

function dosageText({ dosage }: ShownEvent): string {
  if (dosage === null) return "";
  const { haploinsufficiency: loss, triplosensitivity: gain } = dosage;
  return `HI${loss ?? "."};TS${gain ?? "."}`;
}

/** `id|share covered|matches`. */
function regions({ regions: all }: ShownEvent): string {
  return all
    .map(({ id, covered, matches }) =>
      [id, formatNumber(Math.round(covered.must * 1000) / 1000), matches ? "covered" : "part"].join(
        "|",
      ),
    )
    .join(";");
}

function number(x: number | null): string {
  return x === null ? "." : formatNumber(x);
}

/** Output of `explain` for an event itself: its records, its carriers, its effects, its frequency. */
import { counted } from "../../core/counted.ts";
import { formatNumber, thousands } from "../../core/text.ts";
import type { EventFacts } from "../../analysis/explain-event.ts";
import { words } from "../../report/index.ts";

export function eventLines(event: EventFacts): string[] {
  const { length, failedFilters, members, calls, effects, regions } = event;
  const size = length === null ? "" : `, ${counted(length, "base")}`;
  const filter = failedFilters.length === 0 ? "passes" : `failed ${failedFilters.join(", ")}`;
  return [
    `${placeText(event)}${size}; ${filter}`,
    ...members.map(memberLine),
    ...calls.map(
      ({ role, state, zygosity, why }) =>
        `${words(role)}: ${words(state)}${zygosity === null ? "" : `, ${words(zygosity)}`}${why.length === 0 ? "" : ` (${why.join("; ")})`}`,
    ),
    ...effects.map(
      ({ gene, text, transcript }) =>
        `${gene.symbol}: ${text}${transcript === null ? "" : `, ${transcript}`}`,
    ),
    ...rarityLines(event.rarity),
    ...(event.notAssessed.includes("clinvar")
      ? ["ClinVar: not assessed, structural variants are not compared with those listed there"]
      : []),
    ...regions.map(
      ({ name, covered, required, matches }) =>
        `region ${name}: ${percent(covered.must, Math.floor)} covered, ${percent(required)} needed${matches ? "" : ", no match"}`,
    ),
  ];
}

/** Of a breakend each end, with the side of it that is kept. */
function placeText({ chrom, first, last, ends }: EventFacts): string {
  const named = ends.map((end) => `${end.chrom}:${thousands(end.pos)} (${end.strand})`);
  return named.length > 0
    ? named.join(" and ")
    : `${chrom}:${thousands(first)} to ${thousands(last)}`;
}

function memberLine({
  caller,
  algorithm,
  contig,
  pos,
  alt,
  id,
  joined,
}: EventFacts["members"][number]): string {
  const overlap = joined?.overlap ?? null;
  const how =
    joined === null
      ? ""
      : `, joined${overlap === null ? "" : ` by ${percent(overlap)} overlap`}, ${counted(joined.apart, "base")} apart`;
  return `${caller} (${words(algorithm)}): ${contig}:${pos} ${alt}${id === "." ? "" : ` ${id}`}${how}`;
}

function rarityLines(rarity: EventFacts["rarity"]): string[] {
  if (rarity === null) return [];
  const line = (one: (typeof rarity.matches)[number], title: string): string =>
    `${title}: ${one.source} ${one.id ?? ""} ${one.frequency === null ? "no frequency" : formatNumber(one.frequency)}${one.why === null ? "" : ` (${one.why})`}`;
  const found = rarity.matches.map((one) => line(one, "population match"));
  const none = found.length === 0;
  const head = !rarity.assessed
    ? [`not assessed, ${none ? "no source of such events" : "no match counts"}`]
    : none
      ? ["no such event in the sources asked"]
      : [];
  return [
    ...head.map((text) => `population frequency: ${text}`),
    ...found,
    ...rarity.nearMisses.map((one) => line(one, "close by, but a different event")),
  ];
}

function percent(share: number, round: (x: number) => number = Math.round): string {
  return `${round(100 * share)} %`;
}

/** What a run found in the genes not affected by a change, as a current run would write it. */
import type { RunFile } from "../archive/types.ts";
import { variantKey } from "../core/allele.ts";
import type { PanelGenes } from "../panel/types.ts";
import { restamp, withoutPhenotype } from "../rank/index.ts";
import type { Candidate, SideCandidate } from "../rank/types.ts";
import { resultOf, variantOfReport } from "../report/index.ts";
import type { Carried } from "../analysis/assess.ts";

/**
 * @returns null: the whole case must be evaluated, since a candidate's gene is not in the table, or an earlier program
 *   worded it
 */
export function carriedOver(
  { report }: RunFile,
  table: PanelGenes,
  isTouched: (symbol: string) => boolean,
): Carried | null {
  const candidates: Candidate[] = [];
  const side: SideCandidate[] = [];
  const places = new Map(table.genes.map((gene) => [`${gene.symbol} ${gene.hgncId ?? ""}`, gene]));
  const stamped = <T extends Omit<Candidate, "tier">>(candidate: T): T | null => {
    const { symbol, hgncId } = candidate.gene;
    const tableGene = places.get(`${symbol} ${hgncId ?? ""}`);
    const isOff = candidate.panels.length === 0;
    if (tableGene === undefined && !isOff) return null;
    const found = tableGene ?? null;
    const stampedNow = restamp(candidate, { tableGene: found, panels: table.panels });
    return stampedNow === null ? null : withoutPhenotype(stampedNow);
  };
  for (const { rank: _rank, variants, ...candidate } of report.candidates) {
    if (isTouched(candidate.gene.symbol)) continue;
    const found = stamped({ ...candidate, variants: variants.map(variantOfReport) });
    if (found === null) return null;
    candidates.push(found);
  }
  for (const [list, entries] of Object.entries(report.untiered)) {
    for (const { variants, ...candidate } of entries) {
      if (isTouched(candidate.gene.symbol)) continue;
      const found = stamped({
        ...candidate,
        variants: variants.map(variantOfReport),
        list: list as SideCandidate["list"],
      });
      if (found === null) return null;
      side.push(found);
    }
  }
  return { candidates, side, withheld: report.withheld.count };
}

/** The case's files of events were away, or others. */
export function lacksEvents({ report }: Pick<RunFile, "report">): boolean {
  return report.incomplete.some(({ code }) => code === "events_not_reread");
}

/** Candidates of the last run with an event, as they stood, and of their other variants alone: for where no event can be read. */
export function withEvents({ report }: Pick<RunFile, "report">): Carried {
  const { candidates, side } = resultOf(report);
  const places = ({ gene, variants }: SideCandidate | Candidate): string[] =>
    variants.map((variant) => `${gene.symbol} ${variantKey(variant)}`);
  const known = new Set(
    [...candidates, ...side]
      .filter(({ variants }) => variants.some(({ kind }) => kind === "event"))
      .flatMap(places),
  );
  const stands = (candidate: SideCandidate | Candidate): boolean =>
    places(candidate).every((place) => known.has(place));
  return {
    stands,
    candidates: candidates.filter(stands).map(withoutPhenotype),
    side: side.filter(stands).map(withoutPhenotype),
    withheld: null,
  };
}

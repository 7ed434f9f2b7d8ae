/** A candidate of an earlier run under panels that say the same of its gene by another name or version. */
import { panelsOf } from "./gene.ts";
import { panelPhrase } from "./reason.ts";
import type { Candidate, GeneCase } from "./model.ts";

/**
 * @param table what the panels say now; the rows of the gene must be those of then
 * @returns the candidate as a new run would write it
 */
export function restamp<T extends Omit<Candidate, "tier">>(
  candidate: T,
  table: Pick<GeneCase, "tableGene" | "panels">,
): T {
  const panels = panelsOf(table);
  const { flags, reason } = candidate;
  const said = panelPhrase(candidate.panels, flags);
  return { ...candidate, panels, reason: reason.replace(said, () => panelPhrase(panels, flags)) };
}

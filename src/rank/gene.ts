/** What a gene case says of the gene itself. */
import type { CandidatePanel, GeneCase } from "./model.ts";

/** What every applied panel says of the gene, red rows too. */
export function panelsOf(input: Pick<GeneCase, "tableGene" | "panels">): CandidatePanel[] {
  return (input.tableGene?.rows ?? []).map(({ panel, ...row }) => {
    const named = input.panels[panel];
    return {
      ...row,
      id: named?.id ?? "",
      name: named?.name ?? "",
      version: named?.version ?? null,
    };
  });
}

/**
 * PA-02: false when every row that counts says that loss of function does not cause the disease.
 * @param rows indices of the rows that name the model; empty: all of them
 */
export function lofIsMechanism(input: GeneCase, rows: readonly number[]): boolean {
  const all = input.tableGene?.rows ?? [];
  const counted = rows.length > 0 ? rows.flatMap((i) => all[i] ?? []) : all;
  return counted.length === 0 || counted.some((row) => !row.lofNotMechanism);
}

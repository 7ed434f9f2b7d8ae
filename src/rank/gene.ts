/** What a gene case says of the gene itself. */
import type { CandidatePanel, GeneCase } from "./model.ts";

/** Every symbol that the gene goes by, upper case: panel, annotation, aliases (CV-09). */
export function geneNames(input: GeneCase): ReadonlySet<string> {
  const known = namesOf.get(input);
  if (known !== undefined) return known;
  const names = new Set(
    [
      input.gene.symbol,
      ...(input.tableGene === null
        ? []
        : [input.tableGene.symbol, ...input.tableGene.otherSymbols]),
      ...input.variants.map((v) => v.variant.consequence.symbol),
    ]
      .filter((name) => name !== "")
      .map((name) => name.toUpperCase()),
  );
  namesOf.set(input, names);
  return names;
}

/** Asked for by every candidate of the gene: 3,000 candidates made 9 million names before this. */
const namesOf = new WeakMap<GeneCase, ReadonlySet<string>>();

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

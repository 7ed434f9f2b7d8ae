/** What a gene case states about the gene itself, and the name of a candidate. */
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import type { CandidateGene, CandidatePanel, GeneToRank } from "./types.ts";

/** What every applied panel says of the gene, red rows too. */
export function panelsOf(input: Pick<GeneToRank, "tableGene" | "panels">): CandidatePanel[] {
  return (input.tableGene?.rows ?? []).map(({ panel, ...row }) => {
    const { id = "", name = "", version = null } = input.panels[panel] ?? {};
    return { id, name, version, ...row };
  });
}

/**
 * PA-02: false when every row that counts says that loss of function does not cause the disease.
 * @param rows indices of the rows that name the model; empty: all of them
 */
export function lofIsMechanism(input: GeneToRank, rows: readonly number[]): boolean {
  const all = input.tableGene?.rows ?? [];
  const counted = rows.length > 0 ? rows.flatMap((i) => all[i] ?? []) : all;
  return counted.length === 0 || counted.some((row) => !row.lofNotMechanism);
}

/**
 * What makes a candidate the same one in another run: `c` and 16 hexadecimal digits of the sha256 over `assembly|gene|alleles`: the gene by its HGNC id, else
 * Ensembl id, else symbol; alleles `chrom:pos:ref:alt`, sorted, joined by a comma. Never of rank or mode.
 */
export function candidateId(
  assembly: Assembly,
  gene: CandidateGene,
  alleles: readonly string[],
): string {
  const name = gene.hgncId ?? gene.ensemblId ?? gene.symbol;
  const text = `${assembly}|${name}|${alleles.toSorted().join(",")}`;
  return `c${sha256(text).slice(0, 16)}`;
}

/** From a gene as an annotation names it to the gene of the table (DEC-17, TX-01). */
import { parseEnsemblId, parseHgncId } from "./gene.ts";
import type { GeneTable, TableGene } from "./model.ts";

/** What an annotation says of a gene; null where it is silent. */
export interface AnnotatedGene {
  hgncId: string | null;
  ensemblGene: string | null;
  ncbiGene: string | null;
  symbol: string | null;
}

/** Which name made the match; `other_symbol` (alias or previous) deserves a warning (TX-01). */
export type MatchVia = "hgnc_id" | "ensembl_id" | "ncbi_id" | "symbol" | "other_symbol";

export interface GeneMatch {
  /** Index in `GeneTable.genes`. */
  index: number;
  via: MatchVia;
}

/** `locus` (canonical chromosome, 1-based) decides where a symbol is the alias of two panel genes. */
export type GeneMatcher = (
  gene: AnnotatedGene,
  locus?: { chrom: string; pos: number },
) => GeneMatch | null;

function covers(gene: TableGene | undefined, locus: { chrom: string; pos: number }): boolean {
  const region = gene?.region ?? null;
  return (
    region !== null &&
    region.chrom === locus.chrom &&
    region.start <= locus.pos &&
    locus.pos <= region.end
  );
}

/**
 * A matcher for one table: HGNC id (with or without prefix), then Ensembl id (any build, version
 * ignored), NCBI id, current symbol, alias or previous symbol. A gene whose HGNC id is another than the
 * annotation's never matches by a later name. A name that fits several genes matches the one at `locus`,
 * else none.
 */
export function geneMatcherVia(table: GeneTable): GeneMatcher {
  const matcher = matchers.get(table) ?? makeMatcher(table);
  matchers.set(table, matcher);
  return matcher;
}

/** Many cases of one archive share a table. */
const matchers = new WeakMap<GeneTable, GeneMatcher>();

function makeMatcher(table: GeneTable): GeneMatcher {
  const maps: Record<MatchVia, Map<string, number[]>> = {
    hgnc_id: new Map(),
    ensembl_id: new Map(),
    ncbi_id: new Map(),
    symbol: new Map(),
    other_symbol: new Map(),
  };
  const put = (via: MatchVia, key: string | null, index: number): void => {
    if (key === null) return;
    const known = maps[via].get(key);
    if (known === undefined) maps[via].set(key, [index]);
    else if (!known.includes(index)) known.push(index);
  };
  table.genes.forEach((gene, index) => {
    put("hgnc_id", gene.hgncId, index);
    for (const id of gene.ensemblIds) put("ensembl_id", id, index);
    put("ncbi_id", gene.ncbiId, index);
    put("symbol", gene.symbol.toUpperCase(), index);
    for (const other of gene.otherSymbols) put("other_symbol", other.toUpperCase(), index);
  });

  return (gene, locus) => {
    const hgncId = gene.hgncId === null ? null : parseHgncId(gene.hgncId);
    const symbol = gene.symbol?.toUpperCase() ?? null;
    const keys: [MatchVia, string | null][] = [
      ["hgnc_id", hgncId],
      ["ensembl_id", gene.ensemblGene === null ? null : parseEnsemblId(gene.ensemblGene)],
      ["ncbi_id", gene.ncbiGene],
      ["symbol", symbol],
      ["other_symbol", symbol],
    ];
    for (const [via, key] of keys) {
      if (key === null || key === "") continue;
      const hits = (maps[via].get(key) ?? []).filter((index) => {
        const known = table.genes[index]?.hgncId ?? null;
        return hgncId === null || known === null || known === hgncId;
      });
      const here =
        hits.length > 1 && locus !== undefined
          ? hits.filter((index) => covers(table.genes[index], locus))
          : hits;
      const [index] = here;
      if (index !== undefined && here.length === 1) return { index, via };
    }
    return null;
  };
}

/** As `geneMatcherVia`, the index alone: -1 when the gene is not in the table. */
export function geneMatcher(
  table: GeneTable,
): (gene: AnnotatedGene, locus?: { chrom: string; pos: number }) => number {
  const match = geneMatcherVia(table);
  return (gene, locus) => match(gene, locus)?.index ?? -1;
}

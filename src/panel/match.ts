/** From a gene as named in an annotation to the gene in the table (DEC-17, TX-01). */
import {
  kinship,
  mitochondrialSymbol,
  parseEnsemblId,
  parseHgncId,
  symbolsOf,
  type GeneIdentity,
} from "../core/gene.ts";
import { onceFor } from "../core/once.ts";
import type { PanelGenes, TableGene } from "./types.ts";

/** What an annotation says of a gene; null where it is silent. */
export interface AnnotatedGene {
  hgncId: string | null;
  ensemblGene: string | null;
  ncbiGene: string | null;
  symbol: string | null;
}

/** What a gene is found by. */
type Name = "hgnc_id" | "ensembl_id" | "ncbi_id" | "symbol" | "other_symbol";

/** On a canonical chromosome, 1-based. */
interface Locus {
  chrom: string;
  pos: number;
}

/**
 * Index in `PanelGenes.genes`, -1 when the gene is not in the table; `locus` decides where a symbol is the
 * alias of two panel genes.
 */
type GeneMatcher = (gene: AnnotatedGene, locus?: Locus) => number;

function covers(gene: TableGene | undefined, locus: Locus): boolean {
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
 * annotation's never matches by a later name, and one that other ids tell apart matches by a symbol of its
 * history only where it lies. On the mitochondrion RefSeq's symbols name HGNC's genes, and no others. A name that fits several genes matches the one at `locus`; where the place
 * does not tell, the gene that has the symbol now, else none (DEC-55).
 */
export function geneMatcher(table: PanelGenes): GeneMatcher {
  return matcherOf(table);
}

/** Many cases of one archive share a table. */
const matcherOf = onceFor(makeMatcher);

function makeMatcher(table: PanelGenes): GeneMatcher {
  const maps: Record<Name, Map<string, number[]>> = {
    hgnc_id: new Map(),
    ensembl_id: new Map(),
    ncbi_id: new Map(),
    symbol: new Map(),
    other_symbol: new Map(),
  };
  const mitochondrial = new Map<string, number[]>();
  const put = (via: Name, key: string | null, index: number): void => {
    if (key === null) return;
    const known = maps[via].get(key);
    if (known === undefined) maps[via].set(key, [index]);
    // In order: what already exists is the last.
    else if (known.at(-1) !== index) known.push(index);
  };
  table.genes.forEach((gene, index) => {
    put("hgnc_id", gene.hgncId, index);
    for (const id of gene.ensemblIds) put("ensembl_id", id, index);
    put("ncbi_id", gene.ncbiId, index);
    put("symbol", gene.symbol.toUpperCase(), index);
    const mt =
      gene.region === null || gene.region.chrom === "MT" ? mitochondrialSymbol(gene.symbol) : null;
    if (mt !== null) mitochondrial.set(mt, [...(mitochondrial.get(mt) ?? []), index]);
    for (const other of gene.otherSymbols) put("other_symbol", other.toUpperCase(), index);
  });

  const isHere = (index: number, locus?: Locus): boolean =>
    locus !== undefined && covers(table.genes[index], locus);
  const isNotOther = (index: number, hgncId: string | null): boolean => {
    const known = table.genes[index]?.hgncId ?? null;
    return hgncId === null || known === null || known === hgncId;
  };
  return (gene, locus) => {
    const hgncId = gene.hgncId === null ? null : parseHgncId(gene.hgncId);
    const ensemblGene = gene.ensemblGene === null ? null : parseEnsemblId(gene.ensemblGene);
    const hits = (via: Name, key: string | null): number[] =>
      ((key !== null && key !== "" && maps[via].get(key)) || []).filter((index) =>
        isNotOther(index, hgncId),
      );
    const ids: [Name, string | null][] = [
      ["hgnc_id", hgncId],
      ["ensembl_id", ensemblGene],
      ["ncbi_id", gene.ncbiGene],
    ];
    for (const [via, key] of ids) {
      const found = hits(via, key);
      const here = found.length > 1 ? found.filter((index) => isHere(index, locus)) : found;
      const [index] = here;
      if (index !== undefined && here.length === 1) return index;
    }
    const symbol = gene.symbol?.toUpperCase() ?? null;
    const mt = locus?.chrom === "MT" && symbol !== null ? mitochondrialSymbol(symbol) : null;
    if (mt !== null) {
      const [index, ...others] = (mitochondrial.get(mt) ?? []).filter((i) => isNotOther(i, hgncId));
      return index === undefined || others.length > 0 ? -1 : index;
    }
    const now = hits("symbol", symbol);
    const before = hits("other_symbol", symbol).filter((index) => {
      const known = table.genes[index];
      if (known === undefined || now.includes(index)) return false;
      const named = {
        symbol: symbol ?? "",
        hgncId,
        ensemblIds: ensemblGene === null ? [] : [ensemblGene],
        ncbiId: gene.ncbiGene,
        otherSymbols: [],
      };
      return kinship(named, known) !== "different" || isHere(index, locus);
    });
    const all = [...now, ...before];
    const isUnplaced = (index: number): boolean => table.genes[index]?.region === null;
    const pools =
      all.length < 2
        ? [all]
        : locus === undefined
          ? [now, before]
          : [
              all.filter((index) => isHere(index, locus)),
              now.filter(isUnplaced),
              before.filter(isUnplaced),
              now,
            ];
    const [index, ...others] = pools.find((pool) => pool.length > 0) ?? [];
    return index === undefined || others.length > 0 ? -1 : index;
  };
}

/** The table's genes, each with the symbols of its history that no other of them has or had (DEC-55). */
export const identitiesOf = onceFor((table: PanelGenes): readonly GeneIdentity[] => {
  const holders = new Map<string, number>();
  for (const gene of table.genes)
    for (const symbol of symbolsOf(gene)) holders.set(symbol, (holders.get(symbol) ?? 0) + 1);
  return table.genes.map((gene) => ({
    ...gene,
    otherSymbols: gene.otherSymbols.filter((other) => holders.get(other.toUpperCase()) === 1),
  }));
});

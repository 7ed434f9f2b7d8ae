/** Genes as HGNC, MANE, Ensembl, GENCODE or RefSeq know them: names, ids, extents. Coordinates: 1-based, inclusive. */
import type { Assembly } from "../../core/assembly.ts";
import type { GeneLocation } from "../../panel/types.ts";

export type CatalogueSource = "hgnc" | "mane" | "ensembl" | "refseq" | "extents";

export interface CatalogueGene {
  /** `HGNC:123`; null where the source gives none. */
  hgncId: string | null;
  symbol: string;
  /** HGNC's approved name; "" where the source gives none, or was imported before it was kept. */
  name: string;
  previousSymbols: string[];
  aliases: string[];
  ensemblId: string | null;
  ncbiId: string | null;
  /** On the file's assembly; null where the source gives none. */
  location: GeneLocation | null;
}

/** One imported file. */
export interface GeneFile {
  source: CatalogueSource;
  /** The release as text; "" where the file does not tell. */
  version: string;
  /** Of its coordinates; null: it has none. */
  assembly: Assembly | null;
  genes: CatalogueGene[];
  /** What was left out, and why. */
  notes: string[];
}

/** The genes to which transcripts belong (GX-11, DEC-44): from the file's ids and the store's gene tables. */
import type { TranscriptGene } from "../types.ts";
import { bareId, type RowFacts } from "./facts.ts";

/** A gene by what the file says of it; null: no table knows it. */
export type IdentifyGene = (
  gene: Pick<TranscriptGene, "symbol" | "hgncId" | "ensemblGene" | "ncbiGene">,
) => Pick<TranscriptGene, "symbol" | "hgncId"> | null;

/**
 * @param facts of the gene's own row, or of the transcript's where the file has none
 * @param id of the gene, as the file writes it
 */
export function geneOf(facts: RowFacts, id: string, identify: IdentifyGene): TranscriptGene {
  const { hgncId, ensemblGene, ncbiGene, biotype } = facts;
  const told = { symbol: facts.symbol || bareId(id), hgncId, ensemblGene, ncbiGene, biotype };
  const known = identify(told);
  if (known === null) return told;
  // The file's own id stands; a symbol that a table has by an id is today's.
  return { ...told, hgncId: hgncId ?? known.hgncId, symbol: known.symbol || told.symbol };
}

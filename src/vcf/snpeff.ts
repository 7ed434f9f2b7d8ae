/** One SnpEff ANN entry (EFF-01): sixteen columns in a fixed order, whatever their names in the header. */
import { parseEnsemblId, withoutGencodeMark } from "../core/gene.ts";
import type { EntryColumns } from "./annotation.ts";
import { baseConsequence, proteinPositionOf } from "./base-consequence.ts";
import { decodePercent } from "./info.ts";
import type { GeneNames, TranscriptConsequence } from "./types.ts";

const WARNINGS = 15;

/** The gene that an entry names; entries between genes name none. */
export function snpeffGene(row: EntryColumns): GeneNames {
  const between = /intergenic/.test(row[1] ?? "");
  const symbol = between ? "" : (row[3] ?? "");
  return {
    symbol,
    hgncId: null,
    ensemblGene: between ? null : (parseEnsemblId(row[4] ?? "") ?? parseEnsemblId(symbol)),
    ncbiGene: null,
  };
}

/** A fusion names its genes together, `G1&G2`: a row for each of them (TX-01). */
export function snpeffRows(row: string[]): string[][] {
  const symbols = (row[3] ?? "").split("&");
  if (symbols.length < 2) return [row];
  const ids = (row[4] ?? "").split("&");
  return symbols.map((symbol, i) => row.with(3, symbol).with(4, ids[i] ?? ""));
}

/** The consequence on one transcript; entries between genes name no gene. */
export function snpeffConsequence(row: EntryColumns): TranscriptConsequence {
  // SnpEff keeps the start codon here; a lost one is its start_lost (EFF-04).
  const terms = (row[1] ?? "").replace("initiator_codon_variant", "start_retained_variant");
  const transcript = withoutGencodeMark(row[6] ?? "");
  const base = baseConsequence(terms, biotypeOf(transcript, row[7] ?? ""));
  const rank = row[8] ?? "";
  const inIntron = base.terms.some(
    (t) =>
      t === "intron_variant" || t === "splice_acceptor_variant" || t === "splice_donor_variant",
  );
  return {
    ...base,
    ...snpeffGene(row),
    transcript,
    hgvsc: decodePercent(row[9] ?? ""),
    hgvsp: decodePercent(row[10] ?? ""),
    exon: inIntron ? "" : rank,
    intron: inIntron ? rank : "",
    ...proteinPositionOf(row[13] ?? ""),
    incomplete: /WARNING_TRANSCRIPT_/.test(row[WARNINGS] ?? ""),
  };
}

/** Of RefSeq's RNAs, whose genes are often none, SnpEff says `pseudogene` of all that has no coding sequence. */
function biotypeOf(transcript: string, written: string): string {
  return written === "pseudogene" && /^[NX]R_/.test(transcript) ? "non_coding" : written;
}

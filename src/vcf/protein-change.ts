/** What HGVS gives for the protein (p.): the residue, the new stop, the substitution. */
import { RESIDUE_NAMES } from "../core/genetic-code.ts";

export interface ProteinChange {
  /** First residue that changes. */
  residue: number | null;
  /** Codon of the premature stop; of a frameshift by its `Ter` offset. */
  stopCodon: number | null;
  proteinLength: number | null;
  /** One-letter amino acids of a substitution. */
  substitution: { from: string; to: string } | null;
}

/** Three letters to one; residues alone: a stop is no substitution. */
export const AMINO_ACIDS: ReadonlyMap<string, string> = new Map(
  [...RESIDUE_NAMES].filter(([letter]) => letter !== "*").map(([letter, name]) => [name, letter]),
);

/**
 * @param text without accession and brackets, e.g. `p.Arg97ProfsTer23`: a stop 22 codons after the first
 *   residue that changes, which counts as one
 */
export function proteinChange(text: string): ProteinChange {
  const found = /^p\.([A-Z][a-z]{2}|\*)(\d+)/.exec(text);
  const residue = found === null ? null : Number(found[2]);
  const from = AMINO_ACIDS.get(found?.[1] ?? "");
  const rest = found === null ? "" : text.slice(found[0].length);
  const to = AMINO_ACIDS.get(rest);
  return {
    residue,
    stopCodon: residue === null ? null : stopOf(rest, residue),
    proteinLength: null,
    substitution: from === undefined || to === undefined || from === to ? null : { from, to },
  };
}

function stopOf(rest: string, residue: number): number | null {
  if (rest === "Ter" || rest === "*") return residue;
  const shifted = /^(?:[A-Z][a-z]{2})?fs(?:Ter|\*)(\d+)$/.exec(rest);
  if (shifted !== null) return residue + Number(shifted[1]) - 1;
  // `p.Gln10_Leu11delinsArgTer`: the stop stands at the end of what is put in
  const inserted = /(?:delins|ins|^)((?:[A-Z][a-z]{2})+)(?:Ter|\*)$/.exec(rest);
  if (inserted === null || !/ins/.test(rest)) return null;
  const before = (inserted[1]?.replace(/^.*ins/, "").length ?? 0) / 3;
  return residue + before + (/delins/.test(rest) ? 0 : 1);
}

/** Bases and codons as numbers, the two genetic codes of a human cell, and the names of residues. */

const BASES = "ACGT";

/** A base that is not known. */
export const UNKNOWN = 4;

/** A 0, C 1, G 2, T 3; any other letter is `UNKNOWN`. */
export function baseCode(letter: number): number {
  switch (letter) {
    case 65:
      return 0;
    case 67:
      return 1;
    case 71:
      return 2;
    case 84:
      return 3;
    default:
      return UNKNOWN;
  }
}

/** Codes of upper-case bases. */
export function baseCodes(bases: string): Uint8Array {
  const codes = new Uint8Array(bases.length);
  for (let i = 0; i < codes.length; i++) codes[i] = baseCode(bases.charCodeAt(i));
  return codes;
}

export function basesOf(codes: ArrayLike<number>): string {
  let bases = "";
  for (let i = 0; i < codes.length; i++) bases += BASES[codes[i] ?? UNKNOWN] ?? "N";
  return bases;
}

export function complement(code: number): number {
  return code < UNKNOWN ? 3 - code : UNKNOWN;
}

export function reverseComplement(codes: Uint8Array): Uint8Array {
  return codes.map((_, i) => complement(codes[codes.length - 1 - i] ?? UNKNOWN));
}

/** Which residue a codon makes. */
export interface GeneticCode {
  /** Letters by codon (16, 4 and 1 times the base codes); `*` is a stop. */
  residues: string;
  /** Codons that a coding sequence may begin with: Met there, whatever they are inside. */
  starts: readonly string[];
  /** Codons that a sequence begins with now and then, by its own transcript's word alone. */
  rareStarts: readonly string[];
}

/** NCBI's tables 1 and 2. */
export const STANDARD_CODE: GeneticCode = {
  residues: "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF",
  starts: ["ATG"],
  rareStarts: ["CTG", "GTG", "TTG"],
};

export const MITOCHONDRIAL_CODE: GeneticCode = {
  residues: "KNKNTTTT*S*SMIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSSWCWCLFLF",
  starts: ["ATT", "ATC", "ATA", "ATG", "GTG"],
  rareStarts: [],
};

/** One letter. null: not three bases. */
export function aminoAcid(bases: string, code: GeneticCode = STANDARD_CODE): string | null {
  if (bases.length !== 3) return null;
  const [a = UNKNOWN, b = UNKNOWN, c = UNKNOWN] = baseCodes(bases);
  if (Math.max(a, b, c) >= UNKNOWN) return null;
  return code.residues[16 * a + 4 * b + c] ?? null;
}

/** Three letters by one. `Ter` is a stop. */
export const RESIDUE_NAMES: ReadonlyMap<string, string> = new Map(
  "A Ala,R Arg,N Asn,D Asp,C Cys,Q Gln,E Glu,G Gly,H His,I Ile,L Leu,K Lys,M Met,F Phe,P Pro,U Sec,S Ser,T Thr,W Trp,Y Tyr,V Val,* Ter"
    .split(",")
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)]),
);

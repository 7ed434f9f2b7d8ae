// What a change of the genome is on the coding strand, and which residues fit it: positions in a transcript
// are made up, but bases, codons and residues of the HGVS texts follow from REF and ALT.

const PAIR = { A: "T", C: "G", G: "C", T: "A" };
const complement = (bases) => [...bases].reverse().map((b) => PAIR[b]).join("");

/** Bases as the gene reads them. @param strand "1" or "-1" */
export const onStrand = (bases, strand) => (strand === "1" ? bases : complement(bases));

const BASES = "TCAG";
const ACIDS = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
const CODONS = [...BASES].flatMap((a) => [...BASES].flatMap((b) => [...BASES].map((c) => a + b + c)));
export const acidOf = (codon) => ACIDS[CODONS.indexOf(codon)];

export const THREE = Object.fromEntries(
  "A Ala C Cys D Asp E Glu F Phe G Gly H His I Ile K Lys L Leu M Met N Asn P Pro Q Gln R Arg S Ser T Thr V Val W Trp Y Tyr * Ter"
    .split(" ")
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1]]] : [])),
);

/**
 * The codon that a substitution changes, with the residues on both sides. The first that fits of: the residues
 * that are wished for, the first residue alone, the second alone, any.
 * @param {string} from base on the coding strand @param {string} to
 * @param {(before: string, after: string) => boolean} accept of residues in one letter
 * @param {[string, string]} wish
 */
export function substitution(from, to, accept, [first, second] = ["", ""]) {
  const found = CODONS.flatMap((codon) =>
    [0, 1, 2].flatMap((at) => {
      if (codon[at] !== from) return [];
      const after = codon.slice(0, at) + to + codon.slice(at + 1);
      const [a, b] = [acidOf(codon), acidOf(after)];
      return a !== "*" && accept(a, b) ? [{ codon, after, at, a, b }] : [];
    }),
  );
  const best =
    found.find(({ a, b }) => a === first && b === second) ??
    found.find(({ a }) => a === first) ??
    found.find(({ b }) => b === second) ??
    found[0];
  if (best === undefined) throw new Error(`no codon has ${from}>${to} as wished`);
  return best;
}

/** `cGc/cAc`, as VEP writes it. */
export const codonsText = ({ codon, after, at }) =>
  [codon, after]
    .map((c) => [...c].map((b, i) => (i === at ? b : b.toLowerCase())).join(""))
    .join("/");

/** A substitution or indel at a made-up place of the coding strand: `411+20A>G`, `411+20_411+21del`. */
export function codingChange(place, ref, alt, strand) {
  if (ref.length === 1 && alt.length === 1)
    return `${place(0)}${onStrand(ref, strand)}>${onStrand(alt, strand)}`;
  if (ref.length > alt.length) {
    const lost = ref.length - 1;
    return `${place(0)}${lost === 1 ? "" : `_${place(lost - 1)}`}del`;
  }
  return `${place(0)}_${place(1)}ins${onStrand(alt.slice(1), strand)}`;
}

// Background: the variants that every family has. Genotypes follow Mendel by construction.
import { codingChange, codonsText, onStrand, substitution, THREE } from "./coding.mjs";
import { GENES } from "./genes.mjs";

/** GRCh38 lengths of 1..22, X, Y. */
export const LENGTHS = [
  248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636, 138394717,
  133797422, 135086622, 133275309, 114364328, 107043718, 101991189, 90338345, 83257441, 80373285,
  58617616, 64444167, 46709983, 50818468, 156040895, 57227415,
];
export const CHROMS = [...Array.from({ length: 22 }, (_, i) => String(i + 1)), "X", "Y", "MT"];
const PAR_X = [
  [10001, 2781479],
  [155701383, 156030895],
];

const BASES = ["A", "C", "G", "T"];
const isPar = (pos) => PAR_X.some(([start, end]) => pos >= start && pos <= end);

function alleles(random, chrom) {
  const ref = random.pick(BASES);
  const alt = random.pick(BASES.filter((b) => b !== ref));
  if (chrom === "MT" || random.chance(0.9)) return [ref, alt];
  const tail = Array.from({ length: random.integer(1, 4) }, () => random.pick(BASES)).join("");
  return random.chance(0.5) ? [ref + tail, ref] : [ref, ref + tail];
}

/** Genotypes mother, proband (male), father from allele frequencies; null when nobody carries. */
function genotypes(random, chrom, pos, frequencies) {
  const draw = () => {
    let u = random.uniform();
    for (let i = 0; i < frequencies.length; i++) {
      u -= frequencies[i];
      if (u < 0) return i + 1;
    }
    return 0;
  };
  const pair = (a, b) => (a <= b ? `${a}/${b}` : `${b}/${a}`);
  const mother = [draw(), draw()];
  const father = [draw(), draw()];
  let texts;
  if (chrom === "Y") texts = ["./.", String(father[0]), String(father[0])];
  else if (chrom === "X" && !isPar(pos))
    texts = [pair(...mother), String(random.pick(mother)), String(father[0])];
  else texts = [pair(...mother), pair(random.pick(mother), random.pick(father)), pair(...father)];
  return texts.every((t) => /^[0./]+$/.test(t)) ? null : texts;
}

/** What is drawn first; `consequence` makes it fit the bases, which are drawn later. */
function drawn(random, gene) {
  if (gene === null) return { terms: "intergenic_variant" };
  const roll = random.uniform();
  const offset = random.integer(12, 3000);
  if (roll < 0.8) return { terms: "intron_variant", offset };
  if (roll < 0.88) return { terms: "3_prime_UTR_variant" };
  if (roll < 0.91) return { terms: "5_prime_UTR_variant" };
  const codon = random.integer(20, 600);
  if (roll < 0.97) return { terms: "synonymous_variant", offset, codon };
  return { terms: "missense_variant", offset, codon, common: true };
}

/** The consequence of one ALT, true to its bases: what would be a coding indel lies in an intron. */
function consequence({ terms, offset, codon }, ref, alt, gene) {
  if (terms === "3_prime_UTR_variant") return { terms, fields: { EXON: "12/12" } };
  if (terms === "5_prime_UTR_variant") return { terms, fields: { EXON: "1/12" } };
  if (gene === null || offset === undefined) return { terms, fields: {} };
  if (terms === "intron_variant" || ref.length !== alt.length) {
    const change = codingChange((i) => `411+${offset + i}`, ref, alt, gene.strand);
    const fields = { INTRON: "3/11", HGVSc: `${gene.transcript}:c.${change}` };
    return { terms: "intron_variant", fields };
  }
  const [x, y] = [onStrand(ref, gene.strand), onStrand(alt, gene.strand)];
  const isMissense = terms === "missense_variant";
  const changed = substitution(x, y, (a, b) => (isMissense ? b !== "*" && a !== b : a === b));
  const { a, b } = changed;
  const place = codon * 3 - 2 + changed.at;
  const fields = {
    EXON: "7/12",
    HGVSc: `${gene.transcript}:c.${place}${x}>${y}`,
    HGVSp: `ENSP${gene.ensembl.slice(4)}.1:p.${THREE[a]}${codon}${a === b ? "%3D" : THREE[b]}`,
    CDS_position: String(place),
    Protein_position: String(codon),
    Amino_acids: a === b ? a : `${a}/${b}`,
    Codons: codonsText(changed),
    ...(isMissense ? { CADD_PHRED: "14.2", REVEL: "0.12" } : {}),
  };
  return { terms, fields };
}

/**
 * One background record, or null when the draw left nobody with the allele.
 * @param {{ chrom: string, pos: number, gene?: any, plain?: boolean }} site `plain`: a common biallelic SNV of good quality
 */
export function backgroundRecord(random, { chrom, pos, gene = null, plain = false }) {
  const what = drawn(random, gene);
  const multi = !plain && chrom !== "Y" && chrom !== "MT" && random.chance(0.03);
  let [ref, alt] = alleles(random, chrom);
  if (plain || multi) {
    ref = ref[0];
    alt = BASES[(BASES.indexOf(ref) + random.integer(1, 3)) % 4];
  }
  const alts = [alt];
  if (multi) alts.push(random.chance(0.15) ? "*" : BASES.find((b) => b !== ref && b !== alt));
  // Protein-altering background stays common: the planted cases alone are to be found.
  const rare = !plain && !what.common && random.chance(0.3);
  const af = rare ? random.pick([null, 0.0002, 0.004, 0.008]) : random.pick([0.08, 0.15, 0.25, 0.35, 0.5]);
  const share = rare ? 0.3 : af;
  const gts = genotypes(random, chrom, pos, multi ? [share * 0.6, share * 0.4] : [share]);
  if (gts === null) return null;
  if (!plain && chrom !== "Y" && random.chance(0.006)) {
    const i = random.integer(0, 2);
    gts[i] = gts[i] === "0/0" ? "0/." : gts[i] === "0/1" ? "./1" : gts[i];
  }
  return {
    chrom,
    pos,
    id: af !== null && random.chance(0.9) ? `rs${random.integer(1e8, 2e9)}` : ".",
    ref,
    alts,
    gts,
    csq: consequence(what, ref, alts[0], gene),
    ...(alts.length > 1 && alts[1] !== "*" ? { csq2: consequence(what, ref, alts[1], gene) } : {}),
    gene,
    af,
    filter: !plain && random.chance(0.04) ? random.pick(["LowQual", "VQSRTrancheSNP99.90to100.00"]) : "PASS",
  };
}

/** The gene of the demo's list that covers a position, or null. */
export function geneAt(chrom, pos) {
  return GENES.find((g) => g.chrom === chrom && pos >= g.start && pos <= g.end) ?? null;
}

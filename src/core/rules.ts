/**
 * The evaluation rules, by number. A change of what a variant is read as, dropped for or ranked by adds an entry:
 * archived cases whose last run was made under an older number are evaluated anew, once, whatever else is known
 * (DEC-52). A release that judges as before adds none.
 */
interface Rules {
  /** The program's version that brought them. */
  release: string;
  /** The line of CHANGELOG.md that stands for them: what somebody is told whom they concern. */
  line: string;
}

/** Number 1 first. */
export const RULES: readonly Rules[] = [
  { release: "0.1.0", line: "the first rules" },
  {
    release: "0.2.0",
    line: "the reading and judgement of annotations, frequencies, genotypes, ClinVar and families was corrected",
  },
  {
    release: "0.3.0",
    line: "mitochondrial variants also found in the father or at a low level, X-linked variants with a carrier mother, PVS1, PM4, genes whose role in disease is stated or disputed, adult-onset diseases, two changes in one codon, RNA genes annotated by SnpEff, benign classifications of other genes, structural variants and the score are assessed differently",
  },
];

export const RULES_NOW: number = RULES.length;

/** What came after these, the first first. */
export function rulesSince(number: number): readonly Rules[] {
  return RULES.slice(number);
}

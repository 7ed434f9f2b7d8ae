/** The family. Words of PED; `null` for an unknown parent. */

export type Sex = "male" | "female" | "unknown";
export type Affection = "affected" | "unaffected" | "unknown";

export interface Person {
  id: string;
  /** Indices into `Family.people`. */
  father: number | null;
  mother: number | null;
  sex: Sex;
  affection: Affection;
  /** Column of the VCF's samples; null: unsequenced relative (VCF-65). */
  sample: number | null;
  /** --not-genetic-parent: structure kept, genotypes not used (DEC-18). */
  geneticParent: boolean;
}

export interface Family {
  id: string;
  people: Person[];
  /** Index of the proband in `people`. */
  proband: number;
  /** Neutral notes for the log: inferred sexes, parents without a row, ignored samples. */
  notes: string[];
}

/** What is said of a family beside its PED file. */
export interface StatedFamily {
  proband?: string | undefined;
  /** Sex by sample name; the key "" is the proband. Stands over the PED. */
  sex: Record<string, "male" | "female">;
  /** Samples to be read as affected, whatever the PED says. */
  affected: string[];
  /** Parents whose genotypes are not used (DEC-18). */
  notGeneticParents: string[];
}

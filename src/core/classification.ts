/**
 * What a classification of an allele states, what it may do and which gene it concerns (CV-04 to CV-11):
 * ClinVar's, from the file or the store, and the laboratory's own list's. No other place tells P and LP from the
 * rest. The count of damaging alleles that leave is wider on purpose (`scan/judge/damaging.ts`): no stars are
 * asked there.
 */
import type { z } from "zod";
import { genesMeantBy, geneOfWord, kinship, type GeneIdentity } from "./gene.ts";
import type * as schema from "./schema.ts";

/** One class for the aggregate (CV-04). */
export type Significance = Classification["significance"];

interface Classification extends z.infer<typeof schema.classification> {
  /** Beside `genes`, their NCBI ids, empty where not told; absent: the source gives none. Not shown. */
  ncbiGenes?: string[] | undefined;
}

/** What has no origin was matched by allele; what does not tell its germ line is of it. */
type Graded = Pick<Classification, "significance" | "stars"> &
  Partial<Pick<Classification, "origin" | "somaticOnly">>;

const PATHOGENIC: ReadonlySet<Significance> = new Set(["P", "LP", "P/LP"]);
const LOW_PENETRANCE: ReadonlySet<Significance> = new Set(["P_LOWPEN", "LP_LOWPEN"]);
const BENIGN: ReadonlySet<Significance> = new Set(["B", "LB", "B/LB"]);

type Said = Pick<Classification, "significance">;

/** P or LP by its class alone, whatever stands behind it. */
export function saysPathogenic({ significance }: Said): boolean {
  return PATHOGENIC.has(significance);
}

export function saysLowPenetrance({ significance }: Said): boolean {
  return LOW_PENETRANCE.has(significance);
}

export function saysBenign({ significance }: Said): boolean {
  return BENIGN.has(significance);
}

/** Speaks for the allele's harm: P, LP, low penetrance, or in conflict with a P majority. */
export function speaksForHarm(said: Said & Pick<Classification, "pathogenicLeaning">): boolean {
  return saysPathogenic(said) || saysLowPenetrance(said) || said.pathogenicLeaning;
}

/** What has no class (CV-04) says more than benign, and less than uncertain. */
const HARM: Record<Significance, number> = {
  B: 0,
  "B/LB": 1,
  LB: 2,
  OTHER: 3,
  VUS: 4,
  CONF: 5,
  LP_LOWPEN: 6,
  P_LOWPEN: 7,
  LP: 8,
  "P/LP": 9,
  P: 10,
};

/** The more harm it says, the greater. */
export function harmOf({ significance }: Said): number {
  return HARM[significance];
}

/** The weightier class first; what has none comes last. */
export function compareClass(a: Said, b: Said): number {
  const none = ({ significance }: Said): number => Number(significance === "OTHER");
  return none(a) - none(b) || harmOf(b) - harmOf(a);
}

/** Shows so many stars: where none are told there are none. */
export function hasStars({ stars }: Pick<Graded, "stars">, least: number): boolean {
  return (stars ?? 0) >= least;
}

/** Shows a star. The laboratory's own list has none: what stands in it was reviewed. */
export function isReviewed(said: Pick<Classification, "stars" | "origin">): boolean {
  return (said.stars === null && said.origin === "inhouse") || hasStars(said, 1);
}

/** Of this very allele (VEP's column is by position: CV-07) and of the germ line (CV-11). */
export function isOfGermline(said: Pick<Graded, "origin" | "somaticOnly">): boolean {
  return said.origin !== "csq" && said.somaticOnly !== true;
}

/** A source without review status cannot show a star: not counted against the record. */
export function mayWeigh(said: Graded, least = 1): boolean {
  return isOfGermline(said) && (said.stars === null || said.stars >= least);
}

/** P or LP of so many stars: passes FILTER, consequence and, up to the policy's ceiling, frequency (CSQ-03). */
export function isPathogenic(said: Graded | null, leastStars = 1): boolean {
  return said !== null && saysPathogenic(said) && mayWeigh(said, leastStars);
}

/** Also conflicting with a P majority, and low penetrance: kept as a candidate, never tier 1 by itself. */
export function mayRescue(
  said: (Graded & Pick<Classification, "pathogenicLeaning">) | null,
): boolean {
  return said !== null && mayWeigh(said) && speaksForHarm(said);
}

/** The genes that a statement names (CV-09). */
export function genesOfStatement(
  said: Pick<Classification, "genes" | "ncbiGenes">,
): GeneIdentity[] {
  return said.genes.map((word, i) => geneOfWord(word, said.ncbiGenes?.[i] || null));
}

/** A gene that an annotation names at the allele. */
export interface AlleleGene {
  gene: GeneIdentity;
  /** The allele lies in it, not just near it. */
  inside: boolean;
}

/**
 * Is a statement the gene's own? `no`: it names another gene (CV-09). Where it names none of the allele's genes
 * and nothing shows that it means another one, it may use a newer name, and a known P must not be lost:
 * `likely` where one gene alone comes into question, `open` where several do.
 */
export type Meant = "yes" | "no" | "likely" | "open";

/**
 * Of each gene of one allele.
 * @param named of `genesOfStatement`, with what is known of them
 * @param isOther is one known as a gene that is none of these?
 */
export function genesMeant(
  named: readonly GeneIdentity[],
  genes: readonly AlleleGene[],
  isOther: (gene: GeneIdentity) => boolean,
): Meant[] {
  if (named.length === 0) return genes.map(() => "yes");
  const identities = genes.map(({ gene }) => gene);
  const meant = new Set(named.flatMap((gene) => genesMeantBy(gene, identities)));
  if (meant.size > 0) return genes.map((_, i) => (meant.has(i) ? "yes" : "no"));
  const strangers = named.filter((gene) => !isOther(gene));
  const isOpen = genes.map(
    ({ gene, inside }) => inside && strangers.some((s) => kinship(s, gene) === "unknown"),
  );
  const word = isOpen.filter(Boolean).length > 1 ? "open" : "likely";
  return isOpen.map((open) => (open ? word : "no"));
}

/** Of several statements on one allele the one that rescues most; of equals one that names no gene, then the first. */
export function strongest<C extends Classification>(statements: readonly C[]): C | null {
  const weight = (c: C): number =>
    2 * (isPathogenic(c) ? 2 : mayRescue(c) ? 1 : 0) + (c.genes.length === 0 ? 1 : 0);
  return statements.reduce<C | null>(
    (best, next) =>
      best === null || (weight(next) > weight(best) && weight(next) > 1) ? next : best,
    null,
  );
}

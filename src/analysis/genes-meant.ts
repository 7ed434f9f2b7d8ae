/**
 * Which gene the statements on a survivor mean, and in which genes it stays: asked once more after the scan,
 * with all that the run knows of names (CV-09, DEC-44). A scanning thread knows the panels' alone.
 */
import {
  genesMeant,
  genesOfStatement,
  mayRescue,
  strongest,
  type AlleleGene,
  type Meant,
} from "../core/classification.ts";
import { type ConsequenceGround, isOutsideGene } from "../core/consequences.ts";
import { annotatedGene, geneOfWord, kinship, sameGene, type GeneIdentity } from "../core/gene.ts";
import type { Survivor, SurvivorAllele, SurvivorGene } from "../scan/types.ts";
import { geneMatcher, identitiesOf } from "../panel/match.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";

/** The gene with the ids and the history that the run's knowledge has of it. */
export type Identify = (gene: GeneIdentity) => GeneIdentity;

/** A gene of an allele, and what each statement on the allele is to it. */
export interface MeantGene extends SurvivorGene {
  identity: GeneIdentity;
  meant: ReadonlyMap<ClinVarEvidence, Meant>;
  /** What stands for the gene's names in SpliceAI's output is not known to be it, nor another. */
  spliceAiOpen: boolean;
}

/** The statements that weigh: what is shown as ClinVar's word, and the laboratory's own. */
export function weighing({ clinvar, knowledge }: SurvivorAllele): ClinVarEvidence[] {
  const own = (knowledge?.statements ?? []).filter((s) => s.origin === "inhouse");
  return clinvar === null ? own : [clinvar, ...own];
}

/** @returns the allele's genes; one that only ClinVar names is left out where the annotation's may be the same */
export function meantGenes(
  { chrom, pos }: Survivor,
  allele: SurvivorAllele,
  table: PanelGenes,
  identify: Identify,
): MeantGene[] {
  const known = identitiesOf(table);
  const match = geneMatcher(table);
  const place = { chrom, pos };
  const statements = weighing(allele);
  const annotated = allele.genes.filter(({ byClinvar }) => byClinvar !== true);
  const at: AlleleGene[] = annotated.map(({ consequence, tableGene }) => ({
    gene: identify(annotatedGene(consequence, known[tableGene])),
    inside: !isOutsideGene(consequence.reporting.terms),
  }));
  const tabled = new Set(annotated.map(({ tableGene }) => tableGene));
  for (const { inside, ...names } of statements.length === 0 ? [] : (allele.alsoNamed ?? [])) {
    const index = match(names, place);
    tabled.add(index);
    at.push({ gene: identify(annotatedGene(names, known[index])), inside });
  }
  const isOther = ({ symbol, hgncId, ensemblIds, ncbiId }: GeneIdentity): boolean => {
    const ensemblGene = ensemblIds[0] ?? null;
    const index = match({ symbol, hgncId, ensemblGene, ncbiGene: ncbiId }, place);
    return index >= 0 && !tabled.has(index);
  };
  const named = statements.map((s) => genesOfStatement(s).map(identify));
  const words = named.map((genes) => genesMeant(genes, at, isOther));
  const kept = annotated.map((gene, i): MeantGene => {
    const identity = at[i]?.gene ?? annotatedGene(gene.consequence);
    const meant = new Map(statements.map((s, k) => [s, words[k]?.[i] ?? "no"] as const));
    return { ...settled(gene, identity, identify, meant), identity, meant };
  });
  const only = allele.genes.flatMap((gene): MeantGene[] => {
    if (gene.byClinvar !== true) return [];
    const identity = identify(annotatedGene(gene.consequence));
    const names = named.map((genes) => genes.some((other) => sameGene(other, identity)));
    const isThere = annotated.some((_, i) => words.some((w, k) => names[k] && w[i] !== "no"));
    const meant = new Map(
      statements.map((s, k) => [s, names[k] || s.genes.length === 0 ? "yes" : "no"] as const),
    );
    const grounds = withClinvar(gene.grounds, meant);
    return isThere ? [] : [{ ...gene, grounds, identity, meant, spliceAiOpen: false }];
  });
  return [...kept, ...only];
}

/**
 * The grounds that are left. SpliceAI's score under a symbol that no gene of the allele has counts unless it is
 * known as another gene's.
 */
function settled(
  gene: SurvivorGene,
  identity: GeneIdentity,
  identify: Identify,
  meant: MeantGene["meant"],
): SurvivorGene & Pick<MeantGene, "spliceAiOpen"> {
  const { spliceAiGene, ...consequence } = gene.consequence;
  const kin =
    spliceAiGene === undefined ? "id" : kinship(identify(geneOfWord(spliceAiGene)), identity);
  const lost = kin === "different";
  return {
    ...gene,
    consequence: lost
      ? { ...consequence, inSilico: { ...consequence.inSilico, spliceAi: null } }
      : consequence,
    grounds: withClinvar(
      gene.grounds.filter((ground) => !(lost && ground === "splice_ai")),
      meant,
    ),
    spliceAiOpen: kin === "unknown",
  };
}

/** What is known of the allele now may say more, or less, than what the scan knew. */
function withClinvar(
  grounds: readonly ConsequenceGround[],
  meant: MeantGene["meant"],
): ConsequenceGround[] {
  const own = [...meant.keys()].filter((statement) => meant.get(statement) !== "no");
  const others = grounds.filter((ground) => ground !== "clinvar");
  return mayRescue(strongest(own)) ? [...others, "clinvar"] : others;
}

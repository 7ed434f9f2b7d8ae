/**
 * In which genes an allele can be a candidate: on an applied panel, inside its region, harmful (DEC-16, DEC-17);
 * and to which gene its classifications belong (CV-09, DEC-44). Asked in the scan, which knows the panels' names
 * alone, and of what it has left once more, when all has been looked up.
 */
import type { Check } from "../../core/check.ts";
import {
  genesMeant,
  genesOfStatement,
  mayRescue,
  strongest,
  type AlleleGene,
  type Meant,
} from "../../core/classification.ts";
import { type ConsequenceGround, isOutsideGene } from "../../core/consequences.ts";
import {
  annotatedGene,
  genesMeantBy,
  geneOfWord,
  kinship,
  sameGene,
  type GeneIdentity,
  type Identify,
} from "../../core/gene.ts";
import { geneMatcher, identitiesOf } from "../../panel/match.ts";
import type { PanelGenes, TableGene } from "../../panel/types.ts";
import type { ClinVarEvidence, GeneConsequence, GeneNames } from "../../vcf/types.ts";
import type { Compiled } from "../compile.ts";
import { checkConsequence, groundsIn } from "./consequence.ts";
import type { DropReason, MeantGene, Survivor, SurvivorAllele, SurvivorGene } from "../types.ts";
import { unannotatedConsequence } from "./unannotated.ts";

/** Canonical chromosome; first and last base of REF, 1-based. */
interface RefSpan {
  chrom: string;
  pos: number;
  end: number;
}

/** A gene that the annotation names, and its place in the table, or -1. */
interface Named {
  consequence: GeneConsequence;
  tableGene: number;
}

/** What each statement on an allele is to one of its genes. */
type Words = ReadonlyMap<ClinVarEvidence, Meant>;

const NO_WORDS: Words = new Map();

/** Of the statements that are not another gene's the one that rescues most. */
interface Own {
  clinvar: ClinVarEvidence | null;
  meant: Meant;
}

const NOTHING_SAID: Own = { clinvar: null, meant: "no" };

interface GenesOrReason {
  genes: SurvivorGene[];
  /** The nearest reason when there is none. */
  reason: DropReason;
}

/**
 * @param statements the store's on the allele, else the file's
 * @param checks each gene's are added
 */
export function genesOfAllele(
  place: RefSpan,
  consequences: readonly GeneConsequence[],
  statements: readonly ClinVarEvidence[],
  compiled: Compiled,
  checks: Check[],
): GenesOrReason {
  const { plan } = compiled;
  const table = plan.genes.genes;
  const tabled = (gene: GeneIdentity): number => placeInTable(gene, compiled.match, place);
  const rescuing = statements.filter((s) => s.genes.length > 0 && mayRescue(s));
  const stated = rescuing.flatMap((statement) =>
    genesOfStatement(statement).map((gene) => ({ gene, by: statement, tableGene: tabled(gene) })),
  );
  // An allele that the store knows in a gene counts wherever it lies: its place was read for its sake.
  const isInside = (index: number): boolean => {
    const gene = table[index];
    return (
      gene === undefined ||
      inRegion(gene, place) ||
      stated.some((t) => t.tableGene === index && t.by.stored !== undefined)
    );
  };
  if (plan.unannotated) {
    const genes = table.flatMap((gene, tableGene): SurvivorGene[] => {
      if (gene.region === null || !isInside(tableGene)) return [];
      const consequence = unannotatedConsequence(gene);
      return [{ tableGene, consequence, grounds: groundsIn(consequence, plan.policy, false) }];
    });
    return { genes, reason: "outside_panel_regions" };
  }
  const named = consequences.map((consequence): Named => ({
    consequence,
    tableGene: compiled.match(consequence, place),
  }));
  const at = statements.length === 0 ? [] : named.map((gene) => alleleGene(gene, compiled));
  const words = wordsOf(statements, at, tabled, (gene) => gene);
  const found = genesNamed(named, words, isInside, compiled, checks);
  // Where the annotation names no such gene and ClinVar does, the allele must not be lost.
  const taken = new Set([...found.genes, ...named].map(({ tableGene }) => tableGene));
  const added: GeneIdentity[] = [];
  const isLocus = /^LOC\d+$/i;
  for (const { gene, by, tableGene } of stated) {
    const known = table[tableGene];
    if (!plan.geneAgnostic && (known === undefined || !isInside(tableGene))) continue;
    // Of genes on no panel those alone that stand for a statement which the annotation would leave without.
    const isNamed =
      known === undefined
        ? words.some((word) => word.get(by) === "yes") ||
          genesMeantBy(gene, added).length > 0 ||
          (isLocus.test(gene.symbol) && stated.some((t) => !isLocus.test(t.gene.symbol)))
        : taken.has(tableGene);
    if (isNamed) continue;
    const consequence = unannotatedConsequence(known ?? gene);
    checks.push(geneCheck(consequence, "pass", `named by ${by.stored?.source ?? "ClinVar"}`));
    found.genes.push({
      tableGene,
      consequence,
      grounds: groundsIn(consequence, plan.policy, true),
      byClinvar: known === undefined,
    });
    if (known === undefined) added.push(gene);
    else taken.add(tableGene);
  }
  return found;
}

/**
 * The genes in which a survivor's allele stays, by all that the run knows of names and of the allele; one that only
 * ClinVar names is left out where the annotation's may be the same.
 */
export function genesOnceLookedUp(
  { chrom, pos }: Pick<Survivor, "chrom" | "pos">,
  allele: SurvivorAllele,
  table: PanelGenes,
  identify: Identify,
): MeantGene[] {
  const known = identitiesOf(table);
  const match = geneMatcher(table);
  const statements = weighing(allele);
  const identityOf = (names: Parameters<typeof annotatedGene>[0], tableGene: number) =>
    identify(annotatedGene(names, known[tableGene]));
  const annotated = allele.genes
    .filter(({ byClinvar }) => byClinvar !== true)
    .map((gene) => {
      const { consequence, tableGene } = gene;
      const inside = !isOutsideGene(consequence.reporting.terms);
      return { of: gene, tableGene, gene: identityOf(consequence, tableGene), inside };
    });
  const others = (statements.length === 0 ? [] : (allele.alsoNamed ?? [])).map(
    ({ inside, ...names }) => {
      const tableGene = match(names, { chrom, pos });
      return { tableGene, gene: identityOf(names, tableGene), inside };
    },
  );
  const at = [...annotated, ...others];
  const tabled = (gene: GeneIdentity): number => placeInTable(gene, match, { chrom, pos });
  const words = wordsOf(statements, at, tabled, identify);
  const kept = annotated.map(({ of, gene: identity }, i): MeantGene => {
    const meant = words[i] ?? NO_WORDS;
    return { ...settled(of, identity, identify, meant), identity, meant };
  });
  const only = allele.genes
    .filter(({ byClinvar }) => byClinvar === true)
    .flatMap((gene) => namedByClinvar(gene, kept, statements, identify) ?? []);
  return [...kept, ...only];
}

/** A gene of ClinVar's word alone; null: the annotation's may be the same. */
function namedByClinvar(
  gene: SurvivorGene,
  annotated: readonly MeantGene[],
  statements: readonly ClinVarEvidence[],
  identify: Identify,
): MeantGene | null {
  const identity = identify(annotatedGene(gene.consequence));
  const naming = statements.filter((s) =>
    genesOfStatement(s).some((named) => sameGene(identify(named), identity)),
  );
  if (annotated.some(({ meant }) => naming.some((s) => meant.get(s) !== "no"))) return null;
  const isOwn = (s: ClinVarEvidence): boolean => naming.includes(s) || s.genes.length === 0;
  const meant = new Map(statements.map((s) => [s, isOwn(s) ? "yes" : "no"] as const));
  const grounds = withClinvar(gene.grounds, meant);
  return { ...gene, grounds, identity, meant, spliceAiOpen: false };
}

/** The statements that weigh: what is shown as ClinVar's word, and the laboratory's own. */
export function weighing({
  clinvar,
  knowledge,
}: Pick<SurvivorAllele, "clinvar" | "knowledge">): ClinVarEvidence[] {
  const own = (knowledge?.statements ?? []).filter((s) => s.origin === "inhouse");
  return clinvar === null ? own : [clinvar, ...own];
}

/**
 * The grounds that are left. SpliceAI's score under a symbol that no gene of the allele has counts unless it is
 * known as another gene's.
 */
function settled(
  gene: SurvivorGene,
  identity: GeneIdentity,
  identify: Identify,
  meant: Words,
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
function withClinvar(grounds: readonly ConsequenceGround[], meant: Words): ConsequenceGround[] {
  const others = grounds.filter((ground) => ground !== "clinvar");
  return mayRescue(ownOf(meant).clinvar) ? [...others, "clinvar"] : others;
}

/**
 * Whose the statements are (CV-09).
 * @param at the genes that the annotation names, each with its place in the table: a statement of another gene of
 *   the table is not theirs. Of each the words come back
 */
function wordsOf(
  statements: readonly ClinVarEvidence[],
  at: readonly (AlleleGene & { tableGene: number })[],
  tabled: (gene: GeneIdentity) => number,
  identify: Identify,
): Words[] {
  if (statements.length === 0) return [];
  const isOther = (gene: GeneIdentity): boolean => {
    const index = tabled(gene);
    return index >= 0 && at.every(({ tableGene }) => tableGene !== index);
  };
  const words = statements.map((s) => genesMeant(genesOfStatement(s).map(identify), at, isOther));
  return at.map((_, i) => new Map(statements.map((s, k) => [s, words[k]?.[i] ?? "no"])));
}

function ownOf(words: Words): Own {
  const clinvar = strongest([...words.keys()].filter((s) => words.get(s) !== "no"));
  return clinvar === null ? NOTHING_SAID : { clinvar, meant: words.get(clinvar) ?? "no" };
}

/** -1: the table has no such gene. */
function placeInTable(
  { symbol, hgncId, ncbiId, ensemblIds }: GeneIdentity,
  match: Compiled["match"],
  place: { chrom: string; pos: number },
): number {
  return match({ symbol, hgncId, ensemblGene: ensemblIds[0] ?? null, ncbiGene: ncbiId }, place);
}

/** What the annotation calls a gene of the allele, for those who ask later whose a statement is. */
export function namedAt(consequence: GeneConsequence): GeneNames & { inside: boolean } {
  const { symbol, hgncId, ensemblGene, ncbiGene, reporting } = consequence;
  return { symbol, hgncId, ensemblGene, ncbiGene, inside: !isOutsideGene(reporting.terms) };
}

function alleleGene(
  { consequence, tableGene }: Named,
  { identities }: Compiled,
): AlleleGene & { tableGene: number } {
  return {
    tableGene,
    gene: annotatedGene(consequence, identities[tableGene]),
    inside: !isOutsideGene(consequence.reporting.terms),
  };
}

/** Of the genes that the annotation names. */
function genesNamed(
  named: readonly Named[],
  words: readonly Words[],
  isInside: (index: number) => boolean,
  compiled: Compiled,
  checks: Check[],
): GenesOrReason {
  const { plan } = compiled;
  const table = plan.genes.genes;
  const genes: SurvivorGene[] = [];
  let reason: DropReason = "consequence";
  for (const [i, { consequence, tableGene }] of named.entries()) {
    if (consequence.symbol === "" && consequence.reporting.terms.includes("compound_elsewhere")) {
      // BCSQ-02: the gene stands at a record that is out of reach; coordinates must do.
      const here = table.flatMap((gene, g) => (gene.region !== null && isInside(g) ? [g] : []));
      const grounds = groundsIn(consequence, plan.policy, false);
      for (const index of here) genes.push({ tableGene: index, consequence, grounds });
      if (here.length === 0) checks.push(toldElsewhere());
      continue;
    }
    const isTabled = tableGene >= 0;
    const { clinvar, meant } = ownOf(words[i] ?? NO_WORDS);
    const rescued = mayRescue(clinvar);
    const onPanel = isTabled || !plan.geneAgnostic;
    const grounds = groundsIn(consequence, plan.policy, rescued, onPanel);
    const harmful = grounds.length > 0;
    if (!isTabled && !plan.geneAgnostic) {
      checks.push(geneCheck(consequence, "fail", "not on an applied panel"));
      if (harmful && reason === "consequence") reason = "gene_not_on_panel";
      continue;
    }
    if (isTabled && !isOutsideGene(consequence.reporting.terms)) compiled.noteNamed(tableGene);
    if (isTabled && !isInside(tableGene)) {
      checks.push(geneCheck(consequence, "fail", "outside the gene's region"));
      if (harmful) reason = "outside_region";
      continue;
    }
    const where = isTabled ? "on an applied panel" : "gene-agnostic";
    const check = checkConsequence(consequence, grounds, clinvar, meant, plan.policy, onPanel);
    checks.push(geneCheck(consequence, "pass", where), check);
    if (harmful) genes.push({ tableGene, consequence, grounds });
  }
  return { genes, reason };
}

function inRegion({ region }: TableGene, { chrom, pos, end }: RefSpan): boolean {
  if (region === null) return true;
  return region.chrom === chrom && pos <= region.end && end >= region.start;
}

function toldElsewhere(): Check {
  return {
    id: "annotation",
    outcome: "fail",
    value: "a reference to a record that could not be read",
    limit: "a consequence in a gene, or a panel gene's region",
    rule: "BCSQ-02",
  };
}

function geneCheck(gene: GeneConsequence, outcome: Check["outcome"], value: string): Check {
  return {
    id: `gene:${gene.symbol || gene.ensemblGene || "?"}`,
    outcome,
    value,
    limit: "on an applied panel and inside its region",
    rule: "DEC-17",
  };
}

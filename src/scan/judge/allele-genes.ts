/** In which genes an allele can be a candidate: on an applied panel, inside its region, harmful (DEC-16, DEC-17). */
import type { Check } from "../../core/check.ts";
import {
  genesMeant,
  genesOfStatement,
  mayRescue,
  strongest,
  type AlleleGene,
  type Meant,
} from "../../core/classification.ts";
import { isOutsideGene } from "../../core/consequences.ts";
import { annotatedGene, genesMeantBy, type GeneIdentity } from "../../core/gene.ts";
import type { TableGene } from "../../panel/types.ts";
import type { ClinVarEvidence, GeneConsequence, GeneNames } from "../../vcf/types.ts";
import type { Compiled } from "../compile.ts";
import { checkConsequence, groundsIn } from "./consequence.ts";
import type { DropReason, SurvivorGene } from "../types.ts";
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
  const rescuing = statements.filter((s) => s.genes.length > 0 && mayRescue(s));
  const stated = rescuing.flatMap((statement) =>
    genesOfStatement(statement).map((gene) => ({ gene, by: statement, tableGene: tabled(gene) })),
  );
  function tabled(gene: GeneIdentity): number {
    const { symbol, hgncId, ncbiId } = gene;
    const ensemblGene = gene.ensemblIds[0] ?? null;
    return compiled.match({ symbol, hgncId, ensemblGene, ncbiGene: ncbiId }, place);
  }
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
  const isOther = (gene: GeneIdentity): boolean => {
    const index = tabled(gene);
    return index >= 0 && named.every(({ tableGene }) => tableGene !== index);
  };
  const at = statements.length === 0 ? [] : named.map((gene) => alleleGene(gene, compiled));
  const meant = statements.map((s) => genesMeant(genesOfStatement(s), at, isOther));
  const ownOf = (i: number): Own => {
    const words = new Map(statements.map((s, k) => [s, meant[k]?.[i] ?? "no"]));
    const clinvar = strongest(statements.filter((s) => words.get(s) !== "no"));
    return clinvar === null ? NOTHING_SAID : { clinvar, meant: words.get(clinvar) ?? "no" };
  };
  const found = genesNamed(
    named,
    statements.length === 0 ? null : ownOf,
    isInside,
    compiled,
    checks,
  );
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
        ? meant[statements.indexOf(by)]?.includes("yes") ||
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

/** What the annotation calls a gene of the allele, for those who ask later whose a statement is. */
export function namedAt(consequence: GeneConsequence): GeneNames & { inside: boolean } {
  const { symbol, hgncId, ensemblGene, ncbiGene, reporting } = consequence;
  return { symbol, hgncId, ensemblGene, ncbiGene, inside: !isOutsideGene(reporting.terms) };
}

function alleleGene({ consequence, tableGene }: Named, { identities }: Compiled): AlleleGene {
  return {
    gene: annotatedGene(consequence, identities[tableGene]),
    inside: !isOutsideGene(consequence.reporting.terms),
  };
}

/** Of the genes that the annotation names. */
function genesNamed(
  named: readonly Named[],
  ownOf: ((index: number) => Own) | null,
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
    const { clinvar, meant } = ownOf?.(i) ?? NOTHING_SAID;
    const rescued = meant !== "no" && mayRescue(clinvar);
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
    const check = checkConsequence(consequence, grounds, clinvar, meant, plan.policy);
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
    value: "a pointer to a record out of reach",
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

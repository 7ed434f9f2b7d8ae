/** In which genes an allele can be a candidate: on an applied panel, inside its region, harmful (DEC-16, DEC-17). */
import type { Check } from "../core/check.ts";
import type { TableGene } from "../panel/model.ts";
import type { ClinVarEvidence, GeneConsequence } from "../vcf/model.ts";
import { clinvarNamesGene, rescuesConsequence } from "./clinvar-rescue.ts";
import type { Compiled } from "./compile.ts";
import { checkConsequence, isOutsideGene } from "./consequence.ts";
import type { DropReason, SurvivorGene } from "./model.ts";
import { unannotatedConsequence } from "./unannotated.ts";

/** Canonical chromosome; first and last base of REF, 1-based. */
interface Place {
  chrom: string;
  pos: number;
  end: number;
}

interface KnownOf {
  /** What decides: the store's word before the file's. */
  clinvar: ClinVarEvidence | null;
  stored: readonly ClinVarEvidence[];
}

interface Found {
  genes: SurvivorGene[];
  /** The nearest reason when there is none. */
  reason: DropReason;
}

/** @param checks each gene's are added */
export function genesOfAllele(
  place: Place,
  consequences: readonly GeneConsequence[],
  known: KnownOf,
  compiled: Compiled,
  checks: Check[],
): Found {
  const { plan } = compiled;
  const table = plan.genes.genes;
  const isInside = (index: number): boolean => {
    const gene = table[index];
    return gene === undefined || inRegion(gene, place) || isKnownIn(gene, known.stored);
  };
  if (plan.unannotated) {
    const genes = table.flatMap((gene, tableGene) =>
      gene.region !== null && isInside(tableGene)
        ? [{ tableGene, consequence: unannotatedConsequence(gene) }]
        : [],
    );
    return { genes, reason: "outside_panel_regions" };
  }
  const found = genesNamed(place, consequences, known.clinvar, isInside, compiled, checks);
  // Where the annotation names no such gene and ClinVar does, the allele must not be lost.
  if (known.stored.length > 0) {
    const named = new Set([
      ...found.genes.map((gene) => gene.tableGene),
      ...consequences.map((consequence) => compiled.match(consequence, place)),
    ]);
    table.forEach((gene, tableGene) => {
      if (named.has(tableGene) || !isKnownIn(gene, known.stored)) return;
      const consequence = unannotatedConsequence(gene);
      const by = known.clinvar?.stored?.source ?? "ClinVar";
      checks.push(geneCheck(consequence, "pass", `named by ${by}`));
      found.genes.push({ tableGene, consequence });
    });
  }
  return found;
}

/** Of the genes that the annotation names. */
function genesNamed(
  place: Place,
  consequences: readonly GeneConsequence[],
  clinvar: ClinVarEvidence | null,
  isInside: (index: number) => boolean,
  compiled: Compiled,
  checks: Check[],
): Found {
  const { plan } = compiled;
  const table = plan.genes.genes;
  const genes: SurvivorGene[] = [];
  let reason: DropReason = "consequence";
  for (const consequence of consequences) {
    if (consequence.symbol === "" && consequence.reporting.terms.includes("compound_elsewhere")) {
      // BCSQ-02: the gene stands at a record that is out of reach; coordinates must do.
      const here = table.flatMap((gene, i) => (gene.region !== null && isInside(i) ? [i] : []));
      for (const tableGene of here) genes.push({ tableGene, consequence });
      if (here.length === 0) checks.push(toldElsewhere());
      continue;
    }
    const tableGene = compiled.match(consequence, place);
    const tabled = tableGene < 0 ? undefined : table[tableGene];
    const names = [consequence.symbol, ...(tabled === undefined ? [] : namesOf(tabled))];
    const wanted = tabled !== undefined || !plan.geneAgnostic;
    const check = checkConsequence(consequence, clinvar, wanted, names, plan.policy);
    const harmful = check.outcome === "pass";
    if (tabled === undefined && !plan.geneAgnostic) {
      checks.push(geneCheck(consequence, "fail", "not on an applied panel"));
      if (harmful && reason === "consequence") reason = "gene_not_on_panel";
      continue;
    }
    if (tabled !== undefined && !isOutsideGene(consequence.reporting))
      compiled.noteNamed(tableGene);
    if (tabled !== undefined && !isInside(tableGene)) {
      checks.push(geneCheck(consequence, "fail", "outside the gene's region (DEC-16)"));
      if (harmful) reason = "outside_region";
      continue;
    }
    const where = tabled === undefined ? "gene-agnostic" : "on an applied panel";
    checks.push(geneCheck(consequence, "pass", where), check);
    if (harmful) genes.push({ tableGene, consequence });
  }
  return { genes, reason };
}

function inRegion({ region }: TableGene, { chrom, pos, end }: Place): boolean {
  if (region === null) return true;
  return region.chrom === chrom && pos <= region.end && end >= region.start;
}

/** A known allele of this gene counts wherever it lies: its place was read for its sake. */
function isKnownIn(gene: TableGene, stored: readonly ClinVarEvidence[]): boolean {
  return stored.some(
    (s) => s.genes.length > 0 && rescuesConsequence(s) && clinvarNamesGene(s, namesOf(gene)),
  );
}

function namesOf(gene: TableGene): string[] {
  return [gene.symbol, ...gene.otherSymbols];
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

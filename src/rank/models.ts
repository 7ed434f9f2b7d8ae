/** Passing models: which of them count, for which panel rows, and in what order (DEC-04, DEC-06, CH-12). */
import { groupedBy } from "../core/grouped.ts";
import { MODEL_ORDER, PHASE_ORDER } from "../core/inheritance-models.ts";
import { compareLists } from "../core/text.ts";
import type { DeNovoGrade, GeneInheritance, ModelName, ModelResult } from "../inheritance/types.ts";
import type { Confidence, ModeOfInheritance } from "../panel/types.ts";
import type { GeneToRank } from "./types.ts";

/** Which rows look at the gene: green, amber (when asked for), or none of them (DEC-03). */
export type GeneStanding = "green" | "amber" | "off_panel";

/** Passing models of one allele set, best first, and what the panels say to them. */
export interface Match {
  models: ModelResult[];
  standing: GeneStanding;
  /** false: no panel's mode names any of the models (DEC-04). */
  named: boolean;
  /** Rows of the table gene whose mode names a passing model. */
  rows: number[];
}

/** Results that pass, by allele set, in the order of their first result. */
export function passingByAlleles(
  inheritance: GeneInheritance,
  penetrance: GeneToRank["options"]["penetrance"],
): Map<string, ModelResult[]> {
  const passing = inheritance.results.filter(
    (r) =>
      r.verdict !== "FAIL" &&
      (r.penetrance === "complete" || (r.penetrance === "incomplete" && penetrance !== "complete")),
  );
  return groupedBy(passing, ({ alleles }) => alleles.join(" "));
}

/** How the run looks at this gene; a reason when it does not. */
export function standingOf(
  input: GeneToRank,
): { standing: GeneStanding } | { dropped: "gene_not_on_panel" | "below_min_confidence" } {
  const rows = input.tableGene?.rows ?? [];
  const has = (confidence: Confidence): boolean => rows.some((r) => r.confidence === confidence);
  const { minConfidence, geneAgnostic, beyondPanel } = input.options;
  if (has("green")) return { standing: "green" };
  if (has("amber") && minConfidence === "amber") return { standing: "amber" };
  if (geneAgnostic || beyondPanel) return { standing: "off_panel" };
  return { dropped: has("amber") ? "below_min_confidence" : "gene_not_on_panel" };
}

/** DEC-10: by it incidental findings are known. */
export function offPanelFlags({ options }: GeneToRank, standing: GeneStanding): string[] {
  if (standing !== "off_panel") return [];
  return [options.geneAgnostic ? "gene_agnostic" : "off_panel"];
}

/**
 * Holds the passing models against the rows, green before amber. A model that no row names counts
 * only under complete penetrance: under incomplete penetrance any carrier passes a dominant model, and
 * imprinting is never guessed. Off the panels the incomplete pass is off (DEC-07).
 */
export function matchModels(
  input: GeneToRank,
  standing: GeneStanding,
  passing: readonly ModelResult[],
): Match | null {
  for (const level of ["green", "amber"] as const) {
    if (standing === "off_panel" || (level === "amber" && input.options.minConfidence === "green"))
      break;
    const rows = rowsNaming(input, level, passing);
    if (rows.length === 0) continue;
    const names = new Set(rows.flatMap((row) => input.modelsNamed[row] ?? []));
    return { models: passingOf(passing, names), standing: level, named: true, rows };
  }
  const names = new Set(standing === "off_panel" ? modelsOffPanel(input) : []);
  const models = passingOf(
    standing === "off_panel" ? passing.filter((r) => r.penetrance === "complete") : passing,
    names,
  );
  if (models.length === 0) return null;
  return { models, standing, named: models.some((r) => names.has(r.model)), rows: [] };
}

/** DEC-07: a mode that an applied panel states, in red or not asked for, comes before a table's and `unknown`. */
function modelsOffPanel(input: GeneToRank): readonly ModelName[] {
  const rows = input.tableGene?.rows ?? [];
  const isOpen = (mode: ModeOfInheritance | undefined): boolean =>
    mode === "unknown" || mode === "missing";
  const stated = input.modelsNamed.flatMap((models, i) => (isOpen(rows[i]?.mode) ? [] : models));
  return stated.length > 0 ? stated : input.modelsOffPanel;
}

function rowsNaming(
  input: GeneToRank,
  level: Confidence,
  passing: readonly ModelResult[],
): number[] {
  const rows = input.tableGene?.rows ?? [];
  return rows.flatMap((row, i) => {
    const names = input.modelsNamed[i] ?? [];
    return row.confidence === level && passing.some((r) => names.includes(r.model)) ? [i] : [];
  });
}

function passingOf(passing: readonly ModelResult[], names: ReadonlySet<ModelName>): ModelResult[] {
  return passing
    .filter((r) => names.has(r.model) || (r.penetrance === "complete" && !isImprinted(r.model)))
    .toSorted((a, b) => compareModels(a, b, names));
}

function isImprinted(model: ModelName): boolean {
  return model === "IMP_PATERNAL" || model === "IMP_MATERNAL";
}

/**
 * Named by a panel, then by the place that the model gives: complete penetrance before incomplete, certain
 * before uncertain. Then a finding before none, DENOVO HIGH, phase (CH-12), the fixed order.
 */
function compareModels(a: ModelResult, b: ModelResult, names: ReadonlySet<ModelName>): number {
  const keys = (r: ModelResult): number[] => [
    names.has(r.model) || isOfCarrierMother(r) ? 0 : 1,
    r.penetrance === "complete" ? 0 : 1,
    r.verdict === "PASS" ? 0 : 1,
    isUnseenDeNovo(r) ? 1 : 0,
    r.deNovo.includes("HIGH") ? 0 : 1,
    r.phase === null ? 0 : PHASE_ORDER.indexOf(r.phase),
    MODEL_ORDER.indexOf(r.model),
  ];
  return compareLists(keys(a), keys(b));
}

/** where one copy does a woman no harm the model is the recessive one, whatever the panel names. */
function isOfCarrierMother({ model, flags }: ModelResult): boolean {
  return model === "XLR" && flags.includes("mother_carrier_unaffected");
}

/** A de novo model where nothing shows that the allele is new, e.g. neither parent has a call. */
function isUnseenDeNovo({ model, deNovo }: ModelResult): boolean {
  return (model === "AD_DENOVO" || model === "X_DENOVO") && deNovo[0] === null;
}

const GRADES: readonly DeNovoGrade[] = ["HIGH", "MEDIUM", "LOW"];

/** The best de novo grade that a counted model gives to an allele. */
export function deNovoOf(models: readonly ModelResult[], allele: string): DeNovoGrade | null {
  const found = models.map((r) => r.deNovo[r.alleles.indexOf(allele)] ?? null);
  return GRADES.find((grade) => found.includes(grade)) ?? null;
}

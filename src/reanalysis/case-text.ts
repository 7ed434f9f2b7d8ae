/**
 * `archive text`: text for a laboratory to paste into its report on a case, for the variants on which a person
 * recorded a verdict and no others. What is withheld is not in it (DEC-49), and no class but what people recorded.
 */
import {
  inArchive,
  openArchive,
  readCase,
  readRun,
  readSnapshot,
  readVerdicts,
  runNumbers,
} from "../archive/index.ts";
import { refuseNhsNumbers } from "../report/index.ts";
import { ToolError } from "../core/errors.ts";
import { groupedBy } from "../core/grouped.ts";
import { LIMITS } from "../core/limits.ts";
import { PLACES } from "../core/places.ts";
import type { Policy } from "../core/policy.ts";
import { readText } from "../io/read-text.ts";
import {
  ANNOTATORS,
  compileTemplate,
  knowledgeName,
  notAssessedWord,
  TEXT_FIELDS,
} from "../report/text/index.ts";
import type { CaseText, VariantText } from "../report/text/types.ts";
import type { ReportDocument } from "../report/types.ts";
import { inadequate } from "./case-coverage.ts";
import { variantText } from "./variant-text.ts";
import { toldVerdicts } from "./verdict.ts";
import { placedIn } from "./verdict-places.ts";

interface TextOptions {
  archive: string;
  case: string;
  /** The laboratory's own; undefined: the bundled one. */
  template?: string | undefined;
  allowNhsNumbers: boolean;
  /** As of `giveVerdict`. */
  store?: string | undefined;
}

/**
 * @returns the text; `dismissed`: how many variants were dismissed and reported by nobody
 * @throws ToolError E_INPUT_MISSING: no such case or template; E_REPORT: the template; E_LIMIT; E_USAGE: an NHS number
 */
export async function caseText(options: TextOptions): Promise<{ text: string; dismissed: number }> {
  const render = await templateOf(options.template);
  const values = await textValues(options);
  if (!options.allowNhsNumbers) {
    const labels = values.labels.map(({ value }) => value);
    refuseNhsNumbers([values.case, values.proband, ...labels]);
  }
  return { text: render(values), dismissed: values.dismissed.length };
}

/** As it is bundled: the start of a laboratory's own. */
export function bundledTemplate(): Promise<string> {
  return readText(PLACES.caseText.pathname, LIMITS.files.template);
}

async function templateOf(path: string | undefined): Promise<(values: CaseText) => string> {
  const text =
    path === undefined ? await bundledTemplate() : await readText(path, LIMITS.files.template);
  return compileTemplate(
    text,
    TEXT_FIELDS,
    (line, message, hint) => new ToolError("E_REPORT", message, { path, line, hint }),
  );
}

async function textValues(options: TextOptions): Promise<CaseText> {
  const { archive, case: id, store } = options;
  openArchive(archive);
  const file = readCase(archive, id);
  const folder = inArchive.case(archive, id);
  const numbers = runNumbers(folder).toReversed();
  const latest = readRun(folder, numbers[0] ?? 0);
  const { report, run, date, tool, knowledge } = latest;
  const about = { archive, run: latest, file, store };
  const verdicts = await toldVerdicts(readVerdicts(folder, file.datasets), about);
  const placed = placedIn(folder, numbers, latest, verdicts);
  const told: { text: VariantText; isReported: boolean }[] = [];
  for (const one of placed) {
    const number = one.run?.dataset ?? one.dataset;
    const dataset = file.datasets.find((d) => d.number === number);
    // oxlint-disable-next-line no-await-in-loop -- one or two
    const text = await variantText(folder, dataset, one, latest);
    told.push({ text, isReported: one.said.some(({ kind }) => kind === "reported") });
  }
  const policy = readSnapshot(archive, "policies", knowledge.policy);
  return {
    case: id,
    proband: report.proband,
    assembly: report.assembly,
    run: String(run),
    analysed: date.slice(0, 10),
    labels: Object.entries(report.labels ?? {}).map(([key, value]) => ({ key, value })),
    incomplete: report.incomplete.map(({ text }) => ({ text })),
    variants: told.filter((one) => one.isReported).map(({ text }) => text),
    dismissed: told.filter((one) => !one.isReported).map(({ text }) => text),
    assay: file.datasets.find((d) => d.number === latest.dataset)?.assay ?? "",
    annotator: ANNOTATORS[report.annotator ?? ""] ?? report.annotator ?? "no program",
    tool: `${tool.name} ${tool.version}`,
    policy: report.policyDigest,
    ...sourcesOf(report),
    ...limitsOf(report, policy),
  };
}

function sourcesOf({ panels, knowledge }: ReportDocument): Pick<CaseText, "panels" | "knowledge"> {
  return {
    panels: panels.map(({ name, version, signedOff, genes, indication }) => ({
      name,
      version: version ?? "",
      signed_off: signedOff?.slice(0, 10) ?? "",
      genes: String(genes),
      indication:
        indication === undefined ? "" : `${indication.code} ${indication.name ?? ""}`.trim(),
    })),
    knowledge: knowledge.map((used) => ({ name: knowledgeName(used) })),
  };
}

/** DEC-20. */
function limitsOf(
  { notAssessed, coverage }: ReportDocument,
  policy: Policy,
): Pick<CaseText, "not_assessed" | "coverage" | "low_coverage"> {
  const low = (coverage ?? []).flatMap(({ symbol: gene, coverage: of }) => {
    const figure = inadequate(of, policy);
    return figure === null ? [] : [{ gene, figure }];
  });
  const kinds = groupedBy(notAssessed, ({ what, detail }) => `${what}\n${detail}`);
  return {
    not_assessed: [...kinds.values()].map((of) => ({
      what: notAssessedWord(of[0]?.what ?? ""),
      subjects: of.flatMap(({ subject }) => (subject === "" ? [] : [subject])).join(", "),
      detail: of[0]?.detail ?? "",
    })),
    coverage:
      coverage === null
        ? "not assessed"
        : `${coverage.length - low.length} of ${coverage.length} panel genes reach the policy's limits`,
    low_coverage: low,
  };
}

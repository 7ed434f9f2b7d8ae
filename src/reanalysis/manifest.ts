/** The manifest of `archive import`: a table of cases, paths relative to it. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { CASE_STATUSES } from "../archive/index.ts";
import type { CaseStatus } from "../archive/types.ts";
import { parseLabel } from "../core/label.ts";
import { ToolError } from "../core/errors.ts";
import { isFileWord } from "../core/panel-word.ts";
import { isDay } from "../core/option-values.ts";
import { partsOf } from "../core/text.ts";
import type { AddOptions } from "./add.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { withPatientFiles } from "../analysis/patient-files.ts";

/** One case, opened when its turn comes. */
export interface Wanted {
  id: string;
  /** Options that the row's own word stands over: `--panel`. */
  overruled: string[];
  open: () => Promise<{ add: CaseSettings; options: AnalyseOptions }>;
}

/** How a case is kept, whatever its name. */
export type CaseSettings = Omit<AddOptions, "archive" | "id">;

/** Lists in a cell are joined by commas. */
const MANIFEST_COLUMNS = [
  "case",
  "vcf",
  "ped",
  "panel",
  "genes",
  "case_file",
  "phenopacket",
  "hpo",
  "proband",
  "sex",
  "assembly",
  "policy",
  "panel_override",
  "status",
  "consent",
  "consent_until",
  "assay",
  "identity",
  "coverage",
  "label",
] as const;

type ManifestColumn = (typeof MANIFEST_COLUMNS)[number];

/** What a file leaves open. */
export interface Defaults {
  add: CaseSettings;
  analyse: AnalyseOptions;
}

/** @throws ToolError E_USAGE with the line: a manifest is right as a whole or not read at all */
export function manifestRows(text: string, path: string, defaults: Defaults): Wanted[] {
  const hint = `Use these columns, separated by tabs: ${MANIFEST_COLUMNS.join(", ")}.`;
  if (text.includes("\0"))
    throw new ToolError("E_USAGE", "is not text, so it is not a table of cases", { path, hint });
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .flatMap((raw, i) =>
      raw.trim() === "" || raw.startsWith("##")
        ? []
        : [{ cells: raw.split("\t").map((cell) => cell.trim()), line: i + 1 }],
    );
  const [head, ...rows] = lines;
  const names = (head?.cells ?? []).map((name) => name.replace(/^#/, "").toLowerCase());
  const strange = names.find(
    (name, i) => !MANIFEST_COLUMNS.some((column) => column === name) || names.indexOf(name) < i,
  );
  if (strange !== undefined || !names.includes("case"))
    throw new ToolError(
      "E_USAGE",
      strange === undefined ? "no column 'case'" : `unknown or doubled column: '${strange}'`,
      { path, line: head?.line ?? 1, hint },
    );
  return rows.map(({ cells, line }) => {
    const surplus = cells.slice(names.length).find((cell) => cell !== "");
    if (surplus !== undefined)
      throw new ToolError("E_USAGE", `'${surplus}' stands behind the last column`, {
        path,
        line,
        hint: "Give every cell a column, and check the tabs of this line.",
      });
    const cell = (column: ManifestColumn): string => cells[names.indexOf(column)] ?? "";
    return rowWanted(cell, { path, line }, defaults);
  });
}

type Cell = (column: ManifestColumn) => string;
interface ManifestPlace {
  path: string;
  line: number;
}

function rowWanted(cell: Cell, place: ManifestPlace, { add, analyse }: Defaults): Wanted {
  const wrong = (column: ManifestColumn, wants: string): ToolError =>
    new ToolError("E_USAGE", `${column} '${cell(column)}' is not ${wants}`, place);
  const id = cell("case");
  if (id === "") throw wrong("case", "a name");
  const list = (column: ManifestColumn): string[] => partsOf(cell(column), ",");
  const file = (column: ManifestColumn): string | undefined =>
    cell(column) === "" ? undefined : at(cell(column));
  const at = (name: string): string => (isAbsolute(name) ? name : join(dirname(place.path), name));
  // The name of a panel may have a slash in it: a file is what lies beside the table, or would be read from here.
  const panelAt = (word: string): string =>
    isFileWord(word) && [at(word), word].some((path) => existsSync(path)) ? at(word) : word;
  const status = cell("status") || add.status;
  if (!isStatus(status)) throw wrong("status", `one of ${CASE_STATUSES.join(", ")}`);
  const consent = cell("consent").toLowerCase();
  if (!["", "yes", "no"].includes(consent)) throw wrong("consent", "yes or no");
  const until = cell("consent_until") || add.consent.until;
  if (until !== null && !isDay(until)) throw wrong("consent_until", "a day such as 2031-05-14");
  const sex = cell("sex").toLowerCase();
  if (sex !== "" && sex !== "male" && sex !== "female") throw wrong("sex", "male or female");
  const assembly = cell("assembly");
  if (assembly !== "" && assembly !== "GRCh37" && assembly !== "GRCh38")
    throw wrong("assembly", "GRCh37 or GRCh38");
  const [caseFile, phenopacket, hpo] = [file("case_file"), file("phenopacket"), list("hpo")];
  if (caseFile !== undefined && phenopacket !== undefined)
    throw wrong("phenopacket", "beside a case_file");
  const vcfs = list("vcf").map((name) => (/^https?:/i.test(name) ? name : at(name)));
  if (vcfs.length === 0 && caseFile === undefined && phenopacket === undefined)
    throw wrong("vcf", "a file");
  const asked = analyse.phenotype ?? {};
  const hasPatient = caseFile !== undefined || phenopacket !== undefined || hpo.length > 0;
  const identity = file("identity");
  const requested: AnalyseOptions = {
    ...analyse,
    vcfs,
    panels: cell("panel") === "" ? analyse.panels : list("panel").map(panelAt),
    genes: cell("genes") === "" ? analyse.genes : list("genes"),
    ped: file("ped"),
    proband: cell("proband") || undefined,
    sex: sex === "" ? {} : { "": sex },
    assembly: assembly === "" ? analyse.assembly : assembly,
    identity: identity === undefined ? analyse.identity : { "": identity },
    coverage: file("coverage") ?? analyse.coverage,
    labels: { ...analyse.labels, ...labelsIn(list("label"), wrong) },
    policy: file("policy") ?? analyse.policy,
    panelOverride: file("panel_override") ?? analyse.panelOverride,
    // A patient without terms asks for no release of HPO.
    phenotype: hasPatient ? { ...asked, hpo, caseFile, phenopacket } : undefined,
  };
  const given = consent === "" ? add.consent.given : consent === "yes";
  const kept = { ...add, status, consent: { given, until }, assay: cell("assay") || add.assay };
  const open = async () => ({ add: kept, options: await withPatientFiles(requested) });
  return { id, overruled: overruledBy(requested, analyse), open };
}

/** What the command line asks for, and the row otherwise. */
function overruledBy(row: AnalyseOptions, given: AnalyseOptions): string[] {
  const names = ["panels", "genes", "assembly", "coverage", "policy", "panelOverride"] as const;
  const asked = names.filter((name) => given[name] !== undefined && given[name]?.length !== 0);
  const labels = Object.entries(given.labels ?? {});
  return [
    ...asked
      .filter((name) => String(row[name]) !== String(given[name]))
      .map((name) => OPTIONS[name]),
    ...labels
      .filter(([key, value]) => row.labels?.[key] !== value)
      .map(([key]) => `--label ${key}`),
  ];
}

const OPTIONS = {
  panels: "--panel",
  genes: "--genes",
  assembly: "--assembly",
  coverage: "--coverage",
  policy: "--policy",
  panelOverride: "--panel-override",
} as const;

/** One line of the log, for each case. @returns undefined: nothing to say */
export function overruledText({ id, overruled }: Wanted): string | undefined {
  if (overruled.length === 0) return undefined;
  return `${id}: the table's value is used instead of ${overruled.join(", ")}`;
}

function labelsIn(
  pairs: readonly string[],
  wrong: (column: "label", wants: string) => ToolError,
): Record<string, string> {
  const labels = pairs.map((pair) => {
    const label = parseLabel(pair);
    if (label === null) throw wrong("label", "a list of KEY=VALUE, such as order=WGS-2031-17");
    return label;
  });
  const found = Object.fromEntries(labels);
  if (Object.keys(found).length < labels.length) throw wrong("label", "one value for each key");
  return found;
}

function isStatus(word: string): word is CaseStatus {
  return CASE_STATUSES.some((status) => status === word);
}

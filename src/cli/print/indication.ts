/** What `indications show` prints: an indication as text for people, as TSV, and as JSON. */
import type { TestDirectory } from "../../panel/directory/index.ts";
import type { Indication, IndicationPanel } from "../../panel/stored/index.ts";
import type { TableFormat } from "../values.ts";
import { type Columns, columnsText, jsonText, linesText } from "./lines.ts";

export function indicationText(
  found: Indication,
  directory: TestDirectory | null,
  format: TableFormat,
): string {
  if (format === "json") return jsonText(document(found, directory));
  return format === "tsv" ? tsv(found) : forPeople(found, directory);
}

function document(found: Indication, directory: TestDirectory | null): unknown {
  return {
    schema: "panelist.indication",
    version: 1,
    code: found.code,
    name: found.name,
    directory:
      directory === null
        ? null
        : { edition: directory.edition, date: directory.date, origin: directory.origin },
    tests: found.tests,
    panels: found.panels,
    disagreements: disagreements(found, directory),
  };
}

interface Row {
  test: Indication["tests"][number] | null;
  panel: IndicationPanel | null;
}

const COLUMNS: Columns<Row> = [
  ["code", ({ test, panel }) => test?.code ?? panel?.byPanelApp.join(",") ?? null],
  ["name", ({ test }) => test?.name ?? null],
  ["method", ({ test }) => test?.method ?? null],
  ["target", ({ test }) => test?.target ?? null],
  ["hgnc_ids", ({ test }) => test?.genes.join(",") ?? null],
  ["panel_id", ({ panel }) => panel?.id ?? null],
  ["panel", ({ panel }) => panel?.name ?? null],
  ["panel_version", ({ panel }) => panel?.version ?? null],
  ["signed_off", ({ panel }) => panel?.signedOff ?? null],
  ["named_by", ({ panel }) => (panel === null ? null : namedBy(panel))],
];

function namedBy({ byDirectory, byPanelApp }: IndicationPanel): string {
  return [
    ...(byDirectory.length > 0 ? ["directory"] : []),
    ...(byPanelApp.length > 0 ? ["panelapp"] : []),
  ].join(",");
}

/** One row per test and panel; tests without a panel, and panels without a test, have a row too. */
function tsv({ tests, panels }: Indication): string {
  const rows = tests.flatMap((test): Row[] => {
    const used = panels.filter(({ byDirectory }) => byDirectory.includes(test.code));
    return (used.length === 0 ? [null] : used).map((panel) => ({ test, panel }));
  });
  const loose = panels.filter(({ byDirectory }) => byDirectory.length === 0);
  return columnsText(COLUMNS, [...rows, ...loose.map((panel) => ({ test: null, panel }))]);
}

function forPeople(found: Indication, directory: TestDirectory | null): string {
  const lines = [`${found.code}${found.name === null ? "" : ` ${found.name}`}`];
  if (directory === null) lines.push("", "no Test Directory has been imported: from PanelApp only");
  else lines.push("", `Test Directory${edition(directory)}:`);
  for (const { code, method, target, genes, unnamed } of found.tests) {
    const ids = genes.length > 0 ? ` (${genes.join(", ")})` : "";
    const missing = unnamed > 0 ? ` [${unnamed} without an id]` : "";
    lines.push(`  ${code}\t${method}\t${target}${ids}${missing}`);
  }
  if (directory !== null && found.tests.length === 0) lines.push("  nothing");
  lines.push("", "PanelApp:");
  const named = found.panels.filter(({ byPanelApp }) => byPanelApp.length > 0);
  for (const panel of named) lines.push(`  ${panelText(panel)} for ${panel.byPanelApp.join(", ")}`);
  if (named.length === 0) lines.push("  nothing");
  if (directory !== null) {
    const notes = disagreements(found, directory);
    lines.push("", notes.length === 0 ? "they agree" : "they disagree:");
    lines.push(...notes.map((note) => `  ${note}`));
  }
  return linesText(lines);
}

function edition({ edition: number, date }: TestDirectory): string {
  return `${number === null ? "" : ` ${number}`}${date === null ? "" : ` (${date})`}`;
}

function panelText({ id, name, version, signedOff }: IndicationPanel): string {
  const sign = signedOff === null ? "not signed off" : `signed off ${signedOff}`;
  return `${id} ${name ?? ""}${version === null ? "" : ` ${version}, ${sign}`}`;
}

/** Where the Directory and PanelApp say different things, a sentence each; without a Directory none. */
export function disagreements(
  { code, tests, panels }: Indication,
  directory: TestDirectory | null,
): string[] {
  if (directory === null) return [];
  const notes: string[] = [];
  if (tests.length === 0) notes.push(`the Directory has no ${code}; PanelApp names panels for it`);
  for (const { id, name, byPanelApp, byDirectory } of panels) {
    const title = name === null ? `panel ${id}` : `panel ${id} (${name})`;
    if (byPanelApp.length === 0)
      notes.push(
        name === null
          ? `${byDirectory.join(", ")} use ${title}, which is not among the known panels (retired?)`
          : `${byDirectory.join(", ")} use ${title}; PanelApp does not name it for ${code}`,
      );
    else if (byDirectory.length === 0 && tests.length > 0)
      notes.push(
        `PanelApp names ${title} for ${byPanelApp.join(", ")}; no test of the Directory uses it`,
      );
  }
  const names = new Set(tests.map(({ name }) => name));
  if (names.size > 1) notes.push(`the tests have several names: ${[...names].join("; ")}`);
  return notes;
}

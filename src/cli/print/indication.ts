/** What `indications show` prints: an indication as text for people, as TSV, and as JSON. */
import type { Indication, IndicationPanel, TestDirectory } from "../../panel/directory/index.ts";
import { jsonText, linesText, tabbed } from "./lines.ts";

export function indicationText(
  found: Indication,
  directory: TestDirectory | null,
  format: "text" | "tsv" | "json",
): string {
  switch (format) {
    case "json":
      return jsonText(document(found, directory));
    case "tsv":
      return tsv(found);
    case "text":
      return forPeople(found, directory);
  }
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
    disagreements: found.disagreements,
  };
}

const flat = (value: string): string => value.replaceAll(/\p{Cc}+/gu, " ").trim();

/** One row per test and panel; tests without a panel, and panels without a test, have a row too. */
function tsv(found: Indication): string {
  const header = [
    "code",
    "name",
    "method",
    "target",
    "hgnc_ids",
    "panel_id",
    "panel",
    "panel_version",
    "signed_off",
    "named_by",
  ];
  const panelCells = (panel: IndicationPanel | null): string[] =>
    panel === null
      ? ["", "", "", "", ""]
      : [
          panel.id,
          panel.name ?? "",
          panel.version ?? "",
          panel.signedOff ?? "",
          [
            ...(panel.byDirectory.length > 0 ? ["directory"] : []),
            ...(panel.byPanelApp.length > 0 ? ["panelapp"] : []),
          ].join(","),
        ];
  const rows = found.tests.flatMap((test) => {
    const used = found.panels.filter(({ byDirectory }) => byDirectory.includes(test.code));
    const cells = [test.code, test.name, test.method, test.target, test.genes.join(",")];
    return (used.length === 0 ? [null] : used).map((panel) => [...cells, ...panelCells(panel)]);
  });
  const loose = found.panels
    .filter(({ byDirectory }) => byDirectory.length === 0)
    .map((panel) => [panel.byPanelApp.join(","), "", "", "", "", ...panelCells(panel)]);
  return tabbed(
    [header, ...rows, ...loose].map((cells) =>
      cells.map((cell) => (flat(cell) === "" ? "." : flat(cell))),
    ),
  );
}

function forPeople(found: Indication, directory: TestDirectory | null): string {
  const lines = [`${found.code}${found.name === null ? "" : ` ${found.name}`}`];
  if (directory === null) lines.push("", "no Test Directory is imported: PanelApp's word alone");
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
    lines.push("");
    if (found.disagreements.length === 0) lines.push("they agree");
    else lines.push("they disagree:", ...found.disagreements.map((note) => `  ${note}`));
  }
  return linesText(lines.map((line) => line.replaceAll(/[^\P{Cc}\t]+/gu, " ")));
}

function edition({ edition: number, date }: TestDirectory): string {
  return `${number === null ? "" : ` ${number}`}${date === null ? "" : ` (${date})`}`;
}

function panelText({ id, name, version, signedOff }: IndicationPanel): string {
  const sign = signedOff === null ? "not signed off" : `signed off ${signedOff}`;
  return `${id} ${name ?? ""}${version === null ? "" : ` ${version}, ${sign}`}`;
}

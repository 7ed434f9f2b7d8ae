/** Output of `archive list` and `archive show`, and the messages of commands that change an archive. */
import { percentBelow } from "../../core/text.ts";
import { alleleKey, withShownBases } from "../../core/allele.ts";
import { verdictsAt } from "../../archive/index.ts";
import { counted } from "../../core/counted.ts";
import { labelsText } from "../../core/label.ts";
import { tellsOfGenes } from "../../core/warnings.ts";
import { releaseText } from "../../library/releases.ts";
import type { AddedCase } from "../../reanalysis/add.ts";
import type { CopiedCase, Exported } from "../../reanalysis/copy.ts";
import type { Reannotated, RetranscribedCases } from "../../reanalysis/reannotate.ts";
import type { CaseListing, CasePast, ShownCase } from "../../reanalysis/show.ts";
import type { TableFormat } from "../values.ts";
import { type Columns, columnsText, jsonText, linesText } from "./lines.ts";
import { saidText, verdictLine } from "./verdict.ts";

/** What stands behind the day is told to people in words. */
const LISTED: Columns<CaseListing["cases"][number]> = [
  ["case", (one) => one.id],
  ["status", (one) => one.status],
  ["consent", (one) => one.consent],
  ["rules", (one) => one.rules.join(",")],
  ["panels", (one) => one.panels.join(",")],
  ["runs", (one) => String(one.runs)],
  ["added", (one) => one.added.slice(0, 10)],
  ["pins", (one) => one.pins.join(",")],
  ["unsigned", (one) => one.unsigned.join(",")],
  ["incomplete", (one) => one.incomplete.join("; ")],
  ["labels", (one) => labelsText(one.labels)],
];

export function caseListText(listing: CaseListing, format: TableFormat): string {
  if (format === "json") return jsonText(listing);
  const { archive, cases } = listing;
  if (format === "tsv") return columnsText(LISTED, cases);
  return linesText([
    `${archive}: ${counted(cases.length, "case")}`,
    ...cases.map((one) => {
      const { pins, unsigned, unresolved, incomplete } = one;
      const marks = labelsText(one.labels);
      const cells = LISTED.slice(0, -4).map(([, cell]) => cell(one) || ".");
      if (marks !== "") cells.push(marks);
      if (pins.length > 0) cells.push(`PINNED to ${pins.join(", ")}`);
      if (unsigned.length > 0) cells.push(`not signed off: ${unsigned.join(", ")}`);
      if (unresolved.length > 0) cells.push(`no panel found for: ${unresolved.join(", ")}`);
      if (incomplete.length > 0) cells.push(`INCOMPLETE: ${incomplete.join("; ")}`);
      return `  ${cells.join("  ")}`;
    }),
  ]);
}

/** Those of structural variants too; one file may be of both. */
function filesOf({ vcfs, events = [] }: ShownCase["case"]["datasets"][number]): string[] {
  return [...new Set([...vcfs, ...events].map(({ path }) => path))];
}

export function caseText({ case: file, run, verdicts }: ShownCase, past: CasePast): string {
  const labels = labelsText(file.analysis.labels);
  const lines = [
    `${file.id}: ${file.status}, consent ${file.consent.given ? (file.consent.until ?? "given") : "not given"}`,
    ...(labels === "" ? [] : [`labels: ${labels}`]),
    ...(file.pins ?? []).map(
      (pin) =>
        `PINNED to ${releaseText(pin)} since ${pin.date.slice(0, 10)} by ${pin.by}: ${pin.why}`,
    ),
    ...run.knowledge.panels.flatMap(({ rule, resolved, name, panelVersion }) =>
      resolved
        ? []
        : [`no panel found for '${rule}': ${`${name} ${panelVersion ?? ""}`.trim()} stays in use`],
    ),
    ...run.report.incomplete.map(({ text }) => `RESULT INCOMPLETE: ${text}`),
    ...run.report.warnings.flatMap((one) =>
      one.code === "term_dropped" || tellsOfGenes(one) ? [one.text] : [],
    ),
    ...file.datasets.map(
      (d) =>
        `dataset ${d.number}: ${d.assembly}, ${counted(d.records, "record")}, kept ${d.distilled.map((x) => `${x.records} in ${counted(x.bytes, "byte")}`).join(", ")}; ${filesOf(d).join(", ")}`,
    ),
    ...past.runs.map(({ run: number, date, panels, candidates, events }) => {
      const used = panels
        .map(
          (p) =>
            `${p.name} ${p.panelVersion ?? "?"}${p.standing === "unsigned" ? " (not signed off)" : ""}`,
        )
        .join(", ");
      return `run ${number}: ${date.slice(0, 10)}, ${used}, ${counted(candidates, "candidate")}, ${counted(events, "event")}`;
    }),
    ...run.events.map((event) => `event\t${event.type}\t${event.text}`),
    ...run.report.candidates.flatMap((c) => [
      `${c.rank}\ttier ${c.tier}\t${c.gene.symbol}\tsince ${run.dates[c.candidateId]?.firstSeen.slice(0, 10) ?? "?"}\t${c.variants.map(alleleKey).join(",")}\t${c.reason}`,
      ...verdictsAt(past.verdicts, c).map((said) => `\t${said.variant} ${verdictLine(said)}`),
    ]),
    ...verdicts.map(
      (v) =>
        `verdict\t${v.date}\t${v.gene ?? "."}\t${v.assembly}:${alleleKey(v)}\t${saidText(v)} by ${v.by}${v.why === null ? "" : `: ${v.why}`}`,
    ),
    ...run.ended.map(
      (e) =>
        `ended\t${e.ended.slice(0, 10)}\t${e.gene}\t${e.variants.join(",")}\tsince ${e.firstSeen.slice(0, 10)}`,
    ),
  ];
  return linesText(lines.map(withShownBases));
}

/** For the log: `archive add`, and each case of `archive import`. */
export function addedLines(done: AddedCase | CopiedCase): string[] {
  if ("runs" in done) return [`${done.case}: copied with ${counted(done.runs, "run")}`];
  const { kept, recordsRead, candidates, named, events } = done;
  const pin = named.map((release) => `--pin ${release}`).join(" ");
  return [
    `${counted(recordsRead, "record")} read, ${kept.records} kept in ${(kept.bytes / 1e6).toFixed(2)} MB`,
    ...(events.length === 0
      ? []
      : [`not kept, and read again from where they are: ${events.join(", ")}`]),
    `${done.case}: run 1, ${counted(candidates, "candidate")}`,
    ...(named.length === 0
      ? []
      : [
          `${named.join(", ")}: for this run only; \`panelist archive set ... ${pin} --why <words>\` keeps the case there`,
        ]),
  ];
}

export function exportedText({ output, cases, withoutConsent, failed }: Exported): string {
  const isMade = cases.length > 0 || failed.length === 0;
  return linesText([
    ...failed.map((one) => `${one.case}: failed: ${one.code}: ${one.message}`),
    isMade
      ? `${output}: ${counted(cases.length, "case")}${failed.length === 0 ? "" : `, ${failed.length} failed`}`
      : `${output}: not created: no case could be copied`,
    ...(withoutConsent.length === 0
      ? []
      : [
          `${withoutConsent.length} left out because consent is missing: ${withoutConsent.join(", ")}`,
        ]),
  ]);
}

/** Of cases that are read by other transcripts. */
export function retranscribedText({ done, failed, left }: RetranscribedCases): string {
  return (
    done.map(reannotatedText).join("") +
    linesText([
      ...failed.map(
        ({ case: id, message, hint }) =>
          `${id}: not done: ${message}${hint === null ? "" : ` (${hint})`}`,
      ),
      ...Object.entries(left).map(
        ([why, n]) => `${counted(n, "case")} not evaluated: ${why.replaceAll("_", " ")}`,
      ),
    ])
  );
}

function keptExonsText(exons: Reannotated["exons"]): string {
  if (exons === undefined) return "";
  const { kept, bases } = exons;
  if (kept === null) return "; how much of its panels' exons its kept lines cover is not known";
  if (bases === 0) return "; the release has no transcript of its panels' genes";
  return `; its kept lines cover ${percentBelow(kept, bases)} % of its panels' exons`;
}

export function reannotatedText({ case: id, dataset, run, events, exons }: Reannotated): string {
  return linesText([
    `${id}: dataset ${dataset}, run ${run}, ${counted(events.length, "event")}${keptExonsText(exons)}`,
    ...events.map(({ type, notify, text }) =>
      [type, notify ? "notify" : "silent", text].join("\t"),
    ),
  ]);
}

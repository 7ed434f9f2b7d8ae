/** What `archive list` and `archive show` print. */
import { saidOf } from "../../archive/index.ts";
import { counted } from "../../core/counted.ts";
import type { CaseListing, CasePast, ShownCase } from "../../reanalysis/show.ts";
import type { TableFormat } from "../values.ts";
import { jsonText, linesText, tabbed } from "./lines.ts";
import { saidText } from "./verdict.ts";

export function caseListText(listing: CaseListing, format: TableFormat): string {
  if (format === "json") return jsonText(listing);
  const { archive, cases } = listing;
  const rows = cases.map((c) => [
    c.id,
    c.status,
    c.consent,
    c.rules.join(",") || ".",
    c.panels.join(",") || ".",
    String(c.runs),
    c.added.slice(0, 10),
  ]);
  if (format === "text")
    return linesText([
      `${archive}: ${counted(cases.length, "case")}`,
      ...rows.map((r) => `  ${r.join("  ")}`),
    ]);
  return tabbed([["case", "status", "consent", "rules", "panels", "runs", "added"], ...rows]);
}

export function caseJson(shown: ShownCase): string {
  return jsonText(shown);
}

export function caseText({ case: file, run, verdicts }: ShownCase, past: CasePast): string {
  const lines = [
    `${file.id}: ${file.status}, consent ${file.consent.given ? (file.consent.until ?? "given") : "not given"}`,
    ...file.datasets.map(
      (d) =>
        `dataset ${d.number}: ${d.assembly}, ${counted(d.records, "record")}, kept ${d.distilled.map((x) => `${x.records} in ${counted(x.bytes, "byte")}`).join(", ")}; ${d.vcfs.map((v) => v.path).join(", ")}`,
    ),
    ...past.runs.map(({ run: number, date, panels, candidates, events }) => {
      const used = panels.map((p) => `${p.name} ${p.panelVersion ?? "?"}`).join(", ");
      return `run ${number}: ${date.slice(0, 10)}, ${used}, ${counted(candidates, "candidate")}, ${counted(events, "event")}`;
    }),
    ...run.events.map((event) => `event\t${event.type}\t${event.text}`),
    ...run.report.candidates.flatMap((c) => [
      `${c.rank}\ttier ${c.tier}\t${c.gene.symbol}\tsince ${run.dates[c.candidateId]?.firstSeen.slice(0, 10) ?? "?"}\t${c.variants.map((v) => `${v.chrom}:${v.pos}:${v.ref}:${v.alt}`).join(",")}\t${c.reason}`,
      ...saidOf(past.verdicts, c).map((said) => `\t${said.variant} ${saidText(said)}`),
    ]),
    ...verdicts.map(
      (v) =>
        `verdict\t${v.date}\t${v.gene ?? "."}\t${v.assembly}:${v.chrom}:${v.pos}:${v.ref}:${v.alt}\t${v.kind}${v.class === null ? "" : ` ${v.class}`} by ${v.by}${v.why === null ? "" : `: ${v.why}`}`,
    ),
    ...run.ended.map(
      (e) =>
        `ended\t${e.ended.slice(0, 10)}\t${e.gene}\t${e.variants.join(",")}\tsince ${e.firstSeen.slice(0, 10)}`,
    ),
  ];
  return linesText(lines);
}

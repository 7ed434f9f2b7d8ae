/** What `archive list` and `archive show` print. */
import {
  caseIds,
  inArchive,
  openArchive,
  readCase,
  readHead,
  readRun,
  readVerdicts,
  runNumbers,
  saidOf,
  saidText,
} from "../../archive/index.ts";
import { alleleKey } from "../../core/allele.ts";
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";

export function listCases(archive: string, format: "text" | "tsv" | "json"): string {
  openArchive(archive);
  const cases = caseIds(archive).map((id) => {
    const { status, consent, analysis, datasets } = readCase(archive, id);
    const head = readHead(inArchive.case(archive, id));
    const rules = [...analysis.panels, ...analysis.genes];
    return {
      id,
      status,
      consent: !consent.given ? "no" : (consent.until ?? "yes"),
      rules,
      panels: head.knowledge.panels.map((p) => `${p.id}@${p.panelVersion ?? "?"}`),
      runs: head.run,
      added: datasets[0]?.added ?? "",
    };
  });
  if (format === "json") return `${JSON.stringify({ archive, cases }, null, 2)}\n`;
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
    return [
      `${archive}: ${counted(cases.length, "case")}`,
      ...rows.map((r) => `  ${r.join("  ")}`),
      "",
    ].join("\n");
  const head = ["case", "status", "consent", "rules", "panels", "runs", "added"];
  return [head, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
}

/** @param run as typed; null: the latest */
export function showCase(
  archive: string,
  id: string,
  run: string | null,
  format: "text" | "json",
): string {
  openArchive(archive);
  const file = readCase(archive, id);
  const folder = inArchive.case(archive, id);
  const numbers = runNumbers(folder);
  const number = run === null ? readHead(folder).run : Number(run);
  if (!numbers.includes(number))
    throw new ToolError("E_USAGE", `case '${id}' has no run '${run ?? ""}'`, {
      hint: `its runs: ${numbers.join(", ")}`,
    });
  const shown = readRun(folder, number);
  const verdicts = readVerdicts(folder);
  if (format === "json")
    return `${JSON.stringify({ case: file, run: shown, verdicts }, null, 2)}\n`;
  const marked = readVerdicts(folder, file.datasets);
  const lines = [
    `${id}: ${file.status}, consent ${file.consent.given ? (file.consent.until ?? "given") : "not given"}`,
    ...file.datasets.map(
      (d) =>
        `dataset ${d.number}: ${d.assembly}, ${counted(d.records, "record")}, kept ${d.distilled.map((x) => `${x.records} in ${counted(x.bytes, "byte")}`).join(", ")}; ${d.vcfs.map((v) => v.path).join(", ")}`,
    ),
    ...numbers.map((n) => {
      const each = n === number ? shown : readRun(folder, n);
      const panels = each.knowledge.panels
        .map((p) => `${p.name} ${p.panelVersion ?? "?"}`)
        .join(", ");
      return `run ${n}: ${each.date.slice(0, 10)}, ${panels}, ${counted(each.report.candidates.length, "candidate")}, ${counted(each.events.length, "event")}`;
    }),
    ...shown.events.map((event) => `event\t${event.type}\t${event.text}`),
    ...shown.report.candidates.flatMap((c) => [
      `${c.rank}\ttier ${c.tier}\t${c.gene.symbol}\tsince ${shown.dates[c.candidateId]?.firstSeen.slice(0, 10) ?? "?"}\t${c.variants.map(alleleKey).join(",")}\t${c.reason}`,
      ...saidOf(marked, c).map((said) => `\t${said.variant} ${saidText(said)}`),
    ]),
    ...verdicts.map(
      (v) =>
        `verdict\t${v.date}\t${v.gene ?? "."}\t${v.assembly}:${alleleKey(v)}\t${v.kind}${v.class === null ? "" : ` ${v.class}`} by ${v.by}${v.why === null ? "" : `: ${v.why}`}`,
    ),
    ...shown.ended.map(
      (e) =>
        `ended\t${e.ended.slice(0, 10)}\t${e.gene}\t${e.variants.join(",")}\tsince ${e.firstSeen.slice(0, 10)}`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

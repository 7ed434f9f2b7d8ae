/** What `reanalyse`, `impact` and `archive merge` print: for people, for tables, for programs. */
import { counted } from "../../core/counted.ts";
import { labelsText } from "../../core/label.ts";
import { groupedBy } from "../../core/grouped.ts";
import type { CaseEvent, CandidatePlace } from "../../archive/types.ts";
import type { Reanalysis } from "../../reanalysis/reanalyse.ts";
import { unapprovedText } from "../../report/index.ts";
import { type Columns, columnsText, jsonText, linesText } from "./lines.ts";
import { verdictLine } from "./verdict.ts";

export type ReanalysisFormat = "text" | "tsv" | "json" | "json-lines";

const COLUMNS: Columns<CaseEvent & { labels: string }> = [
  ["case", (event) => event.case],
  ["run", (event) => String(event.run)],
  ["date", (event) => event.date],
  ["type", (event) => event.type],
  ["gene", (event) => event.gene],
  ["variants", (event) => event.variants.join(",")],
  ["old", (event) => event.old],
  ["new", (event) => event.new],
  ["cause", ({ cause }) => `${cause.source}: ${cause.name}`],
  ["cause_old", ({ cause }) => cause.old],
  ["cause_new", ({ cause }) => cause.new],
  ["cause_date", ({ cause }) => cause.date],
  ["tier_before", ({ before }) => tierText(before)],
  ["tier_after", ({ after }) => tierText(after)],
  ["rank_before", ({ before }) => String(before?.rank ?? "")],
  ["rank_after", ({ after }) => String(after?.rank ?? "")],
  ["direction", (event) => event.direction],
  ["priority", (event) => event.priority],
  ["rule", (event) => event.rule],
  ["notify", (event) => (event.notify ? "yes" : "no")],
  ["text", (event) => event.text],
  ["mark", (event) => event.mark ?? null],
  ["verdicts", verdictsText],
  ["labels", ({ labels }) => labels],
];

function tierText(place: CandidatePlace | null): string {
  return String(place?.tier ?? place?.list ?? "");
}

/**
 * @param all silent events too
 * @param ofSoftware what mended rules alone change
 */
export function reanalysisText(
  result: Reanalysis,
  format: ReanalysisFormat,
  all: boolean,
  ofSoftware = false,
): string {
  const events = all ? result.events : result.events.filter((event) => event.notify);
  switch (format) {
    case "json":
      return jsonText({ ...result, events });
    case "json-lines":
      return linesText(events.map((event) => JSON.stringify(event)));
    case "tsv":
      return columnsText(
        COLUMNS,
        events.map((event) => ({ ...event, labels: labelsText(result.labels?.[event.case]) })),
      );
    case "text":
      return forPeople(result, events, ofSoftware);
  }
}

const NAMED_CASES = 5;

const LATE = "told late, because no output that told it was finished";

/** For the log, whatever the format: which cases stay where, and what nobody approved (DEC-30). */
export function standingLines({
  pinned = [],
  offRule = [],
  late = [],
  notes = [],
  incomplete = [],
  unapproved = [],
}: Reanalysis): string[] {
  const listed = (ids: readonly string[]): string =>
    `${ids.slice(0, NAMED_CASES).join(", ")}${ids.length > NAMED_CASES ? ` and ${ids.length - NAMED_CASES} more` : ""}`;
  return [
    ...[...groupedBy(pinned, ({ release }) => release)].map(
      ([release, own]) => `PINNED to ${release}: ${listed(own.map(({ case: id }) => id))}`,
    ),
    ...[...groupedBy(offRule, offRuleText)].map(
      ([said, own]) => `${said}: ${listed(own.map(({ case: id }) => id))}`,
    ),
    ...(late.length === 0
      ? []
      : [`${LATE}: ${listed([...new Set(late.map(({ case: id }) => id))])}`]),
    ...[...groupedBy(notes, ({ text }) => text)].map(
      ([said, own]) => `${said}: ${listed(own.map(({ case: id }) => id))}`,
    ),
    ...(incomplete.length === 0
      ? []
      : [`RESULT INCOMPLETE: ${listed(incomplete.map(({ case: id }) => id))}`]),
    ...(unapproved.length === 0 ? [] : [unapproved.map(unapprovedText).join("; ")]),
  ];
}

function offRuleText({ rule, used, means }: NonNullable<Reanalysis["offRule"]>[number]): string {
  return `the rule ${rule} means ${means}, and ${used} stays in use, because a run used it before`;
}

/** Of `impact --software`: cases that only their originals can answer, and how many have been looked at. */
function softwareLines({ archive, counts, events, keptBefore }: Reanalysis): string[] {
  const stated = events.filter(({ notify }) => notify);
  const cases = new Set(stated.map((event) => event.case)).size;
  return [
    ...keptBefore.map(
      ({ case: id, release, vcfs }) =>
        `${id}: its variants were kept by panelist ${release}; only the original VCF shows what that version left out: panelist archive reannotate ${archive} ${id} ${vcfs.join(" ")}`,
    ),
    `${counted(counts.olderRules, "case")} last evaluated under older rules: ${counted(stated.length, "candidate")} in ${counted(cases, "case")} to report, ${counted(events.length - stated.length, "other change")}; ${counted(keptBefore.length, "case")} with variants kept under older rules`,
  ];
}

function olderLines({ archive, counts, keptBefore, dryRun }: Reanalysis): string[] {
  const impact = `\`panelist impact ${archive} --software\``;
  return [
    ...(counts.olderRules === 0 || !dryRun
      ? []
      : [
          `${counted(counts.olderRules, "case was", "cases were")} last evaluated under older rules; ${impact} shows what that changes`,
        ]),
    ...(keptBefore.length === 0
      ? []
      : [
          `${counted(keptBefore.length, "case holds", "cases hold")} variants that were kept under older rules; ${impact} lists them, with the command that reads their VCFs again`,
        ]),
  ];
}

function verdictsText({ verdicts = [] }: CaseEvent): string {
  return verdicts.map((said) => `${said.variant} ${verdictLine(said)}`).join("; ");
}

function forPeople(result: Reanalysis, events: readonly CaseEvent[], ofSoftware: boolean): string {
  const { counts, failed, dryRun } = result;
  const lines = result.panels.map(
    ({ rule, old, new: newer, cases, counts: changes }) =>
      `${rule}: ${old} -> ${newer}: ${
        Object.entries(changes)
          .map(([type, n]) => `${type} ${n}`)
          .join(", ") || "its rows are the same"
      }; affects ${counted(cases, "case")}`,
  );
  for (const id of new Set(events.map((event) => event.case))) {
    lines.push(`${id} ${labelsText(result.labels?.[id])}`.trim());
    for (const { run } of (result.late ?? []).filter((one) => one.case === id))
      lines.push(`  of run ${run}, ${LATE}`);
    for (const event of events.filter((e) => e.case === id)) {
      const { cause } = event;
      const version =
        cause.old === cause.new ? "" : ` ${cause.old ?? "none"} -> ${cause.new ?? "none"}`;
      lines.push(
        `  ${event.priority}  ${event.type}${event.mark === undefined ? "" : ` (${event.mark})`}  ${event.text}`,
        ...(event.verdicts ?? []).map((said) => `        ${said.variant} ${verdictLine(said)}`),
        `        cause: ${cause.name}${version}`,
      );
    }
  }
  const silent = result.events.filter((event) => !event.notify).length;
  const shownSilent = events.filter((event) => !event.notify).length;
  const left = Object.entries(counts.left).map(([why, n]) => `${n} ${why.replaceAll("_", " ")}`);
  const notified = result.events.length - silent;
  const others = silent - shownSilent;
  const lastLine =
    notified === 0
      ? `nothing new to look at${others === 0 ? "" : `; ${counted(others, "silent event")} (use --all to see them)`}`
      : `${notified} new to look at${others === 0 ? "" : `, ${others} silent (use --all to see them)`}`;
  lines.push(
    ...(result.pinned ?? []).map(
      ({ case: id, release, why }) => `${id}: PINNED to ${release}: ${why}`,
    ),
    ...(result.offRule ?? []).map((one) => `${one.case}: ${offRuleText(one)}`),
    ...(result.notes ?? []).map(({ case: id, text }) => `${id}: ${text}`),
    ...(result.incomplete ?? []).map(
      ({ case: id, why }) => `${id}: RESULT INCOMPLETE: ${why.join("; ")}`,
    ),
    ...(result.unapproved?.length ? [result.unapproved.map(unapprovedText).join("; ")] : []),
    ...result.needsOriginal.map(({ case: id, why }) => `${id}: needs its original VCF: ${why}`),
    ...Object.entries(result.notNamed).map(
      ([gene, n]) =>
        `${gene} is now green, but the annotation of ${counted(n, "case")} never names it`,
    ),
    ...(ofSoftware ? softwareLines(result) : olderLines(result)),
    ...failed.map(
      (f) => `${f.case}: failed: ${f.code}: ${f.message}${f.hint === null ? "" : ` (${f.hint})`}`,
    ),
    `${counted(counts.cases, "case")}: ${counts.concerned === 0 ? "" : `${counts.concerned} affected, with ${counted(counts.variants, "variant")}, `}${counts.changed} changed, ${counts.unchanged} re-evaluated with no change, ${counts.untouched} not affected${left.length === 0 ? "" : `, left out: ${left.join(", ")}`}${counts.failed === 0 ? "" : `, ${counts.failed} failed`}${dryRun ? " (dry run: nothing was written)" : ""}`,
    ...(counts.concerned > 0
      ? [
          "nothing was evaluated, so the number that would change is not known; see `panelist reanalyse --dry-run`",
        ]
      : [lastLine]),
  );
  return linesText(lines);
}

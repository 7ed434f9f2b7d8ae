/** What an archive contains about a case, as shown in the report. */
import { basename, resolve } from "node:path";
import {
  caseIds,
  inArchive,
  openArchive,
  readCase,
  readHead,
  readRun,
  readVerdicts,
  runNumbers,
  verdictsAt,
} from "../archive/index.ts";
import type { CaseEvent, HumanVerdict, CandidatePlace, Pin, RunFile } from "../archive/types.ts";
import { labelsText } from "../core/label.ts";
import { releaseText } from "../library/releases.ts";
import { leftOut } from "./left-out.ts";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type {
  ArchiveCase,
  ArchiveView,
  CaseHistory,
  Change,
  Mark,
  TimelineRun,
} from "../report/html/types.ts";

/** @param run undefined: the latest. @throws ToolError E_INPUT_MISSING: no such case or run */
export function caseHistory(
  archive: string,
  id: string,
  run: number | undefined,
): { shown: RunFile; history: CaseHistory } {
  openArchive(archive);
  const { status, datasets, pins = [] } = readCase(archive, id);
  const folder = inArchive.case(archive, id);
  const number = run ?? readHead(folder).run;
  if (!runNumbers(folder).includes(number))
    throw new ToolError("E_INPUT_MISSING", `case '${id}' has no run ${number}`, {
      path: archive,
      hint: `Its runs: ${runNumbers(folder).join(", ")}.`,
    });
  const runs = runNumbers(folder)
    .filter((n) => n <= number)
    .map((n) => readRun(folder, n));
  const shown = runs.at(-1) as RunFile;
  const day = shown.date.slice(0, 10);
  const known = knownIn(runs, shown);
  const verdicts = readVerdicts(folder, datasets).filter((v) => v.date <= day || run === undefined);
  return {
    shown,
    history: {
      case: id,
      status,
      pins: pins.map(pinText),
      run: number,
      runs: runs.map(timelineOf),
      marks: marksOf(shown, verdicts),
      changes: runs
        .toReversed()
        .flatMap((r) =>
          r.events.filter((e) => isTold(e, known)).map((e) => changeOf(e, r.report.assembly)),
        ),
      ended: shown.ended.map((e) => ({
        gene: e.gene,
        assembly: shown.report.assembly,
        variants: e.variants,
        tier: e.tier,
        firstSeen: e.firstSeen.slice(0, 10),
        ended: e.ended.slice(0, 10),
      })),
    },
  };
}

/**
 * A candidate that is in the shown run's list or has ended there; what is in neither was withheld since (DEC-49),
 * and its history with it.
 */
function isTold({ candidateId, before, after }: CaseEvent, known: ReadonlySet<string>): boolean {
  const mayBeWithheld = (place: CandidatePlace | null): boolean =>
    place !== null && (place.tier !== null || place.list === "low_heteroplasmy");
  if (candidateId === null || !(mayBeWithheld(before) || mayBeWithheld(after))) return true;
  return known.has(candidateId);
}

/** Of a case's events: those of candidates that its latest run withholds are told no more (DEC-49). @param runs all */
export function toldStill(events: readonly CaseEvent[], runs: readonly RunFile[]): CaseEvent[] {
  const latest = runs.at(-1);
  const known = latest === undefined ? new Set<string>() : knownIn(runs, latest);
  return events.filter((event) => isTold(event, known));
}

/** Shown, or told to have ended: of the lists that is in the events alone. */
function knownIn(runs: readonly RunFile[], { report, ended }: RunFile): Set<string> {
  const places = new Map(
    runs.flatMap(({ events }) =>
      events.flatMap((e) => (e.candidateId === null ? [] : [[e.candidateId, e] as const])),
    ),
  );
  const gone = [...places].filter(([, { before, after }]) => before?.tier === null && !after);
  const shown = [...report.candidates, ...Object.values(report.untiered).flat(), ...ended];
  return new Set([...shown.map((one) => one.candidateId), ...gone.map(([id]) => id)]);
}

/** Every case by its latest run. @param now whether consent has ended is held against this day */
export function archiveView(archive: string, now: Date): ArchiveView {
  openArchive(archive);
  const ids = caseIds(archive);
  const held: ArchiveView["held"] = {};
  for (const id of ids) {
    const why = leftOut(readCase(archive, id), now);
    if (why !== null) held[why] = (held[why] ?? 0) + 1;
  }
  return {
    name: nameOf(archive),
    cases: ids.map((id) => caseInArchive(archive, id)),
    held,
    run: null,
  };
}

/** What its pages call an archive: its folder, without the way there. */
export function nameOf(archive: string): string {
  return basename(resolve(archive));
}

/** One case by its latest run. */
export function caseInArchive(archive: string, id: string): ArchiveCase {
  const folder = inArchive.case(archive, id);
  const latest = readRun(folder, readHead(folder).run);
  const { status, pins = [] } = readCase(archive, id);
  return {
    id,
    status,
    labels: labelsText(latest.report.labels),
    pins: pins.map(pinText),
    incomplete: latest.report.incomplete.map(({ text }) => text),
    latest: timelineOf(latest),
    assembly: latest.report.assembly,
    changes: latest.events.map((e) => changeOf(e, latest.report.assembly)),
  };
}

/** `clinvar 2015-11-30 since 2026-01-02 by A. Name: the reason`. */
function pinText(pin: Pin): string {
  return `${releaseText(pin)} since ${pin.date.slice(0, 10)} by ${pin.by}: ${pin.why}`;
}

function marksOf(
  { report, dates, run }: RunFile,
  verdicts: readonly HumanVerdict[],
): Record<string, Mark> {
  const marks: Record<string, Mark> = {};
  for (const candidate of [...report.candidates, ...Object.values(report.untiered).flat()]) {
    const known = dates[candidate.candidateId];
    const decisions = verdictsAt(verdicts, candidate).map((said) => ({
      what: said.class === null ? said.kind : `${said.kind} ${said.class}`,
      by: said.by,
      date: said.date,
      note: [
        said.criteria ?? "",
        said.why ?? "",
        said.carried ? "carried over from other data: to be confirmed" : "",
      ]
        .filter((s) => s !== "")
        .join("; "),
    }));
    if (known === undefined && decisions.length === 0) continue;
    marks[candidate.candidateId] = {
      isNew: known?.firstRun === run,
      firstSeen: known?.firstSeen.slice(0, 10) ?? "",
      evidenceChanged: known?.evidenceChanged.slice(0, 10) ?? "",
      decisions,
    };
  }
  return marks;
}

function timelineOf({ run, date, tool, knowledge, report, events }: RunFile): TimelineRun {
  const tiers = ([1, 2, 3] as const).map(
    (tier) => report.candidates.filter((c) => c.tier === tier).length,
  );
  return {
    number: run,
    date: date.slice(0, 10),
    tool: `${tool.name} ${tool.version}`,
    knowledge: [
      ...knowledge.panels.map((p) =>
        `${p.name} ${p.panelVersion ?? ""}${p.standing === "unsigned" ? " (unsigned)" : ""}`.trim(),
      ),
      ...knowledge.classifications.map((c) => `${c.source} ${c.release}`),
      ...report.knowledge.filter((k) => k.kind === "hpo").map((k) => `HPO ${k.release}`),
    ],
    candidates: report.candidates.length,
    tiers: [tiers[0] ?? 0, tiers[1] ?? 0, tiers[2] ?? 0],
    events: events.length,
    notified: events.filter((e) => e.notify).length,
  };
}

export function changeOf(event: CaseEvent, assembly: Assembly): Change {
  const { cause, before, after, direction } = event;
  const concerns = event.candidateId !== null;
  const kind =
    concerns && before === null && after !== null
      ? "new"
      : concerns && before !== null && after === null
        ? "withdrawn"
        : direction === "neutral"
          ? "changed"
          : direction;
  return {
    case: event.case,
    run: event.run,
    date: event.date.slice(0, 10),
    kind,
    type: event.type,
    gene: event.gene ?? "",
    assembly,
    variants: event.variants,
    text: event.text,
    old: event.old ?? "",
    new: event.new ?? "",
    before: placeText(before),
    after: placeText(after),
    cause: {
      source: cause.source,
      name: cause.name,
      old: cause.old ?? "",
      new: cause.new ?? "",
      date: cause.date?.slice(0, 10) ?? "",
    },
    priority: event.priority,
    notify: event.notify,
    ofCandidate: concerns,
  };
}

function placeText(place: CandidatePlace | null): string {
  if (place === null) return "no candidate";
  return place.tier === null ? (place.list ?? "") : `tier ${place.tier}, rank ${place.rank ?? "?"}`;
}

/** `archive list` and `archive show`: the contents of an archive, and one of its cases. */
import { writtenNumber } from "../core/text.ts";
import {
  caseIds,
  inArchive,
  incompleteOf,
  openArchive,
  readCase,
  readHead,
  readRun,
  readVerdicts,
  runNumbers,
} from "../archive/index.ts";
import type { CaseFile, HumanVerdict, RunFile, UsedPanel } from "../archive/types.ts";
import { usageError } from "../core/errors.ts";
import { releaseText } from "../library/releases.ts";
import { type FailedCase, failureOf } from "./failed-case.ts";

export interface CaseListing {
  archive: string;
  cases: ListedCase[];
  /** That cannot be read: they stop no other. */
  failed: FailedCase[];
}

interface ListedCase {
  id: string;
  status: CaseFile["status"];
  /** `no`, `yes`, or its last day. */
  consent: string;
  rules: string[];
  /** Of the latest run, with versions. */
  panels: string[];
  runs: number;
  added: string;
  /** At which it stays: `clinvar 2015-11-30`. */
  pins: string[];
  /** Of its panels those in a version that nobody signed off, where another was. */
  unsigned: string[];
  /** Rules that led to no panel in the latest run, so that an earlier version stays in use. */
  unresolved: string[];
  /** Why its latest answer is not complete; empty: it is. */
  incomplete: string[];
  /** That mark it; {}: none. */
  labels: Readonly<Record<string, string>>;
}

export async function listCases(archive: string): Promise<CaseListing> {
  openArchive(archive);
  const listing: CaseListing = { archive, cases: [], failed: [] };
  for (const id of caseIds(archive)) {
    try {
      listing.cases.push(listedCase(archive, id));
    } catch (error) {
      // oxlint-disable-next-line no-await-in-loop -- rare
      listing.failed.push(await failureOf(archive, id, error));
    }
  }
  return listing;
}

function listedCase(archive: string, id: string): ListedCase {
  const { status, consent, analysis, datasets, pins = [] } = readCase(archive, id);
  const folder = inArchive.case(archive, id);
  const head = readHead(folder);
  const rules = [...analysis.panels, ...analysis.genes];
  return {
    id,
    status,
    consent: !consent.given ? "no" : (consent.until ?? "yes"),
    rules,
    panels: head.knowledge.panels.map((p) => `${p.id}@${p.panelVersion ?? "?"}`),
    unsigned: head.knowledge.panels.flatMap((p) =>
      p.standing === "unsigned" ? [`${p.id}@${p.panelVersion ?? "?"}`] : [],
    ),
    unresolved: head.knowledge.panels.flatMap((p) => (p.resolved ? [] : [p.rule])),
    runs: head.run,
    added: datasets[0]?.added ?? "",
    pins: pins.map(releaseText),
    incomplete: incompleteOf(folder, head),
    labels: analysis.labels ?? {},
  };
}

export interface ShownCase {
  case: CaseFile;
  run: RunFile;
  verdicts: HumanVerdict[];
}

/** @param run as typed; undefined: the latest */
export function showCase(archive: string, id: string, run?: string): ShownCase {
  openArchive(archive);
  const file = readCase(archive, id);
  const folder = inArchive.case(archive, id);
  const numbers = runNumbers(folder);
  const number = run === undefined ? readHead(folder).run : writtenNumber(run);
  if (number === null || !numbers.includes(number))
    throw usageError(`case '${id}' has no run '${run ?? ""}'`, `Its runs: ${numbers.join(", ")}.`);
  return { case: file, run: readRun(folder, number), verdicts: readVerdicts(folder) };
}

export interface CasePast {
  /** Every run, the first one first. */
  runs: {
    run: number;
    date: string;
    panels: Pick<UsedPanel, "name" | "panelVersion" | "standing">[];
    candidates: number;
    events: number;
  }[];
  /** Verdicts as they stand on the data of today. */
  verdicts: HumanVerdict[];
}

/** All runs of a case, and its verdicts as they concern what is kept of it now. */
export function pastOf(archive: string, { case: file }: ShownCase): CasePast {
  const folder = inArchive.case(archive, file.id);
  const verdicts = readVerdicts(folder, file.datasets);
  const runs = runNumbers(folder).map((number) => {
    const { date, knowledge, report, events } = readRun(folder, number);
    const panels = knowledge.panels.map(({ name, panelVersion, standing }) => ({
      name,
      panelVersion,
      standing,
    }));
    const candidates = report.candidates.length;
    return { run: number, date, panels, candidates, events: events.length };
  });
  return { runs, verdicts };
}

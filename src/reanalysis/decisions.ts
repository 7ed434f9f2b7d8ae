/**
 * `archive verdict --from`: decisions made on the page or in the workbook become verdicts of the case. All of it
 * or nothing: a decision that is of another case, of a run that is not one of the case's, whose ids do not fit
 * together, of a day to come, or not later than another word of the same person in the archive refuses the whole.
 */
import {
  addVerdicts,
  answerDigestOf,
  isDisputed,
  openArchive,
  readCase,
  readRun,
  readVerdicts,
  runNumbers,
  verdictsAt,
  withCase,
} from "../archive/index.ts";
import type { CandidateVerdict, CaseFile, HumanVerdict, RunFile } from "../archive/types.ts";
import { alleleKey } from "../core/allele.ts";
import { ToolError } from "../core/errors.ts";
import { remembered } from "../core/once.ts";
import { type FoundDecision, readDecisions } from "../report/checked/index.ts";
import type { ReportSideCandidate } from "../report/types.ts";
import { placeChangeText } from "./events/event-context.ts";
import { differencesOf } from "./events/differences.ts";
import { toVerdict } from "./verdict.ts";

interface TakeOptions {
  archive: string;
  case: string;
  /** Files that the page saved, or workbooks. */
  from: readonly string[];
  /** The case has a newer answer: its changes were looked at. */
  acceptChanged: boolean;
  /** Who decided, where a row of a workbook does not say; undefined: a row must. */
  decidedBy: string | undefined;
  /** Who does this, for the log. */
  by: string;
  now: Date;
  /** As of `giveVerdict`. */
  store?: string | undefined;
}

export interface Taken {
  case: string;
  /** Written now; none where changes were not accepted. */
  recorded: HumanVerdict[];
  /** Already there, word for word. */
  known: number;
  /** Places with a comment and no decision. */
  undecided: string[];
  /** Of candidates that were decided on, and what a newer run says of them; empty: none is newer. */
  changes: DecidedChange[];
  /** What people say differently of one variant, each one's latest word. */
  disputes: { gene: string; variant: string; said: CandidateVerdict[] }[];
}

interface DecidedChange {
  gene: string;
  variants: string[];
  /** Decided on, and the latest. */
  runs: [number, number];
  /** `now tier 2, rank 3, was tier 1, rank 1`; `as it was`. */
  text: string;
  /** What differs: `panels`, `score`, ... */
  parts: string[];
}

/**
 * @throws ToolError E_INPUT_MISSING: no such case or file, or a variant of which nothing may be told (DEC-49);
 *   E_LIMIT; E_REPORT: not such a file, of another case, of an unknown answer, altered, of a day to come, or
 *   older than what the same person said
 */
export async function takeDecisions(options: TakeOptions): Promise<Taken> {
  const { archive, case: id, from, decidedBy, now } = options;
  openArchive(archive);
  readCase(archive, id);
  const defaults = { by: decidedBy, date: now.toISOString().slice(0, 10) };
  const files = [];
  // oxlint-disable-next-line no-await-in-loop -- one or two
  for (const path of from) files.push(await readDecisions(path, defaults));
  const found = files.flatMap(({ decisions }) => decisions);
  const undecided = files.flatMap((file) => file.undecided);
  return withCase(archive, id, async (folder) => {
    const file = readCase(archive, id);
    const looked = lookedAt(folder, id, found);
    const latest = readRun(folder, runNumbers(folder).at(-1) ?? 0);
    const changes = changesSince(looked, latest);
    const taken: Taken = { case: id, recorded: [], known: 0, undecided, changes, disputes: [] };
    const before = readVerdicts(folder);
    const given = await verdictsOf(looked, { options, file, latest, before });
    if (changes.length > 0 && !options.acceptChanged) return taken;
    return { ...taken, ...recorded(folder, file, { given, before, looked }, options) };
  });
}

/** A decision with the answer that it was made on. */
interface Looked {
  found: FoundDecision;
  run: RunFile;
  isLatest: boolean;
  candidate: ReportSideCandidate;
}

function fault({ path, at }: FoundDecision, message: string, hint: string): ToolError {
  return new ToolError("E_REPORT", `${at}: ${message}`, { path, hint });
}

function lookedAt(folder: string, id: string, found: readonly FoundDecision[]): Looked[] {
  const runs = runsByDigest(folder);
  const known = new Map<string, RunFile | null>();
  return found.map((one): Looked => {
    const { basis, decision } = one;
    if (basis.case !== null && basis.case !== id)
      throw fault(one, `it is for case '${basis.case}', not '${id}'`, "Nothing was recorded.");
    const run = remembered(known, basis.run, () => runs.find(basis.run));
    if (run === null)
      throw fault(
        one,
        `case '${id}' has no run ${basis.run.slice(0, 12)}, on which it was made`,
        `Nothing was recorded. Run \`panelist report <archive> --case ${id}\` to make a page or workbook to decide on.`,
      );
    const candidate = shownIn(run).find((c) => c.candidateId === decision.candidateId);
    if (candidate === undefined)
      throw fault(
        one,
        `run ${run.run} has no candidate '${decision.candidateId}'`,
        "Nothing was recorded. The id in this file was altered: record the decision in a new page or workbook.",
      );
    if (!candidate.variants.some((variant) => alleleKey(variant) === decision.allele))
      throw fault(
        one,
        `candidate '${decision.candidateId}' does not have variant '${decision.allele}'`,
        "Nothing was recorded. An id was altered or rows were mixed up: record the decision in a new page or workbook.",
      );
    return { found: one, run, isLatest: basis.run === runs.latest, candidate };
  });
}

/** The latest of equal answers; older runs are read when they are asked for. */
function runsByDigest(folder: string): {
  latest: string;
  find: (digest: string) => RunFile | null;
} {
  const numbers = runNumbers(folder).toReversed();
  const digests = new Map<number, string>();
  const digestOf = (n: number): string => remembered(digests, n, () => answerDigestOf(folder, n));
  return {
    latest: digestOf(numbers[0] ?? 0),
    find: (digest) => {
      const run = numbers.find((n) => digestOf(n) === digest);
      return run === undefined ? null : readRun(folder, run);
    },
  };
}

function shownIn({ report }: RunFile): ReportSideCandidate[] {
  return [...report.candidates, ...Object.values(report.untiered).flat()];
}

/** One for each candidate that was decided on in an answer that is not the latest, whether it changed or not. */
function changesSince(looked: readonly Looked[], latest: RunFile): DecidedChange[] {
  const older = looked.filter(({ isLatest }) => !isLatest);
  const changes = new Map<string, DecidedChange>();
  for (const { run, candidate } of older) {
    const { candidateId, gene, variants } = candidate;
    const difference = differencesOf(run.report, latest.report).find(
      (one) => one.candidateId === candidateId,
    );
    changes.set(candidateId, {
      gene: gene.symbol,
      variants: variants.map(alleleKey),
      runs: [run.run, latest.run],
      text:
        difference === undefined
          ? "as it was"
          : placeChangeText(difference.before, difference.after),
      parts: difference?.parts ?? [],
    });
  }
  return [...changes.values()];
}

interface Given {
  verdict: HumanVerdict;
  isDated: boolean;
}

/** By the same person, on the same allele. */
function isOfSame(a: HumanVerdict, b: HumanVerdict): boolean {
  return a.by === b.by && a.assembly === b.assembly && alleleKey(a) === alleleKey(b);
}

/** In the order of the files. @throws ToolError as `takeDecisions` */
async function verdictsOf(
  looked: readonly Looked[],
  about: {
    options: TakeOptions;
    file: CaseFile;
    latest: RunFile;
    before: readonly HumanVerdict[];
  },
): Promise<Given[]> {
  const { options, file, latest, before } = about;
  const given: Given[] = [];
  const today = todayOf(options.now);
  for (const { found, run } of looked) {
    const { decision: said, class: of, criteria, comment, by, date, allele } = found.decision;
    const { isDated } = found;
    const now = options.now.toISOString();
    const dataset = file.datasets.find(({ number }) => number === run.dataset);
    if (dataset === undefined)
      throw new ToolError("E_ARCHIVE", `the case has no dataset ${run.dataset}`);
    // oxlint-disable-next-line no-await-in-loop -- a dozen
    const place = await toVerdict(allele, { ...options, file, dataset, run: latest, madeOn: run });
    const verdict: HumanVerdict = {
      kind: said,
      ...place,
      class: of,
      criteria: criteria ?? undefined,
      why: comment,
      by,
      date,
      made: isDated ? found.decision.made : now,
      recorded: now,
      dataset: dataset.number,
      run: run.run,
    };
    if (date > today)
      throw fault(
        found,
        `its date, ${date}, is later than today, ${today}`,
        "Nothing was recorded. Correct the date in the file; a page takes it from the computer's clock.",
      );
    const other = given.find((one) => isOfSame(one.verdict, verdict));
    if (other === undefined) {
      refuseOlder(
        found,
        verdict,
        before.filter((one) => isOfSame(one, verdict)),
      );
      given.push({ verdict, isDated });
    } else if (words(other.verdict) !== words(verdict))
      throw fault(
        found,
        `${by} has recorded two different decisions on ${allele}`,
        "Nothing was recorded. Keep one: a verdict applies to the allele in every candidate.",
      );
  }
  return given;
}

/** Where this machine is, or by UTC, whichever is later: nobody's decision of today is one of tomorrow. */
function todayOf(now: Date): string {
  const here = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return (here > now ? here : now).toISOString().slice(0, 10);
}

/**
 * @param before what the same person said of the allele
 * @throws ToolError E_REPORT: this would stand over what the person said later, or on the same day at a time that
 *   nobody knows
 */
function refuseOlder(
  found: FoundDecision,
  verdict: HumanVerdict,
  before: readonly HumanVerdict[],
): void {
  const given = { verdict, isDated: found.isDated };
  const last = before.at(-1);
  if (last === undefined || isWordForWord(last, given)) return;
  const later = before.findLast((one) => isLater(one, verdict));
  if (later === undefined && before.every((one) => isLater(verdict, one))) return;
  if (later !== undefined && before.some((one) => isWordForWord(one, given))) return;
  const said = `${verdict.by} decided on ${alleleKey(verdict)} on`;
  if (later !== undefined && later.date > verdict.date)
    throw fault(
      found,
      `${said} ${later.date}, later than this decision of ${verdict.date}`,
      "Nothing was recorded. To return to the older decision, record it again with a later date.",
    );
  throw fault(
    found,
    later === undefined
      ? `${said} ${last.date} too, and differently (${last.kind} ${last.class ?? ""}`.trimEnd() +
          "), and which of the two is later is not known"
      : `${said} ${later.date} again, later than this decision of the same day`,
    "Nothing was recorded. Record the decision that applies with `panelist archive report` or `panelist archive dismiss`.",
  );
}

/** For certain: on a later day; on that day at a later time, on a newer run, or after the other was recorded. */
function isLater(a: HumanVerdict, b: HumanVerdict): boolean {
  if (a.date !== b.date) return a.date > b.date;
  if (a.made !== undefined && b.made !== undefined) return a.made > b.made;
  if (a.run !== undefined && b.run !== undefined && a.run !== b.run) return a.run > b.run;
  return a.made !== undefined && a.made > b.recorded;
}

function isWordForWord(one: HumanVerdict, { verdict, isDated }: Given): boolean {
  return words(one) === words(verdict) && (!isDated || one.date === verdict.date);
}

/** What a person said, to tell whether it is the same; the day aside. */
function words({ kind, class: of, criteria, why, by }: HumanVerdict): string {
  return JSON.stringify([kind, of, criteria ?? null, why, by]);
}

function recorded(
  folder: string,
  { datasets }: CaseFile,
  about: {
    given: readonly Given[];
    before: readonly HumanVerdict[];
    looked: readonly Looked[];
  },
  { now, by, acceptChanged }: TakeOptions,
): Pick<Taken, "recorded" | "known" | "disputes"> {
  const { given, before, looked } = about;
  // The last word, or an earlier one after which the person said something else.
  const isKnown = (one: Given): boolean => {
    const same = before.filter((other) => isOfSame(other, one.verdict));
    const last = same.at(-1);
    if (last === undefined) return false;
    if (isWordForWord(last, one)) return true;
    const isPassed = same.some((other) => isLater(other, one.verdict));
    return isPassed && same.some((other) => isWordForWord(other, one));
  };
  const added = given.filter((one) => !isKnown(one)).map(({ verdict }) => verdict);
  const detail = [
    ...added.map((v) => [alleleKey(v), v.kind, v.class ?? "", "by", v.by].join(" ")),
    ...(acceptChanged ? ["changes since were accepted"] : []),
  ].join("; ");
  const entry = { date: now.toISOString(), by, what: "verdicts", detail };
  if (added.length > 0) addVerdicts(folder, added, entry);
  const verdicts = readVerdicts(folder, datasets);
  const disputes = new Map<string, Taken["disputes"][number]>();
  for (const { candidate, found } of looked) {
    const variant = found.decision.allele;
    const said = verdictsAt(verdicts, candidate).filter((one) => one.variant === variant);
    if (isDisputed(said)) disputes.set(variant, { gene: candidate.gene.symbol, variant, said });
  }
  return { recorded: added, known: given.length - added.length, disputes: [...disputes.values()] };
}

/**
 * `events.jsonl` of an archive: the events of all cases in one file, gathered from their runs, so that independent
 * shards give one combined result. Derived: it can always be made anew.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../core/text.ts";
import { checkLock, withLock } from "../io/lock.ts";
import { caseIds, inArchive, readRun, runNumbers } from "./cases.ts";
import { textIfPresent, writable, replaceFile } from "./files.ts";
import type { CaseEvent, MergedEvent, RunFile } from "./types.ts";

export function eventsFile(archive: string): string {
  return join(archive, "events.jsonl");
}

/** Events that the file does not have yet. */
interface Gathered {
  /** Sorted by date, case and run. */
  events: CaseEvent[];
  /** Adds them to the file; to be called when they have been told. */
  keep: () => Promise<void>;
}

/**
 * Gathers the events of all runs.
 * @param onFault told of a case that cannot be read; what was known of it is kept
 */
export async function mergeEvents(
  archive: string,
  onFault: (id: string, error: unknown) => void,
): Promise<Gathered> {
  const newer = await lockArchive(archive, () => newerEvents(archive, onFault));
  return {
    events: newer.map(({ schema: _s, version: _v, ...event }) => event),
    keep: () => lockArchive(archive, () => keepEvents(archive, newer)),
  };
}

function newerEvents(
  archive: string,
  onFault: (id: string, error: unknown) => void,
): MergedEvent[] {
  const known = lastRuns(readLines(archive));
  return caseIds(archive)
    .flatMap((id) => {
      // Many cases take their time: the lock is touched meanwhile.
      checkLock(archive);
      try {
        const folder = inArchive.case(archive, id);
        return (
          runNumbers(folder)
            // Runs are never changed: what was gathered once need not be read again.
            .filter((number) => number > (known.get(id) ?? 0))
            .flatMap((number) => eventsOf(readRun(folder, number)))
        );
      } catch (error) {
        onFault(id, error);
        return [];
      }
    })
    .sort(inOrder);
}

/** Another merge may have told some of them meanwhile, or a case may be gone. */
function keepEvents(archive: string, newer: readonly MergedEvent[]): void {
  const before = readLines(archive);
  const known = lastRuns(before);
  const ids = new Set(caseIds(archive));
  const all = [...before, ...newer.filter(({ case: id, run }) => run > (known.get(id) ?? 0))]
    .filter((event) => ids.has(event.case))
    .sort(inOrder);
  if (newer.length > 0 || all.length !== before.length) write(archive, all);
}

/** Nothing of a removed case stays. */
export async function purgeEvents(archive: string, id: string): Promise<void> {
  if (!existsSync(eventsFile(archive))) return;
  await lockArchive(archive, () => purge(archive, (other) => other === id));
}

function purge(archive: string, isGone: (id: string) => boolean): void {
  const before = readLines(archive);
  const rest = before.filter((event) => !isGone(event.case));
  if (rest.length !== before.length) write(archive, rest);
}

/** The latest run of each case that these events are of. */
function lastRuns(events: readonly MergedEvent[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { case: id, run } of events) last.set(id, Math.max(last.get(id) ?? 0, run));
  return last;
}

interface EventsFault {
  problem: "unfinished" | "digest";
  detail: string;
  /** Call it under the archive's lock. */
  mend: () => void;
}

/**
 * What is wrong with the file, which should be what the runs hold.
 * @param removed cases that are no more: a removal that was killed may not have come to their lines
 * @returns undefined: nothing is
 */
export function eventsFault(
  archive: string,
  removed: ReadonlySet<string>,
): EventsFault | undefined {
  const text = textIfPresent(eventsFile(archive));
  if (text === null) return undefined;
  const before = eventsIn(text);
  if (before.some((event) => removed.has(event.case))) {
    const mend = (): void => purge(archive, (id) => removed.has(id));
    return { problem: "unfinished", detail: "holds events of a removed case", mend };
  }
  const known = lastRuns(before);
  const mend = (): void => write(archive, gathered(archive, known));
  try {
    if (text === textOf(gathered(archive, known))) return undefined;
  } catch {
    // A run that cannot be read is told of by itself.
    return undefined;
  }
  return { problem: "digest", detail: "does not match the runs of its cases", mend };
}

/** Events of the cases' runs up to these, as the file has them. */
function gathered(archive: string, upTo: ReadonlyMap<string, number>): MergedEvent[] {
  const ids = new Set(caseIds(archive));
  return [...upTo]
    .filter(([id]) => ids.has(id))
    .flatMap(([id, last]) =>
      runNumbers(inArchive.case(archive, id))
        .filter((number) => number <= last)
        .flatMap((number) => eventsOf(readRun(inArchive.case(archive, id), number))),
    )
    .sort(inOrder);
}

function eventsOf({ events }: RunFile): MergedEvent[] {
  return events.map((event) => ({ schema: "panelist.archive-event", version: 1, ...event }));
}

/** Runs `work` while no other process changes the archive's own files. */
export function lockArchive<T>(archive: string, work: () => T): Promise<T> {
  return withLock(archive, () => Promise.resolve(writable(archive, work)), { what: "the archive" });
}

function write(archive: string, events: readonly MergedEvent[]): void {
  checkLock(archive);
  replaceFile(eventsFile(archive), textOf(events));
}

function textOf(events: readonly MergedEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

/** A damaged file is made anew: the runs hold the events. */
function readLines(archive: string): MergedEvent[] {
  const text = textIfPresent(eventsFile(archive)) ?? "";
  const events = eventsIn(text);
  return events.length === text.split("\n").length - 1 ? events : [];
}

/** Of the lines that hold one. */
function eventsIn(text: string): MergedEvent[] {
  return text.split("\n").flatMap((line) => {
    try {
      const event = JSON.parse(line) as MergedEvent | null;
      return typeof event?.case === "string" && typeof event.run === "number" ? [event] : [];
    } catch {
      return [];
    }
  });
}

function inOrder(a: CaseEvent, b: CaseEvent): number {
  const [left, right] = [a, b].map((event) => `${event.date} ${event.case}`);
  return compareText(left ?? "", right ?? "") || a.run - b.run;
}

/**
 * `events.jsonl` of an archive: the events of all cases in one file, gathered from their runs, so that
 * shards that know nothing of each other end in one answer. Derived: it can always be made anew.
 */
import { isObject, parseJson } from "../core/json.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../core/text.ts";
import { withLock } from "../io/lock.ts";
import { caseIds, inArchive, readRun, runNumbers } from "./cases.ts";
import { textIfPresent, writable, replaceFile } from "./files.ts";
import type { CaseEvent, MergedEvent } from "./types.ts";

export function eventsFile(archive: string): string {
  return join(archive, "events.jsonl");
}

/**
 * Gathers the events of all runs, sorted by date, case and run.
 * @param onFault told of a case that cannot be read; what was known of it is kept
 * @returns the events that were not in the file before
 */
export async function mergeEvents(
  archive: string,
  onFault: (id: string, error: unknown) => void,
): Promise<CaseEvent[]> {
  return lockArchive(archive, () => {
    const before = readLines(archive);
    const known = new Map<string, number>();
    for (const { case: id, run } of before) known.set(id, Math.max(known.get(id) ?? 0, run));
    const ids = new Set(caseIds(archive));
    const newer: MergedEvent[] = [];
    for (const id of ids) {
      try {
        const folder = inArchive.case(archive, id);
        for (const number of runNumbers(folder)) {
          // Runs are never changed: what was gathered once need not be read again.
          if (number <= (known.get(id) ?? 0)) continue;
          for (const event of readRun(folder, number).events)
            newer.push({ schema: "panelist.archive-event", version: 1, ...event });
        }
      } catch (error) {
        onFault(id, error);
      }
    }
    const all = [...before.filter((event) => ids.has(event.case)), ...newer].sort(inOrder);
    if (newer.length > 0 || all.length !== before.length) write(archive, all);
    return newer.sort(inOrder).map(({ schema: _s, version: _v, ...event }) => event);
  });
}

/** Nothing of a removed case stays. */
export async function purgeEvents(archive: string, id: string): Promise<void> {
  if (!existsSync(eventsFile(archive))) return;
  await lockArchive(archive, () => {
    const before = readLines(archive);
    const rest = before.filter((event) => event.case !== id);
    if (rest.length !== before.length) write(archive, rest);
  });
}

/** Lines of removed cases: a removal that was killed before it came to them. @returns null: there are none */
export function eventsOfRemoved(
  archive: string,
  removed: ReadonlySet<string>,
): (() => void) | null {
  const before = readLines(archive);
  const rest = before.filter((event) => !removed.has(event.case));
  return rest.length === before.length ? null : () => write(archive, rest);
}

function lockArchive<T>(archive: string, work: () => T): Promise<T> {
  return withLock(
    archive,
    () => Promise.resolve(writable(archive, work)),
    undefined,
    "the archive",
  );
}

function write(archive: string, events: readonly MergedEvent[]): void {
  replaceFile(eventsFile(archive), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
}

/** A damaged file is made anew: the runs hold the events. */
function readLines(archive: string): MergedEvent[] {
  const lines = (textIfPresent(eventsFile(archive)) ?? "")
    .split("\n")
    .filter((line) => line !== "");
  const events: MergedEvent[] = [];
  for (const line of lines) {
    let event: unknown;
    try {
      event = parseJson(line, (message) => new Error(message));
    } catch {
      return [];
    }
    if (!isObject(event)) return [];
    events.push(event as unknown as MergedEvent);
  }
  return events;
}

function inOrder(a: CaseEvent, b: CaseEvent): number {
  const [left, right] = [a, b].map((event) => `${event.date} ${event.case}`);
  return compareText(left ?? "", right ?? "") || a.run - b.run;
}

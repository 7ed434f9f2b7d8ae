/** Reads everything that an archive holds and tells what is wrong; mends what a kill left behind. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { sha256 } from "../core/digest.ts";
import { isToolError } from "../core/errors.ts";
import { TEMPORARY } from "../io/atomic.ts";
import { processLives } from "../io/lock.ts";
import {
  caseIds,
  headAfter,
  inArchive,
  inCase,
  openArchive,
  readCase,
  readRun,
  readTombstone,
  runNumbers,
} from "./cases.ts";
import { namesIn, writeJson, readJson } from "./files.ts";
import type { ArchiveFault, CaseFile, Head } from "./types.ts";
import { eventsFile, eventsOfRemoved } from "./merged.ts";
import { readSnapshot } from "./snapshots.ts";
import { readVerdicts } from "./verdicts.ts";

/** @param repair remove what dead processes left, make heads anew; nothing else is ever changed */
export function verifyArchive(archive: string, repair: boolean): ArchiveFault[] {
  openArchive(archive);
  const faults: ArchiveFault[] = [];
  const tell: Tell = (path, problem, detail, mend) => {
    if (repair) mend?.();
    const repaired = repair && mend !== undefined;
    faults.push({ path: relative(archive, path), problem, detail, repaired });
  };
  const knownSnapshots = new Set<string>();
  const snapshot = (kind: "panels" | "policies", name: string): void => {
    if (knownSnapshots.has(name)) return;
    knownSnapshots.add(name);
    const path = join(inArchive.knowledge(archive), kind, `${name}.json`);
    attempt(tell, path, "snapshot", () => readSnapshot(archive, kind, name));
  };
  const temporaries = (folder: string): void => {
    for (const name of namesIn(folder)) {
      if (!name.startsWith(TEMPORARY) || makerLives(name)) continue;
      const path = join(folder, name);
      tell(path, "unfinished", "left behind by a process that has ended", removal(path));
    }
  };
  for (const folder of [archive, inArchive.cases(archive), inArchive.tombstones(archive)])
    temporaries(folder);
  for (const kind of ["panels", "policies"]) temporaries(join(inArchive.knowledge(archive), kind));
  const removed = namesIn(inArchive.tombstones(archive)).map((name) => name.replace(/\.json$/, ""));
  const purge = eventsOfRemoved(archive, new Set(removed));
  if (purge !== null)
    tell(eventsFile(archive), "unfinished", "holds events of a removed case", purge);
  for (const id of caseIds(archive)) {
    const folder = inArchive.case(archive, id);
    temporaries(folder);
    temporaries(inCase.runs(folder));
    temporaries(join(folder, "datasets"));
    if (readTombstone(archive, id) !== null) {
      tell(folder, "unfinished", "the case was removed, its folder stayed", removal(folder));
      continue;
    }
    const file = attempt(tell, inCase.file(folder), "unreadable", () => readCase(archive, id));
    if (file === null) continue;
    attempt(tell, join(folder, "verdicts.json"), "unreadable", () => readVerdicts(folder));
    verifyDatasets(folder, file, tell);
    verifyRuns(folder, tell, snapshot);
  }
  return faults;
}

type Tell = (
  path: string,
  problem: ArchiveFault["problem"],
  detail: string,
  mend?: () => void,
) => void;

function verifyDatasets(
  folder: string,
  { datasets, ped, policy, override, digests }: CaseFile,
  tell: Tell,
): void {
  for (const { distilled, number, digests: beside } of datasets) {
    for (const { path, sha256: kept } of distilled) {
      const file = join(folder, path);
      if (!existsSync(file)) tell(file, "missing", "the distilled file is not there");
      else if (sha256(readFileSync(file)) !== kept)
        tell(file, "digest", "the distilled file is not what was kept");
      if (!existsSync(`${file}.tbi`)) tell(`${file}.tbi`, "missing", "the index is not there");
    }
    verifyDigests(inCase.dataset(folder, number), beside ?? {}, tell);
  }
  for (const name of namesIn(join(folder, "datasets"))) {
    const stray = join(folder, "datasets", name);
    if (name.startsWith(TEMPORARY) || datasets.some(({ number }) => String(number) === name))
      continue;
    tell(stray, "unfinished", "case.json does not name this dataset", removal(stray));
  }
  verifyDigests(folder, digests ?? {}, tell);
  for (const name of [ped, policy, override])
    if (name !== null && digests?.[name] === undefined && !existsSync(join(folder, name)))
      tell(join(folder, name), "missing", "named in case.json");
}

/** Files as they were when the case or dataset was made. */
function verifyDigests(folder: string, digests: Record<string, string>, tell: Tell): void {
  for (const [name, kept] of Object.entries(digests)) {
    const path = join(folder, name);
    if (!existsSync(path)) tell(path, "missing", "named in case.json");
    else if (sha256(readFileSync(path)) !== kept) tell(path, "digest", "is not what was kept");
  }
}

function verifyRuns(
  folder: string,
  tell: Tell,
  snapshot: (kind: "panels" | "policies", name: string) => void,
): void {
  const numbers = runNumbers(folder);
  if (numbers.length === 0) tell(inCase.runs(folder), "missing", "the case has no run");
  for (const [i, number] of numbers.entries()) {
    if (number !== i + 1) tell(inCase.run(folder, i + 1), "missing", `run ${i + 1} is not there`);
    const run = attempt(tell, inCase.run(folder, number), "unreadable", () =>
      readRun(folder, number),
    );
    if (run === null) continue;
    for (const panel of run.knowledge.panels) snapshot("panels", panel.snapshot);
    snapshot("policies", run.knowledge.policy);
  }
  const latest = numbers.at(-1);
  if (latest === undefined) return;
  let head: Head | null = null;
  try {
    head = readJson<Head>(inCase.head(folder), "panelist.archive-head");
  } catch {
    // Told below: it is made anew from the run.
  }
  if (head?.run !== latest)
    tell(inCase.head(folder), "head", `says run ${head?.run ?? "?"}, the latest is ${latest}`, () =>
      writeJson(inCase.head(folder), headAfter(readRun(folder, latest))),
    );
}

/** A temporary name begins with the process that made it. Processes of other hosts look dead. */
function makerLives(name: string): boolean {
  const pid = Number(/^\.tmp-(\d+)-/.exec(name)?.[1] ?? 0);
  return pid !== 0 && processLives(pid);
}

const removal = (path: string) => (): void => rmSync(path, { recursive: true, force: true });

/** What `read` gives; null: it cannot be read, and that is told. */
function attempt<T>(
  tell: Tell,
  path: string,
  problem: ArchiveFault["problem"],
  read: () => T,
): T | null {
  try {
    return read();
  } catch (error) {
    if (!isToolError(error)) throw error;
    tell(path, problem, error.message);
    return null;
  }
}

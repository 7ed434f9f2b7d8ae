/**
 * Copies cases between archives: `archive export` makes a small archive of some cases, `archive import` takes one
 * in. Everything of a case goes along: data, runs, verdicts, log, and the knowledge that its runs name.
 */
import { cpSync, existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import {
  caseIds,
  commit,
  copySnapshot,
  createCase,
  inArchive,
  initArchive,
  makeFolder,
  openArchive,
  readCase,
  readRun,
  refuseDamaged,
  renewHead,
  runNumbers,
  withCase,
  writable,
} from "../archive/index.ts";
import { asToolError, type ErrorCode, ToolError } from "../core/errors.ts";
import { placeDurably, temporaryOutput } from "../io/atomic.ts";
import { makePrivate, PRIVATE_FOLDER, rightsIn } from "../io/rights.ts";
import { inOneLine } from "./failed-case.ts";
import { leftOut } from "./left-out.ts";

export interface CopiedCase {
  case: string;
  runs: number;
}

/**
 * @throws ToolError E_ARCHIVE: the case, or what its runs name, is damaged: no copy is taken for whole; E_USAGE:
 * there is one of this name
 */
export async function copyCase(
  from: string,
  to: string,
  id: string,
  about: { by: string; date: Date },
): Promise<CopiedCase> {
  await createCase(to, id, (folder) =>
    // Under the source's lock: no run may come while it is copied.
    withCase(from, id, async (source) => {
      await refuseDamaged(from, id);
      writable(folder, () => {
        cpSync(source, folder, {
          recursive: true,
          filter: (path) => !/[\\/]\.(?:lock|tmp-)[^\\/]*$/.test(path),
        });
        // As open as the archive that they come into, not as the one that they come from.
        makePrivate(folder, rightsIn(dirname(folder)));
      });
      for (const number of runNumbers(folder)) {
        const { knowledge } = readRun(folder, number);
        for (const { snapshot } of knowledge.panels) copySnapshot(from, to, "panels", snapshot);
        copySnapshot(from, to, "policies", knowledge.policy);
        if (knowledge.sources !== undefined)
          copySnapshot(from, to, "sources", knowledge.sources.declaration);
      }
      renewHead(folder);
      const detail = `from the archive of ${openArchive(from).created}`;
      const entry = { date: about.date.toISOString(), by: about.by, what: "copy", detail };
      commit(folder, entry, []);
    }),
  );
  return { case: id, runs: runNumbers(inArchive.case(to, id)).length };
}

interface ExportOptions {
  archive: string;
  /** Empty: all. */
  cases: string[];
  /** A folder that is not there yet. */
  output: string;
  by: string;
  now: Date;
}

export interface Exported {
  /** Not made where no case could be copied. */
  output: string;
  cases: string[];
  /** Left out. */
  withoutConsent: string[];
  /** Not copied; the others are. */
  failed: { case: string; code: ErrorCode; message: string }[];
}

/**
 * A bundle is an archive of its own: every command works on it. Cases without consent stay where they are; one
 * that is damaged stops no other.
 * @throws ToolError E_INPUT_MISSING: no such case; E_OUTPUT: the folder is there
 */
export async function exportCases(options: ExportOptions): Promise<Exported> {
  const { archive, cases, output, by, now } = options;
  openArchive(archive);
  if (existsSync(output))
    throw new ToolError("E_OUTPUT", "already exists", {
      path: output,
      hint: "Give a folder that does not exist yet.",
    });
  const all = caseIds(archive);
  for (const id of cases) if (!all.includes(id)) refuseAbsent(archive, id);
  makeFolder(dirname(output), PRIVATE_FOLDER);
  const temporary = temporaryOutput(output);
  const done: Exported = { output, cases: [], withoutConsent: [], failed: [] };
  try {
    initArchive(temporary, now);
    for (const id of new Set(cases.length === 0 ? all : cases)) {
      try {
        const why = leftOut(readCase(archive, id), now);
        if (why !== null && why !== "closed") {
          done.withoutConsent.push(id);
          continue;
        }
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await copyCase(archive, temporary, id, { by, date: now });
        const entry = { date: now.toISOString(), by, what: "export", detail: output };
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await withCase(archive, id, (folder) => Promise.resolve(commit(folder, entry, [])));
        done.cases.push(id);
      } catch (error) {
        // What its log does not tell is not given away.
        rmSync(inArchive.case(temporary, id), { recursive: true, force: true });
        const failed = asToolError(error);
        done.failed.push({ case: id, code: failed.code, message: inOneLine(failed) });
      }
    }
    if (done.cases.length > 0 || done.failed.length === 0)
      writable(output, () => placeDurably(temporary, output));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return done;
}

/** @throws ToolError E_INPUT_MISSING, E_USAGE */
function refuseAbsent(archive: string, id: string): never {
  readCase(archive, id);
  throw new ToolError("E_INPUT_MISSING", `no case '${id}'`, { path: archive });
}

/**
 * Cases from one archive into another: `archive export` makes a small archive of some cases, `archive
 * import` takes one in. Everything of a case goes along: data, runs, verdicts, log, and the knowledge
 * that its runs name.
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
  runNumbers,
  withCase,
  writable,
} from "../archive/index.ts";
import { ToolError } from "../core/errors.ts";
import { placeDurably, temporaryBeside } from "../io/atomic.ts";
import { leftOut } from "./left-out.ts";

export interface CopiedCase {
  case: string;
  runs: number;
}

export async function copyCase(
  from: string,
  to: string,
  id: string,
  about: { by: string; date: Date },
): Promise<CopiedCase> {
  await createCase(to, id, (folder) =>
    // Under the source's lock: no run may come while it is copied.
    withCase(from, id, (source) => {
      writable(folder, () => {
        cpSync(source, folder, {
          recursive: true,
          filter: (path) => !/[\\/]\.(?:lock|tmp-)[^\\/]*$/.test(path),
        });
      });
      for (const number of runNumbers(folder)) {
        const { knowledge } = readRun(folder, number);
        for (const { snapshot } of knowledge.panels) copySnapshot(from, to, "panels", snapshot);
        copySnapshot(from, to, "policies", knowledge.policy);
      }
      const detail = `from the archive of ${openArchive(from).created}`;
      const entry = { date: about.date.toISOString(), by: about.by, what: "copy", detail };
      commit(folder, entry, []);
      return Promise.resolve();
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
  output: string;
  cases: string[];
  /** Left out. */
  withoutConsent: string[];
}

/**
 * A bundle is an archive of its own: every command works on it. Cases without consent stay where they are.
 * @throws ToolError E_INPUT_MISSING: no such case; E_OUTPUT: the folder is there
 */
export async function exportCases(options: ExportOptions): Promise<Exported> {
  const { archive, cases, output, by, now } = options;
  openArchive(archive);
  if (existsSync(output))
    throw new ToolError("E_OUTPUT", "is there already", {
      path: output,
      hint: "an export makes a new folder",
    });
  const wanted = cases.length === 0 ? caseIds(archive) : cases;
  const left = wanted.filter((id) => {
    const why = leftOut(readCase(archive, id), now);
    return why !== null && why !== "closed";
  });
  const going = wanted.filter((id) => !left.includes(id));
  makeFolder(dirname(output));
  const temporary = temporaryBeside(output);
  try {
    initArchive(temporary, now);
    for (const id of going) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await copyCase(archive, temporary, id, { by, date: now });
      const entry = { date: now.toISOString(), by, what: "export", detail: output };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await withCase(archive, id, (folder) => Promise.resolve(commit(folder, entry, [])));
    }
    writable(output, () => placeDurably(temporary, output));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return { output, cases: going, withoutConsent: left };
}

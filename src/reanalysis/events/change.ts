/** What may change of a case after it was added; each change is in its log. */
import { appendLog, inCase, readCase, withCase, writeJson } from "../../archive/index.ts";
import type { CaseFile } from "../../archive/model.ts";

export interface CaseChange {
  /** Parts of the case file that take the place of the old ones; nothing: nothing is written. */
  change: Partial<CaseFile>;
  /** For the log. */
  what: string;
  detail: string;
}

/**
 * Reads, changes and writes a case under its lock.
 * @param decide what changes, in view of what the case says at that moment
 * @returns what was changed; null: nothing
 */
export function changeCase(
  archive: string,
  id: string,
  about: { by: string; date: Date },
  decide: (file: CaseFile, folder: string) => Promise<CaseChange | null> | CaseChange | null,
): Promise<CaseChange | null> {
  return withCase(archive, id, async (folder) => {
    const file = readCase(archive, id);
    const decided = await decide(file, folder);
    if (decided === null) return null;
    writeJson(inCase.file(folder), { ...file, ...decided.change });
    const { what, detail } = decided;
    appendLog(folder, { date: about.date.toISOString(), by: about.by, what, detail });
    return decided;
  });
}

/**
 * Runs are written before anybody is told of their events. `untold.txt` of a case says from which run on no output
 * that was finished has told: after a kill or on a full disk the next re-analysis tells them. Better twice than never.
 */
import { rmSync } from "node:fs";
import { inCase, runNumbers, withCase } from "./cases.ts";
import { replaceFile, textIfPresent, writable } from "./files.ts";

/** Call it under the case's lock, before the run is written. */
export function markUntold(folder: string, run: number): void {
  if (untoldFrom(folder) === null) replaceFile(inCase.untold(folder), `${run}\n`);
}

/** The first of the runs whose events are not told; null: all are. */
export function untoldFrom(folder: string): number | null {
  const text = textIfPresent(inCase.untold(folder));
  // What cannot be read may have stood for any run.
  return text === null ? null : Number.parseInt(text, 10) || 1;
}

/** An output that told the events of runs `from` to `to` is finished. @throws ToolError E_ARCHIVE, E_STORE */
export async function markTold(
  archive: string,
  id: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await withCase(archive, id, (folder) => {
    const first = untoldFrom(folder);
    // Another's output owes what lies before.
    if (first === null || first < from) return Promise.resolve();
    const path = inCase.untold(folder);
    // Another process has written a later run meanwhile.
    if ((runNumbers(folder).at(-1) ?? 0) > to) replaceFile(path, `${to + 1}\n`);
    else writable(path, () => rmSync(path, { force: true }));
    return Promise.resolve();
  });
}

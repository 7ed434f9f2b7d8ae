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
  // What names no run may have stood for any.
  return text === null ? null : (runIn(folder, text) ?? 1);
}

/** Is the mark there, and names no run of the case? Then all of them are told again. */
export function isUntoldDamaged(folder: string): boolean {
  const text = textIfPresent(inCase.untold(folder));
  return text !== null && runIn(folder, text) === null;
}

/** It is written before its run is. */
function runIn(folder: string, text: string): number | null {
  const run = /^\d+\n$/.test(text) ? Number(text) : 0;
  return run >= 1 && run <= (runNumbers(folder).at(-1) ?? 0) + 1 ? run : null;
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

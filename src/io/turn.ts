/**
 * Long work in pieces: between them the event loop turns if it has not for a while, so that a signal is noticed,
 * and acted on, within a second.
 */
import { setImmediate as nextTurn } from "node:timers/promises";

/** Well below a second, and rare enough that it costs nothing. */
const MOST_MS = 100;

let last = performance.now();

/** Call it between two pieces of work; mostly it comes back at once. */
export async function turn(): Promise<void> {
  if (performance.now() - last < MOST_MS) return;
  await nextTurn();
  last = performance.now();
}

/** Runs work that stops between its pieces. @returns what it returns */
export async function inTurns<T>(work: Generator<unknown, T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    // oxlint-disable-next-line no-await-in-loop -- one piece after the other
    await turn();
  }
}

/** The same at once, where nobody waits for the event loop: in a thread. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The pool. In: a plan and tasks (byte ranges, index chunks, text). Out: one batch result for all of
 * them, the same for any number of threads. `thread.ts` is the work, `worker.ts` its entry in
 * a thread, `threads.ts` the threads of a run.
 */
export { runScan } from "./host.ts";
export { mergeBatches } from "./merge.ts";
export type { Threads } from "./threads.ts";
export type { Task } from "./types.ts";

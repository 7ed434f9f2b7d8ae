/** Worker entry: logic in `thread.ts`. Errors lose their class between threads, so they travel as data. */
import { workerData } from "node:worker_threads";
import { isToolError, toWire } from "../core/errors.ts";
import type { Task, ThreadSetup, WireReply } from "./model.ts";
import { ScanThread } from "./thread.ts";

const thread = new ScanThread(workerData as ThreadSetup);

export default function work(task: Task): WireReply {
  try {
    return { ok: true, reply: thread.run(task) };
  } catch (error) {
    if (isToolError(error)) return { ok: false, error: toWire(error) };
    throw error;
  }
}

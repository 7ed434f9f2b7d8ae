/** Worker entry: logic in `thread.ts`. Errors lose their class between threads, so they travel as data. */
import { deserialize } from "node:v8";
import { isToolError, toWire } from "../../core/errors.ts";
import { compilePlan } from "../index.ts";
import type { ThreadSetup, WireReply, WireTask } from "./types.ts";
import { ScanThread } from "./thread.ts";

/** Of the input at hand; inputs come one after the other. */
let current: { id: number; thread: ScanThread } | null = null;

export default function work({ setup, task }: WireTask): WireReply {
  try {
    if (current?.id !== setup.id) {
      current?.thread.close();
      const { plan, path } = setupOf(setup.bytes);
      current = { id: setup.id, thread: new ScanThread(compilePlan(plan), path) };
    }
    return { ok: true, reply: current.thread.run(task) };
  } catch (error) {
    if (isToolError(error)) return { ok: false, error: toWire(error) };
    throw error;
  }
}

/** A copy of its own: what is read of it may go where shared memory may not. */
function setupOf(shared: SharedArrayBuffer): ThreadSetup {
  return deserialize(Buffer.from(new Uint8Array(shared))) as ThreadSetup;
}

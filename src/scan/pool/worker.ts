/** Worker entry: the logic is in `thread.ts`. Errors lose their class between threads, so they travel as data. */
import { deserialize } from "node:v8";
import { isToolError, toWire } from "../../core/errors.ts";
import { compilePlan, ownAnnotation } from "../index.ts";
import type { SharedSetup, ThreadSetup, WireReply, WireTask } from "./types.ts";
import { ScanThread } from "./thread.ts";

/** Of the input at hand; inputs come one after the other. */
let current: { id: number; thread: ScanThread } | null = null;

export default async function work({ setup, task }: WireTask): Promise<WireReply> {
  try {
    if (current?.id !== setup.id) {
      current?.thread.close();
      const { plan, path } = setupOf(setup);
      const compiled = compilePlan(plan, await ownAnnotation(plan));
      current = { id: setup.id, thread: new ScanThread(compiled, path) };
    }
    return { ok: true, reply: current.thread.run(task) };
  } catch (error) {
    if (isToolError(error)) return { ok: false, error: toWire(error) };
    throw error;
  }
}

/** A copy of its own: what is read of it may go where shared memory may not. */
function setupOf({ bytes, effects }: SharedSetup): ThreadSetup {
  const setup = deserialize(Buffer.from(new Uint8Array(bytes))) as ThreadSetup;
  return effects === null ? setup : { ...setup, plan: { ...setup.plan, effects } };
}

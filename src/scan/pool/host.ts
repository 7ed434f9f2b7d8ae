/**
 * The host's side: assigns tasks, takes the replies in file order with bounded memory, joins the edges. Without
 * threads the tasks are done in this process: a small job does not pay for a pool.
 */
import { nearSurvivors } from "../neighbours.ts";
import { inTurns } from "../../io/turn.ts";
import { ToolError, fromWire, movedTo } from "../../core/errors.ts";
import { newTally } from "../../pedigree/tally.ts";
import { compilePlan, followPointers, ownAnnotation, settleCompounds } from "../index.ts";
import type { BatchResult } from "../types.ts";
import { mergeBatches, refuseBlank } from "./merge.ts";
import type { Reply, Task, ThreadSetup, WireReply } from "./types.ts";
import { Stitcher } from "./stitch.ts";
import { ScanThread } from "./thread.ts";
import type { Threads } from "./threads.ts";
import { endedWithNewline } from "./unended.ts";

interface ScanJob extends ThreadSetup {
  /** In file order; may be endless (standard input). */
  tasks: Iterable<Task> | AsyncIterable<Task>;
  /** null: in this process. */
  threads: Threads | null;
  /** Decompressed lines before the first record: the header's; null where lines cannot be counted (index scan). */
  linesBefore: number | null;
  onReply(done: { bytes: number; records: number }): void;
}

/** In this process a signal wants to be heard between two pieces, however slow the records are. */
const PIECE_BYTES = 2 << 20;

/** Runs all tasks; the result is the same for any number of threads. @throws ToolError of the first fault in file order */
export async function runScan(job: ScanJob): Promise<BatchResult | null> {
  const { plan } = job;
  const compiled = compilePlan(plan, await ownAnnotation(plan));
  const local = new ScanThread(compiled, job.threads === null ? job.path : null, PIECE_BYTES);
  const { path } = plan.header;
  const stitcher = new Stitcher(path, plan.policy.limits.maxLineBytes);
  let total: BatchResult | null = null;
  let bytes = 0;
  let expected = -1;
  const add = (batch: BatchResult | null): void => {
    if (batch === null) return;
    if (total === null) total = batch;
    else {
      refuseBlank(total, batch, path, 1);
      followPointers(batch, total.carry, compiled);
      total = mergeBatches(total, batch, path);
    }
  };
  const lines = (data: Buffer): void => {
    if (data.length > 0) add(local.scanLines(endedWithNewline(data, path)));
  };
  try {
    for await (const { task, reply } of replies(job, local)) {
      if (task.kind === "range") {
        if (expected >= 0 && reply.start !== expected) throw misfit(path, expected, reply.start);
        expected = reply.end;
      }
      const joined = stitcher.push(reply);
      if (joined !== null) lines(joined);
      add(reply.result);
      bytes += reply.bytes;
      job.onReply({ bytes, records: total === null ? 0 : (total as BatchResult).records });
    }
    lines(stitcher.rest());
  } catch (error) {
    throw placed(error, job.linesBefore, total);
  } finally {
    local.close();
  }
  if (total === null) return null;
  const settled: BatchResult = total;
  // Most batches hold no record of the windows, and a tally is long.
  if (plan.policy.sampleChecks.enabled) settled.tally ??= newTally(plan.sampleColumns.length);
  settleCompounds(settled, compiled);
  settled.neighbours = nearSurvivors(settled.neighbours, settled.survivors);
  return settled;
}

/** Ranges must meet at the same block: anything else is damage between them. */
function misfit(path: string, expected: number, found: number): ToolError {
  return new ToolError("E_BGZF", `damaged bgzip block: the next valid one is at byte ${found}`, {
    path,
    offset: expected,
    hint: "Download the damaged file again, or compress the original again with `bgzip`.",
  });
}

/** A record's number in its batch becomes a line of the file, where all before it was counted. */
function placed(error: unknown, linesBefore: number | null, total: BatchResult | null): unknown {
  if (!(error instanceof ToolError) || error.place.line === undefined) return error;
  const { line, ...place } = error.place;
  const whole = linesBefore === null ? {} : { line: linesBefore + (total?.records ?? 0) + line };
  return movedTo(error, { ...place, ...whole });
}

type Answer = { task: Task; reply: Reply };

async function* replies(job: ScanJob, local: ScanThread): AsyncGenerator<Answer> {
  const { threads } = job;
  if (threads === null) {
    for await (const task of job.tasks) yield { task, reply: await inTurns(local.steps(task)) };
    return;
  }
  const setup = threads.share({ path: job.path, plan: job.plan });
  // Replies wait in file order in a queue of this length: that bounds memory.
  const inFlight: { task: Task; answer: Promise<WireReply> }[] = [];
  const next = async (): Promise<Answer> => {
    const { task, answer } = inFlight.shift() as (typeof inFlight)[number];
    const wire = await answer;
    if (!wire.ok) throw fromWire(wire.error);
    return { task, reply: wire.reply };
  };
  for await (const task of job.tasks) {
    const answer = threads.run(setup, task);
    // A fault is thrown at its turn; until then it must not count as unhandled.
    answer.catch(() => undefined);
    inFlight.push({ task, answer });
    if (inFlight.length >= threads.count + 2) yield await next();
  }
  while (inFlight.length > 0) yield await next();
}

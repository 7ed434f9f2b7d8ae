/** What crosses between the host and a scanning thread. */
import type { Chunk } from "../../io/bgzf/index.ts";
import type { WireError } from "../../core/errors.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import type { BatchResult, ScanPlan } from "../types.ts";

/** What a thread needs once: the file (null for bytes that the host reads) and the plan. */
export interface ThreadSetup {
  path: string | null;
  plan: ScanPlan;
}

/** A setup on its way: shared memory, so that a task carries it at no cost. */
export interface SharedSetup {
  /** Tells the setups of one run apart. */
  id: number;
  bytes: SharedArrayBuffer;
  /** The plan's transcripts, which are in shared memory already. */
  effects: TranscriptSlice | null;
}

export type Task =
  /** The blocks that start in [start, end) of the file; `skip` bytes of the first block are header. */
  | { kind: "range"; start: number; end: number; skip: number | null }
  /** Virtual-offset chunks, each of whole lines. */
  | { kind: "chunks"; chunks: Chunk[] }
  /** Text cut anywhere; `startsAtLine` for the first one. */
  | { kind: "text"; bytes: Uint8Array; startsAtLine: boolean };

export interface Reply {
  /** Bytes before the first and after the last inner cut, to be joined with the neighbours'. */
  head: Uint8Array;
  tail: Uint8Array;
  /** The batch holds no inner cut: all of it is in `head`. */
  whole: boolean;
  result: BatchResult | null;
  /** First and one-past-last block offset of a range. */
  start: number;
  end: number;
  /** Compressed bytes read. */
  bytes: number;
}

export type WireReply = { ok: true; reply: Reply } | { ok: false; error: WireError };

/** A task, and the setup that it is to be done with. */
export interface WireTask {
  setup: SharedSetup;
  task: Task;
}

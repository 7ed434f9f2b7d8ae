/** What a job is given of the world around it. */
import type { Log, OnProgress } from "../core/log.ts";

export interface AnalyseIo {
  log: Log;
  onProgress: OnProgress;
  /** For the run record. */
  commandLine: string[];
  version: string;
  now: () => Date;
  /** What `-` stands for. */
  stdin: AsyncIterable<Uint8Array>;
}

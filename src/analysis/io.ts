/** What a job receives from its surroundings. */
import type { Log, OnProgress } from "../core/log.ts";

/** An option that the command line did not say. */
export interface Setting {
  /** Without its dashes; `links` for --no-links. */
  option: string;
  value: string;
  /** `environment`, or the path of a configuration file. */
  from: string;
}

export interface AnalyseIo {
  log: Log;
  onProgress: OnProgress;
  /** For the run record. */
  commandLine: string[];
  /** For the run record: what came from elsewhere than the command line. */
  settings?: readonly Setting[] | undefined;
  version: string;
  now: () => Date;
  /** What `-` stands for. */
  stdin: AsyncIterable<Uint8Array>;
}

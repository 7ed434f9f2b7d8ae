/**
 * Threads that start before anything is opened: if a large file is certain to be read whole, they load their
 * modules while this thread reads headers and panels.
 */
import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Threads } from "../scan/pool/index.ts";
import type { AnalyseOptions } from "./options.ts";

/** Compressed bytes below which a pool costs more than it saves: two threads load 60 modules each before the first byte. */
export const SMALL_JOB_BYTES: number = 12 << 20;

/** As many threads as asked for: at least 1. */
export function threadsWanted({ threads }: Pick<AnalyseOptions, "threads">): number {
  return threads ?? availableParallelism();
}

/** Starts as many threads as the options ask for. */
export async function startThreads(options: Pick<AnalyseOptions, "threads">): Promise<Threads> {
  const { Threads } = await import("../scan/pool/threads.ts");
  return Threads.start(threadsWanted(options));
}

/** True when `chooseScan` is sure to read a large local file whole. It need not foresee every such case. */
export function readsWholeFile(
  options: Pick<AnalyseOptions, "vcfs" | "scan" | "geneAgnostic" | "beyondPanel" | "threads">,
): boolean {
  const { scan, geneAgnostic, beyondPanel } = options;
  if (scan === "index" || threadsWanted(options) < 2) return false;
  return options.vcfs.some((path) => {
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.isFile() !== true || file.size < SMALL_JOB_BYTES) return false;
    const byIndex = [".tbi", ".csi"].some((ending) => existsSync(path + ending));
    return scan === "full" || geneAgnostic || beyondPanel || !byIndex;
  });
}

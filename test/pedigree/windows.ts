import type { Assembly } from "../../src/core/assembly.ts";
import { sampleWindows } from "../../src/core/sample-windows.ts";

const WINDOWS = { GRCh37: sampleWindows("GRCh37"), GRCh38: sampleWindows("GRCh38") };

/** Whether a position (1-based) of a canonical chromosome lies in one of the windows. */
export function inSampleWindow(assembly: Assembly, chrom: string, pos: number): boolean {
  return WINDOWS[assembly].some((w) => w.chrom === chrom && pos >= w.start && pos <= w.end);
}

/** Feeds a target with changed inputs and tells what it did. */
import { isToolError } from "../../src/core/errors.ts";
import { seeded } from "../helpers/mutate-vcf.ts";
import { mutated, type Structure } from "./mutate.ts";

/** Something that reads foreign bytes. */
export interface Target {
  name: string;
  structure: Structure;
  /** Sound inputs; each must be read without an error. */
  seeds: () => readonly Buffer[];
  /** Every change is seen: by a checksum, or by a shape that leaves nothing open. */
  sealed?: boolean;
  /** Nothing is refused: what is asked of it may stand in any bytes. */
  open?: boolean;
  /** What lies around the changed bytes: compression, an archive; none: they are read as they are. */
  wrap?: (inner: Buffer) => Buffer;
  /**
   * @param seed of which of the sound inputs the bytes are made
   * @throws ToolError for what it refuses; anything else is a fault
   */
  read: (bytes: Buffer, seed: number) => unknown;
}

export interface Found {
  input: Buffer;
  error: unknown;
}

export interface Told {
  inputs: number;
  read: number;
  refused: number;
  faults: Found[];
  longestMs: number;
  /** Bytes. */
  highestRss: number;
}

/** What a person waits for at most, for inputs as small as these. */
export const HANG_MS = 10_000;
/** Who waits for a word takes a longer silence for a hang. */
const TOLD_MS = 2000;
export const MOST_RSS = 500 * 1024 * 1024;

/**
 * @param count changed inputs; the i-th follows from `seed` and i alone
 * @param faults at most as many are kept; the run ends with them
 * @param onProgress every hundred inputs, and after whole commands oftener
 */
export async function fuzz(
  target: Target,
  count: number,
  seed: number,
  faults = 10,
  onProgress: (told: Told) => void = () => undefined,
): Promise<Told> {
  const seeds = target.seeds();
  const told: Told = {
    inputs: 0,
    read: 0,
    refused: 0,
    faults: [],
    longestMs: 0,
    highestRss: 0,
  };
  let toldAt = performance.now();
  for (let i = 0; i < count && told.faults.length < faults; i++) {
    const random = seeded(seed * 1_000_003 + i);
    const from = Math.floor(random() * seeds.length);
    const inner = mutated(seeds[from] ?? Buffer.alloc(0), target.structure, random);
    const input = target.wrap?.(inner) ?? inner;
    const before = performance.now();
    const answer = await outcome(target, input, from);
    const ms = performance.now() - before;
    told.inputs++;
    told.longestMs = Math.max(told.longestMs, ms);
    if (answer === "read") told.read++;
    else if (answer === "refused") told.refused++;
    else told.faults.push({ input, error: answer.error });
    if (ms > HANG_MS) told.faults.push({ input, error: new Error(`took ${Math.round(ms)} ms`) });
    const now = performance.now();
    if (i % 100 > 0 && now - toldAt < TOLD_MS) continue;
    toldAt = now;
    told.highestRss = Math.max(told.highestRss, process.memoryUsage.rss());
    onProgress(told);
  }
  return told;
}

/** Whether bytes are read, refused, or do harm. */
export async function outcome(
  target: Target,
  input: Buffer,
  seed: number,
): Promise<"read" | "refused" | { error: unknown }> {
  try {
    await target.read(input, seed);
  } catch (error) {
    return isToolError(error) ? "refused" : { error };
  }
  return Object.keys(Object.prototype).length === 0
    ? "read"
    : { error: new Error("Object.prototype was changed") };
}

import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { isToolError } from "../../src/core/errors.ts";
import type { ToolError } from "../../src/core/errors.ts";
import { type Limits } from "../../src/io/bgzf/limits.ts";
import { checkEof, RangeInflater } from "../../src/io/bgzf/index.ts";

export const LIMITS: Limits = DEFAULT_POLICY.limits;

/** A folder that `dispose` removes. */
export class TempDir {
  readonly path: string = mkdtempSync(join(tmpdir(), "panelist-bgzf-"));
  file(name: string, bytes: Uint8Array | string): string {
    const path = join(this.path, name);
    writeFileSync(path, bytes);
    return path;
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function withFile<T>(
  path: string,
  use: (inflater: RangeInflater, fd: number, size: number) => T,
): T {
  const fd = openSync(path, "r");
  try {
    const { size } = statSync(path);
    return use(new RangeInflater({ fd, size, path, limits: LIMITS }), fd, size);
  } finally {
    closeSync(fd);
  }
}

/** The whole file by ranges that begin at `starts` (with 0), as a run over workers reads it. */
export function readByRanges(
  path: string,
  starts: readonly number[],
  limits: Limits = LIMITS,
): Buffer {
  const fd = openSync(path, "r");
  try {
    const { size } = statSync(path);
    checkEof(fd, size, path);
    const inflater = new RangeInflater({ fd, size, path, limits });
    const cuts = [...new Set([0, ...starts.filter((s) => s < size), size])].toSorted(
      (a, b) => a - b,
    );
    const parts: Uint8Array[] = [];
    let joined = 0;
    cuts.slice(0, -1).forEach((start, i) => {
      const end = cuts[i + 1] ?? size;
      let exact = start === 0;
      let at = start;
      do {
        let range = inflater.read(at, end, exact);
        if (range.start !== joined) range = inflater.read(joined, end, true);
        if (range.start !== joined) throw new Error(`gap: ${joined} to ${range.start}`);
        parts.push(Uint8Array.from(range.data));
        joined = range.end;
        at = range.end;
        exact = true;
      } while (at < end);
    });
    return Buffer.concat(parts);
  } finally {
    closeSync(fd);
  }
}

/** What was thrown, when it is one of our errors; the test fails on anything else. */
export function toolErrorOf(action: () => unknown): ToolError {
  try {
    action();
  } catch (error) {
    if (isToolError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

export async function toolErrorOfAsync(action: () => Promise<unknown>): Promise<ToolError> {
  try {
    await action();
  } catch (error) {
    if (isToolError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

export async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(Uint8Array.from(part));
  return Buffer.concat(parts);
}

/** Node's own reading of the members, with no check of ours. */
export function gunzipFile(path: string): Buffer {
  return gunzipSync(readFileSync(path));
}

export function hasTool(name: string): boolean {
  return spawnSync(name, ["--version"]).status === 0;
}

export function run(command: string, args: readonly string[]): string {
  const result = spawnSync(command, args, { maxBuffer: 1 << 28 });
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(" ")}: ${result.stderr.toString()}`);
  return result.stdout.toString();
}

/**
 * The folder of --out-dir as one set: `run.json` comes last and names the other files with their digests, and an
 * older one is gone before the first of them changes. A folder without it is no whole set; one whose files are not
 * those that it names is of more than one run.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { isMissing, messageOf, ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import type { OutputFile } from "./output.ts";
import { isAsSealed, type RunDocument } from "./run.ts";

/** The record that makes a set of the files beside it. */
export const RECORD = "run.json";

type OutputDigests = NonNullable<RunDocument["outputs"]>;

/**
 * Gives names to files that are whole on the disk, the record's last. Where it fails half-way there is no record,
 * and what has no name yet is removed.
 * @param last of the others: the record, or the index of a file, which must never be older than it
 */
export async function commitSet(outputs: readonly OutputFile[], last: OutputFile): Promise<void> {
  try {
    for (const output of [...outputs, last]) await output.finish();
    last.retire();
    for (const output of [...outputs, last]) await output.commit();
  } catch (error) {
    await Promise.all([...outputs, last].map((output) => output.abort()));
    throw error;
  }
}

interface SetFault {
  /** In the folder. */
  file: string;
  problem: "missing" | "digest" | "unreadable";
  detail: string;
}

/**
 * What is not as the run left it.
 * @returns undefined: the record is of an earlier program and names no files
 * @throws ToolError E_INPUT_MISSING: no such folder
 */
export function setFaults(folder: string): SetFault[] | undefined {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ToolError("E_INPUT_MISSING", "no such folder", { path: folder });
  const outputs = outputsOf(folder);
  if (!Array.isArray(outputs)) return outputs === undefined ? undefined : [outputs];
  return outputs.flatMap(({ name, sha256: kept }): SetFault[] => {
    const bytes = bytesOf(join(folder, name));
    if (bytes === undefined) return [{ file: name, problem: "missing", detail: "is not there" }];
    if (sha256(bytes) === kept) return [];
    return [{ file: name, problem: "digest", detail: "is not the one that this run wrote" }];
  });
}

/** @returns a fault: there is no record to read; undefined: it names no files */
function outputsOf(folder: string): OutputDigests | SetFault | undefined {
  const bytes = bytesOf(join(folder, RECORD));
  if (bytes === undefined)
    return {
      file: RECORD,
      problem: "missing",
      detail: "there is no run.json: a run was ended before all of its files were in place",
    };
  const text = bytes.toString("utf8");
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return { file: RECORD, problem: "unreadable", detail: `is not JSON: ${messageOf(error)}` };
  }
  if (!isObject(record)) return { file: RECORD, problem: "unreadable", detail: "is no object" };
  // Version 1 named no files; what ends with a digest is held to it.
  const { outputs, version, sha256: digest } = record;
  const isFirst = version === 1 && digest === undefined;
  if (isFirst && outputs === undefined) return undefined;
  if (!isFirst && isAsSealed(text) !== true)
    return { file: RECORD, problem: "digest", detail: "is not the one that this run wrote" };
  if (Array.isArray(outputs) && outputs.every(isOutput)) return outputs;
  return { file: RECORD, problem: "unreadable", detail: "names no outputs" };
}

function isOutput(value: unknown): value is OutputDigests[number] {
  return (
    isObject(value) && typeof value["name"] === "string" && typeof value["sha256"] === "string"
  );
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new ToolError("E_IO", `cannot be read: ${messageOf(cause)}`, { path, cause });
  }
}

/**
 * For who reads one file of the folder.
 * @throws ToolError E_REPORT: there is no record, or the file is of another run
 */
export function refuseMixedSet(folder: string, file: string): void {
  const fault = setFaults(folder)?.find((one) => one.file === RECORD || one.file === file);
  if (fault === undefined) return;
  throw new ToolError("E_REPORT", `the set of outputs is not whole: ${fault.detail}`, {
    path: join(folder, fault.file),
    hint: `run the analysis again; or give ${join(folder, file)} itself, to read it as it is`,
  });
}

/**
 * The folder of --out-dir as one set: `run.json` is written last and lists the other files with their digests, and
 * an older one is removed before the first of them changes. A folder without it is no whole set; one whose files
 * are not those that it names is of more than one run. It ends with its own digest.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { isMissing, messageOf, ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { sealOf } from "../core/seal.ts";
import type { OutputFile } from "./output.ts";
import type { RunDocument } from "./run.ts";

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
    throw new ToolError("E_INPUT_MISSING", "no such folder", {
      path: folder,
      hint: "Give a folder made by --out-dir.",
    });
  const outputs = outputsOf(folder);
  if (!Array.isArray(outputs)) return outputs === undefined ? undefined : [outputs];
  return outputs.flatMap(({ name, sha256: kept }): SetFault[] => {
    const bytes = bytesOf(join(folder, name));
    if (bytes === undefined) return [{ file: name, problem: "missing", detail: "is missing" }];
    if (sha256(bytes) === kept) return [];
    return [{ file: name, problem: "digest", detail: "is not the file that this run wrote" }];
  });
}

/** @returns a fault: there is no record to read; undefined: it names no files */
function outputsOf(folder: string): OutputDigests | SetFault | undefined {
  const bytes = bytesOf(join(folder, RECORD));
  if (bytes === undefined)
    return {
      file: RECORD,
      problem: "missing",
      detail: "run.json is missing: the run was stopped before all of its files were written",
    };
  const text = bytes.toString("utf8");
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return { file: RECORD, problem: "unreadable", detail: `is not JSON: ${messageOf(error)}` };
  }
  if (!isObject(record))
    return { file: RECORD, problem: "unreadable", detail: "is not a run record" };
  const { outputs, version, sha256: said } = record;
  // Version 1 had neither a digest nor outputs.
  if (version === 1 && outputs === undefined && said === undefined) return undefined;
  if (!isAsSealed(text)) return { file: RECORD, problem: "digest", detail: NOT_SEALED };
  if (Array.isArray(outputs) && outputs.every(isOutput)) return outputs;
  return { file: RECORD, problem: "unreadable", detail: "lists no outputs" };
}

const NOT_SEALED = "has changed since the run wrote it: its checksum is missing or does not match";

/** @param text of a run.json of version 2 */
function isAsSealed(text: string): boolean {
  const seal = text.endsWith("\n") ? sealOf(text.slice(0, -1)) : undefined;
  return seal !== undefined && seal !== "broken";
}

/**
 * For who reads a record by itself.
 * @throws ToolError E_REPORT: it is not what the run wrote. One without a digest, of before there were any, is read
 */
export function refuseChangedRecord(text: string, path: string): void {
  if (sealOf(text.trimEnd()) !== "broken") return;
  throw new ToolError("E_REPORT", NOT_SEALED, {
    path,
    hint: "Run the analysis again, or restore the file from a backup.",
  });
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
  throw new ToolError("E_REPORT", `the set of outputs is incomplete: ${fault.detail}`, {
    path: join(folder, fault.file),
    hint: `Run the analysis again, or give ${join(folder, file)} itself to read it as it is.`,
  });
}

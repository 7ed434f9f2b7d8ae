/** An output that would overwrite one of the command's inputs is refused before anything is read. */
import { realpathSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Command } from "commander";
import { ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";

/** What --out-dir writes. */
const OF_FOLDER =
  /^(?:candidates\.(?:tsv|(?:sv\.)?vcf\.gz(?:\.tbi)?)|report\.(?:json|html)|summary\.json|run\.json|ro-crate-metadata\.json|.*_mqc\.json)$/;

/** @throws ToolError E_OUTPUT: by the real paths, links followed */
export function refuseOwnInput(command: Command): void {
  const { output, outDir, ...rest } = command.opts<Record<string, unknown>>();
  const [file, folder] = [realOf(output), realOf(outDir)];
  if (file === null && folder === null) return;
  for (const word of [...command.args, ...Object.values(rest)].flatMap(wordsOf)) {
    const input = realOf(word);
    if (input === null) continue;
    const isOfFolder = dirname(input) === folder && OF_FOLDER.test(basename(input));
    if (input !== file && !isOfFolder) continue;
    throw new ToolError("E_OUTPUT", "the output would replace this input of the command", {
      path: word,
      hint: `Write to another ${input === file ? "file" : "folder"}.`,
    });
  }
}

/** Also of lists, and of `NAME=path`. */
function wordsOf(value: unknown): string[] {
  if (typeof value === "string") return [value, value.slice(value.indexOf("=") + 1)];
  return Array.isArray(value) || isObject(value) ? Object.values(value).flatMap(wordsOf) : [];
}

/** null: there is nothing yet, or it is no path. Devices have no content that could be lost. */
function realOf(path: unknown): string | null {
  if (
    typeof path !== "string" ||
    path === "" ||
    path.includes("\0") ||
    /^\/(?:dev|proc)\//.test(path)
  )
    return null;
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

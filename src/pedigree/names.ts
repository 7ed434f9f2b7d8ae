/** Sample names that almost match (VCF-65): found for the message, never renamed. */
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";

/** What pipelines hang on a sample's name. */
const SUFFIXES = ["_germline", "-ready", "_ready", "-germline"];

/** Case, blanks and habitual suffixes taken away. */
function bareName(name: string): string {
  let bare = name.trim().toLowerCase().replace(/\s+/g, "");
  for (const suffix of SUFFIXES)
    if (bare.endsWith(suffix) && bare.length > suffix.length) bare = bare.slice(0, -suffix.length);
  return bare;
}

/** The name of `others` that looks most like `name`, or null when none is near; ties by text. */
export function nearestName(name: string, others: readonly string[]): string | null {
  return nearest(name, others, { most: 1, plain: bareName })[0] ?? null;
}

/** A name that only case, blanks or a suffix keep from matching; null otherwise. */
export function sameBareName(name: string, others: readonly string[]): string | null {
  const bare = bareName(name);
  return [...others].sort().find((other) => bareName(other) === bare) ?? null;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}

/** Names that are held against each other, and the pedigree's file. Without a pedigree it has no names. */
interface NameSets {
  pedNames?: readonly string[];
  vcfSamples: readonly string[];
  path?: string | undefined;
}

/** E_SAMPLE: somebody, whose name only `--log-ids` shows, is not where they should be. */
export function notAmong(
  who: string,
  where: "the VCF" | "the pedigree",
  name: string,
  sets: NameSets,
): ToolError {
  const named = `${who} '${name}' is not in ${where}`;
  return sampleMismatch(`${who} is not in ${where}`, name, sets, named);
}

/**
 * E_SAMPLE with both sets of names and the nearest one (VCF-65, T45).
 * @param message names nobody: whose name was typed, and whose is of an archive or a file, cannot be told here
 * @param named the same with the name
 */
export function sampleMismatch(
  message: string,
  name: string,
  { pedNames, vcfSamples, path }: NameSets,
  named: string = message,
): ToolError {
  const near = nearestName(name, vcfSamples);
  const ped =
    pedNames === undefined ? ["", ""] : [listed(pedNames), counted(pedNames.length, "name")];
  const [names, number] = ped.map((text) => (text === "" ? "" : `pedigree: ${text}; `));
  const sets = `${names}VCF: ${listed(vcfSamples)}`;
  const counts = `${number}VCF: ${counted(vcfSamples.length, "sample")}`;
  const same =
    pedNames === undefined
      ? "Use a name exactly as in the VCF."
      : "Use the same names in the pedigree and in the VCF.";
  return new ToolError("E_SAMPLE", `${message} (${counts})`, {
    path,
    hint:
      near === null ? same : `${same} One name is almost the same, but names are never changed.`,
    named: {
      message: `${named} (${sets})`,
      hint:
        near === null
          ? same
          : `Did you mean '${near}' for '${name}'? Names must be the same in both; nothing is renamed.`,
    },
  });
}

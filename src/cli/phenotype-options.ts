/** Options that name a patient's terms and the release they are held against. */
import { Option } from "commander";
import { ToolError } from "../core/errors.ts";
import { each } from "./values.ts";

export interface ReleaseValues {
  release?: string;
}

export interface PatientValues {
  hpo?: string[];
  phenopacket?: string[];
  hpoRelease?: string;
}

export function releaseOption(flags: string, help: string): Option {
  return new Option(flags, help).argParser(releaseDate);
}

/** `YYYY-MM-DD`. */
export function releaseDate(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  throw new ToolError("E_USAGE", `'${value}' is no release of HPO`, {
    hint: "A release is named by its date: 2023-01-27.",
  });
}

export function hpoOption(): Option {
  return new Option(
    "--hpo <terms>",
    "the patient's terms, joined by commas; ! before one that is absent; ids, labels or exact synonyms; repeatable",
  )
    .argParser(each)
    .helpGroup("Phenotype:");
}

export function hpoReleaseOption(): Option {
  return releaseOption(
    "--hpo-release <date>",
    "of HPO to rank by; default: the newest in the store",
  ).helpGroup("Phenotype:");
}

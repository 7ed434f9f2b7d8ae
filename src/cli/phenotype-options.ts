/** Options for a patient's terms and the release against which they are checked. */
import { each } from "./options.ts";
import { Option } from "commander";
import { usageError } from "../core/errors.ts";
import { isDay } from "../core/option-values.ts";
import type { PhenotypeOptions } from "../patient/types.ts";

export interface ReleaseValues {
  release?: string;
}

/** Of `analyse`: one patient. */
export interface PatientFileValues {
  hpo?: string[];
  phenopacket?: string;
  caseFile?: string;
  hpoRelease?: string;
  strict?: boolean | undefined;
  skipUnknownTerms?: true;
}

export function releaseOption(flags: string, help: string): Option {
  return new Option(flags, help).argParser(releaseDate);
}

/** `YYYY-MM-DD`. */
function releaseDate(value: string): string {
  if (isDay(value)) return value;
  throw usageError(
    `'${value}' is not an HPO release`,
    "Give the release's date, such as 2023-01-27.",
  );
}

export function hpoOption(): Option {
  return new Option(
    "--hpo <terms>",
    "give the patient's HPO terms (ids, labels or exact synonyms), separated by commas; put ! before a term that is absent; repeatable",
  )
    .argParser(each)
    .helpGroup("Phenotype:");
}

export function hpoReleaseOption(): Option {
  return releaseOption("--hpo-release <date>", "use this HPO release")
    .default(undefined, "newest in the store")
    .helpGroup("Phenotype:");
}

/** Of `phenotype rank`; a run has one of its own, which holds for its terms too. */
export function strictOption(): Option {
  return new Option(
    "--strict",
    "stop at terms from another ontology, and at terms that are both observed and absent",
  ).helpGroup("Phenotype:");
}

export function skipUnknownOption(): Option {
  return new Option(
    "--skip-unknown-terms",
    "drop terms that are not in the HPO release, with a warning, instead of stopping",
  ).helpGroup("Phenotype:");
}

/** Options of `analyse` that tell what the patient shows. */
export function patientOptions(): Option[] {
  return [
    hpoOption(),
    new Option(
      "--phenopacket <file>",
      "read the patient's terms, sex and family from a phenopacket (GA4GH, v1 or v2)",
    )
      .conflicts("caseFile")
      .helpGroup("Phenotype:"),
    new Option(
      "--case-file <file>",
      "read terms, family, panels and files from a case file (YAML or JSON; docs/case-and-policy.md)",
    ).helpGroup("Phenotype:"),
    hpoReleaseOption(),
    skipUnknownOption(),
  ];
}

/** What the jobs are asked; undefined: nothing tells what the patient shows. */
export function toPhenotypeOptions(values: PatientFileValues): PhenotypeOptions | undefined {
  const { hpo = [], phenopacket, caseFile, hpoRelease: release, strict, skipUnknownTerms } = values;
  if (hpo.length === 0 && phenopacket === undefined && caseFile === undefined) {
    if (release === undefined) return undefined;
    throw usageError("--hpo-release needs terms", "Give --hpo, --phenopacket or --case-file.");
  }
  return { hpo, phenopacket, caseFile, release, strict, skipUnknownTerms };
}

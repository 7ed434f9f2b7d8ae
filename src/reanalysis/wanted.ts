/** The cases named in a file: a manifest, a case file or a phenopacket. */
import { usageError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { readText } from "../io/read-text.ts";
import { type CaseSettings, type Defaults, manifestRows, type Wanted } from "./manifest.ts";
import type { PhenotypeOptions } from "../patient/types.ts";
import { withPatientFiles } from "../analysis/patient-files.ts";

/** @throws ToolError E_USAGE, E_PATIENT, E_INPUT_MISSING: the file is right as a whole or not read at all */
export async function wantedIn(path: string, defaults: Defaults): Promise<Wanted[]> {
  const isPatient = /\.(?:json|ya?ml)$/i.test(path);
  const { phenopacket, manifest } = LIMITS.files;
  const text = await readText(path, isPatient ? phenopacket : manifest);
  if (isPatient) return [await patientWanted(text, path, defaults)];
  return manifestRows(text, path, defaults);
}

/** Of a table that names none: there may be nothing to do tonight, but it is said. */
export const noCase = (path: string): string => `${path}: no cases below the line of column names`;

/** @throws ToolError E_USAGE: two of the cases have one name */
export function refuseTwice(cases: readonly { id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of cases) {
    if (seen.has(id)) throw usageError(`case '${id}' is named twice`);
    seen.add(id);
  }
}

/** A case file or a phenopacket: what it leaves open the command line says. */
async function patientWanted(
  text: string,
  path: string,
  { add, analyse }: Defaults,
): Promise<Wanted> {
  const { readCaseFile } = await import("../phenotype/case-file/index.ts");
  const { release, strict, skipUnknownTerms } = analyse.phenotype ?? {};
  const requested = async (file: Partial<PhenotypeOptions>, hasTerms: boolean) => {
    const phenotype = { hpo: [], release, strict, skipUnknownTerms, ...file };
    const options = await withPatientFiles({ ...analyse, phenotype });
    // A patient without terms asks for no release of HPO.
    return hasTerms ? options : { ...options, phenotype: undefined };
  };
  if (/\bpanelist\.case\b/.test(text)) {
    const stated = readCaseFile(text, path);
    const { id, terms, consent } = stated;
    const status = stated.status as CaseSettings["status"];
    const { given, until = null } = consent ?? add.consent;
    const own = { ...add, status, consent: { given, until } };
    const open = async () => ({
      add: own,
      options: await requested({ caseFile: path }, terms.length > 0),
    });
    return { id, overruled: [], open };
  }
  const { readPhenopacket } = await import("../phenotype/index.ts");
  const { features, subjectId, ...packet } = readPhenopacket(text, path);
  const options = () => requested({ phenopacket: path }, features.length > 0);
  const id = packet.id === "" ? subjectId : packet.id;
  return { id, overruled: [], open: async () => ({ add, options: await options() }) };
}

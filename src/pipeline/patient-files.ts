/** What a case file or a phenopacket says besides terms, where the command line is silent. */
import { dirname, isAbsolute, join } from "node:path";
import { readPhenopacket } from "../phenotype/index.ts";
import type { AnalyseOptions } from "./options.ts";
import { textAt } from "./patient.ts";

/**
 * Fills what the command line left open: files, panels, genes, assembly, proband and family of a case
 * file; family and sex of a phenopacket.
 * @throws ToolError E_INPUT_MISSING, E_PATIENT
 */
export async function withPatientFiles(options: AnalyseOptions): Promise<AnalyseOptions> {
  const { caseFile = null, phenopacket = null } = options.phenotype ?? {};
  if (caseFile !== null) return withCaseFile(options, caseFile);
  return phenopacket === null ? options : withPhenopacket(options, phenopacket);
}

async function withCaseFile(options: AnalyseOptions, path: string): Promise<AnalyseOptions> {
  const { pedOf, readCaseFile } = await import("../phenotype/case-file/index.ts");
  const told = readCaseFile(await textAt(path), path);
  const beside = (file: string): string =>
    isAbsolute(file) || /^https?:\/\//i.test(file) ? file : join(dirname(path), file);
  const named = options.panels.length + options.genes.length > 0;
  const indication = told.indication === null ? [] : [told.indication];
  const proband = told.family.find(({ id }) => id === told.proband);
  return {
    ...options,
    vcfs: options.vcfs.length > 0 ? options.vcfs : told.vcfs.map(beside),
    panels: named ? options.panels : [...indication, ...told.panels],
    genes: named ? options.genes : told.genes,
    assembly: options.assembly ?? told.assembly,
    proband: options.proband ?? proband?.sample ?? told.proband,
    ...(options.ped === null && told.family.length > 0
      ? { pedigree: { path, text: pedOf(told) } }
      : {}),
  };
}

const SEXES: Record<string, string> = { MALE: "1", FEMALE: "2", "2": "1", "1": "2" };
const AFFECTED: Record<string, string> = { AFFECTED: "2", UNAFFECTED: "1", "2": "2", "1": "1" };

async function withPhenopacket(options: AnalyseOptions, path: string): Promise<AnalyseOptions> {
  const { pedigree, files, sex, subjectId } = readPhenopacket(await textAt(path), path);
  const samples: Record<string, string> = Object.assign({}, ...files.map((file) => file.samples));
  const sampleOf = (id: string): string => (id === "" || id === "0" ? "0" : (samples[id] ?? id));
  if (options.ped === null && pedigree.length > 0) {
    const lines = pedigree.map((person) =>
      [
        person.familyId === "" ? "family" : person.familyId,
        sampleOf(person.individualId),
        sampleOf(person.paternalId),
        sampleOf(person.maternalId),
        SEXES[person.sex] ?? "0",
        AFFECTED[person.affected] ?? "0",
      ].join("\t"),
    );
    const proband = options.proband ?? (subjectId === "" ? null : sampleOf(subjectId));
    return { ...options, proband, pedigree: { path, text: `${lines.join("\n")}\n` } };
  }
  if (sex === "unknown" || Object.keys(options.sex).length > 0 || options.ped !== null)
    return options;
  return { ...options, sex: { "": sex } };
}

/** What a case file or phenopacket contains besides terms, used where the command line gives nothing. */
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { isFileWord } from "../core/panel-word.ts";
import { parseRCode } from "../core/rcode.ts";
import { readText } from "../io/read-text.ts";
import { readPhenopacket } from "../phenotype/index.ts";
import type { AnalyseOptions } from "./options.ts";
import { namedFile } from "./named-files.ts";

/**
 * Fills what the command line left open: files, panels, genes, assembly, proband and family of a case
 * file; files, assembly, family and sex of a phenopacket.
 * @throws ToolError E_INPUT_MISSING, E_PATIENT
 */
export async function withPatientFiles(options: AnalyseOptions): Promise<AnalyseOptions> {
  const { caseFile, phenopacket } = options.phenotype ?? {};
  if (caseFile !== undefined) return withCaseFile(options, caseFile);
  return phenopacket === undefined ? options : withPhenopacket(options, phenopacket);
}

async function withCaseFile(options: AnalyseOptions, path: string): Promise<AnalyseOptions> {
  const { pedOf, readCaseFile } = await import("../phenotype/case-file/index.ts");
  const stated = readCaseFile(await readText(path, LIMITS.files.caseFile), path);
  const named = options.panels.length + options.genes.length > 0;
  const indication = stated.indication === null ? [] : [codeOf(stated.indication, path)];
  const panelOf = (word: string): string =>
    isFileWord(word) ? namedFile(path, word, options.dataRoot) : word;
  const proband = stated.family.find(({ id }) => id === stated.proband);
  return {
    ...options,
    vcfs:
      options.vcfs.length > 0
        ? options.vcfs
        : stated.vcfs.map((file) => namedFile(path, file, options.dataRoot)),
    panels: named ? options.panels : [...indication, ...stated.panels.map(panelOf)],
    genes: named ? options.genes : stated.genes,
    assembly: options.assembly ?? stated.assembly ?? undefined,
    proband: options.proband ?? proband?.sample ?? stated.proband ?? undefined,
    pedigree: stated.family.length > 0 ? { path, text: pedOf(stated) } : undefined,
  };
}

/** A code, with or without a version, is never taken for a file. */
function codeOf(indication: string, path: string): string {
  const [code = "", ...version] = indication.split("@");
  if (parseRCode(code) !== null && !isFileWord(version.join("@"))) return indication;
  throw new ToolError("E_PATIENT", "indication: not a code of the Test Directory", {
    path,
    hint: "Write a code such as R59 or R27.3; list other panels under panels.",
  });
}

const ASSEMBLIES: Record<string, Assembly> = {
  grch37: "GRCh37",
  hg19: "GRCh37",
  grch38: "GRCh38",
  hg38: "GRCh38",
};

async function withPhenopacket(given: AnalyseOptions, path: string): Promise<AnalyseOptions> {
  const text = await readText(path, LIMITS.files.phenopacket);
  const { pedigree, files, sex, subjectId } = readPhenopacket(text, path);
  const vcfs = files.filter(({ format }) => format.toLowerCase() === "vcf");
  // Its word on the assembly is of its own files.
  const stated = given.vcfs.length > 0 ? undefined : vcfs.find((file) => file.assembly !== "");
  const options: AnalyseOptions = {
    ...given,
    vcfs:
      given.vcfs.length > 0
        ? given.vcfs
        : vcfs.map(({ uri }) => namedFile(path, uri, given.dataRoot)),
    assembly: given.assembly ?? ASSEMBLIES[stated?.assembly.toLowerCase() ?? ""],
  };
  const samples: Record<string, string> = Object.assign({}, ...files.map((file) => file.samples));
  const sampleOf = (id: string): string => (id === "" || id === "0" ? "0" : (samples[id] ?? id));
  if (options.ped === undefined && pedigree.length > 0) {
    const lines = pedigree.map((person) =>
      [
        person.familyId === "" ? "family" : person.familyId,
        sampleOf(person.individualId),
        sampleOf(person.paternalId),
        sampleOf(person.maternalId),
        person.sex,
        person.affected,
      ].join("\t"),
    );
    const proband = options.proband ?? (subjectId === "" ? undefined : sampleOf(subjectId));
    return { ...options, proband, pedigree: { path, text: `${lines.join("\n")}\n` } };
  }
  if (sex === "unknown" || Object.keys(options.sex).length > 0 || options.ped !== undefined)
    return options;
  return { ...options, sex: { "": sex } };
}

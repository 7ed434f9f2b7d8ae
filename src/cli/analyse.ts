/** `panelist analyse`: a family's VCF in, ranked candidates out. */
import { Command, Option } from "commander";
import { usageError } from "../core/errors.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { summaryLines } from "../report/index.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  beyondOptions,
  familyOptions,
  logOptions,
  outputOption,
  panelOptions,
  readingOptions,
} from "./options.ts";
import { patientOptions, type PatientFileValues, toPhenotypeOptions } from "./phenotype-options.ts";
import { peopleOptions, type PeopleValues } from "./report.ts";
import { type Session, withIo } from "./session.ts";
import { formatByName } from "./values.ts";

/** What names a run: of `analyse`, `explain` and `archive add`. */
export type AskedValues = AnalysisValues & PatientFileValues;

type AnalyseValues = AnalysisValues & OutputValues & PatientFileValues & PeopleValues;

const FORMATS = ["tsv", "json", "vcf", "html", "xlsx"] as const;
type Format = (typeof FORMATS)[number];

interface OutputValues {
  output?: string;
  format?: Format;
  outDir?: string;
}

export function analyseCommand(session: Session): Command {
  const command = new Command("analyse").argument(
    "[vcf...]",
    "annotated VCF: a bgzipped, gzipped or plain file, an http(s) address, or - for standard input; several files count as parts of one; optional where a case file or phenopacket names it",
  );
  return addOptions(
    command,
    ...askedOptions(),
    ...outputOptions(),
    ...peopleOptions(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcfs: string[], values: AnalyseValues) => {
      const options = await requestOf(vcfs, values);
      const outputs = {
        file: values.output,
        format: values.format ?? formatByName(values.output, FORMATS, "tsv"),
        dir: values.outDir,
        people: { links: values.links, allowNhsNumbers: values.allowNhsNumbers ?? false },
      };
      await withIo(session, values, async (io) => {
        const { analyseInto } = await import("../analysis/analyse.ts");
        const run = await analyseInto(options, outputs, io);
        for (const line of summaryLines(run)) io.log.info(line);
      });
    });
}

/** All that the answer can depend on: of `analyse` and of `explain`, which tells of the same answer. */
export function askedOptions(): Option[] {
  return [
    ...panelOptions(),
    ...beyondOptions(),
    ...familyOptions(),
    ...patientOptions(),
    ...readingOptions(),
  ];
}

/** What is asked, with what the patient's files say where the command line is silent. */
export async function requestOf(vcfs: string[], values: AskedValues): Promise<AnalyseOptions> {
  const phenotype = toPhenotypeOptions(values);
  if (vcfs.length === 0 && values.caseFile === undefined && values.phenopacket === undefined) {
    throw usageError("missing required argument 'vcf'", "See `panelist analyse --help`.");
  }
  const options = analyseOptionsOf(vcfs, values);
  if (phenotype === undefined) return options;
  const { withPatientFiles } = await import("../analysis/patient/patient-files.ts");
  const requested = await withPatientFiles({ ...options, phenotype });
  if (requested.vcfs.length > 0) return requested;
  throw usageError(
    "neither the command line nor the patient's file names a VCF",
    "Add the VCF to the command line.",
  );
}

function outputOptions(): Option[] {
  return [
    outputOption().conflicts("outDir"),
    new Option("--format <format>", "choose the output format")
      .choices(FORMATS)
      .default(undefined, "by the output's name, or tsv")
      .conflicts("outDir"),
    new Option(
      "--out-dir <dir>",
      "write everything into this folder: candidates.tsv, report.json, report.html, candidates.vcf.gz with .tbi, two files for MultiQC, and run.json",
    ),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  Analyse a trio against two bundled panels, with the table on standard output:
  $ panelist analyse trio.vcf.gz --ped trio.ped --panel epilepsy --panel cardiomyopathy

  Analyse one person with a panel from a file, and write everything into a folder:
  $ panelist analyse me.vcf.gz --sex female --panel panelapp-59.json --out-dir results/

  Analyse all genes, from a pipe:
  $ bcftools view -f PASS trio.bcf | panelist analyse - --ped trio.ped --gene-agnostic`;

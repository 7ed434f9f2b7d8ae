/** `panelist analyse`: a family's VCF in, ranked candidates out. */
import { join } from "node:path";
import { Command, Option } from "commander";
import { usageError } from "../core/errors.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { checkColumns, type Look, summaryLines } from "../report/index.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  beyondOptions,
  familyOptions,
  logOptions,
  orderOption,
  outputOption,
  panelOptions,
  readingOptions,
  recordOptions,
} from "./options.ts";
import { patientOptions, type PatientFileValues, toPhenotypeOptions } from "./phenotype-options.ts";
import { peopleOptions, type PeopleValues } from "./report.ts";
import { type Session, withIo } from "./session.ts";
import { lookOf, refuseTerminal } from "./terminal.ts";
import { columnNames, formatOf, tableWidth } from "./values.ts";

/** What names a run: of `analyse`, `explain` and `archive add`. */
export type AskedValues = AnalysisValues & PatientFileValues;

type AnalyseValues = AnalysisValues & OutputValues & PatientFileValues & PeopleValues;

const FORMATS = ["tsv", "table", "json", "vcf", "html", "xlsx", "pheval"] as const;
type Format = (typeof FORMATS)[number];

interface OutputValues {
  output?: string;
  format?: Format;
  width?: number;
  columns?: string[];
  outDir?: string;
}

export function analyseCommand(session: Session): Command {
  const command = new Command("analyse").argument(
    "[vcf...]",
    "annotated VCF: a bgzipped, gzipped or plain file, an http(s) address, or - for standard input; several files are treated as parts of one, and files of structural variants, copy numbers or mobile elements may be given alongside them, in any order; optional if a case file or phenopacket names it",
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
      const outputs = {
        ...shapeOf(values),
        file: values.output,
        dir: values.outDir,
        pruneTranscripts: values.pruneTranscripts ?? false,
        people: { links: values.links, allowNhsNumbers: values.allowNhsNumbers ?? false },
      };
      const options = await requestOf(vcfs, values);
      await withIo(session, values, async (io) => {
        const { analyseInto } = await import("../analysis/analyse.ts");
        const run = await analyseInto(options, outputs, io);
        const { complete, labels, warnings } = run;
        io.total({ ...run.counts, complete, warnings: warnings.length, labels });
        // Whoever reads the table at a terminal has its counts before their eyes.
        if (outputs.look !== undefined && session.terminal.live && process.stdout.isTTY) return;
        for (const line of summaryLines(run)) io.log.info(line);
      });
    });
}

/**
 * A person at a terminal gets the table, as much of it as can be seen at once; a file or pipe gets the TSV.
 * @throws ToolError E_USAGE: no such column, an option of the table for another format, bytes for a terminal
 */
function shapeOf(values: OutputValues): { format: Format; look: Look | undefined } {
  const { output, format: asked, outDir, width, columns = null } = values;
  const isTerminal = process.stdout.isTTY && (output === undefined || output === "-");
  const isTable = isTerminal || width !== undefined || columns !== null;
  const format = formatOf(asked, output, FORMATS, isTable ? "table" : "tsv");
  if (columns !== null) checkColumns(columns);
  if (format !== "table" && (width !== undefined || columns !== null))
    throw usageError(
      `--width and --columns apply to the table, not to ${format}`,
      "Leave them out, or give --format table.",
    );
  if (isTerminal && outDir === undefined) refuseTerminal(format, "analyse");
  if (format !== "table") return { format, look: undefined };
  if (outDir !== undefined && !isTerminal && width === undefined && columns === null)
    return { format, look: undefined };
  const rest =
    outDir === undefined
      ? "For all columns use -o candidates.tsv; for report and record --out-dir <folder>"
      : `Report: ${join(outDir, "report.html")}`;
  const { height, ...look } = lookOf(isTerminal ? process.stdout : null, process.env);
  const isWhole = asked === "table" || !isTerminal;
  return {
    format,
    look: { ...look, width: width ?? look.width, height: isWhole ? null : height, columns, rest },
  };
}

/** All that the answer can depend on: of `analyse` and of `explain`, which tells of the same answer. */
export function askedOptions(): Option[] {
  return [
    ...panelOptions(),
    ...beyondOptions(),
    orderOption(),
    ...familyOptions(),
    ...patientOptions(),
    ...readingOptions(),
  ];
}

/** What is asked, with what the patient's files say where the command line is silent. */
export async function requestOf(vcfs: string[], values: AskedValues): Promise<AnalyseOptions> {
  const phenotype = toPhenotypeOptions(values);
  if (vcfs.length === 0 && values.caseFile === undefined && values.phenopacket === undefined)
    throw usageError("missing required argument 'vcf'", "See `panelist analyse --help`.");
  const options = analyseOptionsOf(vcfs, values);
  if (phenotype === undefined) return options;
  const { withPatientFiles } = await import("../analysis/patient-files.ts");
  const requested = await withPatientFiles({ ...options, phenotype });
  if (requested.vcfs.length > 0) return requested;
  throw usageError(
    "no VCF is given on the command line or in the patient's file",
    "Add the VCF to the command line.",
  );
}

function outputOptions(): Option[] {
  return [
    outputOption().conflicts("outDir"),
    new Option("--format <format>", "choose the output format")
      .choices(FORMATS)
      .default(undefined, "from the output's name; else table on a terminal, tsv elsewhere")
      .conflicts("outDir"),
    new Option("--width <columns>", "set the width of the table")
      .argParser(tableWidth)
      .default(undefined, "the terminal's width, or 80"),
    new Option(
      "--columns <names>",
      "show these columns in the table, separated by commas: rank, tier, gene, change, zygosity, inheritance, chance, frequency, clinvar, evidence, or any column of the TSV",
    ).argParser(columnNames),
    new Option(
      "--out-dir <dir>",
      "write everything into this folder: candidates.tsv, report.json, report.html, candidates.vcf.gz (and candidates.sv.vcf.gz, if files of structural variants are read) with .tbi, two files for MultiQC, summary.json, ro-crate-metadata.json and run.json",
    ),
    ...recordOptions(),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  Analyse a trio against two bundled panels, with the table on standard output:
  $ panelist analyse trio.vcf.gz --ped trio.ped --panel epilepsy \\
      --panel cardiomyopathy

  Analyse one person with a panel from a file, into a folder:
  $ panelist analyse me.vcf.gz --sex female --panel panelapp-59.json \\
      --out-dir results/

  Analyse a trio's small, structural and copy-number variants together:
  $ panelist analyse trio.vcf.gz manta.vcf.gz cnv.vcf.gz --ped trio.ped \\
      --panel epilepsy --out-dir results/

  Analyse all genes, from a pipe:
  $ bcftools view -f PASS trio.bcf | panelist analyse - --ped trio.ped \\
      --gene-agnostic`;

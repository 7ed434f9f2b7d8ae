/** `panelist analyse`: a family's VCF in, ranked candidates out. */
import { Command, Option } from "commander";
import {
  addOptions,
  type AnalysisValues,
  beyondOptions,
  familyOptions,
  logOptions,
  type LogValues,
  panelOptions,
  readingOptions,
  toAnalyseOptions,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";

interface OutputValues {
  output?: string;
  format: "tsv" | "json" | "vcf";
  outDir?: string;
}

export function analyseCommand(session: Session): Command {
  const command = new Command("analyse")
    .description("rank the candidate variants of one person or family")
    .argument(
      "<vcf...>",
      "annotated VCF: bgzipped, gzipped or plain file, http(s) address, or - for standard input; several files are parts of one family's variants",
    );
  return addOptions(
    command,
    ...panelOptions(),
    ...beyondOptions(),
    ...familyOptions(),
    ...readingOptions(),
    ...outputOptions(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcfs: string[], values: AnalysisValues & OutputValues & LogValues) => {
      const options = toAnalyseOptions(vcfs, values);
      const outputs = {
        file: values.output ?? null,
        format: values.format,
        dir: values.outDir ?? null,
      };
      await withIo(session, values, async (io) => {
        const { analyse } = await import("../pipeline/index.ts");
        const summary = await analyse(options, outputs, io);
        for (const line of summary.lines) io.log.info(line);
      });
    });
}

function outputOptions(): Option[] {
  return [
    new Option("-o, --output <file>", "default: standard output").conflicts("outDir"),
    new Option("--format <format>", "of the output")
      .choices(["tsv", "json", "vcf"])
      .default("tsv")
      .conflicts("outDir"),
    new Option(
      "--out-dir <dir>",
      "a folder for candidates.tsv, report.json, candidates.vcf.gz with .tbi, and run.json",
    ),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  a trio against two bundled panels, the table on standard output:
  $ panelist analyse trio.vcf.gz --ped trio.ped --panel epilepsy --panel cardiomyopathy

  one person, a panel from a file, everything into a folder:
  $ panelist analyse me.vcf.gz --sex female --panel panelapp-59.json --out-dir results/

  all genes, from a pipe:
  $ bcftools view -f PASS trio.bcf | panelist analyse - --ped trio.ped --gene-agnostic`;

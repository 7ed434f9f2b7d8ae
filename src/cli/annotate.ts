/** `panelist annotate`: a VCF with panelist's own annotation, or how that differs from the annotation of a file. */
import { Command, Option } from "commander";
import { counted } from "../core/counted.ts";
import { usageError } from "../core/errors.ts";
import { caFileOption } from "./network.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  assemblyOption,
  emptyOption,
  logOptions,
  policyOption,
  remoteOption,
  transcriptOptions,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { storeOption } from "./store.ts";
import { print } from "./terminal.ts";

interface AnnotateValues extends AnalysisValues {
  output?: string;
  compare?: string;
}

export function annotateCommand(session: Session): Command {
  const command = new Command("annotate").argument(
    "[vcf]",
    "a VCF without annotation, or - for standard input",
  );
  return addOptions(
    command,
    ...outputOptions(),
    ...transcriptOptions(),
    storeOption(),
    assemblyOption(),
    remoteOption(),
    caFileOption(),
    policyOption(),
    emptyOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcf: string | undefined, values: AnnotateValues) => {
      const { output, compare, ...asked } = values;
      if ((vcf === undefined) === (compare === undefined))
        throw usageError("annotate needs one VCF to annotate, or --compare with an annotated one");
      const options = analyseOptionsOf([vcf ?? compare ?? ""], asked);
      await withIo(session, values, async (io) => {
        if (compare === undefined) {
          const { annotate } = await import("../analysis/annotate.ts");
          const to = output === undefined || output === "-" ? process.stdout : output;
          const { records, annotated } = await annotate(options, to, io);
          io.total({ records, annotated });
          io.log.info(`${counted(records, "record")} read, ${annotated} annotated`);
          return;
        }
        const { compareAnnotation } = await import("../analysis/compare-annotation.ts");
        const { comparisonText, comparisonLines } = await import("./print/comparison.ts");
        const compared = await compareAnnotation(options, io);
        io.total(compared.counts);
        await print(comparisonText(compared), "text");
        for (const line of comparisonLines(compared)) io.log.info(line);
      });
    });
}

function outputOptions(): Option[] {
  return [
    new Option(
      "-o, --output <file>",
      "write to this file, bgzipped and indexed if its name ends in .gz",
    ).default(undefined, "standard output, as text"),
    new Option(
      "--compare <vcf>",
      "list the differences between this file's annotation and panelist's, and write no VCF",
    ).conflicts("output"),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  Import a release of transcripts once, then annotate a file:
  $ panelist knowledge import transcripts Homo_sapiens.GRCh38.112.gff3.gz \\
      --reference GRCh38.fa
  $ panelist annotate trio.vcf.gz -o trio.annotated.vcf.gz

  List the differences from an existing annotation:
  $ panelist annotate --compare trio.vep.vcf.gz > differences.tsv`;

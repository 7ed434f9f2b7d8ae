/** `panelist archive import`: many cases at once; `archive export`: some of them as an archive of their own. */
import { Command } from "commander";
import { usageError } from "../core/errors.ts";
import {
  byOf,
  byOption,
  type ByValues,
  panelVersionOption,
  shardOption,
} from "./archive-options.ts";
import { UNFIT } from "./archive-add.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  beyondOptions,
  logOptions,
  panelOptions,
  readingOptions,
} from "./options.ts";
import { hpoReleaseOption, skipUnknownOption } from "./phenotype-options.ts";
import { outcomeCounts, tabbed } from "./print/lines.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";
import { exitCodeOfSome } from "./exit.ts";

interface ImportValues extends AnalysisValues, ByValues {
  shard?: { index: number; of: number };
  panelVersion?: string[];
  hpoRelease?: string;
  skipUnknownTerms?: true;
}

export function archiveImportCommand(session: Session): Command {
  const command = new Command("import")
    .description(
      "add many cases; cases already there are skipped, and one that fails does not stop the others",
    )
    .argument("<archive>", "the archive's folder")
    .argument(
      "<file...>",
      "tables of cases (.tsv), case files and phenopackets (.json, .yaml), or archives made by `archive export`",
    );
  return addOptions(
    command,
    shardOption(),
    byOption(),
    ...panelOptions(),
    panelVersionOption().helpGroup("Panels:"),
    ...beyondOptions(),
    hpoReleaseOption(),
    skipUnknownOption(),
    ...readingOptions().filter(({ long }) => !UNFIT.has(long ?? "")),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (archive: string, files: string[], values: ImportValues) => {
      const { shard, hpoRelease: release, skipUnknownTerms } = values;
      await withIo(session, values, async (io) => {
        const { importCases } = await import("../reanalysis/import.ts");
        const { addedLines } = await import("./print/cases.ts");
        const outcomes = await importCases(
          {
            archive,
            files,
            shard,
            onCase: (done) => {
              for (const line of addedLines(done)) io.log.info(line);
            },
            add: {
              status: "open",
              consent: { given: true, until: null },
              assay: undefined,
              by: byOf(values),
              panelVersions: values.panelVersion ?? [],
            },
            analyse: {
              ...analyseOptionsOf([], values),
              phenotype: { hpo: [], release, strict: values.strict, skipUnknownTerms },
            },
          },
          io,
        );
        const failed = outcomes.filter(({ outcome }) => outcome === "failed");
        for (const one of failed) io.failed(one);
        io.total(outcomeCounts(outcomes));
        const rows = outcomes.map(({ case: id, outcome, code, message }) => [
          id,
          outcome,
          code ?? ".",
          message ?? ".",
        ]);
        await print(tabbed(rows));
        session.exitCode = exitCodeOfSome(failed);
      });
    });
}

interface ExportValues extends ByValues {
  output: string;
}

export function archiveExportCommand(session: Session): Command {
  return new Command("export")
    .description("copy cases into a new archive, with the knowledge their runs used")
    .argument("<archive>", "the archive's folder")
    .argument("[case...]", "cases to copy; all if left out")
    .requiredOption("-o, --output <folder>", "create the new archive in this folder")
    .addOption(byOption())
    .action(async (archive: string, cases: string[], values: ExportValues) => {
      if (values.output === "-")
        throw usageError(
          "an export is a folder, and cannot be written to standard output",
          "Name a new folder with --output.",
        );
      const { exportCases } = await import("../reanalysis/copy.ts");
      const { output } = values;
      const requested = { archive, cases, output, by: byOf(values), now: new Date() };
      const { exportedText } = await import("./print/cases.ts");
      const done = await exportCases(requested);
      await print(exportedText(done), "text");
      session.exitCode = exitCodeOfSome(done.failed);
    });
}

const EXAMPLES = `
A table of cases begins with a line of column names: case, vcf, ped, panel,
genes, case_file, phenopacket, hpo, proband, sex, assembly, policy,
panel_override, status, consent (yes or no), consent_until, assay, identity,
coverage, label. Separate the items of a list by commas. Paths are relative to
the table. The options supply what the table omits.

Examples:
  $ panelist archive import cases/ manifest.tsv --panel R59
  $ panelist archive import cases/ manifest.tsv --shard 0/4`;

/** `panelist batch`: a table of families in, a folder of results per family out. */
import { Command, Option } from "commander";
import { labelsText } from "../core/label.ts";
import type { BatchOutcome } from "../reanalysis/batch.ts";
import { shardOption } from "./archive-options.ts";
import { exitCodeOfSome } from "./exit.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  beyondOptions,
  orderOption,
  each,
  logOptions,
  panelOptions,
  readingOptions,
  recordOptions,
} from "./options.ts";
import { hpoReleaseOption, skipUnknownOption } from "./phenotype-options.ts";
import { outcomeCounts, tabbed } from "./print/lines.ts";
import { peopleOptions, type PeopleValues } from "./report.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";

interface BatchValues extends AnalysisValues, PeopleValues {
  outDir: string;
  case?: string[];
  shard?: { index: number; of: number };
  hpoRelease?: string;
  skipUnknownTerms?: true;
}

export function batchCommand(session: Session): Command {
  const command = new Command("batch").argument(
    "<file...>",
    "tables of families (.tsv), case files and phenopackets (.json, .yaml)",
  );
  return addOptions(
    command,
    new Option(
      "--out-dir <dir>",
      "create a folder for each case in this folder",
    ).makeOptionMandatory(),
    new Option("--case <id>", "analyse only this case; repeatable").argParser(each),
    shardOption(),
    ...panelOptions(),
    ...beyondOptions(),
    orderOption(),
    hpoReleaseOption(),
    skipUnknownOption(),
    ...readingOptions(),
    ...recordOptions(),
    ...peopleOptions(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], values: BatchValues) => {
      const { outDir, shard, hpoRelease: release, skipUnknownTerms } = values;
      await withIo(session, values, async (io) => {
        const { batch } = await import("../reanalysis/batch.ts");
        // An error of the command line is told alone.
        const head = [HEAD];
        const outcomes = await batch(
          {
            files,
            only: values.case ?? [],
            outDir,
            shard,
            people: { links: values.links, allowNhsNumbers: values.allowNhsNumbers ?? false },
            pruneTranscripts: values.pruneTranscripts ?? false,
            analyse: {
              ...analyseOptionsOf([], values),
              phenotype: { hpo: [], release, strict: values.strict, skipUnknownTerms },
            },
            onCase: (outcome) => {
              if (outcome.outcome === "failed") io.failed(outcome);
              return print(tabbed([...head.splice(0), rowOf(outcome)]));
            },
          },
          io,
        );
        if (head.length > 0) await print(tabbed(head));
        io.total(outcomeCounts(outcomes));
        session.exitCode = exitCodeOfSome(outcomes.filter(({ outcome }) => outcome === "failed"));
      });
    });
}

const HEAD = "case outcome complete tier_1 tier_2 tier_3 code message labels".split(" ");

function rowOf({ case: id, outcome, found, code, message, labels }: BatchOutcome): string[] {
  const tiers = found?.counts.candidatesByTier;
  const figures = ([1, 2, 3] as const).map((tier) => String(tiers?.[tier] ?? "."));
  const complete = found === null ? "." : found.complete === true ? "yes" : "no";
  const marks = labelsText(labels) || ".";
  return [id, outcome, complete, ...figures, code ?? ".", message ?? ".", marks];
}

const EXAMPLES = `
The table is the same as for \`panelist archive import\`. Of its columns for an
archive, consent and status are read, to warn of a case that should not be
analysed. The same command continues an interrupted batch: it leaves alone each
case whose folder is complete, unless new knowledge or changed files affect it.
The options supply what the table omits.

Examples:
  $ panelist batch families.tsv --panel R59 --out-dir results/
  $ panelist batch families.tsv --out-dir results/ --shard 0/4`;

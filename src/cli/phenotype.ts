/** `panelist phenotype`: terms, and how well genes match them. */
import { Command, Option } from "commander";
import { counted } from "../core/counted.ts";
import { usageError } from "../core/errors.ts";
import type { RankBy } from "../phenotype/types.ts";
import type { Comparison, TermEntry } from "../patient/index.ts";
import { addOptions, logOptions, type LogValues, each } from "./options.ts";
import {
  type PatientFileValues,
  hpoOption,
  hpoReleaseOption,
  skipUnknownOption,
  strictOption,
} from "./phenotype-options.ts";
import { jsonText, linesText } from "./print/lines.ts";
import { type Session, withStore } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption, type TableFormat } from "./values.ts";

export function phenotypeCommand(session: Session): Command {
  return new Command("phenotype")
    .addCommand(rankCommand(session))
    .addCommand(similarCommand())
    .addCommand(termCommand());
}

interface RankValues extends StoreValues, LogValues, Omit<PatientFileValues, "phenopacket"> {
  phenopacket?: string[];
  top?: number;
  by: RankBy;
  format: TableFormat;
  answer?: true;
  excludeOwnPublication?: true;
}

/** Genes or diseases by a patient's terms, for one patient or for many. */
function rankCommand(session: Session): Command {
  return addOptions(
    new Command("rank").description("rank all genes, or all diseases, by HPO terms"),
    hpoOption(),
    new Option(
      "--phenopacket <path>",
      "read a phenopacket (v1 or v2), or a folder of them; repeatable",
    )
      .argParser(each)
      .helpGroup("Phenotype:"),
    hpoReleaseOption(),
    strictOption(),
    skipUnknownOption(),
    new Option("--by <what>", "rank genes or diseases")
      .choices(["gene", "disease"])
      .default("gene"),
    new Option("--top <count>", "print this many rows per patient")
      .argParser(rowCount)
      .default(undefined, "20; all with tsv"),
    formatOption(),
    new Option(
      "--answer",
      "print one row per case: the rank of the gene or disease named in the phenopacket",
    ),
    new Option(
      "--exclude-own-publication",
      "leave out annotations curated from the case's own publications",
    ),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", RANK_EXAMPLES)
    .action(async (values: RankValues) => {
      const { hpo = [], phenopacket: packets = [], answer = false } = values;
      if (hpo.length + packets.length === 0)
        throw usageError(
          "no patient given",
          "Give --hpo HP:0001250,… or --phenopacket <file or folder>.",
        );
      if (hpo.length > 0 && packets.length > 0)
        throw usageError(
          "--hpo and --phenopacket cannot be used together",
          "Rank each patient separately.",
        );
      if (answer && packets.length === 0)
        throw usageError(
          "--answer needs a phenopacket that names the answer",
          "Add --phenopacket.",
        );
      await withStore(session, values, async (store, { log }) => {
        const { rankPatients } = await import("../patient/index.ts");
        const request = {
          hpo,
          packets,
          release: values.hpoRelease,
          by: values.by,
          top: values.top ?? (values.format === "tsv" ? undefined : 20),
          excludeOwnPublication: values.excludeOwnPublication ?? false,
          strict: values.strict ?? false,
          skipUnknownTerms: values.skipUnknownTerms,
        };
        const { rankingText } = await import("./print/ranking.ts");
        const ranking = await rankPatients(request, store, log);
        for await (const text of rankingText(ranking, values.format, answer))
          await print(text, values.format);
      });
    });
}

function rowCount(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw usageError(
    `--top '${value}' is not a whole number of at least 1`,
    "For example: --top 20.",
  );
}

const RANK_EXAMPLES = `
Examples:
  $ panelist phenotype rank --hpo HP:0001250,HP:0001263,!HP:0000252 --top 20
  $ panelist phenotype rank --phenopacket cases/ --format tsv --answer \\
      --exclude-own-publication`;

interface TermValues extends StoreValues {
  hpoRelease?: string;
  format: "text" | "json";
}

/** Two terms compared. */
function similarCommand(): Command {
  return new Command("similar")
    .description("show how similar two terms are, and which common ancestor links them")
    .argument("<term>", "id, label or exact synonym")
    .argument("<other>", "the same")
    .addOption(formatOption(undefined, ["text", "json"]))
    .addOption(hpoReleaseOption())
    .addOption(storeOption())
    .action(async (term: string, other: string, values: TermValues) => {
      const store = await openStoreOf(values);
      const { compareTerms } = await import("../patient/index.ts");
      const found = await compareTerms(store, values.hpoRelease, term, other);
      const text = values.format === "json" ? jsonText(found) : linesText(comparisonLines(found));
      await print(text, values.format);
    });
}

function comparisonLines(found: Comparison): string[] {
  const number = (value: number): string => value.toFixed(4);
  return [
    ...found.terms.map((term) => `${term.id} ${term.name} (IC ${number(term.informationContent)})`),
    found.common === null
      ? "no common ancestor among the phenotypic abnormalities"
      : `common ancestor: ${found.common.id} ${found.common.name}`,
    `Resnik ${number(found.resnik)}, Lin ${number(found.lin)}, Jaccard ${number(found.jaccard)}, PhenoDigm ${number(found.phenodigm)}`,
    `HPO ${found.release}`,
  ];
}

/** One term, or the terms nearest to a text. */
function termCommand(): Command {
  return new Command("term")
    .description("look up a term by id, or find the terms closest to a text")
    .argument("<text...>", "id, label, synonym or part of one")
    .addOption(formatOption(undefined, ["text", "json"]))
    .addOption(hpoReleaseOption())
    .addOption(storeOption())
    .action(async (words: string[], values: TermValues) => {
      const store = await openStoreOf(values);
      const { lookUpTerms } = await import("../patient/index.ts");
      const found = await lookUpTerms(store, values.hpoRelease, words.join(" "));
      const text =
        values.format === "json" ? jsonText(found) : linesText(found.terms.flatMap(entryLines));
      await print(text, values.format);
    });
}

function entryLines(entry: TermEntry): string[] {
  const lines = [`${entry.id} ${entry.name}`];
  if (entry.note !== null) lines.push(`  ${entry.note}`);
  if (entry.synonyms.length > 0) lines.push(`  synonyms: ${entry.synonyms.join("; ")}`);
  for (const parent of entry.parents) lines.push(`  is a ${parent.id} ${parent.name}`);
  if (entry.diseases > 0)
    lines.push(
      `  a feature of ${counted(entry.diseases, "disease")}; information content ${entry.informationContent.toFixed(4)}`,
    );
  return lines;
}

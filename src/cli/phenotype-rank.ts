/** `panelist phenotype rank`: genes or diseases by a patient's terms, for one patient or for many. */
import { Command, Option } from "commander";
import { ToolError } from "../core/errors.ts";
import type { RankBy } from "../phenotype/model.ts";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import {
  hpoOption,
  hpoReleaseOption,
  type PatientValues,
  strictOption,
} from "./phenotype-options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import { each } from "./values.ts";

interface RankValues extends PatientValues, StoreValues {
  top?: number;
  by: RankBy;
  format: "text" | "tsv" | "json";
  answer?: true;
  excludeOwnPublication?: true;
  strict?: true;
}

export function phenotypeRankCommand(session: Session): Command {
  const command = new Command("rank").description("rank all genes, or all diseases, by HPO terms");
  return addOptions(
    command,
    hpoOption(),
    new Option("--phenopacket <path>", "phenopacket (v1 or v2), or a folder of them; repeatable")
      .argParser(each)
      .helpGroup("Phenotype:"),
    hpoReleaseOption(),
    strictOption(),
    new Option("--by <what>", "what is ranked").choices(["gene", "disease"]).default("gene"),
    new Option("--top <count>", "rows a patient; default: 20, with tsv all").argParser(rowCount),
    new Option("--format <format>", "of the output")
      .choices(["text", "tsv", "json"])
      .default("text"),
    new Option(
      "--answer",
      "one row a case: the rank of the gene or disease that the phenopacket names",
    ),
    new Option(
      "--exclude-own-publication",
      "leave out annotations curated from the case's own publications",
    ),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (values: RankValues & LogValues) => {
      const hpo = values.hpo ?? [];
      const packets = values.phenopacket ?? [];
      if (hpo.length + packets.length === 0) {
        const hint = "Give --hpo HP:0001250,… or --phenopacket <file or folder>.";
        throw new ToolError("E_USAGE", "no patient is given", { hint });
      }
      if (hpo.length > 0 && packets.length > 0) {
        throw new ToolError("E_USAGE", "--hpo and --phenopacket are given together", {
          hint: "They are different patients: rank them one after the other.",
        });
      }
      if (values.answer === true && packets.length === 0) {
        throw new ToolError("E_USAGE", "--answer needs --phenopacket, which names the answer");
      }
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log }) => {
        const { rankPatients } = await import("../analysis/patient/rank.ts");
        const request = {
          hpo,
          packets,
          release: values.hpoRelease ?? null,
          by: values.by,
          top: values.top ?? (values.format === "tsv" ? null : 20),
          excludeOwnPublication: values.excludeOwnPublication ?? false,
          strict: values.strict ?? false,
        };
        const { rankingText } = await import("./print/ranking.ts");
        const ranking = await rankPatients(request, store, log);
        for await (const text of rankingText(ranking, values.format, values.answer ?? false))
          await print(process.stdout, text);
      });
    });
}

function rowCount(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new ToolError("E_USAGE", `--top '${value}' is not a whole number from 1`);
}

const EXAMPLES = `
Examples:
  $ panelist phenotype rank --hpo HP:0001250,HP:0001263,!HP:0000252 --top 20
  $ panelist phenotype rank --phenopacket cases/ --format tsv --answer --exclude-own-publication`;

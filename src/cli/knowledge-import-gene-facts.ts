/** `panelist knowledge import gene-facts`: constraint, dosage, imprinting, or any table of genes. */
import { counted } from "../core/counted.ts";
import { Command, Option } from "commander";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

interface GeneFactsValues extends StoreValues {
  name: string;
  release: string;
}

export function importGeneFactsCommand(session: Session): Command {
  const command = new Command("gene-facts")
    .description(
      "facts of genes to show beside them: gnomAD constraint, ClinGen dosage, imprinting",
    )
    .argument("<tsv>", "with a line of column names, one of them gene, symbol or hgnc_id");
  return addOptions(
    command,
    new Option("--name <name>", "of the table").makeOptionMandatory(),
    new Option("--release <word>", "the source's own word for its release").default(""),
    storeOption(),
    ...logOptions(),
  ).action(async (file: string, values: GeneFactsValues & LogValues) => {
    const store = await openStoreOf(values);
    await withIo(session, values, async ({ log, now }) => {
      const { importGeneFacts } = await import("../evidence/gene-facts/index.ts");
      const asked = { name: values.name, release: values.release, now: now() };
      const { entry, added } = await importGeneFacts(store, file, asked);
      const { facts, source, version } = entry;
      log.info(
        `${source} ${version}, ${counted(Number(facts["genes"]), "gene")}${added ? "" : ": already in the store"}`,
      );
    });
  });
}

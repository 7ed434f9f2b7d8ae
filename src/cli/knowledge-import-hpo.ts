/** `panelist knowledge import hpo`: one release of the Human Phenotype Ontology. */
import { Command } from "commander";
import { counted } from "../core/counted.ts";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { releaseOption, type ReleaseValues } from "./phenotype-options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

export function importHpoCommand(session: Session): Command {
  const command = new Command("hpo")
    .description("hp.json or hp.obo, phenotype.hpoa, genes_to_phenotype.txt, genes_to_disease.txt")
    .argument(
      "<file...>",
      "all files of one release, plain or gzipped; what each is, its content tells",
    );
  return addOptions(
    command,
    releaseOption("--release <date>", "of files that do not name theirs"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], values: ReleaseValues & StoreValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importHpo } = await import("../phenotype/index.ts");
        const { entry, added, warnings } = await importHpo(store, files, {
          release: values.release ?? null,
          now: now().toISOString(),
        });
        for (const warning of warnings) log.warn(warning);
        const { facts } = entry;
        log.info(
          `HPO ${entry.version}: ${counted(Number(facts["terms"]), "term")}, ${counted(Number(facts["diseases"]), "disease")}, ${counted(Number(facts["genes"]), "gene")}${added ? "" : ": already in the store"}`,
        );
      });
    });
}

const EXAMPLES = `
Example:
  $ panelist knowledge import hpo hp.json phenotype.hpoa genes_to_phenotype.txt`;

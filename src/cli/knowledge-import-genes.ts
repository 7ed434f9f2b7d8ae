/** `panelist knowledge import genes`: names and coordinates of genes. */
import { Command } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { addOptions, assemblyOption, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

interface GenesValues extends StoreValues {
  assembly?: Assembly;
}

export function importGenesCommand(session: Session): Command {
  const command = new Command("genes")
    .description(
      "HGNC's complete set, MANE's summary, a GFF3 of Ensembl or RefSeq, or a table of gene extents",
    )
    .argument("<file...>", "plain or gzipped; what each is, its content tells");
  return addOptions(
    command,
    assemblyOption("of a table of extents, which does not name it"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], values: GenesValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importGenes } = await import("../panel/catalogue/index.ts");
        for (const file of files) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other: each says what it was
          const { entry, added, notes } = await importGenes(store, file, {
            assembly: values.assembly ?? null,
            now: now(),
          });
          const { facts, source, version, assembly } = entry;
          log.info(
            `${file}: ${source} ${version}${assembly === null ? "" : ` (${assembly})`}, ${counted(Number(facts["genes"]), "gene")}${added ? "" : ": already in the store"}`,
          );
          for (const note of notes) log.info(`  ${note}`);
        }
      });
    });
}

const EXAMPLES = `
Example:
  $ panelist knowledge import genes hgnc_complete_set.txt Homo_sapiens.GRCh38.110.gff3.gz`;

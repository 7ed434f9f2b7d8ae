/** `panelist knowledge import inhouse`: the laboratory's own classifications. */
import { Command, Option } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { addOptions, assemblyOption, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

interface InhouseValues extends StoreValues {
  name: string;
  release: string;
  assembly?: Assembly;
}

export function importInhouseCommand(session: Session): Command {
  const command = new Command("inhouse")
    .description("the laboratory's own classifications, to stand beside ClinVar")
    .argument(
      "<file>",
      "a VCF with CLASSIFICATION or CLNSIG in INFO, or a table: chrom, pos, ref, alt, classification, gene, id, protein",
    );
  return addOptions(
    command,
    new Option("--name <name>", "of the list").makeOptionMandatory(),
    new Option("--release <date>", "YYYY-MM-DD").makeOptionMandatory(),
    assemblyOption("of a table, or where the header does not tell it"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, values: InhouseValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importInhouse } = await import("../evidence/clinvar/index.ts");
        const { entry, added, head, skipped } = await importInhouse(store, file, {
          name: values.name,
          release: values.release,
          assembly: values.assembly ?? null,
          now: now(),
        });
        log.info(
          `${entry.source} ${entry.version} (${head.assembly}), ${counted(head.records, "allele")}${added ? "" : ": already in the store"}`,
        );
        for (const [why, count] of Object.entries(skipped)) log.info(`  left out: ${why} ${count}`);
      });
    });
}

const EXAMPLES = `
Example:
  $ panelist knowledge import inhouse variants.tsv --name "our lab" --release 2026-11-01 --assembly GRCh38`;

/** `panelist knowledge import clinvar`: a release of ClinVar. */
import { Command, Option } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { addOptions, assemblyOption, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

interface ClinVarValues extends StoreValues {
  assembly?: Assembly;
  release?: string;
}

export function importClinVarCommand(session: Session): Command {
  const command = new Command("clinvar")
    .description("a release of ClinVar: NCBI's clinvar.vcf.gz, or the layout of macarthur-lab")
    .argument("<vcf>", "plain, gzipped or bgzipped; GRCh37 or GRCh38");
  return addOptions(
    command,
    new Option("--release <date>", "YYYY-MM-DD; default: the header's ##fileDate"),
    assemblyOption("where the header does not tell it"),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, values: ClinVarValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async ({ log, now }) => {
        const { importClinVar } = await import("../evidence/clinvar/index.ts");
        const { entry, added, head, skipped } = await importClinVar(store, file, {
          release: values.release ?? null,
          assembly: values.assembly ?? null,
          now: now(),
        });
        log.info(
          `${entry.source} ${entry.version} (${head.assembly}), ${counted(head.records, "record")}${added ? "" : ": already in the store"}`,
        );
        for (const [why, count] of Object.entries(skipped)) log.info(`  left out: ${why} ${count}`);
      });
    });
}

const EXAMPLES = `
Example:
  $ panelist knowledge import clinvar clinvar_20260226.vcf.gz`;

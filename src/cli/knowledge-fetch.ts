/** `panelist knowledge fetch`: HPO, from the project's own addresses. */
import { Command, Option } from "commander";
import { type Session, withIo } from "./session.ts";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { releaseOption, type ReleaseValues } from "./phenotype-options.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

export function knowledgeFetchCommand(session: Session): Command {
  return new Command("fetch")
    .description("fetch a release of knowledge into the store")
    .addCommand(fetchHpoCommand(session));
}

interface FetchValues extends ReleaseValues, StoreValues, LogValues {
  source?: string;
}

function fetchHpoCommand(session: Session): Command {
  const command = new Command("hpo").description(
    "download hp.json, phenotype.hpoa and the tables of genes, some 80 MB, and keep their snapshot",
  );
  return addOptions(
    command,
    releaseOption("--release <date>", "default: the latest"),
    new Option("--source <address>", "a mirror with the layout of the project's releases"),
    storeOption(),
    ...logOptions(),
  ).action(async (values: FetchValues) => {
    const store = await openStoreOf(values);
    await withIo(session, values, async ({ log, now }) => {
      const { fetchHpo, HPO_RELEASES } = await import("../phenotype/index.ts");
      const asked = {
        release: values.release ?? null,
        source: values.source ?? HPO_RELEASES,
        now: now().toISOString(),
      };
      const { entry, added, warnings } = await fetchHpo(store, asked, (name) => {
        log.info(`fetching ${name}`);
      });
      for (const warning of warnings) log.warn(warning);
      log.info(`HPO ${entry.version}${added ? "" : ": already in the store"}`);
    });
  });
}

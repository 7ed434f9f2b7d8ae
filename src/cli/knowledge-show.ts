/** `panelist knowledge show`: what is known of entries: origin, terms, facts. */
import { Command } from "commander";
import { ToolError } from "../core/errors.ts";
import type { StoreEntry } from "../store/model.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

export function knowledgeShowCommand(_session: Session): Command {
  const command = new Command("show")
    .description("show entries of the store as JSON: origin, date, terms, digest, facts")
    .argument("<kind>", "panel, indications, genes, hpo, clinvar, ...")
    .argument("[id]", "id, or id@version, or the beginning of a digest; default: all of the kind");
  return addOptions(command, storeOption()).action(
    async (kind: string, wanted: string | undefined, values: StoreValues) => {
      const store = await openStoreOf(values);
      const kinds = await store.kinds();
      const known = kinds.find((name) => name === kind);
      const entries = known === undefined ? [] : await store.list(known);
      const found = entries.filter((entry) => wanted === undefined || isMeant(entry, wanted));
      if (found.length === 0)
        throw new ToolError(
          "E_INPUT_MISSING",
          `the store has no ${kind}${wanted === undefined ? "" : ` '${wanted}'`}`,
          { path: store.path, hint: `It holds: ${kinds.join(", ") || "nothing"}.` },
        );
      await print(process.stdout, `${JSON.stringify(found, null, 2)}\n`);
    },
  );
}

function isMeant(entry: StoreEntry, wanted: string): boolean {
  return (
    entry.id === wanted ||
    `${entry.id}@${entry.version}` === wanted ||
    (/^[0-9a-f]{6,64}$/.test(wanted) && entry.sha256.startsWith(wanted))
  );
}

/** `panelist knowledge list`: one line per entry of the store. */
import { Command, Option } from "commander";
import type { Kind, StoreEntry } from "../store/model.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface ListValues extends StoreValues {
  format: "text" | "tsv" | "json";
}

const COLUMNS = ["kind", "source", "id", "version", "assembly", "fetched", "bytes", "sha256"];

export function knowledgeListCommand(_session: Session): Command {
  const command = new Command("list")
    .description("list what the store holds")
    .argument("[kind]", "one kind only: panel, indications, genes, hpo, clinvar, ...");
  return addOptions(
    command,
    new Option("--format <format>", "of the list").choices(["text", "tsv", "json"]).default("text"),
    storeOption(),
  ).action(async (kind: string | undefined, values: ListValues) => {
    const store = await openStoreOf(values);
    const kinds = (await store.kinds()).filter((known) => kind === undefined || known === kind);
    const entries: StoreEntry[] = [];
    for (const known of kinds) entries.push(...(await store.list(known)));
    await print(process.stdout, listText(entries, kinds, store.path, values.format));
  });
}

function listText(
  entries: readonly StoreEntry[],
  kinds: readonly Kind[],
  path: string,
  format: ListValues["format"],
): string {
  if (format === "json") return `${JSON.stringify({ store: path, entries }, null, 2)}\n`;
  const rows = entries.map((entry) => [
    entry.kind,
    entry.source,
    entry.id,
    entry.version === "" ? "." : entry.version,
    entry.assembly ?? ".",
    entry.fetched,
    String(entry.bytes),
    format === "tsv" ? entry.sha256 : entry.sha256.slice(0, 12),
  ]);
  if (format === "tsv") return [COLUMNS, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
  const counts = kinds.map((kind) => {
    const some = entries.filter((entry) => entry.kind === kind);
    return `${kind} ${some.length}`;
  });
  const head = `${path}: ${counts.length === 0 ? "empty" : counts.join(", ")}`;
  return [head, ...rows.map((cells) => `  ${cells.join("  ")}`)]
    .map((line) => `${line}\n`)
    .join("");
}

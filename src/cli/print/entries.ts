/** What `knowledge list` prints. */
import type { Kind, StoreEntry } from "../../store/types.ts";
import { jsonText, linesText, tabbed } from "./lines.ts";
import type { TableFormat } from "../values.ts";

const COLUMNS = [
  "kind",
  "source",
  "id",
  "version",
  "assembly",
  "fetched",
  "bytes",
  "sha256",
  "standing",
];

/** @param store its folder */
export function entryListText(
  store: string,
  kinds: readonly Kind[],
  entries: readonly StoreEntry[],
  format: TableFormat,
): string {
  if (format === "json") return jsonText({ store, entries });
  const rows = entries.map((entry) => [
    entry.kind,
    entry.source,
    entry.id,
    entry.version === "" ? "." : entry.version,
    entry.assembly ?? ".",
    entry.fetched,
    String(entry.bytes),
    format === "tsv" ? entry.sha256 : entry.sha256.slice(0, 12),
    standingText(entry),
  ]);
  if (format === "tsv") return tabbed([COLUMNS, ...rows]);
  const counts = kinds.map(
    (kind) => `${kind} ${entries.filter((entry) => entry.kind === kind).length}`,
  );
  const head = `${store}: ${counts.join(", ") || "empty"}`;
  return linesText([head, ...rows.map((cells) => `  ${cells.join("  ")}`)]);
}

function standingText({ withdrawn, unapproved }: StoreEntry): string {
  if (withdrawn !== undefined) return `withdrawn by ${withdrawn.by}: ${withdrawn.why}`;
  return unapproved === true ? "not approved" : ".";
}

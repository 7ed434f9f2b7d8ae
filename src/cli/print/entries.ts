/** What `knowledge list` prints. */
import type { Kind, StoreEntry } from "../../store/types.ts";
import { type Columns, columnsText, jsonText, linesText } from "./lines.ts";
import { alignedTable } from "./panels.ts";
import type { TableFormat } from "../values.ts";

/** The text for people has a panel's name in place of size and digest. */
const COLUMNS: Columns<StoreEntry> = [
  ["kind", (entry) => entry.kind],
  ["source", (entry) => entry.source],
  ["id", (entry) => entry.id],
  ["version", (entry) => entry.version || "."],
  ["assembly", (entry) => entry.assembly ?? "."],
  ["fetched", (entry) => entry.fetched],
  ["bytes", (entry) => String(entry.bytes)],
  ["sha256", (entry) => entry.sha256],
  ["standing", standingText],
];

const FOR_PEOPLE: Columns<StoreEntry> = [
  ...COLUMNS.slice(0, 5),
  ["fetched", (entry) => entry.fetched.slice(0, 10)],
  ["standing", standingText],
  ["name", ({ facts }) => (typeof facts["name"] === "string" ? facts["name"] : ".")],
];

/** @param store its folder */
export function entryListText(
  store: string,
  kinds: readonly Kind[],
  entries: readonly StoreEntry[],
  format: TableFormat,
): string {
  if (format === "json") return jsonText({ store, entries });
  if (format === "tsv") return columnsText(COLUMNS, entries);
  const counts = kinds.map(
    (kind) => `${kind} ${entries.filter((entry) => entry.kind === kind).length}`,
  );
  const head = linesText([`${store}: ${counts.join(", ") || "empty"}`]);
  return entries.length === 0 ? head : `${head}${alignedTable(FOR_PEOPLE, entries)}`;
}

function standingText({ withdrawn, unapproved }: StoreEntry): string {
  if (withdrawn !== undefined) return `withdrawn by ${withdrawn.by}: ${withdrawn.why}`;
  return unapproved === true ? "not approved" : ".";
}

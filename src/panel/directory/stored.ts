/** The Test Directory in the store, kind `indications`. */
import { basename } from "node:path";
import { plainText } from "../../io/foreign.ts";
import { newest } from "../../store/index.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import { parseTestDirectory, type TestDirectory } from "./read.ts";

const SOURCE = "nhs-test-directory";

/**
 * Keeps a Directory as it came. Its version is its edition with its date, `6.20231219`.
 * @param path for messages, and the entry's origin
 * @throws ToolError E_FORMAT, E_KNOWLEDGE, E_STORE
 */
export async function importDirectory(
  store: Store,
  bytes: Buffer,
  path: string,
  now: Date,
): Promise<{ entry: StoreEntry; added: boolean; directory: TestDirectory }> {
  const directory = parseTestDirectory(plainText(bytes, path), path);
  const { edition, date, origin, tests } = directory;
  const version = [edition ?? "0", ...(date === null ? [] : [date.replaceAll("-", "")])].join(".");
  const { entry, added } = await store.put(
    { kind: "indications", source: SOURCE, id: "rare-and-inherited", version },
    bytes,
    {
      extension: "json",
      fetched: now.toISOString(),
      origin: basename(path),
      terms: "Crown copyright, Open Government Licence v3.0",
      assembly: null,
      facts: {
        edition,
        date,
        made_of: origin,
        tests: tests.length,
        indications: new Set(tests.map(({ code }) => code.split(".")[0])).size,
      },
    },
  );
  return { entry, added, directory };
}

/** The newest Directory of the store; null: there is none. @throws ToolError E_STORE, E_KNOWLEDGE */
export async function loadDirectory(store: Store): Promise<TestDirectory | null> {
  const entry = newest(await store.list("indications"), null);
  if (entry === null) return null;
  return parseTestDirectory((await store.read(entry)).toString("utf8"), store.pathOf(entry));
}

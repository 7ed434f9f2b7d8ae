/** `panelist indications`: the Test Directory into the store, and what is known about a code. */
import { ToolError } from "../core/errors.ts";
import { readBytes } from "../io/read-text.ts";
import { counted } from "../core/counted.ts";
import { importDirectory, loadDirectory, type TestDirectory } from "../panel/directory/index.ts";
import {
  type CodedPanel,
  findIndication,
  type Indication,
  type StoredPanel,
  storedPanels,
} from "../panel/stored/index.ts";
import type { Store } from "../store/types.ts";
import type { Log } from "../core/log.ts";

/** @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE, E_STORE */
export async function importIndications(
  path: string,
  store: Store,
  io: { log: Log; now: () => Date },
): Promise<void> {
  const bytes = await readBytes(path);
  const { added, directory } = await importDirectory(store, bytes, path, io.now());
  const { edition, date, tests } = directory;
  const unnamed = tests.filter((test) => test.unnamed > 0).map(({ code }) => code);
  io.log.info(
    `Test Directory ${edition ?? ""} ${date ?? ""}: ${counted(tests.length, "test")}${added ? "" : ", already in the store"}`,
  );
  if (unnamed.length > 0) io.log.warn(`entries without an id in: ${unnamed.join(", ")}`);
}

interface ShownIndication {
  found: Indication;
  /** null: none is in the store. */
  directory: TestDirectory | null;
}

/** @throws ToolError E_INPUT_MISSING: nobody knows the code */
export async function showIndication(code: string, store: Store): Promise<ShownIndication> {
  const directory = await loadDirectory(store);
  const known = storedPanels(await store.list("panel"), await store.list("panel-list"));
  const found = findIndication(code, directory, known.map(storedPanelHead));
  if (found !== null) return { found, directory };
  throw new ToolError("E_INPUT_MISSING", `unknown code '${code}'`, {
    path: store.path,
    hint:
      directory === null
        ? "Import the Test Directory with `panelist indications import <file>`, or PanelApp's panels with `panelist panels fetch` or `panelist panels import`."
        : "Write a code such as R59 or R27.3.",
  });
}

/** The version that counts by default (DEC-21): the latest signed-off one where one is known. */
function storedPanelHead(panel: StoredPanel): CodedPanel {
  const { id, name, entries, signOffs, relevantDisorders } = panel;
  const signed = [...signOffs.entries()].at(-1);
  return {
    id,
    name,
    version: signed?.[0] ?? entries.at(-1)?.version ?? null,
    signedOff: signed?.[1] ?? null,
    relevantDisorders,
  };
}

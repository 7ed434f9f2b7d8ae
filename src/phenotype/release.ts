/** Releases in the store: import, choice, opening. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import { newest, refuseWithdrawn } from "../store/index.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { turn } from "../io/turn.ts";
import { assemble } from "./assemble.ts";
import type { HpoRelease } from "./types.ts";
import { readHpoRelease, type HpoPart } from "./read/index.ts";
import { decodeSnapshot, encodeSnapshot } from "./snapshot.ts";

const TERMS = "HPO licence (hpo.jax.org/app/license)";

export interface HpoImport {
  entry: StoreEntry;
  added: boolean;
  warnings: string[];
}

/**
 * Reads the files of one release, checks that they belong together and keeps one snapshot of them.
 * @param release where the files do not say their date; must agree where they do
 * @param now ISO date-time
 * @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE with file and line, E_STORE
 */
export async function importHpo(
  store: Store,
  files: readonly string[],
  options: { release: string | null; now: string },
): Promise<HpoImport> {
  const parts: HpoPart[] = [];
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each is large in memory
    parts.push(await readHpoRelease(file));
    // oxlint-disable-next-line no-await-in-loop -- a signal is heard between two
    await turn();
  }
  const origin = files.map((file) => basename(file)).join(", ");
  return importParts(store, parts, { ...options, origin });
}

/** The same for parts that are read already. */
export async function importParts(
  store: Store,
  parts: readonly HpoPart[],
  options: { release: string | null; now: string; origin: string },
): Promise<HpoImport> {
  const { knowledge, warnings } = assemble(parts, options.release);
  await turn();
  const { ontology, diseases, genes, profiles, release } = knowledge;
  const { entry, added } = await store.put(
    { kind: "hpo", source: "hpo", id: "hpo", version: release },
    encodeSnapshot(knowledge),
    {
      fetched: options.now,
      origin: options.origin,
      terms: TERMS,
      assembly: null,
      extension: "bin",
      facts: {
        terms: ontology.numbers.length,
        diseases: profiles.annotated,
        genes: genes.numbers.length,
        annotations: diseases.annotations.terms.length,
        frequencies: diseases.annotations.of.some((of) => of > 0),
      },
    },
  );
  return { entry, added, warnings };
}

/**
 * @param release a date; undefined: the newest of the store
 * @throws ToolError E_KNOWLEDGE: the store has no such release
 */
export async function findRelease(store: Store, release?: string): Promise<StoreEntry> {
  const entries = await store.list("hpo");
  const entry =
    release === undefined
      ? newest(entries, null)
      : // Who names a release knows what was approved.
        entries.findLast((each) => each.version === release);
  if (entry !== null && entry !== undefined) return entry;
  if (release !== undefined)
    await refuseWithdrawn(store, { kind: "hpo", name: "", version: release }, "E_KNOWLEDGE");
  const known = [...new Set(entries.map((each) => each.version))];
  const what = release === undefined ? "no HPO release" : `no HPO release ${release}`;
  throw new ToolError("E_KNOWLEDGE", `${what} in the store`, {
    path: store.path,
    hint:
      (known.length === 0 ? "" : `The store has ${known.join(", ")}. `) +
      "Run `panelist knowledge fetch hpo` or `panelist knowledge import hpo <files>`.",
  });
}

/**
 * Opens a release. The file's digest is not checked here (`knowledge verify` does that): it would take
 * as long as the loading.
 * @throws ToolError E_STORE: the snapshot is damaged; E_KNOWLEDGE: there is none
 */
export async function openRelease(
  store: Store,
  release?: string,
): Promise<{ knowledge: HpoRelease; entry: StoreEntry }> {
  const entry = await findRelease(store, release);
  const path = store.pathOf(entry);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new ToolError("E_STORE", "cannot be read", { path, cause });
  }
  if (bytes.length !== entry.bytes) {
    const hint = "Run `panelist knowledge import hpo <files>` again.";
    const message = `${counted(bytes.length, "byte")}, but the entry states ${entry.bytes}`;
    throw new ToolError("E_STORE", message, { path, hint });
  }
  return { knowledge: decodeSnapshot(bytes, path), entry };
}

/** A release from where the HPO project publishes it. */
import { ToolError } from "../core/errors.ts";
import type { Store } from "../store/types.ts";
import { inflated } from "../io/inflated.ts";
import { readHpoPart, type HpoPart } from "./read/index.ts";
import { type HpoImport, importParts } from "./release.ts";

/** Official releases: `latest/download/<file>`, `download/v<date>/<file>`. */
export const HPO_RELEASES = "https://github.com/obophenotype/human-phenotype-ontology/releases";

/** `genes_to_disease.txt` is newer than the other tables: older releases have none. */
const FILES: readonly { name: string; optional: boolean }[] = [
  { name: "hp.json", optional: false },
  { name: "phenotype.hpoa", optional: false },
  { name: "genes_to_phenotype.txt", optional: false },
  { name: "genes_to_disease.txt", optional: true },
];

const TIMEOUT_MS = 300_000;
const TRIES = 3;
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Downloads the files of a release and keeps its snapshot. A release that says another date than the one
 * asked for is refused.
 * @param source address with the layout of HPO_RELEASES
 * @param onFile called before each file
 * @throws ToolError E_REMOTE: cannot be fetched; E_KNOWLEDGE: not what it should be; E_STORE
 */
export async function fetchHpo(
  store: Store,
  requested: { release: string | null; source: string; now: string },
  onFile: (name: string) => void,
): Promise<HpoImport> {
  const base = requested.source.replace(/\/+$/, "");
  const folder = requested.release === null ? "latest/download" : `download/v${requested.release}`;
  const parts: HpoPart[] = [];
  for (const { name, optional } of FILES) {
    onFile(name);
    const address = `${base}/${folder}/${name}`;
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each is large in memory
    const stored = await download(address, optional);
    if (stored === null) continue;
    // oxlint-disable-next-line no-await-in-loop -- as above
    parts.push(readHpoPart({ path: address, bytes: await inflated(address, stored) }));
  }
  const { release, now } = requested;
  return importParts(store, parts, { release, now, origin: `${base}/${folder}` });
}

/** null: the file is optional and not there. */
async function download(address: string, optional: boolean): Promise<Buffer | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- tries follow each other
      const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (response.ok) return await bodyOf(response, address);
      if (response.status === 404 && optional) return null;
      // What the server refuses it refuses again; what it fails at may pass.
      if (response.status < 500 || attempt === TRIES) {
        const hint = response.status === 404 ? "There may be no such release." : "Try again later.";
        throw new ToolError("E_REMOTE", `answer ${response.status}`, { path: address, hint });
      }
    } catch (cause) {
      if (cause instanceof ToolError) throw cause;
      if (attempt === TRIES) {
        const what = cause instanceof Error ? cause.message : String(cause);
        throw new ToolError("E_REMOTE", `cannot be fetched: ${what}`, { path: address, cause });
      }
    }
  }
}

/** A body that is shorter than it was announced is refused by `fetch` itself. */
async function bodyOf(response: Response, address: string): Promise<Buffer> {
  const announced = Number(response.headers.get("content-length") ?? 0);
  if (announced > MOST_BYTES) {
    throw new ToolError("E_REMOTE", `${announced} bytes are no HPO file`, { path: address });
  }
  return Buffer.from(await response.arrayBuffer());
}

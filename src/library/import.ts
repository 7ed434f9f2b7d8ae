/**
 * `panelist panels import`: files and folders into the store. Every panel of every file is kept by itself,
 * as the bytes that it was; what cannot be read is refused with its reason and stops nothing else.
 */
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { asToolError, missingFile } from "../core/errors.ts";
import { readBytes } from "../io/read-text.ts";
import { counted } from "../core/counted.ts";
import { sourceOf } from "../panel/client/index.ts";
import {
  type PanelDocument,
  readPanelDocuments,
  unpackPanelFile,
} from "../panel/formats/documents/index.ts";
import { listFacts, listKey, panelFacts, panelKey } from "../panel/stored/index.ts";
import type { NewData, Store, StoreKey } from "../store/types.ts";
import type { Log, OnProgress } from "../core/log.ts";

interface ImportOptions {
  paths: string[];
  /** gel, aus, ..., or a word of one's own; absent: told by the content, `local` for tables. */
  source: string | undefined;
}

/** What became of one panel, list or file. */
interface Imported {
  outcome: "imported" | "already there" | "refused";
  /** File as given; inside an archive `archive.tar.gz:panel_1.json`. */
  file: string;
  /** Where in the file; "": the whole. */
  at: string;
  /** `panel 285 4.2`, `list of 100 panels`; for what was refused the reason. */
  what: string;
  /** Of what was accepted: what is odd about it. */
  warnings: string[];
}

/** Writes in flight: each waits for the disk, none for the others. */
const WIDTH = 16;

interface FilePart {
  file: string;
  name: string;
  data: Buffer;
}

/** @throws ToolError E_INPUT_MISSING: a path that is not there; E_STORE: not writable */
export async function importPanels(
  options: ImportOptions,
  store: Store,
  io: { log: Log; onProgress: OnProgress; now: () => Date },
): Promise<Imported[]> {
  const files = (await Promise.all(options.paths.map(filesBelow))).flat();
  const fetched = io.now().toISOString();
  const results: (Imported | Promise<Imported>)[] = [];
  let bytes = 0;
  for (const file of files)
    for await (const document of documentsOf(file, (size) => (bytes += size))) {
      const writing = results.filter((result) => result instanceof Promise);
      if (writing.length >= WIDTH) await Promise.race(writing);
      const index = results.push({} as Imported) - 1;
      results[index] = keep(document, options.source, store, fetched).then(
        (done) => (results[index] = done),
      );
      io.onProgress({ bytes, totalBytes: null, records: results.length });
    }
  return Promise.all(results);
}

async function filesBelow(path: string): Promise<string[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (cause) {
    throw missingFile(path, cause);
  }
  if (!isFolder) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith(".")).sort();
  return (await Promise.all(names.map((name) => filesBelow(join(path, name))))).flat();
}

type FoundDocument = { file: string; name: string; document: PanelDocument };

async function* documentsOf(
  file: string,
  onBytes: (size: number) => void,
): AsyncGenerator<FoundDocument> {
  const fault = (part: string, error: unknown): FoundDocument => {
    return {
      file: part,
      name: part,
      document: { kind: "fault", at: "", error: asToolError(error) },
    };
  };
  let parts: FilePart[];
  try {
    parts = unpackPanelFile(await readBytes(file), file).map(({ name, data }) => ({
      file: name === "" ? file : `${file}:${name}`,
      name: basename(name === "" ? file : name),
      data,
    }));
  } catch (error) {
    yield fault(file, error);
    return;
  }
  for (const part of parts) {
    onBytes(part.data.length);
    let documents: PanelDocument[];
    try {
      documents = await readPanelDocuments(part.data, part.file);
    } catch (error) {
      yield fault(part.file, error);
      continue;
    }
    for (const document of documents) yield { file: part.file, name: part.name, document };
  }
}

async function keep(
  { file, name, document }: FoundDocument,
  given: string | undefined,
  store: Store,
  fetched: string,
): Promise<Imported> {
  const { at } = document;
  if (document.kind === "fault") {
    const { message, place } = document.error;
    const line = place.line === undefined ? "" : `line ${place.line}: `;
    return { outcome: "refused", file, at, what: `${line}${message}`, warnings: [] };
  }
  const source = given ?? sourceByContent(document);
  const about = (extension: string, facts: NewData["facts"]): NewData => ({
    extension,
    facts,
    fetched,
    origin: name,
    terms: termsOf(source),
    assembly: null,
  });
  const put = async (key: StoreKey, data: NewData, what: string): Promise<Imported> => {
    const { added } = await store.put(key, document.text, data);
    const warnings = document.kind === "panel" ? document.warnings : [];
    return { outcome: added ? "imported" : "already there", file, at, what, warnings };
  };
  if (document.kind === "list") {
    const { list } = document;
    const what = `list of ${counted(list.heads.length, "panel")}`;
    return put(listKey(list, source), about("json", listFacts(list)), what);
  }
  const { panel, extension } = document;
  const key = panelKey(panel, source);
  const what = `panel ${panel.id}${key.version === "" ? "" : ` ${key.version}`}`;
  return put(key, about(extension, panelFacts(panel)), what);
}

/** PanelApp Australia writes keys that Genomics England's does not; pages name their server. */
function sourceByContent(document: Exclude<PanelDocument, { kind: "fault" }>): string {
  if (document.kind === "list") {
    const { server } = document.list;
    return server === null ? sourceOfKeys(document.text) : serverName(server);
  }
  if (document.extension === "csv") return "gel";
  return document.extension === "json" ? sourceOfKeys(document.text) : "local";
}

function sourceOfKeys(text: string): string {
  return /"child_panel_ids"\s*:/.test(text) ? "aus" : "gel";
}

function serverName(host: string): string {
  if (host === "panelapp.genomicsengland.co.uk") return "gel";
  if (host === "nhsgms-panelapp.genomicsengland.co.uk") return "gel-nhs";
  return host.startsWith("panelapp-aus.org") || host === "panelapp.agha.umccr.org" ? "aus" : host;
}

function termsOf(source: string): string {
  try {
    return sourceOf(source).terms;
  } catch {
    return "not stated";
  }
}

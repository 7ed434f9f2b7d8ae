/**
 * `panelist knowledge import values`: values from declared sources in the panels' regions, read once and kept.
 * Later runs ask it before any file, so that no server learns where a patient's variants lie (DEC-54).
 */
import { canonicalChrom, type Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import type { Log, OnProgress } from "../core/log.ts";
import type { Policy } from "../core/policy.ts";
import { linesOf } from "../io/text-lines.ts";
import { readText } from "../io/read-text.ts";
import {
  prefetch,
  type Asking,
  type Place,
  readDeclaration,
  type SourceSpec,
} from "../lookup/index.ts";
import type { PanelGenes } from "../panel/types.ts";
import { newest } from "../store/index.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { exonsOfGenes } from "./gene-exons.ts";
import { loadPanels, tableOf } from "./panels.ts";

/** Bases on both sides of an exon. */
const EXON_MARGIN = 50;

interface ValuesOptions {
  /** Path of the declaration, or its sources. */
  declaration: string | readonly SourceSpec[];
  panels: string[];
  genes: string[];
  /** BED of places to walk, as they are; undefined: the genes' alone. */
  regions?: string | undefined;
  minConfidence: "green" | "amber";
  store: string;
  policy: Policy;
  access: Asking["access"];
}

interface ImportedValues {
  entry: StoreEntry;
  added: boolean;
  rows: number;
  /** Chromosomes of the places that the source has no record of. */
  absent: string[];
}

/**
 * One entry for each source.
 * @throws ToolError E_USAGE: no regions given; those of reading a declaration, a panel, a source
 */
export async function importValues(
  options: ValuesOptions,
  store: Store,
  io: { log: Log; onProgress: OnProgress; now: () => Date },
): Promise<ImportedValues[]> {
  const { declaration, access } = options;
  const declared =
    typeof declaration === "string"
      ? readDeclaration(await readText(declaration, LIMITS.files.settings), declaration)
      : declaration;
  // Events are asked of a file by itself: they have no place of their own in a panel.
  const specs = declared.filter(({ match }) => match === undefined);
  const imported: ImportedValues[] = [];
  for (const spec of specs) {
    // oxlint-disable-next-line no-await-in-loop -- one source after the other: bounded memory
    const places = await placesOf(options, spec.assembly, store, io.log);
    let bytes = 0;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { data, rows, bases, absent } = await prefetch(spec, places, access, (read, records) => {
      bytes += read;
      io.onProgress({ bytes, totalBytes: null, records });
    });
    if (rows === 0)
      throw new ToolError(
        "E_KNOWLEDGE",
        `source '${spec.name}' has no record in any of the regions`,
        { path: spec.file, hint: "Check that it is the right file, for the right build." },
      );
    const walked = [
      ...new Set(places.map(({ chrom, start, end }) => `${chrom}:${start}-${end}`)),
    ].sort();
    const key = {
      kind: "values" as const,
      source: spec.name,
      id: `${spec.assembly}-${sha256(walked.join()).slice(0, 12)}`,
      version: spec.release,
    };
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { entry, added } = await store.put(key, data, {
      extension: "values",
      fetched: io.now().toISOString(),
      origin: spec.file.replace(/^.*\/(?=[^/]*$)/, ""),
      terms: spec.licence,
      assembly: spec.assembly,
      facts: { rows, bases, fields: spec.fields.map(({ field }) => String(field)) },
    });
    imported.push({ entry, added, rows, absent });
  }
  return imported;
}

async function placesOf(
  { panels, genes, regions, ...options }: ValuesOptions,
  assembly: Assembly,
  store: Store,
  log: Log,
): Promise<Place[]> {
  const hasGenes = panels.length + genes.length > 0;
  if (!hasGenes && regions === undefined)
    throw new ToolError("E_USAGE", "no regions given", {
      hint: "Give --panel, --genes or --regions.",
    });
  const own = regions === undefined ? [] : await placesOfBed(regions);
  if (!hasGenes) return own;
  const loaded = await loadPanels({ panels, genes, store: options.store, assembly }, log);
  const table = tableOf(loaded, options, options.policy, assembly);
  const ofGenes = await exonsIn(table, store, log);
  if (own.length + ofGenes.length === 0)
    throw new ToolError("E_PANEL", "none of the panels' genes has coordinates", {
      hint: "Import a gene table (`panelist knowledge import genes`) or transcripts, or give --regions.",
    });
  return [...own, ...ofGenes];
}

/**
 * Exons of the newest release of transcripts with their margins; a gene of which it has none from end to end, as are all
 * where the store has no transcripts.
 */
async function exonsIn(table: PanelGenes, store: Store, log: Log): Promise<Place[]> {
  const { assembly, genes } = table;
  const whole = genes.flatMap(({ region }) => region ?? []);
  const release = newest(await store.list("transcripts"), assembly);
  if (release === null)
    log.info("no transcripts in the store: whole genes are read, including introns");
  const exons =
    release === null
      ? []
      : exonsOfGenes(
          table,
          (await import("../effect/index.ts"))
            .openTranscripts(store.pathOf(release))
            // A gene without coordinates is found by its name.
            .slice(whole.length < genes.length ? "all" : whole),
        );
  const places = genes.map(({ region }, i): Place[] => {
    const own = (exons[i] ?? []).map(({ chrom, start, end }): Place => {
      return { chrom, start: Math.max(1, start - EXON_MARGIN), end: end + EXON_MARGIN };
    });
    return own.length > 0 || region === null ? own : [region];
  });
  const without = genes.filter((_, i) => places[i]?.length === 0).map(({ symbol }) => symbol);
  if (without.length > 0)
    log.warn(`no ${assembly} coordinates, not prefetched: ${without.join(", ")}`);
  return places.flat();
}

/** @throws ToolError E_PANEL with the line */
async function placesOfBed(path: string): Promise<Place[]> {
  const places: Place[] = [];
  let line = 0;
  for await (const lines of linesOf(path))
    for (const text of lines) {
      line++;
      if (text === "" || /^(?:#|track|browser)/.test(text)) continue;
      const [contig = "", from = "", to = ""] = text.split(/\s+/);
      const chrom = canonicalChrom(contig);
      const isPlace = /^\d+$/.test(from) && /^\d+$/.test(to) && Number(to) > Number(from);
      if (!isPlace)
        throw new ToolError("E_PANEL", `not a region: '${text.slice(0, 60)}'`, {
          path,
          line,
          hint: "A BED line has contig, start (0-based) and end.",
        });
      if (chrom !== null) places.push({ chrom, start: Number(from) + 1, end: Number(to) });
    }
  if (places.length === 0)
    throw new ToolError("E_PANEL", "the region is not on a chromosome", { path });
  return places;
}

/**
 * All genes of the applied panels in one table: the same gene in several panels is one entry with one row
 * per panel, located at the joint extent plus margin.
 */
import { type Assembly, canonicalChrom, chromosomeLength } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { kinship } from "../core/gene.ts";
import { counted } from "../core/counted.ts";
import { remembered } from "../core/once.ts";
import { compareText, withoutIdVersion } from "../core/text.ts";
import { joinLocations } from "./gene.ts";
import type {
  Confidence,
  GeneLocation,
  PanelGenes,
  Panel,
  PanelEntity,
  PanelGene,
  PanelRow,
  TableGene,
} from "./types.ts";

export interface PanelGenesOptions {
  assembly: Assembly;
  /** Bases added on both sides of a gene's extent (DEC-16). */
  margin: number;
  /** Rows below this are as good as absent; red and grey ones always are (DEC-03). */
  minConfidence: Extract<Confidence, "green" | "amber">;
}

interface Entry {
  panel: number;
  gene: PanelGene;
}

/** A name that so many genes bear says nothing of any of them; honest panels have five of one name. */
export const MOST_OF_ONE_NAME = 50;
/** Nor is a row compared with more than so many other names of one gene: ten panels may write it in ten ways. */
const MOST_NAMES_OF_ONE = 100;

/** Genes that the rows so far make, and where to find them by each kind of name. */
class GeneIndex {
  readonly groups: Entry[][] = [];
  readonly #symbols: Set<string>[] = [];
  readonly #byKey = new Map<string, Set<number>>();

  add(entry: Entry): void {
    let group = this.#find(entry);
    if (group === undefined) {
      group = this.groups.length;
      this.groups.push([]);
      this.#symbols.push(new Set());
    }
    this.groups[group]?.push(entry);
    this.#symbols[group]?.add(entry.gene.symbol);
    for (const key of keysOf(entry.gene).flat())
      remembered(this.#byKey, key, () => new Set()).add(group);
  }

  /** DEC-17's order. Genes that ids tell apart are two, whatever else agrees; an ambiguous name joins nothing. */
  #find(entry: Entry): number | undefined {
    const { hgncId } = entry.gene;
    // Rows with one come first: a group has its id, or another and is another gene.
    if (hgncId !== null) return this.#byKey.get(hgncId)?.values().next().value;
    for (const keys of keysOf(entry.gene)) {
      const named = keys.flatMap((key) => {
        const groups = this.#byKey.get(key);
        return groups === undefined || groups.size > MOST_OF_ONE_NAME ? [] : [...groups];
      });
      const hits = new Set(named.filter((group) => this.#compatible(group, entry)));
      if (hits.size === 1) return [...hits][0];
    }
    return undefined;
  }

  /** A panel that has a row for each of two symbols means two genes (DEC-55). */
  #compatible(group: number, { panel, gene }: Entry): boolean {
    if ((this.#symbols[group]?.size ?? 0) > MOST_NAMES_OF_ONE) return false;
    return (this.groups[group] ?? []).every((entry) => {
      const kin = kinship(entry.gene, gene);
      return kin !== "different" && (entry.panel !== panel || kin === "id" || kin === "symbol");
    });
  }
}

/** Names of a gene in DEC-17's order; a current symbol also finds a gene that has it as its alias. */
function keysOf(gene: PanelGene): string[][] {
  const symbol = gene.symbol.toUpperCase();
  return [
    gene.hgncId === null ? [] : [gene.hgncId],
    gene.ensemblIds,
    gene.ncbiId === null ? [] : [`ncbi:${gene.ncbiId}`],
    [`symbol:${symbol}`],
    [symbol, ...gene.otherSymbols.map((other) => other.toUpperCase())].map(
      (other) => `any:${other}`,
    ),
  ];
}

/** Extent of a gene over its panels on one assembly, canonical chromosome; null when none gives any. */
function extentOf(
  entries: readonly Entry[],
  panels: readonly Panel[],
  { assembly, margin }: PanelGenesOptions,
): GeneLocation | null {
  let extent: GeneLocation | null = null;
  for (const { panel, gene } of entries) {
    const found = gene.location[assembly];
    const chrom = found === null ? null : canonicalChrom(found.chrom);
    if (found === null || chrom === null) continue;
    const joined = joinLocations(extent, { ...found, chrom });
    if (joined === undefined)
      throw new ToolError(
        "E_PANEL",
        `${gene.symbol} is on chromosome ${chrom} in panel ${panels[panel]?.id ?? ""}, but on ${extent?.chrom ?? ""} in another`,
        { hint: "Check that all panels have coordinates of the same assembly." },
      );
    extent = joined;
  }
  if (extent === null) return null;
  const length = chromosomeLength(assembly, extent.chrom) ?? 0;
  if (extent.end > length)
    throw new ToolError(
      "E_PANEL",
      `${entries[0]?.gene.symbol ?? ""} ends at ${extent.end}, but chromosome ${extent.chrom} of ${assembly} at ${length}`,
      {
        hint: `Check the panel: its coordinates are not on ${assembly}.`,
        chrom: extent.chrom,
        pos: extent.end,
      },
    );
  return {
    chrom: extent.chrom,
    start: Math.max(1, extent.start - margin),
    end: Math.min(length, extent.end + margin),
  };
}

function panelRow({ panel, gene }: Entry): PanelRow {
  const { confidence, mode, modeText, penetrance, lofNotMechanism } = gene;
  return { panel, confidence, mode, modeText, penetrance, lofNotMechanism };
}

function toTableGene(
  entries: readonly Entry[],
  panels: readonly Panel[],
  options: PanelGenesOptions,
): TableGene {
  const ordered = [...entries].sort((a, b) => a.panel - b.panel);
  // A row with an id names the gene best: a BED may use an old symbol.
  const named = ordered.find(({ gene }) => gene.hgncId !== null) ?? ordered[0];
  if (named === undefined) throw new Error("a gene without rows");
  const { symbol } = named.gene;
  const firstOf = <K extends "hgncId" | "ncbiId" | "biotype">(key: K): PanelGene[K] =>
    ordered.find(({ gene }) => gene[key] !== null)?.gene[key] ?? null;
  const symbols = ordered.flatMap(({ gene }) => [gene.symbol, ...gene.otherSymbols]);
  return {
    symbol,
    hgncId: firstOf("hgncId"),
    ensemblIds: [...new Set(ordered.flatMap(({ gene }) => gene.ensemblIds))].sort(compareText),
    ncbiId: firstOf("ncbiId"),
    otherSymbols: [...new Set(symbols)].filter((other) => other !== symbol).sort(compareText),
    biotype: firstOf("biotype"),
    rows: ordered.map(panelRow),
    region: extentOf(ordered, panels, options),
  };
}

/**
 * Joins the panels' genes into one table, by symbol. Rows below `minConfidence`, red and grey ones are
 * left out and counted in the panel's notes (DEC-03); a gene keeps every other row, so green and amber
 * stand side by side. `region` is 1-based inclusive within the chromosome.
 *
 * @throws ToolError E_PANEL: coordinates beyond the chromosome or on two chromosomes
 */
export function compilePanelGenes(
  panels: readonly Panel[],
  options: PanelGenesOptions,
): PanelGenes {
  const keep: ReadonlySet<Confidence> = new Set(
    options.minConfidence === "green" ? ["green"] : ["green", "amber"],
  );
  const entries = panels.flatMap(({ genes }, panel) =>
    genes.filter((gene) => keep.has(gene.confidence)).map((gene) => ({ panel, gene })),
  );
  const index = new GeneIndex();
  // Rows with an HGNC id first: those without then find their gene whatever the order of the panels.
  for (const entry of entries) if (entry.gene.hgncId !== null) index.add(entry);
  for (const entry of entries) if (entry.gene.hgncId === null) index.add(entry);
  const genes = index.groups
    .map((group) => toTableGene(group, panels, options))
    .sort((a, b) => compareText(a.symbol, b.symbol) || compareText(a.hgncId ?? "", b.hgncId ?? ""));
  const transcripts = panels.flatMap((panel) =>
    panel.genes.flatMap(({ transcript }) =>
      transcript === undefined ? [] : [withoutIdVersion(transcript)],
    ),
  );
  return {
    assembly: options.assembly,
    transcripts: transcripts.length === 0 ? undefined : transcripts,
    panels: panels.map((panel) => {
      const { id, name, version, source, signedOff, digest } = panel;
      const notes = [...panel.notes, ...leftOutNotes(panel, keep)];
      const strs = shown(panel.strs).map((str) => str.name);
      const regions = shown(panel.regions).map((region) =>
        region.title === "" ? region.name : `${region.name} (${region.title})`,
      );
      return { id, name, version, source, signedOff, digest, notes, strs, regions };
    }),
    genes,
  };
}

/** Green and amber repeats or regions; red and grey ones are as good as absent (DEC-03). */
function shown<T extends PanelEntity>(entities: readonly T[]): T[] {
  return entities.filter(({ confidence }) => confidence === "green" || confidence === "amber");
}

function leftOutNotes(panel: Panel, keep: ReadonlySet<Confidence>): string[] {
  return (["amber", "red", "grey"] as const).flatMap((confidence) => {
    const count = panel.genes.filter((gene) => gene.confidence === confidence).length;
    return count === 0 || keep.has(confidence)
      ? []
      : [`${counted(count, `${confidence} gene`)} left out`];
  });
}

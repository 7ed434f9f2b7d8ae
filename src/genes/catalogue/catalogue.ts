/** All imported gene files together: the identity and location of each gene. */
import type { Assembly } from "../../core/assembly.ts";
import type { GeneLocation, PanelGene } from "../../panel/types.ts";
import type { CatalogueGene, CatalogueSource } from "./types.ts";
import type { NameKind, Snapshot } from "./snapshot.ts";

export interface CatalogueHit {
  gene: CatalogueGene;
  via: FoundVia;
}

export interface Catalogue {
  /** The files, best first: `hgnc 2024-10-01`. */
  releases: string[];
  /**
   * DEC-17: by HGNC id, then Ensembl id, NCBI id, current, previous, alias symbol; a name that two genes have
   * finds none. An HGNC id that is not known finds none either, whatever the symbol says.
   */
  find(gene: Pick<PanelGene, "hgncId" | "ensemblIds" | "ncbiId" | "symbol">): CatalogueHit | null;
  /** DEC-55: more than one gene has or had the symbol (aliases aside). */
  isShared(symbol: string): boolean;
  /** Symbols of the genes that have this name in any way, for one that `find` could not settle. */
  candidates(symbol: string): string[];
  /** Extent on an assembly, from the first source that has the gene; null: none has. */
  locate(gene: CatalogueGene, assembly: Assembly): GeneLocation | null;
  /** Does a file of this catalogue know HGNC ids at all, so that an unknown one says something? */
  knowsHgnc: boolean;
}

/** Whose word on names counts first; gene extents come from the annotation before MANE's transcripts. */
const BY_NAMES: readonly CatalogueSource[] = ["hgnc", "refseq", "ensembl", "mane", "extents"];
const BY_PLACES: readonly CatalogueSource[] = ["ensembl", "refseq", "extents", "mane"];

export function catalogueOf(snapshots: readonly Snapshot[]): Catalogue {
  const order = (sources: readonly CatalogueSource[]): Snapshot[] =>
    sources.flatMap((source) => snapshots.filter((snapshot) => snapshot.source === source));
  const named = order(BY_NAMES);
  const placed = order(BY_PLACES);
  return {
    releases: named.map(({ source, release, assembly }) =>
      [source, release, assembly ?? ""].filter((word) => word !== "").join(" "),
    ),
    knowsHgnc: named.some(({ source }) => source === "hgnc"),
    find(gene) {
      for (const snapshot of named) {
        const hit = findIn(snapshot, gene);
        if (hit !== null) return settled(hit, named);
        // HGNC's own word on one of its ids is final.
        if (snapshot.source === "hgnc" && gene.hgncId !== null) return null;
      }
      return null;
    },
    isShared(symbol) {
      return named.some((snapshot) => {
        const keys = (["s", "p"] as const).flatMap((kind) => snapshot.byName(symbol, kind));
        return new Set(keys).size > 1;
      });
    },
    candidates(symbol) {
      for (const snapshot of named) {
        const keys = (["s", "p", "a"] as const).flatMap((kind) => snapshot.byName(symbol, kind));
        const symbols = keys.map((key) => snapshot.byKey(key)?.symbol ?? key);
        if (symbols.length > 0) return [...new Set(symbols)].sort();
      }
      return [];
    },
    locate(gene, assembly) {
      for (const snapshot of placed) {
        if (snapshot.assembly !== assembly) continue;
        const found = samePlace(snapshot, gene);
        if (found !== null && found.location !== null) return found.location;
      }
      return null;
    },
  };
}

/** A source without HGNC ids gives an Ensembl or NCBI id, by which one with them knows the gene. */
function settled(hit: CatalogueHit, named: readonly Snapshot[]): CatalogueHit {
  const { hgncId, ensemblId, ncbiId } = hit.gene;
  if (hgncId !== null || (ensemblId === null && ncbiId === null)) return hit;
  const ids = { hgncId, ensemblIds: ensemblId === null ? [] : [ensemblId], ncbiId, symbol: "" };
  for (const snapshot of named) {
    const better = findIn(snapshot, ids);
    if (better !== null && better.gene.hgncId !== null) return { gene: better.gene, via: hit.via };
  }
  return hit;
}

const STEPS = [
  ["e", "ensembl_id"],
  ["n", "ncbi_id"],
  ["s", "symbol"],
  ["p", "previous_symbol"],
  ["a", "alias_symbol"],
] as const satisfies readonly (readonly [NameKind, string])[];

type FoundVia = "hgnc_id" | (typeof STEPS)[number][1];

function findIn(
  snapshot: Snapshot,
  gene: Pick<PanelGene, "hgncId" | "ensemblIds" | "ncbiId" | "symbol">,
): CatalogueHit | null {
  if (gene.hgncId !== null) {
    const found = snapshot.byKey(gene.hgncId);
    if (found !== null) return { gene: found, via: "hgnc_id" };
    if (snapshot.source === "hgnc") return null;
  }
  const names: Record<NameKind, readonly string[]> = {
    e: gene.ensemblIds,
    n: gene.ncbiId === null ? [] : [gene.ncbiId],
    s: [gene.symbol],
    p: [gene.symbol],
    a: [gene.symbol],
  };
  for (const [kind, via] of STEPS) {
    const keys = new Set(names[kind].flatMap((name) => snapshot.byName(name, kind)));
    const [key] = keys;
    const found = key === undefined || keys.size > 1 ? null : snapshot.byKey(key);
    const differs = found !== null && gene.hgncId !== null && found.hgncId !== null;
    if (found !== null && !(differs && found.hgncId !== gene.hgncId)) return { gene: found, via };
  }
  return null;
}

/** The same gene in a source of coordinates: by ids, and by current symbol where that source has no ids. */
function samePlace(snapshot: Snapshot, gene: CatalogueGene): CatalogueGene | null {
  const keys: (string | undefined)[] = [
    gene.hgncId ?? undefined,
    gene.ensemblId ?? undefined,
    gene.ensemblId === null ? undefined : only(snapshot.byName(gene.ensemblId, "e")),
    gene.ncbiId === null ? undefined : only(snapshot.byName(gene.ncbiId, "n")),
    only(snapshot.byName(gene.symbol, "s")),
  ];
  for (const key of keys) {
    const found = key === undefined ? null : snapshot.byKey(key);
    if (
      found !== null &&
      (found.hgncId === null || gene.hgncId === null || found.hgncId === gene.hgncId)
    )
      return found;
  }
  return null;
}

function only(keys: readonly string[]): string | undefined {
  return keys.length === 1 ? keys[0] : undefined;
}

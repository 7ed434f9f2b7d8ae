/** What a run knows about gene names beyond its panels: the store's gene tables, else the ids in ClinVar and HPO. */
import type { Assembly } from "../../core/assembly.ts";
import { annotatedGene, type GeneIdentity, type Identify } from "../../core/gene.ts";
import { remembered } from "../../core/once.ts";
import type { Catalogue } from "../../genes/catalogue/index.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import type { StoreEntry } from "../../store/types.ts";
import { hasKind } from "../../store/names.ts";
import type { Prepared } from "../prepare.ts";

interface GeneNamesKnown {
  /** Asked often of few genes: remembered. */
  identify: Identify;
  /** The approved name of a gene; undefined: no table at hand gives it. */
  nameOf: (gene: GeneIdentity) => string | undefined;
  /** The gene tables that answered. */
  used: KnowledgeUsed[];
}

/** @throws ToolError E_STORE */
export async function openGeneNames({
  options,
  assembly,
  classifications: knowledge,
  patient,
}: Pick<Prepared, "assembly" | "classifications" | "patient"> & {
  options: { store?: string | undefined };
}): Promise<GeneNamesKnown> {
  const { store } = options;
  const opened = hasKind(store, "genes") ? await openTables(store, assembly) : null;
  const known = new Map<string, GeneIdentity>();
  const ncbiOf = (symbol: string): string | null =>
    knowledge?.clinvar?.ncbiOf(symbol) ?? patient?.ncbiOf(symbol) ?? null;
  return {
    identify: (gene) =>
      remembered(known, JSON.stringify(gene), () => {
        const found = opened === null ? null : inTables(gene, opened.catalogue);
        const ncbiId = gene.ncbiId ?? ncbiOf(gene.symbol);
        return found ?? { ...unshared(gene, opened?.catalogue), ncbiId };
      }),
    nameOf: (gene) => (opened === null ? undefined : nameIn(gene, opened.catalogue)),
    used: (opened?.entries ?? []).map(usedOf),
  };
}

/** A run without gene tables does not load what reads them. */
async function openTables(
  path: string,
  assembly: Assembly,
): Promise<{ catalogue: Catalogue; entries: StoreEntry[] } | null> {
  const [{ openStore }, { openCatalogue }] = await Promise.all([
    import("../../store/index.ts"),
    import("../../genes/catalogue/index.ts"),
  ]);
  return openCatalogue(openStore(path), assembly);
}

function usedOf({ source, version, sha256 }: StoreEntry): KnowledgeUsed {
  return { kind: "genes", source, release: version, sha256 };
}

/** By its ids, or by a symbol that no other gene has or had (DEC-55). */
function inTables(gene: GeneIdentity, catalogue: Catalogue): GeneIdentity | null {
  const hit = catalogue.find({ ...gene, ensemblIds: [...gene.ensemblIds] });
  if (hit === null) return null;
  const { via, gene: stated } = hit;
  const bySymbol = via === "symbol" || via === "previous_symbol" || via === "alias_symbol";
  if (bySymbol && catalogue.isShared(gene.symbol)) return null;
  const history = [
    stated.symbol,
    ...stated.previousSymbols.filter((symbol) => !catalogue.isShared(symbol)),
    ...stated.aliases.filter((symbol) => catalogue.candidates(symbol).length === 1),
  ];
  const { hgncId, ensemblId, ncbiId, symbol } = stated;
  const ids = { symbol, hgncId, ncbiId, ensemblIds: ensemblId === null ? [] : [ensemblId] };
  const named = { ...gene, ensemblGene: null, ncbiGene: gene.ncbiId };
  const joined = annotatedGene(named, { ...ids, otherSymbols: history });
  return {
    ...joined,
    ensemblIds: [...gene.ensemblIds, ...joined.ensemblIds],
    otherSymbols: [...new Set([...joined.otherSymbols, ...unshared(gene, catalogue).otherSymbols])],
  };
}

/** By an id alone: a symbol may be another gene's. */
function nameIn(gene: GeneIdentity, catalogue: Catalogue): string | undefined {
  if (gene.hgncId === null) return undefined;
  const hit = catalogue.find({ ...gene, ensemblIds: [...gene.ensemblIds] });
  return hit === null || hit.gene.name === "" ? undefined : hit.gene.name;
}

function unshared(gene: GeneIdentity, catalogue?: Catalogue): GeneIdentity {
  if (catalogue === undefined) return gene;
  return { ...gene, otherSymbols: gene.otherSymbols.filter((s) => !catalogue.isShared(s)) };
}

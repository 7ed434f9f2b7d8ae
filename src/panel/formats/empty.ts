/** An empty panel and its parts; readers of every kind of file start from these. */
import type { Panel, PanelItem, PanelRegion, PanelSource, PanelStr } from "../types.ts";

/** A panel without rows. */
export function newPanel(
  head: { id: string; name: string; source: PanelSource; digest: string },
  known: Partial<Panel> = {},
): Panel {
  const genes = known.genes ?? [];
  return {
    id: head.id,
    name: head.name,
    version: null,
    source: head.source,
    signedOff: null,
    digest: head.digest,
    hashId: null,
    status: null,
    versionCreated: null,
    diseaseGroup: "",
    diseaseSubGroup: "",
    relevantDisorders: [],
    types: [],
    stats: null,
    rows: {
      genes: genes.length,
      strs: known.strs?.length ?? 0,
      regions: known.regions?.length ?? 0,
    },
    genes,
    strs: [],
    regions: [],
    conflicts: [],
    notes: [],
    ...known,
  };
}

/** A row of a panel: green, mode unknown. */
function newItem(): PanelItem {
  return {
    confidence: "green",
    mode: "unknown",
    modeText: "",
    penetrance: "unknown",
    location: { GRCh37: null, GRCh38: null },
    tags: [],
    phenotypes: [],
    evidence: [],
    publications: [],
    children: [],
  };
}

/** A repeat of which the name is known. */
export function newStr(name: string, known: Partial<PanelStr> = {}): PanelStr {
  return {
    name,
    ...newItem(),
    symbol: null,
    hgncId: null,
    repeatUnit: "",
    normalRepeats: null,
    pathogenicRepeats: null,
    ...known,
  };
}

/** A region of which the name is known. */
export function newRegion(name: string, known: Partial<PanelRegion> = {}): PanelRegion {
  return {
    name,
    ...newItem(),
    title: "",
    modeOfPathogenicity: "",
    variantType: "",
    haploinsufficiency: null,
    triplosensitivity: null,
    requiredOverlapPercent: null,
    ...known,
  };
}

import { describe, expect, it } from "vitest";
import type { Change, ChangeType, Effect, PanelDiff } from "../../src/panel/diff/index.ts";
import { panelDiffText } from "../../src/cli/print/panel-diff.ts";
import { diffPanels, diffPanelSets } from "../../src/panel/diff/index.ts";
import { pairGenes } from "../../src/panel/diff/pair.ts";
import { newGene } from "../../src/panel/gene.ts";
import { parseMode } from "../../src/panel/mode.ts";
import type { Panel, PanelGene, PanelRegion, PanelStr } from "../../src/panel/types.ts";

const AD = "MONOALLELIC, autosomal or pseudoautosomal, NOT imprinted";
const AD_UNKNOWN = "MONOALLELIC, autosomal or pseudoautosomal, imprinted status unknown";
const PAT =
  "MONOALLELIC, autosomal or pseudoautosomal, maternally imprinted (paternal allele expressed)";
const AR = "BIALLELIC, autosomal or pseudoautosomal";
const BOTH = "BOTH monoallelic and biallelic, autosomal or pseudoautosomal";
const SEVERE =
  "BOTH monoallelic and biallelic (but BIALLELIC mutations cause a more SEVERE disease form), autosomal or pseudoautosomal";
const XLR = "X-LINKED: hemizygous mutation in males, biallelic mutations in females";
const XLD =
  "X-LINKED: hemizygous mutation in males, monoallelic mutations in females may cause disease (may be less severe, later onset than males)";
const NO_LOF =
  "Loss-of-function variants (as defined in pop up message) DO NOT cause this phenotype - please provide details in the comments";

function gene(symbol: string, known: Partial<PanelGene> = {}): PanelGene {
  const modeText = known.modeText ?? AR;
  return newGene(symbol, { modeText, mode: parseMode(modeText), ...known });
}

function panel(genes: PanelGene[], known: Partial<Panel> = {}): Panel {
  return {
    id: "1",
    name: "Panel",
    version: "1.0",
    source: "panelapp",
    signedOff: null,
    digest: "",
    hashId: null,
    status: null,
    versionCreated: null,
    diseaseGroup: "",
    diseaseSubGroup: "",
    relevantDisorders: [],
    types: [],
    stats: null,
    rows: { genes: genes.length, strs: 0, regions: 0 },
    genes,
    strs: [],
    regions: [],
    conflicts: [],
    notes: [],
    ...known,
  };
}

const LABELS = { old: "a", new: "b" };

function changesOf(before: PanelGene[], after: PanelGene[]): Change[] {
  return diffPanels(panel(before), panel(after), LABELS).changes;
}

function brief(changes: readonly Change[]): string[] {
  return changes.map(({ type, gene: symbol, effect }) => `${type} ${symbol ?? ""} ${effect}`);
}

describe("changes of a gene row", () => {
  it.each<[Partial<PanelGene>, Partial<PanelGene>, ChangeType, Effect]>([
    [{ confidence: "amber" }, { confidence: "green" }, "gene_to_green", "widens"],
    [{ confidence: "red" }, { confidence: "green" }, "gene_to_green", "widens"],
    [{ confidence: "grey" }, { confidence: "green" }, "gene_to_green", "widens"],
    [{ confidence: "green" }, { confidence: "amber" }, "gene_from_green", "narrows"],
    [{ confidence: "green" }, { confidence: "red" }, "gene_from_green", "narrows"],
    [{ confidence: "red" }, { confidence: "amber" }, "gene_confidence", "widens"],
    [{ confidence: "amber" }, { confidence: "grey" }, "gene_confidence", "narrows"],
    [{ confidence: "grey" }, { confidence: "red" }, "gene_confidence", "neutral"],
  ])("DEC-03 confidence %o -> %o is %s, %s", (before, after, type, effect) => {
    expect(brief(changesOf([gene("A", before)], [gene("A", after)]))).toEqual([
      `${type} A ${effect}`,
    ]);
  });

  it.each<[PanelGene["confidence"], Effect, Effect]>([
    ["green", "widens", "narrows"],
    ["amber", "widens", "narrows"],
    ["red", "neutral", "neutral"],
    ["grey", "neutral", "neutral"],
  ])("DEC-03 a %s gene added %s, removed %s", (confidence, added, removed) => {
    const [change, ...rest] = changesOf([], [gene("A", { confidence })]);
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ type: "gene_added", gene: "A", old: null, new: { confidence } });
    expect(change?.effect).toBe(added);
    const [lost] = changesOf([gene("A", { confidence })], []);
    expect(lost).toMatchObject({ type: "gene_removed", old: { confidence }, new: null });
    expect(lost?.effect).toBe(removed);
  });

  it.each<[string, string, Effect]>([
    [AR, BOTH, "widens"],
    [BOTH, AR, "narrows"],
    [AD, AR, "widens"],
    [AR, AD, "widens"],
    [BOTH, SEVERE, "neutral"],
    [AD_UNKNOWN, AD, "neutral"],
    [PAT, AD, "widens"],
    [AD, PAT, "narrows"],
    [XLR, XLD, "widens"],
    [XLD, XLR, "narrows"],
    [AD, "Unknown", "widens"],
    ["Other - please specifiy in evaluation comments", AD, "narrows"],
    ["", AR, "narrows"],
    ["Unknown", "", "neutral"],
  ])("MOI-01 mode of inheritance %s -> %s %s", (before, after, effect) => {
    expect(
      brief(changesOf([gene("A", { modeText: before })], [gene("A", { modeText: after })])),
    ).toEqual([`moi_changed A ${effect}`]);
  });

  it("MOI-01 spelling alone is no change of mode", () => {
    const before = gene("A", { modeText: "Other - please specifiy in evaluation comments" });
    const after = gene("A", { modeText: "Other - please specify in evaluation comments " });
    expect(changesOf([before], [after])).toEqual([]);
  });

  it("MOI-01 on X, autosomal words mean their X-linked models", () => {
    const location = { GRCh37: null, GRCh38: { chrom: "X", start: 50_000_000, end: 50_001_000 } };
    const row = (modeText: string): PanelGene => gene("A", { modeText, location });
    expect(brief(changesOf([row(AD)], [row(XLD)]))).toEqual(["moi_changed A neutral"]);
    expect(brief(changesOf([row(AR)], [row(XLD)]))).toEqual(["moi_changed A widens"]);
  });

  it.each<[boolean, boolean, Effect]>([
    [false, true, "narrows"],
    [true, false, "widens"],
    [true, true, "neutral"],
  ])("PA-02 loss of function excluded %s -> %s %s", (before, after, effect) => {
    const row = (lofNotMechanism: boolean, modeOfPathogenicity: string): PanelGene =>
      gene("A", { lofNotMechanism, modeOfPathogenicity });
    expect(
      brief(
        changesOf([row(before, before ? NO_LOF : "")], [row(after, after ? `${NO_LOF} x` : "")]),
      ),
    ).toEqual([`mop_changed A ${effect}`]);
  });

  it("DEC-06 penetrance is told and lowers nothing", () => {
    expect(
      brief(
        changesOf(
          [gene("A", { penetrance: "complete" })],
          [gene("A", { penetrance: "incomplete" })],
        ),
      ),
    ).toEqual(["penetrance_changed A neutral"]);
  });

  it.each<[[number, number] | null, [number, number] | null, Effect]>([
    [[100, 200], [90, 200], "widens"],
    [[100, 200], [90, 150], "widens"],
    [[100, 200], [110, 200], "narrows"],
    [[100, 200], null, "neutral"],
    [null, [100, 200], "neutral"],
  ])("DEC-16 extent %o -> %o %s, on either build", (before, after, effect) => {
    const row = (place: [number, number] | null): PanelGene => {
      const at = place === null ? null : { chrom: "1", start: place[0], end: place[1] };
      return gene("A", { location: { GRCh37: { chrom: "1", start: 5, end: 9 }, GRCh38: at } });
    };
    const [change] = changesOf([row(before)], [row(after)]);
    expect(change).toMatchObject({
      type: "location_changed",
      effect,
      old: { grch37: "1:5-9", grch38: before === null ? null : `1:${before.join("-")}` },
      new: { grch37: "1:5-9", grch38: after === null ? null : `1:${after.join("-")}` },
    });
  });

  it("DEC-03 what is said of a red gene changes nothing that can be reported", () => {
    const before = gene("A", { confidence: "red", modeText: AR });
    const after = gene("A", { confidence: "red", modeText: BOTH });
    expect(brief(changesOf([before], [after]))).toEqual(["moi_changed A neutral"]);
  });

  it("one gene may change in several ways, each of them told", () => {
    const before = gene("OLD", { hgncId: "HGNC:1", confidence: "amber", penetrance: "complete" });
    const after = gene("NEW", { hgncId: "HGNC:1", modeText: BOTH });
    expect(brief(changesOf([before], [after]))).toEqual([
      "gene_to_green NEW widens",
      "moi_changed NEW widens",
      "penetrance_changed NEW neutral",
      "gene_renamed NEW neutral",
    ]);
  });
});

describe("which rows are one gene (DEC-17, PA-04)", () => {
  it.each<[string, Partial<PanelGene>, Partial<PanelGene>, boolean]>([
    ["HGNC id, other symbol", { hgncId: "HGNC:1" }, { hgncId: "HGNC:1", symbol: "B" }, true],
    ["same symbol, two HGNC ids", { hgncId: "HGNC:1" }, { hgncId: "HGNC:2" }, false],
    ["symbol, one id missing", {}, { hgncId: "HGNC:1" }, true],
    [
      "Ensembl id",
      { ensemblIds: ["ENSG1"] },
      { ensemblIds: ["ENSG1", "ENSG2"], symbol: "B" },
      true,
    ],
    ["previous symbol", {}, { symbol: "B", otherSymbols: ["a"] }, true],
    [
      "an alias that both have",
      { otherSymbols: ["C"] },
      { symbol: "B", otherSymbols: ["C"] },
      false,
    ],
  ])("%s", (_name, before, after, isOne) => {
    const pairs = pairGenes([gene("A", before)], [gene("A", after)]);
    expect(pairs).toHaveLength(isOne ? 1 : 2);
  });

  it("an alias of two genes pairs none", () => {
    const after = [gene("B", { otherSymbols: ["A"] }), gene("C", { otherSymbols: ["A"] })];
    expect(pairGenes([gene("A")], after)).toHaveLength(3);
  });

  it("ids of the imported gene table join rows that have symbols only", () => {
    const identify = ({ symbol }: PanelGene): string | null =>
      ["SEPT9", "SEPTIN9"].includes(symbol) ? "HGNC:7323" : null;
    const { changes } = diffPanels(panel([gene("SEPT9")]), panel([gene("SEPTIN9")]), LABELS, {
      identify,
    });
    expect(changes).toMatchObject([
      {
        type: "gene_renamed",
        hgnc_id: "HGNC:7323",
        gene: "SEPTIN9",
        old: { symbol: "SEPT9" },
        new: { symbol: "SEPTIN9" },
      },
    ]);
  });
});

describe("repeats and regions", () => {
  const entity = {
    confidence: "green" as const,
    mode: "monoallelic" as const,
    modeText: AD,
    penetrance: "unknown" as const,
    location: { GRCh37: null, GRCh38: { chrom: "19", start: 100, end: 200 } },
    tags: [],
    phenotypes: [],
    evidence: [],
    publications: [],
    children: [],
  };
  const str: PanelStr = {
    ...entity,
    name: "DMPK_CTG",
    symbol: "DMPK",
    hgncId: "HGNC:2933",
    repeatUnit: "CTG",
    normalRepeats: 35,
    pathogenicRepeats: 50,
  };
  const region: PanelRegion = {
    ...entity,
    name: "ISCA-1-Loss",
    title: "somewhere",
    modeOfPathogenicity: "",
    variantType: "cnv_loss",
    haploinsufficiency: "3",
    triplosensitivity: null,
    requiredOverlapPercent: 60,
  };

  it.each<[Partial<PanelStr> | null, Partial<PanelStr> | null, Effect]>([
    [{}, { pathogenicRepeats: 40 }, "widens"],
    [{}, { pathogenicRepeats: 60 }, "narrows"],
    [{}, { pathogenicRepeats: null }, "neutral"],
    [{}, { normalRepeats: 30 }, "neutral"],
    [{ confidence: "red" }, { confidence: "red", pathogenicRepeats: 40 }, "neutral"],
    [{ confidence: "red" }, {}, "widens"],
    [{}, null, "narrows"],
    [null, {}, "widens"],
  ])("str %o -> %o %s", (before, after, effect) => {
    const of = (known: Partial<PanelStr> | null): Panel =>
      panel([], { strs: known === null ? [] : [{ ...str, ...known }] });
    const { changes } = diffPanels(of(before), of(after), LABELS);
    expect(changes).toMatchObject([
      { type: "str_changed", gene: "DMPK", hgnc_id: "HGNC:2933", effect },
    ]);
    expect(changes[0]?.new === null).toBe(after === null);
  });

  it.each<[Partial<PanelRegion> | null, Partial<PanelRegion> | null, Effect]>([
    [{}, { requiredOverlapPercent: 50 }, "widens"],
    [{}, { variantType: "cnv_both" }, "widens"],
    [{ variantType: "cnv_both" }, {}, "narrows"],
    [{}, { haploinsufficiency: "1" }, "neutral"],
    [{}, { location: { GRCh37: null, GRCh38: { chrom: "19", start: 1, end: 200 } } }, "widens"],
    [{ confidence: "amber" }, {}, "widens"],
    [{}, null, "narrows"],
  ])("region %o -> %o %s", (before, after, effect) => {
    const of = (known: Partial<PanelRegion> | null): Panel =>
      panel([], { regions: known === null ? [] : [{ ...region, ...known }] });
    const { changes } = diffPanels(of(before), of(after), LABELS);
    expect(changes).toMatchObject([{ type: "region_changed", effect }]);
    expect(panelDiffText(diffPanels(of(before), of(after), LABELS), "tsv")).toContain(
      "ISCA-1-Loss",
    );
  });

  it("nothing differs, nothing is told", () => {
    const both = panel([], { strs: [str], regions: [region] });
    expect(diffPanels(both, both, LABELS).changes).toEqual([]);
  });
});

describe("sets of panels", () => {
  const A = panel([gene("A")], { id: "1", name: "One" });
  const B = panel([gene("B")], { id: "2", name: "Two" });

  const setDiff = (
    before: Panel[],
    after: Panel[],
    successors: [string, string][] = [],
  ): PanelDiff => diffPanelSets(before, after, LABELS, { successors: new Map(successors) });

  it("a panel that is gone is retired, one that came is added", () => {
    const { changes } = setDiff([A], [B]);
    expect(brief(changes)).toEqual(["panel_retired  narrows", "panel_added  widens"]);
    expect(changes[0]).toMatchObject({
      panel: { id: "1", old_version: "1.0", new_version: null },
      old: { id: "1", name: "One", genes: { green: 1, amber: 0, red: 0, grey: 0 } },
      new: null,
    });
  });

  it("a panel with red genes alone takes nothing with it", () => {
    const red = panel([gene("A", { confidence: "red" })]);
    expect(brief(setDiff([red], []).changes)).toEqual(["panel_retired  neutral"]);
  });

  it("a successor that was there before makes a merger, its genes compared with the old panel's", () => {
    const { changes } = setDiff(
      [A, B],
      [panel([gene("A"), gene("B")], { id: "2", name: "Two" })],
      [["1", "2"]],
    );
    expect(brief(changes)).toEqual([
      "panel_merged  neutral",
      "gene_added A widens",
      "gene_added B widens",
    ]);
    expect(changes[0]).toMatchObject({ panel: { id: "2" }, old: { id: "1" }, new: { id: "2" } });
  });

  it("a successor that is new makes a renumbered panel", () => {
    const { changes } = setDiff([A], [{ ...A, id: "9", name: "Nine" }], [["1", "9"]]);
    expect(changes).toMatchObject([
      { type: "panel_renamed", old: { id: "1", name: "One" }, new: { id: "9", name: "Nine" } },
    ]);
  });

  it("successors may be chained, and a ring ends", () => {
    const nine = { ...A, id: "9" };
    expect(
      setDiff(
        [A],
        [nine],
        [
          ["1", "5"],
          ["5", "9"],
        ],
      ).counts,
    ).toEqual({ panel_renamed: 1 });
    expect(
      setDiff(
        [A],
        [B],
        [
          ["1", "5"],
          ["5", "1"],
        ],
      ).counts,
    ).toEqual({
      panel_retired: 1,
      panel_added: 1,
    });
  });

  it("a panel that a side knows by name alone is neither retired nor added", () => {
    const none = new Set<string>();
    const gone = diffPanelSets([A], [], LABELS, {
      namedOnly: { old: none, new: new Set(["1"]) },
    });
    const came = diffPanelSets([], [A], LABELS, {
      namedOnly: { old: new Set(["1"]), new: none },
    });
    for (const { changes, not_compared: rest } of [gone, came]) {
      expect(changes).toEqual([]);
      expect(rest).toMatchObject([{ panel: { id: "1" }, fields: ["content"] }]);
    }
  });

  it("PanelApp's ids of before 2018 name the same panel", () => {
    const hash = "55a3b19722c1fc6710839b80";
    expect(setDiff([{ ...A, id: hash }], [{ ...A, hashId: hash }]).changes).toEqual([]);
  });

  it("a new name, a new date of sign-off", () => {
    const { changes } = setDiff(
      [A],
      [{ ...A, name: "Uno", version: "1.1", signedOff: "2026-01-02" }],
    );
    expect(brief(changes)).toEqual(["panel_renamed  neutral", "panel_signed_off  neutral"]);
    expect(changes[1]).toMatchObject({
      panel: { old_version: "1.0", new_version: "1.1" },
      old: { signed_off: null },
      new: { signed_off: "2026-01-02" },
    });
  });

  it("DEC-21 a later version that is not signed off is no change of sign-off", () => {
    expect(
      setDiff([{ ...A, signedOff: "2026-01-02" }], [{ ...A, version: "1.1" }]).changes,
    ).toEqual([]);
  });
});

describe("what is not compared", () => {
  it("fields that a table does not give are named, not changed", () => {
    const full = gene("A", { penetrance: "complete", modeOfPathogenicity: NO_LOF });
    const bare = newGene("A");
    const diff = diffPanels(panel([bare], { source: "tsv" }), panel([full]), LABELS);
    expect(diff.changes).toEqual([]);
    expect(diff.not_compared).toMatchObject([
      { fields: ["mode_of_inheritance", "mode_of_pathogenicity", "penetrance", "location"] },
    ]);
  });

  it("an empty field of PanelApp's own is a value", () => {
    const before = gene("A", { penetrance: "complete" });
    expect(brief(changesOf([before], [gene("A")]))).toEqual(["penetrance_changed A neutral"]);
  });
});

describe("output", () => {
  const before = panel(
    [gene("A", { confidence: "amber" }), gene("B"), gene("D", { confidence: "red" })],
    { version: "1.9" },
  );
  const after = panel([gene("A"), gene("C", { modeText: "two\tcells\n" })], { version: "1.10" });

  it("--green-only leaves out what was never green", () => {
    const diff = diffPanels(before, after, LABELS, { greenOnly: true });
    expect(brief(diff.changes)).toEqual([
      "gene_added C widens",
      "gene_to_green A widens",
      "gene_removed B narrows",
    ]);
    expect(diff.effects).toEqual({ widens: 2, narrows: 1, neutral: 0 });
  });

  it("text for people", () => {
    expect(panelDiffText(diffPanels(before, after, LABELS), "text")).toMatchInlineSnapshot(`
      "a -> b

      Panel (1): 1.9 -> 1.10
        widens what can be reported:
          C: added: green, two cells 
          A: to green: amber -> green
        narrows what can be reported:
          B: removed: green, BIALLELIC, autosomal or pseudoautosomal
        does not change what can be reported:
          D: removed: red, BIALLELIC, autosomal or pseudoautosomal

      4 changes: 2 widen, 1 narrow, 1 neutral
      "
    `);
  });

  it("TSV: one header, one line per change, the same number of cells in all", () => {
    const lines = panelDiffText(diffPanels(before, after, LABELS), "tsv").split("\n");
    expect(lines).toHaveLength(6);
    expect(new Set(lines.slice(0, 5).map((line) => line.split("\t").length))).toEqual(
      new Set([16]),
    );
    expect(lines[1]).toContain("gene_added\twidens\tC\t.\t.\t.\tgreen, two cells \t.\tgreen");
  });

  it("DEC-23 a local override shows in all of them", () => {
    const local = { ...after, overrides: [] as NonNullable<Panel["overrides"]> };
    local.overrides.push({
      action: "add",
      symbol: "C",
      hgncId: null,
      change: "confidence=green",
      reason: "MDT of 3 May",
      author: "AB",
      date: "2026-05-03",
    });
    const diff = diffPanels(before, local, LABELS);
    expect(diff.changes.find((change) => change.gene === "C")).toMatchObject({
      override: { reason: "MDT of 3 May", author: "AB", date: "2026-05-03" },
    });
    for (const format of ["text", "tsv", "json"] as const)
      expect(panelDiffText(diff, format)).toContain("MDT of 3 May");
  });

  it("a panel does not differ from itself", () => {
    expect(panelDiffText(diffPanels(before, before, LABELS), "text")).toBe("a -> b\n\nno change\n");
  });
});

import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { diffPanels } from "../../src/panel/diff/index.ts";
import { newPanel } from "../../src/panel/formats/empty.ts";
import { newGene } from "../../src/panel/gene.ts";
import type { Panel } from "../../src/panel/types.ts";
import { applyOverrides, parseOverrides } from "../../src/panel/local/index.ts";

const HEADER =
  "panel\tgene\thgnc_id\taction\tconfidence\tmode_of_inheritance\tpenetrance\ttranscript\treason\tauthor\tdate";
const WHY = "MDT\tA Body\t2026-05-03";

function panel(id: string, ...symbols: string[]): Panel {
  return newPanel(
    { id, name: `P${id}`, source: "panelapp", digest: "" },
    {
      genes: symbols.map((symbol) =>
        newGene(symbol, { confidence: "amber", mode: "biallelic", modeText: "BIALLELIC" }),
      ),
    },
  );
}

function applied(lines: string[], ...panels: Panel[]): ReturnType<typeof applyOverrides> {
  return applyOverrides(panels, parseOverrides([HEADER, ...lines].join("\n"), "o.tsv"));
}

describe("DEC-23 overrides", () => {
  it("a gene added: green and mode unknown unless said", () => {
    const { panels } = applied(
      [`1\tA\tHGNC:5\tadd\t\t\t\t\t${WHY}`, `1\tB\t\tadd\tamber\tAD\t\t\t${WHY}`],
      panel("1"),
    );
    expect(panels[0]?.genes).toMatchObject([
      { symbol: "A", hgncId: "HGNC:5", confidence: "green", mode: "unknown" },
      { symbol: "B", confidence: "amber", mode: "monoallelic", modeText: "AD" },
    ]);
  });

  it("a gene removed, mode, penetrance, colour and transcript set", () => {
    const { panels } = applied(
      [
        `1\tA\t\tremove\t\t\t\t\t${WHY}`,
        `1\tB\t\tset\tgreen\tAD/AR\tincomplete\tNM_007294.4\t${WHY}`,
      ],
      panel("1", "A", "B", "C"),
    );
    expect(panels[0]?.genes).toMatchObject([
      {
        symbol: "B",
        confidence: "green",
        mode: "both",
        penetrance: "incomplete",
        transcript: "NM_007294.4",
      },
      { symbol: "C", confidence: "amber" },
    ]);
    expect(panels[0]?.overrides).toEqual([
      {
        action: "remove",
        symbol: "A",
        hgncId: null,
        change: "",
        reason: "MDT",
        author: "A Body",
        date: "2026-05-03",
      },
      expect.objectContaining({
        action: "set",
        change:
          "confidence=green; mode_of_inheritance=AD/AR; penetrance=incomplete; transcript=NM_007294.4",
      }),
    ]);
    expect(panels[0]?.notes).toEqual([
      "local override: A removed: MDT (A Body, 2026-05-03)",
      expect.stringContaining("local override: B changed (confidence=green; "),
    ]);
  });

  it("a line without a panel is for every panel that has the gene; others are counted", () => {
    const { panels, unused } = applied(
      [
        `\tA\t\tset\tred\t\t\t\t${WHY}`,
        `*\tZ\t\tremove\t\t\t\t\t${WHY}`,
        `9\tA\t\tadd\t\t\t\t\t${WHY}`,
      ],
      panel("1", "A"),
      panel("2", "B"),
      panel("3", "A"),
    );
    expect(panels.map(({ genes }) => genes[0]?.confidence)).toEqual(["red", "amber", "red"]);
    expect(panels.map(({ overrides }) => overrides?.length ?? 0)).toEqual([1, 0, 1]);
    expect(unused.map(({ line }) => line)).toEqual([3, 4]);
  });

  it("DEC-17 the HGNC id counts before the symbol", () => {
    const row = newGene("OLD", { hgncId: "HGNC:7" });
    const given = newPanel({ id: "1", name: "", source: "panelapp", digest: "" }, { genes: [row] });
    const { panels } = applied([`1\tNEW\tHGNC:7\tset\tred\t\t\t\t${WHY}`], given);
    expect(panels[0]?.genes).toMatchObject([{ symbol: "OLD", confidence: "red" }]);
    expect(() => applied([`1\tOLD\tHGNC:8\tset\tred\t\t\t\t${WHY}`], given)).toThrowError(
      "is not on it",
    );
  });

  it("the panel that was given is untouched", () => {
    const given = panel("1", "A");
    applied([`1\tA\t\tremove\t\t\t\t\t${WHY}`], given);
    expect(given.genes).toHaveLength(1);
    expect(given.overrides).toBeUndefined();
  });

  it("is shown in differences, with its reason", () => {
    const given = panel("1", "A", "B");
    const { panels } = applied(
      [
        `1\tA\t\tremove\t\t\t\t\t${WHY}`,
        `1\tB\t\tset\tgreen\t\t\tENST00000357654\t${WHY}`,
        `1\tC\t\tadd\t\t\t\t\t${WHY}`,
      ],
      given,
    );
    const [local] = panels;
    if (local === undefined) throw new Error("no panel");
    const { changes } = diffPanels(given, local, { old: "", new: "" });
    expect(changes.map(({ type, gene }) => `${type} ${gene}`)).toEqual([
      "gene_added C",
      "gene_to_green B",
      "gene_removed A",
      "transcript_changed B",
    ]);
    for (const change of changes)
      expect(change).toMatchObject({ override: { reason: "MDT", author: "A Body" } });
  });

  it.each<[string, number, string]>([
    [`1\tA\t\tadd\t\t\t\t\t${WHY}`, 2, "add A: it is on it already"],
    [`1\tX\t\tset\tred\t\t\t\t${WHY}`, 2, "set X: it is not on it"],
    [`1\tX\t\tremove\t\t\t\t\t${WHY}`, 2, "remove X: it is not on it"],
    [`1\tA\t\tremove\tred\t\t\t\t${WHY}`, 2, "both removed and changed"],
    [`1\tA\t\tset\t\t\t\t\t${WHY}`, 2, "nothing is set"],
    [`1\tA\t\tdrop\t\t\t\t\t${WHY}`, 2, "unknown action: 'drop'"],
    [`1\tA\t\tset\tpurple\t\t\t\t${WHY}`, 2, "unknown confidence: 'purple'"],
    [`1\tA\t\tset\t\tsometimes\t\t\t${WHY}`, 2, "unknown mode of inheritance: 'sometimes'"],
    [`1\tA\t\tset\t\t\thalf\t\t${WHY}`, 2, "unknown penetrance: 'half'"],
    [`1\tA\t\tset\t\t\t\tLONGEST\t${WHY}`, 2, "not a transcript: 'LONGEST'"],
    [`1\tA B\t\tset\tred\t\t\t\t${WHY}`, 2, "not a gene symbol"],
    [`1\tA\tx\tset\tred\t\t\t\t${WHY}`, 2, "not an HGNC id"],
    ["1\tA\t\tset\tred\t\t\t\t\tA\t2026-05-03", 2, "no reason"],
    ["1\tA\t\tset\tred\t\t\t\tMDT\t\t2026-05-03", 2, "no author"],
    ["1\tA\t\tset\tred\t\t\t\tMDT\tA\t3 May", 2, "not a date: '3 May'"],
    ["1\tA\t\tset\tred\t\t\t\tMDT\tA\t2026-13-01", 2, "not a date"],
    ["1\tA\t\tset\tred\t\t\t\tMDT\tA\t2026-02-30", 2, "not a date"],
    [`1\tA\t\tset\tred\t\t\t\t${WHY}\tmore`, 2, "12 cells under 11"],
  ])("E_PANEL %j is one error with its line", (line, number, message) => {
    try {
      applied([line], panel("1", "A"));
      throw new Error("no error");
    } catch (error) {
      if (!isToolError(error)) throw error;
      expect([error.code, error.place.line]).toEqual(["E_PANEL", number]);
      expect(error.message).toContain(message);
    }
  });

  it.each([
    ["", "no column"],
    ["gene\taction\treason\tauthor", "no column date"],
    ["gene\taction\treason\tauthor\tdate\taction", "unknown or doubled column: 'action'"],
    [`${HEADER}\tcolour`, "unknown or doubled column: 'colour'"],
    [HEADER, "contains no overrides"],
  ])("a bad header: %j", (text, message) => {
    expect(() => parseOverrides(text, "o.tsv")).toThrowError(message);
  });
});

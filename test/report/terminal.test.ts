import { describe, expect, it } from "vitest";
import { widthOf } from "../../src/core/display.ts";
import { checkColumns, type Look } from "../../src/report/index.ts";
import { PLAIN_LOOK, terminalText } from "../../src/report/terminal.ts";
import type { AnalysisResult } from "../../src/rank/types.ts";
import type { RunRecord } from "../../src/report/index.ts";
import { analysis, emptyAnalysis, toldAnalysis } from "./build.ts";

const counts = { recordsRead: 12_345 } as RunRecord["counts"];

function linesOf(look: Partial<Look> = {}, result: AnalysisResult = analysis()): string[] {
  const text = terminalText(result, { counts }, { ...PLAIN_LOOK, ...look });
  expect(text.endsWith("\n")).toBe(true);
  return text.split("\n").slice(0, -1);
}

/** The same answer with other words in it. */
function changed(change: (result: AnalysisResult) => void): AnalysisResult {
  const result = structuredClone(analysis());
  change(result);
  return result;
}

describe("the table of a terminal", () => {
  it("has a line for each variant, then counts, what was not assessed, and where the rest is", () => {
    expect(linesOf({ width: 120, rest: "Report: out/report.html" })).toEqual([
      "#  Tier  Gene     Change           Zyg.  Inheritance            Frequency  ClinVar  ACMG",
      "1  1     DENOVO1  c.13C>T p.Gln5=  het   de novo                absent     P/LP 2*  -",
      "2  1     PAIR1    1:100 A>G        het   recessive, comp. het.  0.00012    -        -",
      "                  1:100 A>T        !het                         unknown    -        -",
      "! failed a quality check or the caller's FILTER",
      "2 candidates (2 in tier 1), 1 untiered, 2 withheld as incidental, of 12,345 records",
      "Not assessed: short tandem repeat (Epilepsy)",
      "Report: out/report.html",
    ]);
  });

  it.each([40, 50, 64, 80, 100, 200])("no line is wider than %i", (width) => {
    for (const line of linesOf({ width, rest: "Report: x" }))
      expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it("names the columns that a narrow terminal has no room for", () => {
    expect(linesOf({ width: 40 }).join("\n")).toMatch(/^Too narrow for: .*ACMG/m);
    expect(linesOf({ width: 80 }).join("\n")).not.toContain("Too narrow");
  });

  it("prints what may be seen at once, whole candidates, and counts the others by tier", () => {
    const [first, second] = analysis().candidates;
    const many = changed((result) => {
      result.candidates = [
        ...Array.from({ length: 7 }, () => ({ ...first! })),
        ...Array.from({ length: 5 }, () => ({ ...second!, tier: 2 as const })),
      ];
    });
    const lines = linesOf({ height: 16 }, many);
    expect(lines.length).toBeLessThan(16);
    expect(lines.filter((line) => /^ *\d+ +[123] /.test(line))).toHaveLength(7);
    expect(lines).toContain("... 5 more (5 in tier 2): see all with --format table");
    expect(linesOf({}, many).filter((line) => /^ *\d+ +[123] /.test(line))).toHaveLength(12);
  });

  it("says that there is no candidate, and that the result is incomplete, first of all", () => {
    const none = emptyAnalysis();
    expect(linesOf({}, none)[0]).toBe("No candidates.");
    none.incomplete = [{ code: "chromosome_absent", facts: {}, text: "no chromosome 2" }];
    expect(linesOf({}, none)[0]).toBe("RESULT INCOMPLETE: no chromosome 2");
  });

  it("colours where there are colours, after measuring", () => {
    const plain = linesOf({ width: 70 });
    const painted = linesOf({ width: 70, colour: true });
    // oxlint-disable-next-line no-control-regex -- what a terminal obeys
    const bare = painted.map((line) => line.replaceAll(/\u001B\[\d+m/g, "").trimEnd());
    expect(bare).toEqual(plain);
    expect(painted.join("")).toContain("\u001B[31mP/LP 2*");
    expect(plain.join("")).not.toContain("\u001B");
  });

  it("cuts a long gene, measures wide and combined signs, obeys no control", () => {
    const odd = changed(({ candidates: [first, second] }) => {
      first!.gene.symbol = "\u001B[31m遺伝子\u202E".repeat(4);
      second!.gene.symbol = "e\u0301".repeat(9);
    });
    const lines = linesOf({ width: 80 }, odd);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
    for (const obeyed of ["\u001B", "\u202E"]) expect(lines.join("\n")).not.toContain(obeyed);
    expect(lines[1]).toContain("…");
    expect(lines[2]).toContain("e\u0301".repeat(9));
    // What follows stands where it stands in the other row.
    const place = (line = ""): number => widthOf(line.slice(0, line.search(/ !?het /)));
    expect(place(lines[1])).toBe(place(lines[2]));
  });

  it("takes columns by name, those of the TSV too; a wrong one is named with its nearest", () => {
    const [head, row] = linesOf({ columns: ["gene", "hgvsc", "max_af"], width: 60 });
    expect(head).toBe("Gene     hgvsc          max_af");
    expect(row).toBe("DENOVO1  ENST1:c.13C>T  -");
    expect(() => checkColumns(["gene", "inheritence"])).toThrow(
      "--columns: there is no column 'inheritence'",
    );
    try {
      checkColumns(["inheritence"]);
    } catch (error) {
      expect(error).toMatchObject({
        hint: expect.stringContaining("Did you mean inheritance?") as string,
      });
    }
  });

  it("an uncertain inheritance is marked, and the mark told", () => {
    const lines = linesOf(
      {},
      changed(({ candidates: [first] }) => (first!.verdict = "UNCERTAIN")),
    );
    expect(lines[1]).toContain("?de novo");
    expect(lines.join("\n")).toContain("? inheritance uncertain");
  });

  it("marks the shortlist, tells chances with their yield, and never cuts one", () => {
    const wide = linesOf({ width: 120 }, toldAnalysis());
    expect(wide[1]).toMatch(/^\*1 +DENOVO1 .* above 9 in 10 /);
    expect(wide[2]).toMatch(/^ *2 +PAIR1 .* below 1 in 10 /);
    expect(wide.join("\n")).toContain("* on the shortlist");
    expect(wide.join(" ")).toContain("if this test can solve 40 of 100 such cases");
    const narrow = linesOf({ width: 80 }, toldAnalysis());
    expect(narrow[0]).toContain("ACMG");
    expect(narrow[1]).toContain(">9/10");
    expect(linesOf({}, toldAnalysis(200)).join(" ")).toContain("Nothing convincing");
    expect(linesOf().join("\n")).not.toMatch(/Chance|hortlist/);
  });

  it("the same answer gives the same bytes", () => {
    expect(linesOf({ width: 72 })).toEqual(linesOf({ width: 72 }));
  });
});

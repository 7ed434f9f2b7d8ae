import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { diffPanels, diffPanelSets } from "../../src/panel/diff/index.ts";
import { panelDiff } from "../../src/panel/diff/schema.ts";
import { newPanel, newRegion, newStr } from "../../src/panel/formats/empty.ts";
import { newGene } from "../../src/panel/gene.ts";
import type { Panel } from "../../src/panel/types.ts";
import { schemaNames, schemaText } from "../../src/report/index.ts";

describe("panel-diff.schema.json", () => {
  it("is the published form of the schema in the source", () => {
    const generated = `${JSON.stringify(
      {
        title: "panelist.panel-diff",
        ...z.toJSONSchema(panelDiff, { target: "draft-2020-12" }),
      },
      null,
      2,
    )}\n`;
    if (process.env["UPDATE_SCHEMAS"] === "1") {
      const file = new URL("../../docs/schemas/panel-diff.schema.json", import.meta.url);
      writeFileSync(file, generated);
    }
    expect(schemaNames()).toContain("panel-diff");
    expect(schemaText("panel-diff")).toBe(generated);
  });

  const place = { GRCh37: null, GRCh38: { chrom: "1", start: 1, end: 9 } };
  const panel = (id: string, known: Partial<Panel>): Panel =>
    newPanel({ id, name: `P${id}`, source: "panelapp", digest: "" }, known);
  const before = panel("1", {
    genes: [newGene("A", { location: place }), newGene("B", { hgncId: "HGNC:1" })],
    strs: [newStr("S", { confidence: "green" })],
    regions: [newRegion("R", { confidence: "green" })],
  });
  const after = panel("1", {
    signedOff: "2026-01-02",
    genes: [newGene("B", { confidence: "red", penetrance: "complete" }), newGene("C")],
    overrides: [
      {
        action: "add",
        symbol: "C",
        hgncId: null,
        change: "",
        reason: "x",
        author: "y",
        date: "2026-01-02",
      },
    ],
  });

  it("what is written holds to it, and the check is awake", () => {
    const published = z.fromJSONSchema(
      JSON.parse(schemaText("panel-diff")) as Parameters<typeof z.fromJSONSchema>[0],
    );
    const labels = { old: "a", new: "b" };
    const diffs = [
      diffPanels(before, after, labels),
      diffPanelSets([before, panel("2", {})], [after, panel("3", {})], labels),
      diffPanels(before, before, labels),
    ];
    for (const diff of diffs) {
      const json: unknown = JSON.parse(JSON.stringify(diff));
      expect(published.safeParse(json).error?.issues).toBeUndefined();
      expect(published.safeParse({ ...diff, changes: [{ type: "gene_added" }] }).success).toBe(
        false,
      );
    }
    expect(diffs[1]?.changes.length).toBeGreaterThan(6);
  });
});

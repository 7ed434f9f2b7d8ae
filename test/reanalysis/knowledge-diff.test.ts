// What two states of knowledge say differently; each delta knows its genes or its place.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { importParts } from "../../src/phenotype/release.ts";
import { knowledgeDiff } from "../../src/reanalysis/knowledge-diff.ts";
import { schemaText } from "../../src/report/index.ts";
import * as schema from "../../src/reanalysis/schema.ts";
import { openStore } from "../../src/store/index.ts";
import { importRelease } from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO, part } from "../phenotype/toy.ts";

const folder = tempFolder();
const store = openStore(join(folder, "store"));

interface Delta {
  type: string;
  subject: string;
  genes: string[];
  place: string | null;
  old: string | null;
  new: string | null;
}

async function deltas(before: string, after: string): Promise<Delta[]> {
  const diff = await knowledgeDiff(before, after, store);
  const json: unknown = JSON.parse(JSON.stringify(diff));
  expect(schema.knowledgeDiff.safeParse(json).success).toBe(true);
  return diff.deltas;
}

describe("knowledge diff", () => {
  it("of ClinVar: class, stars, new, gone, with place and genes (RE-01, RE-02)", async () => {
    await importRelease(store.path, folder, "2024-01-01", [
      { pos: 100, significance: "Uncertain_significance", gene: "AAA" },
      { pos: 200, gene: "BBB" },
      { pos: 300, gene: "CCC" },
    ]);
    await importRelease(store.path, folder, "2024-02-01", [
      { pos: 100, gene: "AAA" },
      { pos: 300, gene: "CCC" },
      { pos: 400, significance: "Benign", gene: "DDD" },
    ]);
    const found = await deltas("clinvar:2024-01-01", "clinvar:2024-02-01");
    expect(found.map(({ type, place, genes }) => [type, place, genes])).toEqual([
      ["clinvar_up", "GRCh38 1:100:G:A", ["AAA"]],
      ["clinvar_gone", "GRCh38 1:200:G:A", ["BBB"]],
      ["clinvar_new", "GRCh38 1:400:G:A", ["DDD"]],
    ]);
    expect(found[1]).toMatchObject({ old: "Pathogenic, 2 stars", new: null });
  });

  it("of HPO: terms, and what genes' diseases show", async () => {
    const bring = async (day: string, obo: string, genes: string): Promise<void> => {
      const texts = [obo, HPOA, genes].map((text) => part(text.replaceAll("2020-02-02", day)));
      await importParts(store, texts, { release: day, now: "2020-03-01T00:00:00Z", origin: "x" });
    };
    await bring("2020-02-01", OBO, NINE_COLUMNS);
    const renamed = OBO.replace("name: Sign B one", "name: Sign B");
    const more = `${NINE_COLUMNS}102\tGENE2\tHP:0000012\tSevere sign A one\t-\t\t-\tmim2gene\tOMIM:1\n`;
    await bring("2020-02-03", renamed, more);
    const found = await deltas("hpo:2020-02-01", "hpo:2020-02-03");
    expect(found).toMatchObject([
      { type: "term_renamed", subject: "HP:0000021", old: "Sign B one", new: "Sign B", genes: [] },
      { type: "gene_terms", subject: "GENE2", genes: ["GENE2"], old: null, new: "HP:0000012" },
    ]);
  });

  it("of gene names", async () => {
    const head = "hgnc_id\tsymbol\tname\tlocus_group\tstatus\talias_symbol\tprev_symbol";
    const bring = async (rows: string[]): Promise<string> => {
      const path = join(mkdtempSync(join(folder, "hgnc-")), "hgnc.txt");
      writeFileSync(path, `${[head, ...rows].join("\n")}\n`);
      const { entry } = await importGenes(store, path, { assembly: null, now: new Date(0) });
      return `genes:hgnc@${entry.version}`;
    };
    const before = await bring(["HGNC:1\tOLD1\tx\tprotein-coding gene\tApproved\t\t"]);
    const after = await bring(["HGNC:1\tNEW1\tx\tprotein-coding gene\tApproved\t\tOLD1"]);
    expect(await deltas(before, after)).toMatchObject([
      { type: "gene_renamed", subject: "NEW1", genes: ["NEW1"], old: "OLD1", new: "NEW1" },
    ]);
  });

  it("of policies, path by path; of panels as `panels diff` says", async () => {
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ frequency: { recessive: 0.02 } }));
    expect(await deltas("policy:default", `policy:${policy}`)).toMatchObject([
      { type: "threshold", subject: "frequency.recessive", new: "0.02" },
    ]);
    const panels = await deltas("panel:epilepsy@0.9", "panel:epilepsy@1.0");
    const wwox = panels.find(({ genes }) => genes.includes("WWOX"));
    expect(wwox).toMatchObject({ old: "amber, biallelic", new: "green, biallelic" });
  });

  it("refuses what it cannot compare", async () => {
    await expect(deltas("clinvar:2024-01-01", "hpo:2020-02-01")).rejects.toMatchObject({
      code: "E_USAGE",
    });
    await expect(deltas("clinvar:1999-01-01", "clinvar:2024-02-01")).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
    });
    await expect(deltas("nonsense", "clinvar:2024-02-01")).rejects.toMatchObject({
      code: "E_USAGE",
    });
  });

  it("has a published schema", () => {
    const json = z.toJSONSchema(schema.knowledgeDiff, { target: "draft-2020-12" });
    const generated = `${JSON.stringify({ title: "panelist.knowledge-diff", ...json }, null, 2)}\n`;
    if (process.env["UPDATE_SCHEMAS"] === "1")
      writeFileSync(
        new URL("../../docs/schemas/knowledge-diff.schema.json", import.meta.url),
        generated,
      );
    expect(schemaText("knowledge-diff")).toBe(generated);
  });
});

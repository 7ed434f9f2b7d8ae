/** The causes that a case's events name, of whole cases: what changed, from what to what. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importInhouse } from "../../src/classifications/index.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { openStore } from "../../src/store/index.ts";
import { addHere, answerOf, fullReport, quietIo, reanalyseHere } from "../helpers/archive.ts";
import {
  AAA,
  BBB,
  importRelease,
  latestRun,
  makeWorld,
  missense,
  writePanel,
  writeTrio,
  type World,
} from "../helpers/archive-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

async function sameAsAnew(w: World): Promise<void> {
  expect(answerOf(latestRun(w).report)).toBe(answerOf(await fullReport(w.options)));
}

describe("ClinVar's genes (CV-09)", () => {
  // The annotation names a neighbour alone: nothing but ClinVar can make a candidate of the gene.
  const deep = { ...missense(150_000, "OTHER"), consequence: "intron_variant" };
  const release = (w: World, day: string, gene: string): Promise<void> =>
    importRelease(w.store, w.home, day, [{ pos: 150_000, gene }]);

  it("a P that comes to name the gene of the panel wakes, and says so; it is lost as loudly", async () => {
    const w = makeWorld(folder, [deep, missense(310_000, "BBB")], [AAA, BBB]);
    await release(w, "2024-01-01", "OTHER");
    await addHere(w.archive, "C1", w.options);
    expect(latestRun(w).report.candidates).toMatchObject([{ gene: { symbol: "BBB" } }]);
    await release(w, "2024-02-01", "AAA:1|OTHER");
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events).toMatchObject([
      {
        type: "clinvar_up",
        notify: true,
        after: { tier: 1 },
        old: "Pathogenic, 2 stars, for OTHER",
        new: "Pathogenic, 2 stars, for AAA, OTHER",
      },
    ]);
    expect(result.events[0]?.text).toContain("ClinVar now names AAA: Pathogenic, 2 stars");
    await sameAsAnew(w);
    await release(w, "2024-03-01", "OTHER");
    const lost = await reanalyseHere(w.archive, { store: w.store });
    expect(lost.result.events).toMatchObject([{ type: "clinvar_down", after: null }]);
    expect(lost.result.events[0]?.text).toContain("ClinVar no longer names AAA");
  });
});

describe("evidence that drifts", () => {
  it("with the laboratory's first list has that list for its cause, not ClinVar", async () => {
    const w = makeWorld(folder, [missense(110_000, "AAA")], [AAA]);
    await addHere(w.archive, "C1", w.options);
    const list = join(w.home, "lab.tsv");
    writeFileSync(list, "chrom\tpos\tref\talt\tclassification\n1\t5\tA\tT\tP\n");
    await importInhouse(openStore(w.store), list, {
      name: "lab",
      release: "2025-02-01",
      assembly: "GRCh38",
      now: new Date(0),
    });
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events).toMatchObject([
      {
        type: "evidence_changed",
        cause: { source: "inhouse", name: "lab", old: null, new: "2025-02-01" },
      },
    ]);
  });
});

describe("a table of genes", () => {
  it("whose names bring a candidate is its cause; the panel is the same", async () => {
    const stop = { ...missense(110_000, "OLD1"), consequence: "stop_gained" };
    const w = makeWorld(folder, [stop], [{ symbol: "NEW1" }]);
    await addHere(w.archive, "C1", { ...w.options, allowEmpty: true });
    expect(latestRun(w).report.candidates).toEqual([]);
    const table = join(w.home, "hgnc.txt");
    writeFileSync(
      table,
      "hgnc_id\tsymbol\tname\tlocus_group\tstatus\talias_symbol\tprev_symbol\nHGNC:1\tNEW1\tx\tprotein-coding gene\tApproved\t\tOLD1\n",
    );
    const { entry } = await importGenes(openStore(w.store), table, {
      assembly: null,
      now: new Date(0),
    });
    const { result, text } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events).toMatchObject([
      {
        type: "panel_row_changed",
        notify: true,
        after: { tier: 1 },
        cause: {
          source: "gene-facts",
          name: "table of genes",
          old: null,
          new: `hgnc ${entry.version}`,
        },
      },
    ]);
    expect(result.events[0]?.text).toContain("the table of genes' names and positions changed");
    expect(text).toContain(
      `genes by no table -> panel, genes by hgnc ${entry.version}: its rows are the same; affects 1 case`,
    );
  });
});

describe("a patient's other de novo variants (DN-04)", () => {
  it("are counted in the evidence of each, and are no event of it", async () => {
    const w = makeWorld(folder, [missense(110_000, "AAA"), missense(310_000, "BBB")], [AAA]);
    await addHere(w.archive, "C1", w.options);
    writePanel(w.rule, [AAA, BBB]);
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.events.map(({ type, gene }) => [type, gene])).toEqual([["gene_to_green", "BBB"]]);
    await sameAsAnew(w);
  });
});

describe("a new annotation of the same calls (RE-06)", () => {
  it("that takes an allele to tier 1 is told; what it changes there is silent", async () => {
    const silent = { ...missense(110_000, "AAA"), consequence: "synonymous_variant" };
    const other = missense(310_000, "BBB");
    const w = makeWorld(folder, [silent, other], [AAA, BBB]);
    await addHere(w.archive, "C1", w.options);
    const renewed = join(w.home, "renewed.vcf.gz");
    const stop = (record: typeof other): typeof other => ({
      ...record,
      consequence: "stop_gained",
    });
    writeTrio(renewed, [stop(silent), stop(other)]);
    const { events } = await reannotate(
      {
        archive: w.archive,
        case: "C1",
        vcfs: [renewed],
        resequenced: false,
        by: "test",
        store: w.store,
      },
      quietIo([], "2024-02-01T00:00:00.000Z"),
    );
    expect(events.map(({ type, gene, rule, notify }) => [type, gene, rule, notify])).toEqual([
      ["method", "AAA", "RE-06", true],
      ["method", "BBB", "RE-06", false],
    ]);
  });
});

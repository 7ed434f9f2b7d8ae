/** Losses and gains in some of the cells (SVE-19), by ClinGen's list in the store. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ReportDocument } from "../../../src/report/types.ts";
import { openStore } from "../../../src/store/index.ts";
import { importDosage } from "../../../src/structural/index.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";

const folder = tempFolder();
const store = join(folder, "store");
let files = 0;

function file(text: string, ending: string): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

beforeAll(async () => {
  const list = [
    "#01 Jan,2023",
    "#Genomic Locations are reported on GRCh38",
    "#Gene Symbol\tGene ID\tGenomic Location\tHaploinsufficiency Score\tTriplosensitivity Score",
    "GENE1\t1\tchr1:11000-19000\t3\t0",
    "GENE2\t2\tchr1:11000-19000\t30\t3",
  ];
  await importDosage(openStore(store), file(`${list.join("\n")}\n`, "tsv"), new Date(0));
});

const RATIO = "GT:CN:SM:BC";
const LOSS: EventLine = {
  pos: 10_000,
  end: 25_000,
  gene: "GENE1",
  exon: "1-20/20",
  consequence: "transcript_ablation",
  format: RATIO,
  genotypes: ["0/1:1:0.7:15"],
};

async function run(event: EventLine, mode = "MONOALLELIC"): Promise<ReportDocument> {
  const genes = ["GENE1", "GENE2"].map((gene) => `${gene}\t${mode}\tgreen\n`);
  const panel = file(`symbol\tmode_of_inheritance\tconfidence\n${genes.join("")}`, "tsv");
  const sv = file(eventVcf(["C"], [event], ["##source=DRAGEN_CNV"]), "vcf");
  const { text } = await analyseHere(
    { vcfs: [sv], panels: [panel], store, allowEmpty: true },
    { format: "json" },
  );
  return JSON.parse(text) as ReportDocument;
}

describe("a loss in some of the cells", () => {
  it("of 10 kb or more, in a gene that one copy does not suffice, is tier 3", async () => {
    const { candidates, untiered } = await run(LOSS);
    expect(candidates).toMatchObject([
      { tier: 3, verdict: "UNCERTAIN", gene: { symbol: "GENE1" }, models: [{ model: "AD" }] },
    ]);
    expect(candidates[0]?.flags).toContain("possible_mosaic");
    expect(untiered.possible_mosaic).toEqual([]);
    const whole = await run({ ...LOSS, genotypes: ["0/1:1:0.5:15"] });
    expect(whole.candidates).toMatchObject([{ tier: 1 }]);
  });

  it.each<[string, Partial<EventLine>, string?]>([
    ["shorter", { end: 19_000 }],
    ["of another gene", { gene: "GENE2" }],
    ["of a gene whose disease needs both copies", {}, "BIALLELIC"],
  ])("%s is listed alone", async (_, over, mode) => {
    const { candidates, untiered } = await run({ ...LOSS, ...over }, mode);
    expect(candidates).toEqual([]);
    expect(untiered.possible_mosaic).toHaveLength(1);
  });

  it("a gain counts where three copies are too many", async () => {
    const gain = { ...LOSS, type: "DUP", consequence: "transcript_amplification" };
    const calls = { genotypes: ["./1:3:1.25:15"] };
    const [own, other] = [
      await run({ ...gain, ...calls, gene: "GENE2" }),
      await run({ ...gain, ...calls }),
    ];
    expect(own.candidates).toMatchObject([{ tier: 3, gene: { symbol: "GENE2" } }]);
    expect([other.candidates, other.untiered.possible_mosaic]).toMatchObject([[], [{}]]);
  });
});

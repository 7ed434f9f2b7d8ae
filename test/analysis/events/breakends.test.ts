/** A breakend in whole runs: each gene that it breaks is judged by the end that lies in the gene. */
import { describe, expect, it } from "vitest";
import type { ReportDocument } from "../../../src/report/types.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { fileWriter } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText } from "../../helpers/vcf-text.ts";

const TRIO = ["C", "F", "M"];
const file = fileWriter();

const RECESSIVE = "X-LINKED: hemizygous mutation in males, biallelic mutations in females";
const DOMINANT =
  "X-LINKED: hemizygous mutation in males, monoallelic mutations in females may cause disease";

/** A gene on X, Y or a chromosome without sexes, whose place the panel tells. */
const panelOf = (mode: string, chrom = "X"): string =>
  file(
    [
      "symbol\tmode_of_inheritance\tconfidence\tgrch38_chr\tgrch38_start\tgrch38_end",
      `GENE1\t${mode}\tgreen\t${chrom}\t31900000\t32100000`,
    ].join("\n"),
    "tsv",
  );

const of = (chrom: string, pos: number, alt: string): EventLine => ({
  chrom,
  pos,
  alt,
  type: "BND",
  gene: "GENE1",
  consequence: "breakend_exonic",
  genotypes: [],
});
/** One junction, as the record of either end writes it. */
const FROM_20 = of("20", 30_000_000, "N[X:32000000[");
const FROM_X = of("X", 32_000_000, "]20:30000000]N");

interface Asked {
  line: EventLine;
  genotypes: string[];
  mode?: string;
  chrom?: string;
  girl?: boolean;
}

async function told({
  line,
  genotypes,
  mode = RECESSIVE,
  chrom = "X",
  girl = false,
}: Asked): Promise<ReportDocument> {
  const samples = TRIO.slice(0, genotypes.length);
  const far = { pos: 90_000_000, consequence: "synonymous_variant" };
  const small = file(
    vcfText({ samples }, [{ ...far, genotypes: genotypes.map((_, i) => (i ? "0/0" : "0/1")) }]),
  );
  const sv = file(eventVcf(samples, [{ ...line, genotypes }]));
  const rows = TRIO_PED.split("\n").slice(0, 1 + (genotypes.length > 1 ? 2 : 0));
  const [child = "", ...parents] = rows;
  const own = genotypes.length > 1 ? child : "FAM\tC\t0\t0\t1\t2";
  const sexed = girl ? own.replace(/1\t2$/, "2\t2") : own;
  const ped = file(`${[sexed, ...parents].join("\n")}\n`, "ped");
  const options = { vcfs: [small, sv], panels: [panelOf(mode, chrom)], ped, partial: true };
  const { text } = await analyseHere(options, { format: "json" });
  return JSON.parse(text) as ReportDocument;
}

const modelsOf = (report: ReportDocument): string[] =>
  (report.candidates[0]?.models ?? []).map(({ model, verdict }) => `${model} ${verdict}`).sort();

describe.each([
  ["from the autosome's side", FROM_20],
  ["from the side of X", FROM_X],
])("a breakend of 20 and X, written %s", (_, line) => {
  it("is on a boy's only X where it breaks a gene of X (SVE-11, SVR-01)", async () => {
    const report = await told({ line, genotypes: ["0/1"] });
    expect(modelsOf(report)).toEqual(["XLD PASS", "XLR UNCERTAIN"]);
    const [candidate] = report.candidates;
    expect(candidate?.tier).toBe(3);
    expect(candidate?.flags).not.toContain("moi_converted:autosomal");
    expect(report.untiered.one_hit ?? []).toEqual([]);
    const [variant] = candidate?.variants ?? [];
    // Written where it begins, whichever gene is asked of.
    const written = { contig: "20", chrom: "20", pos: 30_000_000, alt: "N[X:32000000[" };
    expect(variant).toMatchObject(written);
    expect(variant?.kind === "event" ? variant.event.calls[0] : null).toMatchObject({
      state: "carrier",
      expected: 1,
    });
  });

  it("is hemizygous where the caller writes one allele", async () => {
    const report = await told({ line, genotypes: ["1:99:0,20:0,20:300,0"] });
    expect(modelsOf(report)).toEqual(["XLD PASS", "XLR PASS"]);
    expect(report.candidates[0]?.variants[0]).toMatchObject({ zygosity: "hemi" });
  });

  it("is new on X, and no unaffected carrier is a mother who has it", async () => {
    const isNew = await told({ line, mode: DOMINANT, genotypes: ["0/1", "0/0", "0/0"] });
    expect(modelsOf(isNew)).toEqual(["XLD PASS", "XLR UNCERTAIN", "X_DENOVO PASS"]);
    const hers = await told({ line, mode: DOMINANT, genotypes: ["0/1", "0/0", "0/1"] });
    expect(modelsOf(hers)).toEqual(["XLD PASS", "XLR UNCERTAIN"]);
    expect(hers.candidates[0]?.models[0]?.reasons).not.toContain("unaffected_carrier:mother");
    expect(hers.candidates[0]?.flags).toContain("mother_carrier_unaffected");
  });

  it("is a girl's candidate, though the gene is recessive (SVH-10, case 35)", async () => {
    const report = await told({ line, girl: true, genotypes: ["0/1", "0/0", "0/0"] });
    expect(modelsOf(report)).toEqual(["XLD PASS", "X_DENOVO PASS"]);
    expect(report.candidates[0]?.tier).toBe(3);
    expect(report.candidates[0]?.flags).toEqual(
      expect.arrayContaining(["x_autosome_translocation", "moi_mismatch"]),
    );
    expect(report.untiered.xlr_female_het ?? []).toEqual([]);
    // Without parents nobody knows that it is new: tier 3 at most.
    const alone = await told({ line, girl: true, mode: DOMINANT, genotypes: ["0/1"] });
    expect(alone.candidates[0]?.tier).toBe(3);
  });
});

describe("the other end", () => {
  it("of an autosome's gene is an autosome's, in a boy too", async () => {
    const line = of("20", 32_000_000, "N[X:32000000[");
    const report = await told({
      line,
      chrom: "20",
      mode: "MONOALLELIC",
      genotypes: ["0/1", "0/0", "0/0"],
    });
    expect(modelsOf(report)).toEqual(["AD PASS", "AD_DENOVO PASS"]);
    expect(report.candidates[0]?.variants[0]).toMatchObject({ zygosity: "het" });
  });

  it("of a girl's carrier state of an autosome's recessive gene stays one hit", async () => {
    const line = of("20", 32_000_000, "N[X:32000000[");
    const report = await told({
      line,
      girl: true,
      chrom: "20",
      mode: "BIALLELIC",
      genotypes: ["0/1", "0/0", "0/0"],
    });
    expect(report.candidates).toEqual([]);
    expect(report.untiered.one_hit?.length).toBe(1);
  });
});

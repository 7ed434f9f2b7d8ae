// The list of filters: an allele leaves for the first of its faults in the list's order, and `explain` sees all.
import { describe, expect, it } from "vitest";
import { compilePlan, judgeRecord } from "../../src/scan/index.ts";
import { lastReason } from "../../src/scan/judge/judge.ts";
import { decodeRecord } from "../../src/vcf/index.ts";
import { planFor } from "./build.ts";

const HEADER = `${[
  "##fileformat=VCFv4.2",
  "##contig=<ID=1,length=248956422>",
  '##INFO=<ID=CSQ,Number=.,Type=String,Description="Format: Allele|Consequence|IMPACT|SYMBOL|gnomADg_AF">',
  '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="x">',
  '##INFO=<ID=CLNREVSTAT,Number=.,Type=String,Description="x">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="x">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP",
].join("\n")}\n`;
const plan = planFor({ header: HEADER });
const compiled = compilePlan(plan);

/** Of which faults an allele has some; the word it leaves for, in the list's order. */
const FAULTS = {
  filter: "filter",
  carrier: "proband_not_carrier",
  frequency: "frequency",
  gene: "gene_not_on_panel",
} as const;
type Fault = keyof typeof FAULTS;

function entry(alt: string, faults: readonly Fault[]): string {
  const af = faults.includes("frequency") ? "0.4" : "";
  return [alt, "stop_gained", "HIGH", faults.includes("gene") ? "OTHER" : "GENE1", af].join("|");
}

function record(faults: readonly Fault[], clinvar = ""): ReturnType<typeof decodeRecord> {
  const filter = faults.includes("filter") ? "LowQual" : "PASS";
  const gt = faults.includes("carrier") ? "0/0" : "0/1";
  const info = `CSQ=${entry("A", faults)}${clinvar}`;
  const line = `1\t1500\t.\tG\tA\t.\t${filter}\t${info}\tGT\t${gt}`;
  return decodeRecord(line, plan.header, { path: "test.vcf" });
}

const judged = (of: ReturnType<typeof decodeRecord>, trace: boolean) =>
  judgeRecord(of, compiled, { chrom: "1", sitesAt: () => [], trace });

it("an allele whose REF reaches beyond the end of the chromosome is counted as that", () => {
  const last = 248_956_422;
  const genes = plan.genes.genes.map((gene) => ({ ...gene, region: null }));
  const placeless = compilePlan({ ...plan, genes: { ...plan.genes, genes } });
  const judgedAt = (pos: number, ref: string, trace: boolean) =>
    judgeRecord(at(pos, ref), placeless, { chrom: "1", sitesAt: () => [], trace })[0];
  const at = (pos: number, ref: string) =>
    decodeRecord(`1\t${pos}\t.\t${ref}\tA\t.\tPASS\tCSQ=${entry("A", [])}\tGT\t0/1`, plan.header, {
      path: "test.vcf",
    });
  for (const trace of [false, true]) {
    expect(judgedAt(last, "G", trace)?.dropped).toBeNull();
    expect(judgedAt(last, "GC", trace)?.dropped).toBe("beyond_chromosome");
    expect(judgedAt(last + 1, "G", trace)?.dropped).toBe("beyond_chromosome");
  }
});

const all = Object.keys(FAULTS) as Fault[];
const some = all.reduce<Fault[][]>((sets, f) => sets.flatMap((set) => [set, [...set, f]]), [[]]);

describe("an allele leaves for the first of its faults", () => {
  it.each(some.map((faults) => [faults.join(", ") || "none", faults] as const))(
    "%s",
    (_, faults) => {
      const [first] = faults;
      for (const trace of [false, true]) {
        const [allele] = judged(record(faults), trace);
        expect(allele?.dropped).toBe(first === undefined ? null : FAULTS[first]);
        expect(allele?.allele === null).toBe(first !== undefined);
      }
      const failed = judged(record(faults), true)[0]?.checks.filter((c) => c.outcome === "fail");
      expect(failed).toHaveLength(faults.length);
      if (first !== undefined)
        expect(
          judged(record(faults), false)[0]?.checks.filter((c) => c.outcome === "fail"),
        ).toHaveLength(1);
    },
  );

  it("a pathogenic one that is too common is told where its gene is a panel's", () => {
    const stated = ";CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel";
    const told = (faults: Fault[], said: string): boolean | undefined =>
      judged(record(faults, said), false)[0]?.commonPathogenic;
    expect(told(["frequency"], stated)).toBe(true);
    expect(told(["frequency", "gene"], stated)).toBe(false);
    expect(told(["frequency"], "")).toBe(false);
    expect(told([], stated)).toBe(false);
  });
});

describe("of several alleles the record leaves for that of the one that came furthest", () => {
  it.each<[Fault, Fault]>([
    ["carrier", "frequency"],
    ["carrier", "gene"],
    ["frequency", "gene"],
  ])("%s, %s", (earlier, later) => {
    const [one, other] = [earlier, later].map((fault) => {
      const [allele] = judged(record([fault]), false);
      return allele === undefined ? [] : [allele];
    }) as [ReturnType<typeof judged>, ReturnType<typeof judged>];
    expect(lastReason([...one, ...other])).toBe(FAULTS[later]);
    expect(lastReason([...other, ...one])).toBe(FAULTS[later]);
  });
});

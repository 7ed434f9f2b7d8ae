import { expect, it } from "vitest";
import { candidatesOfGene } from "../../src/rank/index.ts";
import type { Mitochondrial } from "../../src/rank/types.ts";
import {
  clinvar,
  consequence,
  frequency,
  geneCase,
  result,
  row,
  variant,
  type CaseOver,
} from "./build.ts";

function reason(over: CaseOver): string {
  return candidatesOfGene(geneCase({ symbol: "SCN1A", ...over })).candidates[0]?.reason ?? "";
}

it("tells a de novo", () => {
  const v = variant("lof", {
    consequence: consequence("lof", { hgvsp: "ENSP1:p.Arg5Ter" }),
    frequency: frequency(null),
    clinvar: clinvar("P", 2, { text: "Pathogenic" }),
  });
  expect(reason({ variants: [v], results: [result("AD_DENOVO", [v])] })).toBe(
    "Tier 1: de novo (high confidence) heterozygous stop_gained ENSP1:p.Arg5Ter in SCN1A, green on Epilepsy 1.0 (monoallelic); autosomal dominant, de novo (complete penetrance); found in neither parent; absent from the file's population data; ClinVar: Pathogenic, 2 stars",
  );
});

it.each(["mother", "father", "parents"])("tells a de novo against weak evidence of %s", (who) => {
  const v = variant("lof", { frequency: frequency(null) });
  expect(
    reason({
      variants: [v],
      results: [
        result("AD_DENOVO", [v], { verdict: "UNCERTAIN", reasons: [`unknown_genotype:${who}`] }),
      ],
    }),
  ).toContain("; found in neither parent, on weak evidence; ");
});

it("never says that a parent lacks what he has: a son's X that his mother lacks and his father has", () => {
  const v = variant("lof", { frequency: frequency(null), zygosity: "hemi" });
  const flags = ["x_shared_with_father"];
  const text = reason({
    variants: [v],
    results: [result("XLR", [v], { origins: ["DENOVO"], flags })],
  });
  expect(text).toContain("; not found in the mother; ");
  expect(text).toContain("also found in the father, from whom a son has no X");
  expect(text).not.toContain("neither parent");
});

it("tells a pair, with what is uncertain about it", () => {
  const a = variant("lof", { pos: 10, frequency: frequency(0.00012) });
  const b = variant("protein_altering", {
    pos: 20,
    frequency: frequency(0),
    qcFailures: ["GQ<20"],
  });
  expect(
    reason({
      rows: [row({ mode: "biallelic", panel: 1 })],
      variants: [a, b],
      results: [
        result("AR_COMPHET", [a, b], {
          phase: "UNPHASED",
          verdict: "UNCERTAIN",
          reasons: ["parent_unknown", "unphased"],
        }),
      ],
    }),
  ).toBe(
    "Tier 1: compound heterozygous (phase unknown) stop_gained and missense_variant in SCN1A, green on Heart (biallelic); autosomal recessive, compound heterozygous (complete penetrance), uncertain (parent unknown); parental origin unknown; 10 A>G: AF at most 0.00012 (gnomAD exomes NFE); 20 A>G: AF 0 in gnomAD exomes; fails quality checks: GQ<20",
  );
});

it("says of mitochondrial DNA where no reads tell how much of it there is", () => {
  const of = (people: Mitochondrial["people"]): string => {
    const mitochondrial = { name: "m.12780T>C", people };
    const v = variant("lof", {
      zygosity: "heteroplasmic_unknown",
      mitochondrial,
      chrom: "MT",
    });
    return reason({ variants: [v], results: [result("AD", [v])] });
  };
  const person = { sample: "P", role: "proband", fraction: null, depth: 1060 };
  expect(of([person])).toContain("heteroplasmic (fraction unknown) stop_gained m.12780T>C");
  expect(of([person, { sample: "M", role: "mother", fraction: 0.5, depth: 1000 }])).toContain(
    "heteroplasmic (fraction unknown, mother 50 % of 1,000) stop_gained",
  );
});

it("never calls what was not assessed rare (FREQ-04)", () => {
  const v = variant("lof", { frequency: frequency(null, { assessed: false }) });
  expect(reason({ variants: [v], results: [result("AD", [v])] })).toContain(
    "population frequency not assessed",
  );
});

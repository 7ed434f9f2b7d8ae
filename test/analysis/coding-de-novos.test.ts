/** DN-04: how many de novos change a protein or take it away. */
import { expect, it } from "vitest";
import { codingDeNovos } from "../../src/analysis/sample-checks.ts";
import { variantKey } from "../../src/core/allele.ts";

type Given = Parameters<typeof codingDeNovos>[0][number];

/** A candidate of these variants, each with its class and what its one model says of it. */
function candidate(...variants: [pos: number, of: string, deNovo: string][]): Given {
  const named = variants.map(([pos, of]) => ({
    kind: "small",
    chrom: "1",
    pos,
    ref: "C",
    alt: "A",
    consequence: { class: of },
  }));
  const alleles = named.map((one) => variantKey(one as unknown as Given["variants"][number]));
  const models = [{ alleles, deNovo: variants.map(([, , level]) => level) }];
  return { variants: named, models } as unknown as Given;
}

it.each<[string, Given[], number]>([
  ["none", [], 0],
  ["loss of function", [candidate([5, "lof", "HIGH"])], 1],
  ["another protein", [candidate([5, "protein_altering", "HIGH"])], 1],
  ["near a splice site", [candidate([5, "splice_region", "HIGH"])], 0],
  ["in doubt", [candidate([5, "lof", "LOW"])], 0],
  ["a pair, one of them new", [candidate([5, "lof", "HIGH"], [9, "lof", "NONE"])], 1],
  ["the same in two genes", [candidate([5, "lof", "HIGH"]), candidate([5, "lof", "HIGH"])], 1],
  ["two", [candidate([5, "lof", "HIGH"]), candidate([9, "protein_altering", "HIGH"])], 2],
])("%s", (_, candidates, n) => {
  expect(codingDeNovos(candidates)).toBe(n);
});

it("one that both files have counts once, whichever of both stands in a gene", () => {
  const both = [candidate([5, "lof", "HIGH"]), candidate([9, "lof", "HIGH"])];
  expect(codingDeNovos(both, new Map([["1:9:C:A", "1:5:C:A"]]))).toBe(1);
});

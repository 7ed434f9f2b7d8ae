// What the policy withholds and no table places is told of, the first few by name.
import { expect, it } from "vitest";
import { unplacedGenes, type Withholding } from "../../src/analysis/withheld.ts";

const of = (...unplaced: string[]) => unplacedGenes({ unplaced } as unknown as Withholding);

it("genes that are withheld by the annotation's word alone", () => {
  expect(of()).toEqual([]);
  expect(of("A", "B")).toEqual([
    { code: "incidental_unplaced", facts: { genes: ["A", "B"], more: 0 } },
  ]);
  const many = Array.from({ length: 12 }, (_, i) => `G${i}`);
  expect(of(...many)).toEqual([
    { code: "incidental_unplaced", facts: { genes: many.slice(0, 10), more: 2 } },
  ]);
});

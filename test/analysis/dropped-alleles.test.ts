/** Damaging alleles that reach the genes and are not shown count under the reason for which they left. */
import { expect, it } from "vitest";
import { droppedAlleles } from "../../src/analysis/dropped-alleles.ts";

type Given = Parameters<typeof droppedAlleles>;

const survivor = (pos: number, damaging: boolean) => ({
  chrom: "1",
  pos,
  ref: "G",
  alts: ["A"],
  alleles: [{ alleleIndex: 1, damaging }],
});
const candidate = (pos: number) => ({
  variants: [{ kind: "small", chrom: "1", pos, ref: "G", alt: "A" }],
});

it("harmless ones and those that are shown do not count", () => {
  const scanned = {
    droppedAlleles: { filter: 2 },
    survivors: [10, 20, 30, 40].map((pos) => survivor(pos, true)).concat(survivor(50, false)),
  };
  const genes = [
    {
      candidates: [candidate(10), candidate(20)],
      side: [],
      dropped: [{ key: "1:30:G:A", reason: "moi_mismatch", detail: "" }],
    },
  ];
  const counts = droppedAlleles(
    scanned as unknown as Given[0],
    genes as unknown as Given[1],
    [candidate(10)] as unknown as Given[2],
  );
  expect(counts).toEqual({ filter: 2, withheld: 1, moi_mismatch: 1, no_model_passes: 1 });
});

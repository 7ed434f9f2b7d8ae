import { expect, it } from "vitest";

interface Row {
  fixed: number;
  facts: number[];
  told: { leftOut: { fits: boolean | null; facts: number[] } };
}

it("a trial's weight for unknown genes counts in those alone", async () => {
  const path = new URL("../../bench/rank-model.mjs", import.meta.url).href;
  const { IN_FORCE, NAMES, pointsOf } = (await import(path)) as {
    IN_FORCE: Record<string, number>;
    NAMES: string[];
    pointsOf(row: Row, way: string, weights: Record<string, number>): number;
  };
  const ofTerms = NAMES.filter((name) => name.startsWith("phenotype."));
  const ofAlleles = NAMES.slice(ofTerms.length);
  const points = (fits: boolean | null, more: Record<string, number>): number =>
    pointsOf(
      {
        fixed: 0,
        facts: ofAlleles.map((name) => (name === "constraint.recessive" ? 2 : 0)),
        told: { leftOut: { fits, facts: ofTerms.map(() => 0) } },
      },
      "leftOut",
      { ...IN_FORCE, "constraint.recessive": 1.5, ...more },
    );
  const more = { "unannotated.constraint.recessive": 1 };
  expect([points(null, {}), points(null, more), points(false, more)]).toEqual([3, 5, 3]);
});

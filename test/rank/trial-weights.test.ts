import { expect, it } from "vitest";

interface Row {
  fixed: number;
  facts: number[];
  told: { leftOut: { fits: boolean | null; facts: number[] } };
}

it("a trial's weights count in the genes that they are for, and its floor holds", async () => {
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
        told: {
          leftOut: { fits, facts: ofTerms.map((name) => (name.endsWith("slope") ? -2 : 0)) },
        },
      },
      "leftOut",
      { ...IN_FORCE, "phenotype.slope": 8, "constraint.recessive": 1.5, ...more },
    );
  const unannotated = { "unannotated.constraint.recessive": 1 };
  const fitting = { "fitting.constraint.recessive": 1 };
  const all = [null, true, false].map((fits) =>
    [{}, unannotated, fitting, { "phenotype.floor": -1 }].map((more) => points(fits, more)),
  );
  expect(all).toEqual([
    [-13, -11, -13, -5],
    [-13, -13, -11, -5],
    [-13, -13, -13, -5],
  ]);
});

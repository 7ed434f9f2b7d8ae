/** DEC-58: no order is worse than the terms alone or than no terms, on a small part of `npm run bench:rank`. */
import { beforeAll, describe, expect, it } from "vitest";
import { topShare } from "../../src/core/rank-figures.ts";
import { sharedData } from "../helpers/shared.ts";

const CASES = 32;
const FAMILIES = ["singleton", "duo", "trio"];
const TOPS = [1, 3, 10];

interface Row {
  isCausal: boolean;
}
type Order = (row: Row, way: string) => number;
type Facts = { rows: Row[] }[];

async function bench<T>(name: string): Promise<T> {
  return (await import(new URL(`../../bench/${name}.mjs`, import.meta.url).href)) as T;
}

describe.skipIf(sharedData === null)("orders (skipped without the shared data)", async () => {
  const { ORDERS, rankIn } = await bench<{
    ORDERS: Record<string, Order>;
    rankIn: (rows: Row[], scoreOf: (row: Row) => number) => number;
  }>("rank-model");
  const found = new Map<string, Facts>();

  beforeAll(async () => {
    const data = sharedData ?? "";
    const { readRelease } = await bench<{ readRelease(data: string): unknown }>("phenotype-cases");
    const { readGenes } = await bench<{ readGenes(data: string): unknown }>("background");
    const { drawn, readSet, withoutFrequencies } = await bench<{
      drawn(genes: unknown, set: string, seed: string): unknown;
      withoutFrequencies(data: string): unknown;
      readSet(knowledge: unknown, data: string, set: string, most: number): unknown[];
    }>("rank-cases");
    const { factsOf } = await bench<{
      factsOf(...args: unknown[]): Promise<Facts>;
    }>("rank-facts");
    const knowledge = await readRelease(data);
    const genes = readGenes(data);
    const cases = readSet(knowledge, data, "dev", CASES);
    const backgrounds = [drawn(genes, "dev", "small"), withoutFrequencies(data)];
    for (const [i, background] of backgrounds.entries())
      for (const family of FAMILIES)
        // oxlint-disable-next-line no-await-in-loop -- one run at a time is in memory
        found.set(
          `${["drawn", "without frequencies"][i]}, ${family}`,
          await factsOf({ genes, data, knowledge }, background, family, cases, ["asIs", "leftOut"]),
        );
  });

  it.each(
    ["drawn", "without frequencies"].flatMap((background) =>
      FAMILIES.flatMap((family) => ["asIs", "leftOut"].map((way) => [background, family, way])),
    ),
  )(
    "%s, %s, %s: the score is no worse than the terms alone, nor than no terms",
    (background, family, way) => {
      const facts = found.get(`${background}, ${family}`) ?? [];
      const topsOf = (name: string): number[] => {
        const ranks = facts.map(({ rows }) =>
          rankIn(rows, (row) => ORDERS[name]?.(row, way ?? "") ?? Number.NaN),
        );
        return TOPS.map((most) => topShare(ranks, most));
      };
      const own = topsOf("the score");
      expect(facts).toHaveLength(CASES);
      expect(own[0]).toBeGreaterThan(0);
      for (const other of ["the terms alone", "without terms"])
        for (const [i, share] of topsOf(other).entries())
          expect(own[i], `top ${TOPS[i]}, ${other}`).toBeGreaterThanOrEqual(share);
    },
  );
});

/** DEC-58: no order is worse than the terms alone or than no terms, on a small part of `npm run bench:rank`. */
import { beforeAll, describe, expect, it } from "vitest";
import { topShare } from "../../bench/rank-figures.ts";
import { sharedData } from "../helpers/shared.ts";

const CASES = 16;
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
    const { drawn, readSet, withoutFrequencies } = await bench<{
      drawn(genes: unknown, set: string, seed: string): unknown;
      withoutFrequencies(data: string): unknown;
      readSet(knowledge: unknown, data: string, set: string, most: number): unknown[];
    }>("rank-cases");
    const { factsOf, openInput } = await bench<{
      openInput(data: string): Promise<{ data: string; genes: unknown; knowledge: unknown }>;
      factsOf(...args: unknown[]): Promise<Facts>;
    }>("rank-facts");
    const input = await openInput(sharedData ?? "");
    const cases = readSet(input.knowledge, input.data, "dev", CASES);
    const backgrounds = {
      drawn: drawn(input.genes, "dev", "small"),
      "without frequencies": withoutFrequencies(input.data),
    };
    for (const [name, background] of Object.entries(backgrounds))
      for (const family of FAMILIES)
        found.set(
          `${name}, ${family}`,
          // oxlint-disable-next-line no-await-in-loop -- one run at a time is in memory
          await factsOf(input, background, family, cases, ["asIs", "leftOut"]),
        );
  }, 600_000);

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

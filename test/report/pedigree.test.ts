/** The drawing of a family: generations, partners, spacing; and ids that must not be shown. */
import { describe, expect, it } from "vitest";
import { layoutOf, type Relative } from "../../src/report/html/pedigree-layout.ts";
import { nhsNumberIn } from "../../src/report/nhs/index.ts";

const person = (
  id: string,
  father: string | null = null,
  mother: string | null = null,
): Relative => ({
  id,
  father,
  mother,
});

const FAMILIES: readonly (readonly [string, Relative[], number[]])[] = [
  ["a lone person", [person("a")], [0]],
  ["a trio, child first", [person("c", "f", "m"), person("f"), person("m")], [1, 0, 0]],
  ["a parent who is not in the file", [person("c", "f", "m"), person("m")], [1, 0]],
  [
    "three generations with partners who married in",
    [
      person("c", "f", "m"),
      person("s", "f", "m"),
      person("f", "gf", "gm"),
      person("u", "gf", "gm"),
      person("m"),
      person("gf"),
      person("gm"),
    ],
    [2, 2, 1, 1, 1, 0, 0],
  ],
  [
    "two partners",
    [person("a", "f", "m"), person("b", "f", "n"), person("f"), person("m"), person("n")],
    [1, 1, 0, 0, 0],
  ],
  [
    "first cousins",
    [
      person("gf"),
      person("gm"),
      person("f", "gf", "gm"),
      person("t", "gf", "gm"),
      person("x"),
      person("m", "x", "t"),
      person("c", "f", "m"),
    ],
    [0, 0, 2, 1, 1, 2, 3],
  ],
];

describe("pedigree", () => {
  it.each(FAMILIES)("%s", (_name, people, generations) => {
    const { generation, rows, x, couples } = layoutOf(people);
    expect(generation).toEqual(generations);
    expect(rows.flat().toSorted((a, b) => a - b)).toEqual(people.map((_, i) => i));
    for (const row of rows)
      row.slice(1).forEach((i, k) => {
        expect((x[i] ?? 0) - (x[row[k] ?? 0] ?? 0)).toBeGreaterThanOrEqual(0.999);
      });
    expect(Math.min(...x)).toBe(0);
    expect(couples.some((c) => c.related)).toBe(_name === "first cousins");
  });

  it("parents stand over their only child", () => {
    const { x } = layoutOf([person("c", "f", "m"), person("f"), person("m")]);
    expect(x[0]).toBeCloseTo(((x[1] ?? 0) + (x[2] ?? 0)) / 2, 2);
  });

  it("a family that contradicts itself ends", () => {
    expect(layoutOf([person("a", "b", null), person("b", "a", null)]).x).toHaveLength(2);
  });
});

describe("NHS numbers", () => {
  it.each([
    ["9434765919", "9434765919"],
    ["943 476 5919", "943 476 5919"],
    ["943-476-5919", "943-476-5919"],
    ["P_9434765919_child", "9434765919"],
    ["9434765918", null],
    ["94347659190", null],
    ["DEMO-CHILD", null],
    ["0123456788", null],
    ["", null],
  ])("%s: %s", (text, found) => expect(nhsNumberIn(text)).toBe(found));
});

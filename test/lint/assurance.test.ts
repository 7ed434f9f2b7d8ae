/** The assurance pack says what is there: tests of hazards, rules with their tests. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const hazards = read("docs/assurance/hazards.md").match(/^\| H\d+ .*$/gm) ?? [];

/** Tests that a row names: file and name. */
const testsIn = (row: string): (readonly [string, string])[] =>
  [...row.matchAll(/`(test\/[^`]+)`: "([^"]+)"/g)].map(([, file = "", name = ""]) => [file, name]);

describe("the hazard log", () => {
  it("has a number, a severity and at least one test for each hazard", () => {
    expect(hazards.length).toBeGreaterThan(30);
    for (const [i, row] of hazards.entries()) {
      const cells = row.split("|").map((cell) => cell.trim());
      expect(cells).toHaveLength(8);
      expect(cells[1]).toBe(`H${String(i + 1).padStart(2, "0")}`);
      expect(["major", "considerable", "minor"]).toContain(cells[4]);
      expect(testsIn(row).length).toBeGreaterThan(0);
    }
  });

  it.each(hazards.flatMap(testsIn))("%s: %s", (file, name) => {
    expect(existsSync(join(root, file))).toBe(true);
    const quoted = ['"', "`", "'"].map((mark) => `(${mark}${name}${mark}`);
    const text = read(file).replaceAll(/\(\s+(?=["`'])/g, "(");
    expect(quoted.some((title) => text.includes(title))).toBe(true);
  });

  it("a test that is not there is noticed", () => {
    expect(testsIn('| H99 | x | `test/a.test.ts`: "one"; `test/b.test.ts`: "two" |')).toEqual([
      ["test/a.test.ts", "one"],
      ["test/b.test.ts", "two"],
    ]);
  });
});

it("every rule has its tests or a reason, as of today (else: npm run trace)", () => {
  const { status, stderr } = spawnSync(process.execPath, ["bench/trace.mjs", "--check"], {
    cwd: root,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
});

it("the training cases are as many as the page says", () => {
  const cases = new Set([...read("test-data/demo/truth.tsv").matchAll(/^\w+(?=\t)/gm)].map(String));
  cases.delete("case");
  expect(read("docs/assurance/training.md")).toContain(`with ${cases.size} planted situations`);
});

it("no page claims conformity", () => {
  const pages = ["README", "hazards", "site-hazards", "validation", "changes", "training"];
  const text = pages.map((name) => read(`docs/assurance/${name}.md`)).join("\n");
  expect(text).toContain("do\nnot claim conformity");
  expect(text).not.toMatch(/\b(?:complies|compliant|conforms|certified|accredited)\b/i);
});

/** The assurance pack says what is there: tests of hazards, rules with their tests, answers of the training cases. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../helpers/temp.ts";

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

describe("the training cases", () => {
  const folder = tempFolder();
  const blind = (...args: string[]): string =>
    execFileSync(process.execPath, [join(root, "test-data/demo-blind.mjs"), ...args], {
      cwd: folder,
      encoding: "utf8",
    });
  const sheet = join(folder, "demo-blind/worksheet.tsv");
  const truth = new Map(
    read("test-data/demo/truth.tsv")
      .split("\n")
      .map((line) => line.split("\t"))
      .map(([, , chrom, pos, ref, alt, model = "", expected = ""]) => [
        [chrom, pos, ref, alt].join(":"),
        { model, tier: /^tier(\d)$/.exec(expected)?.[1] ?? "none" },
      ]),
  );

  it("give nothing away, and mark what is right and what is not", () => {
    blind();
    const [head = "", ...rows] = readFileSync(sheet, "utf8").replace(/\n$/, "").split("\n");
    const names = head.split("\t");
    expect(rows).toHaveLength(12);
    for (const row of rows) expect(row.endsWith("\t\t\t")).toBe(true);
    expect(blind("--mark", sheet)).toContain("0 of 12 as planted\n");
    const answered = rows.map((row) => {
      const cells = row.split("\t");
      const { tier = "", model = "" } = truth.get(cells[0] ?? "") ?? {};
      return cells.with(names.indexOf("tier"), tier).with(names.indexOf("model"), model).join("\t");
    });
    writeFileSync(sheet, [head, ...answered].join("\n"));
    expect(blind("--mark", sheet)).toContain("12 of 12 as planted\n");
    writeFileSync(sheet, [head, ...answered.slice(1)].join("\n"));
    expect(blind("--mark", sheet)).toContain("11 of 12 as planted\n");
    const tiered = answered.map((row) =>
      row
        .split("\t")
        .map((cell, i) => (i === names.indexOf("tier") && cell !== "none" ? `Tier ${cell}` : cell))
        .join("\t"),
    );
    writeFileSync(sheet, `\uFEFF${[head, ...tiered].join("\r\n")}\r\n`);
    const marked = blind("--mark", sheet);
    expect(marked).toContain("12 of 12 as planted\n");
    expect(marked).toContain("right: both parents carry it");
  });

  it.each([
    ["a sheet that is there", [], "there already"],
    ["another flag", ["--help"], "Usage"],
    ["a file that is not there", ["--mark", "no.tsv"], "no such file"],
    ["a table with commas", ["--mark", "commas.csv"], "not the worksheet"],
  ])("%s: one error, and the worksheet stays as it is", (_what, args, said) => {
    mkdirSync(join(folder, "demo-blind"), { recursive: true });
    writeFileSync(sheet, "filled in");
    writeFileSync(join(folder, "commas.csv"), "variant,tier,model\n2:166054782:G:A,1,AD\n");
    const script = join(root, "test-data/demo-blind.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
    expect(readFileSync(sheet, "utf8")).toBe("filled in");
  });

  it("are as many as the page says", () => {
    const cases = new Set(
      [...read("test-data/demo/truth.tsv").matchAll(/^\w+(?=\t)/gm)].map(String),
    );
    cases.delete("case");
    expect(read("docs/assurance/training.md")).toContain(`with ${cases.size} planted situations`);
  });
});

it("no page claims conformity", () => {
  const pages = ["README", "hazards", "site-hazards", "validation", "changes", "training"];
  const text = pages.map((name) => read(`docs/assurance/${name}.md`)).join("\n");
  expect(text).toContain("do\nnot claim conformity");
  expect(text).not.toMatch(/\b(?:complies|compliant|conforms|certified|accredited)\b/i);
});

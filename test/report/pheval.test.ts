import { expect, it } from "vitest";
import { phevalLines } from "../../src/report/pheval.ts";
import { analysis, emptyAnalysis } from "./build.ts";

const HEAD =
  "gene_symbol gene_identifier chrom start end ref alt disease_identifier score grouping_id";

it("has a row of PhEval's columns for each variant; a pair shares score and group", () => {
  const result = analysis();
  const [head, ...rows] = [...phevalLines(result)].map((line) => line.trimEnd().split("\t"));
  expect(head).toEqual(HEAD.split(" "));
  const variants = result.candidates.flatMap((c) => c.variants.map((v) => ({ c, v })));
  expect(rows).toHaveLength(variants.length);
  for (const [i, { c, v }] of variants.entries()) {
    const row = Object.fromEntries((head ?? []).map((name, at) => [name, rows[i]?.[at]]));
    expect(row).toMatchObject({
      gene_symbol: c.gene.symbol,
      chrom: v.chrom,
      start: `${v.pos}`,
      end: `${v.pos + v.ref.length - 1}`,
      ref: v.ref,
      alt: v.alt,
      score: `${c.score}`,
      grouping_id: c.candidateId,
    });
  }
  const groups = rows.map((row) => row.at(-1));
  expect(new Set(groups).size).toBe(result.candidates.length);
  expect(groups.length).toBeGreaterThan(result.candidates.length);
});

it.each([
  [["ORPHA:2", "OMIM:1", "OMIM:3"], "OMIM:1"],
  [["ORPHA:2", "DECIPHER:4"], "ORPHA:2"],
  [[], ""],
])("of %j, best first, it names OMIM's best, else the best", (ids, expected) => {
  const result = analysis();
  const [first] = result.candidates;
  if (first?.phenotype !== undefined) throw new Error("the built answer has no terms");
  const diseases = ids.map((id) => ({ id }));
  const candidates = [{ ...first, phenotype: { diseases } }] as typeof result.candidates;
  const [, row] = [...phevalLines({ ...result, candidates })];
  expect(row?.split("\t")[7]).toBe(expected);
});

it("is a header alone without candidates", () => {
  expect([...phevalLines(emptyAnalysis())]).toEqual([`${HEAD.replaceAll(" ", "\t")}\n`]);
});

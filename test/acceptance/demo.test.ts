// The bundled demo: what `npm run demo` analyses, as a table of all columns, held against the planted truth and against the bytes that
// stand beside it. UPDATE_EXPECTED=1 writes expected.tsv anew: review it as a diff.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { analyseHere, type Row, rowsOf } from "../helpers/analyse.ts";

const demo = new URL("../../test-data/demo/", import.meta.url).pathname;
const small = new URL("../../test-data/small/", import.meta.url).pathname;
const options = {
  vcfs: [`${demo}trio.vcf.gz`],
  ped: `${demo}trio.ped`,
  panels: ["epilepsy", "cardiomyopathy"],
};
const truth = rowsOf(readFileSync(`${demo}truth.tsv`, "utf8"));

interface SideList {
  variants: { pos: number; ref: string; alt: string }[];
}
interface Report {
  untiered: Record<string, SideList[]>;
  notAssessed: { what: string }[];
  sampleChecks: { check: string; outcome: string }[];
}

const same = (row: Row, t: Row): boolean =>
  row["chrom"] === t["chrom"] &&
  row["pos"] === t["pos"] &&
  row["ref"] === t["ref"] &&
  (t["alt"] ?? "").split(",").includes(row["alt"] ?? "");

describe("the bundled demo", () => {
  let tsv = "";
  let rows: Row[] = [];
  let report: Report;
  beforeAll(async () => {
    tsv = (await analyseHere(options)).text;
    rows = rowsOf(tsv);
    report = JSON.parse((await analyseHere(options, { format: "json" })).text) as Report;
  });

  it("prints the expected bytes", () => {
    const path = `${demo}expected.tsv`;
    if (process.env["UPDATE_EXPECTED"] === "1") writeFileSync(path, tsv);
    expect(existsSync(path)).toBe(true);
    expect(tsv).toBe(readFileSync(path, "utf8"));
  });

  it.each(truth.filter((t) => /^tier\d$/.test(t["expect"] ?? "")))(
    "puts $case ($gene) into $expect by $model",
    (t) => {
      const hits = rows.filter((row) => same(row, t) && `tier${row["tier"]}` === t["expect"]);
      expect(hits.length).toBeGreaterThan(0);
      const modes = hits.flatMap((row) => (row["mode"] ?? "").split(","));
      expect(modes).toContain(t["model"]);
    },
  );

  it.each(truth.filter((t) => /^(one_hit|possible_mosaic)$/.test(t["expect"] ?? "")))(
    "lists $case ($gene) outside the tiers (DEC-09)",
    (t) => {
      expect(rows.filter((row) => same(row, t))).toEqual([]);
      const listed = (report.untiered[t["expect"] ?? ""] ?? []).flatMap((c) => c.variants);
      expect(listed.map((v) => String(v.pos))).toContain(t["pos"]);
    },
  );

  it.each(truth.filter((t) => /^(dropped|fails|off_panel)/.test(t["expect"] ?? "")))(
    "has no candidate for $case ($gene): $expect",
    (t) => {
      expect(rows.filter((row) => same(row, t))).toEqual([]);
    },
  );

  it("has nothing in the tiers that was not planted", () => {
    const strangers = rows.filter((row) => !truth.some((t) => same(row, t)));
    expect(strangers).toEqual([]);
  });

  it("can answer the sample checks (VCF-61, VCF-62, DEC-15)", () => {
    const outcomes = report.sampleChecks.filter((c) => /sex|relatedness/.test(c.check));
    expect(outcomes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(outcomes.map((c) => c.outcome))).toEqual(new Set(["passed"]));
  });
});

describe("the same cases in other words", () => {
  const tiered = (rows: readonly Row[]): string[] =>
    rows.map((row) => `${row["gene"]}:${row["pos"]}:${row["alt"]}:${row["tier"]}`).toSorted();

  it.each(["snpeff", "bcsq"])("%s: finds the planted de novo and recessive genes", async (name) => {
    const { text } = await analyseHere({ ...options, vcfs: [`${small}${name}.vcf.gz`] });
    const genes = new Set(rowsOf(text).map((row) => row["gene"]));
    for (const gene of ["SCN1A", "KCNQ2", "CDKL5", "ALDH7A1", "POLG", "KCTD7", "LAMP2", "ARX"])
      expect(genes).toContain(gene);
    expect(genes).not.toContain("TPP1");
  });

  it("one person: read-backed phase makes POLG a pair in trans (VCF-28, CH-06)", async () => {
    const { text } = await analyseHere({
      panels: options.panels,
      vcfs: [`${small}singleton.vcf.gz`],
      sex: { "": "male" },
    });
    const polg = rowsOf(text).filter((row) => row["gene"] === "POLG" && row["tier"] === "1");
    expect(tiered(polg)).toEqual(["POLG:89323426:G:1", "POLG:89327201:T:1"]);
    expect(polg.map((row) => row["phase"])).toEqual(["TRANS", "TRANS"]);
  });
});

// Automated evidence in a whole run: the bundled demo, in every output.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { AcmgEvidence, AcmgRun } from "../../src/acmg/types.ts";
import { storyTable } from "../../src/cli/print/story-table.ts";
import { explain } from "../../src/analysis/explain.ts";
import { schemaText } from "../../src/report/index.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { analyseHere, DEFAULTS, rowsOf, type Row } from "../helpers/analyse.ts";

const demo = new URL("../../test-data/demo/", import.meta.url).pathname;
const options = {
  vcfs: [`${demo}trio.vcf.gz`],
  ped: `${demo}trio.ped`,
  panels: ["epilepsy", "cardiomyopathy"],
};

interface Report {
  acmg: AcmgRun | null;
  candidates: { variants: { chrom: string; acmg: AcmgEvidence | null }[] }[];
}

describe("the demo's evidence", () => {
  let rows: Row[] = [];
  let text = "";
  let report: Report;
  beforeAll(async () => {
    rows = rowsOf((await analyseHere(options)).text);
    text = (await analyseHere(options, { format: "json" })).text;
    report = JSON.parse(text) as Report;
  });

  it("stands in the table, after what was there before", () => {
    const names = Object.keys(rows[0] ?? {});
    expect(names.indexOf("acmg_points")).toBeGreaterThan(names.indexOf("score_parts"));
    const at = names.indexOf("acmg_points");
    expect(names.slice(at, at + 3)).toEqual(["acmg_points", "acmg_class", "acmg_criteria"]);
    expect(rows.every((row) => /^(P|LP|VUS|LB|B|\.)$/.test(row["acmg_class"] ?? ""))).toBe(true);
  });

  it("stands in the report with all criteria, and holds to the published schema", () => {
    const schema = z.fromJSONSchema(
      JSON.parse(schemaText("report")) as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(schema.safeParse(report).error?.issues).toBeUndefined();
    expect(report.acmg?.profile).toBe("tavtigian");
    const all = report.candidates.flatMap((c) => c.variants.map((v) => v.acmg));
    expect(all.length).toBeGreaterThan(0);
    for (const acmg of all) expect(acmg?.criteria).toHaveLength(22);
  });

  it("sums up what is met, and says nothing of what is not known", () => {
    for (const { variants } of report.candidates)
      for (const { acmg } of variants) {
        const met = acmg?.criteria.filter((c) => c.status === "met") ?? [];
        expect(met.reduce((sum, c) => sum + c.points, 0)).toBe(acmg?.points);
        const unknown = acmg?.criteria.filter((c) => c.status === "not_assessed") ?? [];
        expect(unknown.every((c) => c.points === 0 && c.reason !== "")).toBe(true);
      }
  });

  it("5.10: mitochondrial candidates are not judged", () => {
    const mt = report.candidates.flatMap((c) => c.variants).filter((v) => v.chrom === "MT");
    expect(mt.map((v) => v.acmg?.class ?? null)).toEqual(mt.map(() => null));
  });

  it("explain shows each criterion with its inputs", async () => {
    const row = rows[0] ?? {};
    const variant = ["chrom", "pos", "ref", "alt"].map((name) => row[name]).join(":");
    const log = { info: () => {}, warn: () => {}, detail: () => {} };
    const io = { log, onProgress: () => {}, stdin: process.stdin };
    const story = storyTable(await explain({ ...DEFAULTS, ...options }, variant, io));
    expect(story).toMatch(/^acmg\t.*automated evidence, not a classification$/m);
    const criteria = [...story.matchAll(/^criterion\t(\w+)\t(\w+)\t/gm)].map((m) => m[1]);
    expect(new Set(criteria).size).toBe(22);
    expect(story).toMatch(/^criterion\tPM2\t.*(source|af)=/m);
  });
});

describe("T29, FREQ-04: a file without population frequencies", () => {
  it.each(["snpeff", "bcsq"])(
    "%s: PM2, BA1, BS1 are not assessed for any candidate",
    async (name) => {
      const file = new URL(`../../test-data/small/${name}.vcf.gz`, import.meta.url);
      const without = gunzip(readFileSync(file))
        .toString("utf8")
        .replaceAll(/^##INFO=<ID=gnomADg_AF.*\n/gm, "")
        .replaceAll(/;gnomADg_AF=[^;\t]*/g, "");
      const { text } = await analyseHere(
        { ...options, vcfs: ["-"] },
        { format: "json" },
        Buffer.from(without),
      );
      const { candidates } = JSON.parse(text) as Report;
      const judged = candidates.flatMap((c) => c.variants).filter((v) => v.chrom !== "MT");
      expect(judged.length).toBeGreaterThan(5);
      for (const { acmg } of judged) {
        const of = (criterion: string) => acmg?.criteria.find((c) => c.criterion === criterion);
        for (const id of ["PM2", "BA1", "BS1"]) expect(of(id)?.status).toBe("not_assessed");
      }
    },
  );
});

it("docs/acmg.md names every criterion", () => {
  const doc = readFileSync(new URL("../../docs/acmg.md", import.meta.url), "utf8");
  const names =
    "PVS1 PS1 PS2 PM1 PM2 PM3 PM4 PM5 PM6 PP1 PP2 PP3 PP4 BA1 BS1 BS2 BS4 BP1 BP2 BP3 BP4 BP7";
  for (const name of `${names} PS3 BS3 PS4 BP5 PP5 BP6`.split(" ")) expect(doc).toContain(name);
});

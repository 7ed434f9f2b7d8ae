/** DEC-56, DEC-57: which order is whose default, and what a run tells of the odds in its outputs. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { importHpo } from "../../src/phenotype/index.ts";
import { remembered } from "../../src/core/once.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";

const folder = mkdtempSync(join(tempFolder(), "order-"));
const demo = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const panels = ["epilepsy", "cardiomyopathy"];
const terms = { store: join(folder, "store"), phenotype: { hpo: ["HP:0000012"] } };

beforeAll(async () => {
  const texts = { "hp.obo": OBO, "phenotype.hpoa": HPOA, "genes_to_phenotype.txt": NINE_COLUMNS };
  const paths = Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  await importHpo(openStore(terms.store), paths, {
    release: null,
    now: "2026-01-01T00:00:00.000Z",
  });
});

const reports = new Map<string, Promise<ReportDocument>>();
/** Of several tests, and the same for each. */
const reportOf = (given: Partial<AnalyseOptions>): Promise<ReportDocument> =>
  remembered(reports, JSON.stringify(given), async () => {
    const { text } = await analyseHere({ ...demo, ...given }, { format: "json" });
    return JSON.parse(text) as ReportDocument;
  });

const isSorted = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || (values[i - 1] ?? 0) >= value);

describe("the order", () => {
  it.each<[string, Partial<AnalyseOptions>, "tier" | "score"]>([
    ["by tier where a panel is applied", { panels }, "tier"],
    ["by the score without one", { geneAgnostic: true }, "score"],
    ["by the score where it is asked for", { panels, order: "score" }, "score"],
    ["by tier where it is asked for", { geneAgnostic: true, order: "tier" }, "tier"],
  ])("is %s", async (_what, given, order) => {
    const { ranking, candidates } = await reportOf(given);
    expect(ranking?.order).toBe(order);
    expect(candidates.length).toBeGreaterThan(10);
    expect(candidates.map(({ rank }) => rank)).toEqual(candidates.map((_, i) => i + 1));
    if (order === "score") expect(isSorted(candidates.map(({ score }) => score))).toBe(true);
    else expect(isSorted(candidates.map(({ tier }) => -tier))).toBe(true);
  });

  it("by the score another tier may stand between those of one, and holds the same candidates", async () => {
    const [byTier, byScore] = [
      await reportOf({ panels }),
      await reportOf({ panels, order: "score" }),
    ];
    const ids = ({ candidates }: ReportDocument): string[] =>
      candidates.map(({ candidateId, tier, score }) => `${candidateId} ${tier} ${score}`);
    expect(ids(byScore)).not.toEqual(ids(byTier));
    expect(ids(byScore).toSorted()).toEqual(ids(byTier).toSorted());
    expect(isSorted(byScore.candidates.map(({ tier }) => -tier))).toBe(false);
  });
});

it("the sum by hand is the score of every candidate and of what stands outside the tiers", async () => {
  const { candidates, untiered } = await reportOf({ panels, ...terms });
  const all = [...candidates, ...Object.values(untiered).flat()];
  expect(all.length).toBeGreaterThan(20);
  for (const { score, scoreParts } of all) {
    const tenths = scoreParts.map(({ value }) => Math.round(10 * value));
    for (const [i, { value }] of scoreParts.entries()) expect(value).toBe((tenths[i] ?? 0) / 10);
    expect(tenths.reduce((sum, one) => sum + one, 0) / 10).toBe(score);
  }
});

it("with terms over all genes: shortlist and chances in every output, without terms none", async () => {
  const dir = join(folder, "out");
  await analyseHere({ ...demo, geneAgnostic: true, ...terms }, { dir });
  const read = (name: string): string => readFileSync(join(dir, name), "utf8");
  const report = JSON.parse(read("report.json")) as ReportDocument;
  expect(report.ranking).toMatchObject({ people: "trio", why: "" });
  const listed = report.candidates.filter(({ shortlisted }) => shortlisted === true).length;
  expect(listed).toBe(report.ranking?.shortlist?.candidates);
  const rows = rowsOf(read("candidates.tsv"));
  const marked = new Set(
    rows.flatMap((r) => (r["shortlisted"] === "1" ? [r["candidate_id"]] : [])),
  );
  expect(marked.size).toBe(listed);
  for (const row of rows) expect(row["expected_yield"]).toBe("0.4");
  expect(JSON.parse(read("summary.json"))).toMatchObject({
    ranking: { order: "score", shortlist: listed, convincing: report.ranking?.chances?.convincing },
  });
  expect(read("report.html")).toContain("◆ shortlist");
  expect(read("report.html")).toContain("if this test can solve 40 of 100 such cases");
  expect(read("DEMO-CHILD_panelist_mqc.json")).toContain('"shortlist"');
  const plain = await reportOf({ geneAgnostic: true });
  expect(plain.ranking).toMatchObject({ chances: null, shortlist: null });
  for (const candidate of plain.candidates) {
    expect(candidate).not.toHaveProperty("chance");
    expect(candidate).not.toHaveProperty("shortlisted");
  }
});

it("DEC-57: a parent who is no genetic one is none of the family that was measured", async () => {
  const given = { geneAgnostic: true, ...terms, notGeneticParents: ["DEMO-FATHER"] };
  expect((await reportOf(given)).ranking?.people).toBe("duo");
});

it("DEC-58: the frequency of an event tells nothing of small variants", async () => {
  const small = join(folder, "bare.vcf");
  const text = gunzipSync(readFileSync(demo.vcfs[0] ?? "")).toString();
  writeFileSync(small, text.replaceAll(/\|(?:gnomAD\w*AF\w*|MAX_AF\w*|AF|\w+_AF)(?=\|)/g, "|x"));
  const events = join(folder, "events.vcf");
  const csq =
    "deletion|transcript_ablation|HIGH|SCN1A|ENSG00000144285|Transcript|ENST00000674923|protein_coding|YES";
  const lines = [
    "##fileformat=VCFv4.2",
    "##source=Manta",
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="x">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="x">',
    '##INFO=<ID=gnomad_svAF,Number=1,Type=Float,Description="x">',
    '##INFO=<ID=CSQ,Number=.,Type=String,Description="Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|CANONICAL">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="x">',
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tDEMO-CHILD",
    `chr2\t165900000\td\tN\t<DEL>\t900\tPASS\tSVTYPE=DEL;END=166200000;gnomad_svAF=0.00001;CSQ=${csq}\tGT\t0/1`,
    "",
  ];
  writeFileSync(events, lines.join("\n"));
  const { candidates, ranking } = await reportOf({
    vcfs: [small, events],
    geneAgnostic: true,
    partial: true,
    ...terms,
  });
  const known = candidates.flatMap(({ variants }) => variants.filter((v) => v.frequency.assessed));
  expect(known.map(({ kind }) => kind)).toContain("event");
  expect(ranking).toMatchObject({ frequencies: false, chances: null });
});

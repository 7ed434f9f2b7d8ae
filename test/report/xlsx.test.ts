/** The workbook: typed cells, texts that stay texts, the same bytes. */
import { expect, it } from "vitest";
import { xlsxOf } from "../../src/report/xlsx/index.ts";
import { multiqcFiles } from "../../src/report/multiqc/index.ts";
import { reportDocument, resultOf } from "../../src/report/index.ts";
import { analysis, emptyAnalysis, toldAnalysis } from "./build.ts";
import { HOSTILE } from "./hostile.ts";
import { members } from "../helpers/zip.ts";

const BASIS = { case: "C1", run: "a".repeat(64) };

it("typed cells, no formula whatever the text, no day", async () => {
  const given = analysis();
  const candidates = given.candidates.map((c, i) => ({ ...c, reason: HOSTILE[30 + i]?.[1] ?? "" }));
  const zip = await xlsxOf({ ...given, candidates }, BASIS);
  expect(zip.readUInt32LE(10)).toBe(0x0021_0000);
  const parts = members(zip);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  expect(sheet).toContain('<c r="A2"><v>1</v></c>');
  expect(sheet).not.toContain("<f>");
  expect(parts.get("xl/sharedStrings.xml")).toContain("=HYPERLINK(");
  expect(Buffer.compare(zip, await xlsxOf({ ...given, candidates }, BASIS))).toBe(0);
});

it("for people: panes, filters, lists to choose from, ids as texts; for programs a sheet of its own", async () => {
  const parts = members(await xlsxOf(analysis(), BASIS));
  const names = [...(parts.get("xl/workbook.xml") ?? "").matchAll(/name="([^"]*)"/g)];
  expect(names.map(([, name]) => name)).toEqual([
    "Candidates",
    "Outside the tiers",
    "Legend",
    "About",
    "Table",
  ]);
  const strings = parts.get("xl/sharedStrings.xml") ?? "";
  const texts = [...strings.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  const row = (number: number): (string | undefined)[] =>
    [...sheet.matchAll(new RegExp(`<c r="[A-Z]+${number}"([^>]*?)(?:/>|><v>([^<]*)</v></c>)`, "g"))]
      // What is no text is a number.
      .map(([, kind = "", value]) => (kind.includes('t="s"') ? texts[Number(value)] : value));
  expect(row(1).slice(0, 4)).toEqual(["Rank", "Tier", "Gene", "DNA change"]);
  const titles = row(1);
  expect(titles).toContain("Decision");
  const [candidate] = analysis().candidates;
  for (const id of [candidate?.candidateId, BASIS.case, BASIS.run]) expect(row(2)).toContain(id);
  expect(sheet).toContain('<pane ySplit="1" xSplit="4" topLeftCell="E2"');
  expect(sheet).toMatch(/<autoFilter ref="A1:[A-Z]{1,2}\d+"\/>/);
  expect(sheet).toContain('<formula1>"reported,dismissed"</formula1>');
  expect(sheet).toContain('<formula1>"P,LP,VUS,LB,B"</formula1>');
  expect(parts.get("xl/worksheets/sheet5.xml")).not.toContain("autoFilter");
});

it("score, shortlist and chance stand beside the evidence, what they rest on under About", async () => {
  const strings = members(await xlsxOf(toldAnalysis(), BASIS)).get("xl/sharedStrings.xml") ?? "";
  for (const text of ["Score", "Shortlist", "Chance", "shortlist", "above 9 in 10"])
    expect(strings).toContain(`>${text}<`);
  expect(strings).toContain("if this test can solve 40 of 100 such cases");
});

it("every hostile text is well-formed XML", async () => {
  for (const [, text] of HOSTILE) {
    const given = analysis();
    const candidates = given.candidates.map((c) => ({ ...c, reason: text }));
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const strings =
      members(await xlsxOf({ ...given, candidates }, BASIS)).get("xl/sharedStrings.xml") ?? "";
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    expect(strings).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
    expect(strings.replaceAll(/<\/?(?:sst|si|t)(?: [^>]*)?>|<\?xml[^>]*>/g, "")).not.toMatch(
      /[<>]/,
    );
  }
});

it("MultiQC: one line of statistics, one bar, named by the proband", () => {
  const counts = {
    recordsRead: 100,
    recordsKept: 3,
    dropped: { frequency: 7, outside_panel_regions: 90 },
    droppedInGenes: {},
    candidatesByTier: { 1: 2, 2: 0, 3: 0 },
    untiered: { one_hit: 1 },
    withheld: 2,
  };
  const files = multiqcFiles({ ...analysis(), proband: "../a b" }, counts);
  const ofCases = ["F1", "F2", "S1"].map(
    (id) => multiqcFiles({ ...analysis(), proband: "S1" }, counts, id)[0]?.[0],
  );
  expect(ofCases).toEqual(
    ["F1", "F2"].map((id) => `S1_${id}_panelist_mqc.json`).concat("S1_panelist_mqc.json"),
  );
  expect(files.map(([name]) => name)).toEqual([
    ".._a_b_panelist_mqc.json",
    ".._a_b_panelist_funnel_mqc.json",
  ]);
  const [statistics, funnel] = files.map(([, text]) => JSON.parse(text) as { data: unknown });
  expect(statistics?.data).toEqual({
    ".._a_b": { tier1: 2, tier2: 0, tier3: 0, outside: 1, withheld: 2, incomplete: 0, checks: 0 },
  });
  expect(funnel?.data).toEqual({ ".._a_b": { kept: 3, "dropped: frequency": 7 } });
});

it("MultiQC's funnel tells of events, and of records that are none by the kind of their file", () => {
  const read = (kind: "sv" | "cnv" | "small", dropped: Record<string, number>): object => ({
    path: `${kind}.vcf`,
    kind,
    callers: [],
    records: 9,
    used: 4,
    dropped,
    filters: {},
  });
  const counts = {
    recordsRead: 10,
    recordsKept: 3,
    dropped: { frequency: 7 },
    droppedInGenes: {},
    candidatesByTier: { 1: 2, 2: 0, 3: 0 },
    untiered: { one_hit: 0, possible_mosaic: 0, xlr_female_het: 0 },
    withheld: 0,
    events: {
      files: [
        read("sv", { sv_too_short: 3, sv_no_carrier: 2 }),
        read("sv", { sv_too_short: 1 }),
        read("cnv", { sv_reference_segment: 5 }),
        read("small", { sv_bad_place: 1 }),
      ],
      events: 8,
      kept: 2,
      dropped: { sv_no_gene_effect: 5, sv_common: 1 },
    },
  } as unknown as Parameters<typeof multiqcFiles>[1];
  const [, [, text] = ["", "{}"]] = multiqcFiles({ ...analysis(), proband: "P" }, counts);
  expect((JSON.parse(text) as { data: Record<string, unknown> }).data["P"]).toEqual({
    kept: 3,
    "dropped: frequency": 7,
    "structural variants kept": 2,
    "structural variants dropped: common": 1,
    "structural variants dropped: no gene effect": 5,
    "records of structural variants: no carrier": 2,
    "records of structural variants: too short": 4,
    "records of copy-number variants: reference segment": 5,
  });
});

it("a report read back is the same answer, and the same workbook", async () => {
  for (const given of [analysis(), emptyAnalysis()]) {
    const report = reportDocument(given);
    expect(reportDocument(resultOf(report))).toEqual(report);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(Buffer.compare(await xlsxOf(resultOf(report), BASIS), await xlsxOf(given, BASIS))).toBe(
      0,
    );
  }
});

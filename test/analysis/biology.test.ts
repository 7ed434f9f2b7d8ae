// What the outputs say of mitochondrial and X-linked variants, on the bundled demo.
import { describe, expect, it } from "vitest";
import { explain } from "../../src/analysis/explain.ts";
import { storyText } from "../../src/cli/print/story.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { htmlReport } from "../../src/report/html/index.ts";
import { analyseHere, DEFAULTS, rowsOf } from "../helpers/analyse.ts";
import { fullReport } from "../helpers/archive.ts";

const demo = {
  vcfs: ["test-data/demo/trio.vcf.gz"],
  ped: "test-data/demo/trio.ped",
  panels: ["epilepsy", "cardiomyopathy"],
};
const rows = rowsOf((await analyseHere(demo)).text);
const report = await fullReport(demo);
const page = htmlReport({
  report,
  counts: null,
  policy: DEFAULT_POLICY,
  run: null,
  history: null,
  links: true,
  version: "0.0.0",
});

describe("mitochondrial DNA (MT-01, MT-07)", () => {
  const fractions = "44 % of 1,856 reads, father 0.1 % of 1,874, mother 11 % of 2,004";

  it("is named on its own sequence, with each person's fraction and depth", () => {
    const [row] = rows.filter((r) => r["gene"] === "MT-TL1");
    expect(row).toMatchObject({ hgvsm: "m.3243A>G", hgvsc: "ENST00000386347.1:n.14A>G" });
    expect(row?.["heteroplasmy"]).toMatch(
      /^DEMO-CHILD=0\.4375:1856;DEMO-FATHER=0\.00053\d*:1874;DEMO-MOTHER=0\.106786:2004$/,
    );
    expect(row?.["reason"]).toContain(
      `heteroplasmic (${fractions}) non_coding_transcript_exon_variant m.3243A>G in MT-TL1`,
    );
  });

  it("is named so in the table, the card's heading and its transcript", () => {
    expect(page).toContain(`m.3243A&gt;G<br><small>`);
    expect(page).toContain(`>heteroplasmic<br><small>${fractions}</small></td>`);
    expect(page).toMatch(/<b>MT-TL1<\/b> <span>m\.3243A&gt;G<\/span>/);
    expect(page).toContain(`heteroplasmic, ${fractions}, rs199474657`);
    const own = page
      .split('<tr class="own">')
      .find((row) => row.startsWith('<th scope="row"><code>ENST00000386347.1</code>'));
    expect(own?.split("</tr>")[0]).toContain(
      '<td class="n">m.3243A&gt;G<br><small>n.14A&gt;G</small></td>',
    );
  });

  it("says it of no other chromosome", () => {
    for (const row of rows.filter((r) => r["chrom"] !== "MT"))
      expect([row["hgvsm"], row["heteroplasmy"]]).toEqual([".", "."]);
    const others = report.candidates.flatMap((c) => c.variants).filter((v) => v.chrom !== "MT");
    expect(others.filter((v) => v.mitochondrial !== undefined)).toEqual([]);
  });
});

describe("DEC-37 PVS1 that could not be asked", () => {
  const row = rows.find((r) => r["gene"] === "SCN1A");
  const [card = ""] = page
    .split('<details class="card')
    .filter((part) => part.includes("<b>SCN1A</b>"));

  it("is suggested, and the class is not stated", () => {
    expect(row).toMatchObject({ acmg_class: "not_stated", acmg_points: "0" });
    expect(row?.["acmg_criteria"]).toContain("PVS1?");
    const inTable = page.split("<tbody").find((part) => part.includes(">SCN1A</a>"));
    expect(inTable).toContain(
      '<td class="am">0 <small>class not stated<br>10 with suggestions</small></td>',
    );
  });

  it("the page says what is missing, and gives no temperature", () => {
    expect(card).toContain("Class <b>not stated</b>: PVS1 could not be assessed");
    expect(card).toContain(
      "no available source states whether loss of function causes the disease",
    );
    // A class is offered in the form of the decision, and nowhere else.
    const stated = card.replaceAll(/<option>\w*<\/option>/g, "");
    expect(stated).not.toMatch(/ice cold|VUS/);
  });

  it("missense predictors are not weighed for what is no missense", () => {
    const variants = report.candidates.flatMap((c) => c.variants);
    const missense = (terms: string[]): boolean => terms.includes("missense_variant");
    const lof = variants.filter(
      (v) => !missense(v.consequence.terms) && v.inSilico.cadd !== null,
    ).length;
    expect(lof).toBeGreaterThan(0);
    const told = page.match(/not counted: calibrated for missense only/g) ?? [];
    expect(told.length).toBeGreaterThanOrEqual(lof);
  });
});

describe("explain", () => {
  const told = async (variant: string): Promise<string> => {
    const log = { info: () => {}, warn: () => {}, detail: () => {} };
    const io = { log, onProgress: () => {}, stdin: process.stdin };
    return storyText(await explain({ ...DEFAULTS, ...demo }, variant, io));
  };

  it("names a mitochondrial variant on its own sequence, dropped or not", async () => {
    expect(await told("MT:3243:A:G")).toMatch(
      /^Tier 1, rank \d+ of \d+: m\.3243A>G \(MT:3243:A:G\)/,
    );
    const dropped = storyText({
      schema: "panelist.explain",
      version: 1,
      variant: "MT:1:A:G",
      name: "m.1A>G",
      assembly: "GRCh38",
      answer: { kind: "not_shown", reason: "not_in_input" },
      record: null,
      others: [],
      dropped: "not_in_input",
      checks: [],
      genes: [],
    });
    expect(dropped).toMatch(
      /^Not a candidate: the input has no record of m\.1A>G \(MT:1:A:G\)\.\nWithout a record, .*\n$/,
    );
  });

  it("says that no class is stated, and why", async () => {
    const text = await told("2:166054782:G:A");
    expect(text).toContain("ACMG criteria (automated evidence, not a classification): not stated,");
    expect(text).toMatch(/PVS1 suggested, very strong: .*no available source states whether loss/);
  });
});

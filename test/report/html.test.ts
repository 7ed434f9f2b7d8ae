/** The report for people, as bytes: what text may do in it, what it must say, what it must not. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { proteinPlace } from "../../src/report/html/evidence.ts";
import { htmlReport } from "../../src/report/html/index.ts";
import { type HtmlInput } from "../../src/report/html/types.ts";
import { reportDocument } from "../../src/report/index.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { fullReport } from "../helpers/archive.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { analysis, emptyAnalysis, PHENOTYPE, toldAnalysis } from "./build.ts";
import { HOSTILE, withEverywhere } from "./hostile.ts";

const demo = {
  vcfs: ["test-data/demo/trio.vcf.gz"],
  ped: "test-data/demo/trio.ped",
  panels: ["epilepsy", "cardiomyopathy"],
};
const report = await fullReport(demo);

function drawn(document: ReportDocument, more: Partial<HtmlInput> = {}): string {
  return htmlReport({
    report: document,
    counts: null,
    policy: DEFAULT_POLICY,
    run: null,
    history: null,
    links: true,
    version: "0.0.0",
    ...more,
  });
}

/** Tags with the names of their attributes: what a browser would make elements of. */
function skeleton(html: string): string[] {
  const [, body = ""] = /<body>([^]*)<script type="module">/.exec(html) ?? [];
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, ""));
}

/** The same analysis, small, with every kind of text in it. */
const small: ReportDocument = {
  ...report,
  candidates: report.candidates
    .slice(0, 8)
    .map((c, i) => (i === 0 ? { ...c, phenotype: PHENOTYPE } : c)),
  patient: {
    hpoRelease: "2024-01-01",
    observed: [{ id: "HP:0001250", name: "Seizure" }],
    excluded: [{ id: "HP:0000252", name: "Microcephaly" }],
    notes: [{ rule: "HPO-05", level: "warning", message: "m" }],
  },
  coverage: [{ symbol: "CHD2", hgncId: null, coverage: null }],
};

const HIDDEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

describe("hostile text", () => {
  const plain = drawn(withEverywhere(small, "x y"));

  it.each(HOSTILE)("%s stays text", (_what, text) => {
    const html = drawn(withEverywhere(small, text));
    expect(skeleton(html)).toEqual(skeleton(plain));
    expect(html.match(/<script/g)).toEqual(plain.match(/<script/g));
    expect(html.match(HIDDEN)).toBeNull();
    expect(Buffer.from(html).toString()).toBe(html);
  });

  it("a long value is cut, and said to be", () => {
    const html = drawn(withEverywhere(small, "A".repeat(100_000)));
    expect(html).toContain("… [cut: 100000 characters]");
    expect(html.length).toBeLessThan(plain.length + 600 * 2000);
  });

  it("the test can fail: an unescaped tag changes the skeleton", () => {
    const broken = plain.replaceAll("x y", "<b>");
    expect(skeleton(broken)).not.toEqual(skeleton(plain));
  });
});

it("the list of the policy's settings names no rule by its id", () => {
  const [, settings = ""] =
    /The policy: every threshold([^]*?)<\/details>/.exec(drawn(report)) ?? [];
  const woken = /notify\.dismissedWakesOn<\/th><td>([^<]*)/.exec(settings)?.[1] ?? "";
  expect(woken.split(", ")).toHaveLength(DEFAULT_POLICY.notify.dismissedWakesOn.length);
  expect(woken).toMatch(/^classification of the allele up, .*, the family$/);
  expect(settings).not.toMatch(/\b[A-Z]{2,5}-\d\d\b/);
});

describe("what leaves the page", () => {
  const html = drawn(report);

  it("allows its own style and script by digest and nothing else", () => {
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    const [, script = ""] = /<script type="module">([^]*?)<\/script>/.exec(html) ?? [];
    const digest = (text: string): string =>
      `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${digest(style)}`,
      `script-src ${digest(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html).not.toMatch(/ style="| on[a-z]+="/);
  });

  it("links carry no referrer and go to known places", () => {
    const links = [...html.matchAll(/<a href="(https?:[^"]*)"([^>]*)>/g)];
    expect(links.length).toBeGreaterThan(100);
    for (const [, address = "", rest = ""] of links) {
      expect(rest).toContain('rel="noreferrer noopener"');
      expect(new URL(address).hostname).toMatch(
        /^(www\.ensembl\.org|gnomad\.broadinstitute\.org|spliceailookup\.broadinstitute\.org|www\.ncbi\.nlm\.nih\.gov|pubmed\.ncbi\.nlm\.nih\.gov|genome\.ucsc\.edu|www\.omim\.org|databases\.lovd\.nl|mitomap\.org|localhost|panelapp\.genomicsengland\.co\.uk|www\.deciphergenomics\.org|www\.genenames\.org|hpo\.jax\.org)$/,
      );
    }
  });

  it("--no-links: no address at all", () => {
    expect(drawn(small, { links: false })).not.toMatch(/https?:/);
  });

  it("the fixed part is below 170 KB", () => {
    expect(drawn(reportDocument(emptyAnalysis())).length).toBeLessThan(170_000);
  });
});

describe("what it says", () => {
  const html = drawn(report);

  it("the build is shown beside every coordinate", () => {
    const warned = drawn({
      ...report,
      warnings: [{ code: "common_pathogenic", facts: {}, text: "too common: 19:11210912:C:T" }],
    });
    const text = warned.replaceAll(/<style>[^]*?<\/style>|<script[^]*?<\/script>|<[^>]*>/g, "");
    const places = [...text.matchAll(/(.{7})(?<![\w.])((?:\d{1,2}|X|Y|MT):\d{3,})/g)];
    expect(places.length).toBeGreaterThan(report.candidates.length);
    expect(places.filter(([, before]) => before !== "GRCh38 ").map(([all]) => all)).toEqual([]);
    for (const { variants } of report.candidates)
      for (const { pos, chrom } of variants.length > 1 ? variants : [])
        expect(text.split(String(pos)).length).toBe(text.split(`${chrom}:${pos}`).length);
  });

  it("DEC-20: what was not assessed, and what an empty list means", () => {
    const none = drawn({ ...report, candidates: [] });
    expect(none).toContain("<b>No candidate.</b>");
    expect(none).toContain("does not exclude a genetic cause");
    for (const { detail } of report.notAssessed) expect(html).toContain(detail);
  });

  it("DEC-18: of relationships no detail", () => {
    const told = drawn({
      ...report,
      sampleChecks: [
        { check: "relatedness", subject: "DEMO-CHILD", outcome: "failed", detail: "father 5 of 9" },
      ],
      warnings: [
        { code: "unspecified", facts: {}, text: "relatedness (DEMO-CHILD): father 5 of 9" },
      ],
    });
    expect(told).toContain("pedigree and genotypes inconsistent");
    expect(told).not.toContain("5 of 9");
  });

  it("the members of a compound heterozygote share one body of the table", () => {
    const pairs = report.candidates.filter((c) => c.variants.length === 2).length;
    expect(pairs).toBeGreaterThan(0);
    const table = /<table class="candidates tight" data-f="">[^]*?<\/table>/g;
    const bodies = [...html.matchAll(table)].flatMap(([t]) => t.split("<tbody").slice(1));
    expect(bodies).toHaveLength(report.candidates.length);
    expect(bodies.filter((b) => b.includes('class="pair"'))).toHaveLength(pairs);
  });

  it("incomplete penetrance has a block of its own", () => {
    const [first] = report.candidates;
    if (first === undefined) throw new Error("no candidate");
    const models = first.models.map((m) => ({ ...m, penetrance: "incomplete" as const }));
    const told = drawn({
      ...report,
      candidates: [{ ...first, models }, ...report.candidates.slice(1)],
    });
    expect(told.indexOf('id="incomplete"')).toBeGreaterThan(0);
    const complete = report.candidates.filter((c) => c.models[0]?.penetrance !== "incomplete");
    expect(drawn({ ...report, candidates: complete })).not.toContain('id="incomplete"');
  });

  it("each list outside the tiers, what is withheld, sign-off, purpose", () => {
    const built = drawn(reportDocument(analysis()));
    for (const text of [
      "One hit",
      "2 incidental findings",
      "Second check",
      "Not a medical device, not UKCA/CE marked",
    ])
      expect(built).toContain(text);
  });
});

describe("place in the protein", () => {
  it.each([
    ["ENSP1:p.Arg466Ter", "466/1828", { residue: 466, length: 1828 }],
    ["ENSP1:p.Arg466Ter", undefined, { residue: 466, length: null }],
    ["p.(Gln12_Arg14del)", "12-14/345", { residue: 12, length: 345 }],
    ["", "7/90", { residue: 7, length: 90 }],
    ["", "7", { residue: 7, length: null }],
    ["", "?-7/90", null],
    ["", undefined, null],
  ])("%j, %j", (hgvsp, proteinPosition, place) => {
    const given = proteinPosition === undefined ? { hgvsp } : { hgvsp, proteinPosition };
    expect(proteinPlace(given)).toEqual(place);
  });

  it("is drawn to scale where the length is known, and said to be unknown elsewhere", () => {
    const of = (more: object): string => {
      const [first] = report.candidates;
      const [v] = first?.variants ?? [];
      if (first === undefined || v === undefined) throw new Error("no candidate");
      const variants = [{ ...v, consequence: { ...v.consequence, ...more } }];
      return drawn({ ...report, candidates: [{ ...first, variants }] });
    };
    const known = of({ hgvsp: "ENSP1:p.Arg50Ter", proteinPosition: "50/100" });
    expect(known).toContain("Residue 50 of 100");
    expect(known).toContain('<rect class="protein" x="0" y="12" width="256"');
    expect(known).toContain('M126.7 10V26"/>');
    const unknown = of({ hgvsp: "ENSP1:p.Arg50Ter" });
    expect(unknown).toContain("does not state the protein&#39;s length");
    expect(unknown).not.toContain('class="protein"');
  });
});

it("the phenotype match is drawn: the patient's term, the common ancestor, the disease's term", () => {
  const [, drawing = ""] = /<ul class="matches">([^]*?)<\/ul>/.exec(drawn(small)) ?? [];
  const rows = drawing.split('<li class="match">').slice(1);
  const boxes = rows.map((row) =>
    [...row.matchAll(/<span class="(mine|roof|theirs|same|lone)">/g)].map(([, name]) => name),
  );
  expect(boxes).toEqual([
    ["mine", "roof", "theirs"],
    ["mine", "same", "theirs"],
    ["mine", "lone"],
    ["mine", "lone"],
    ["mine", "lone"],
  ]);
  expect(rows[0]).toMatch(/HP:0012469.*above both.*HP:0020219.*HP:0002123.*93 %/);
  expect(rows[4]).toContain("known not to show it");
  expect(drawn(small)).toContain("which does not fit the models, so it counts half");
});

describe("the score and the odds", () => {
  const told = reportDocument(toldAnalysis());
  const html = drawn(told);
  const text = (markup: string): string =>
    markup.replaceAll(/<[^>]*>/g, " ").replaceAll(/ +/g, " ");

  it("every card shows each part with a fact, and their sum is the score", () => {
    const tables = [...html.matchAll(/<table class="plain fine parts">([^]*?)<\/table>/g)];
    expect(tables).toHaveLength(told.candidates.length + 1);
    told.candidates.forEach((candidate, i) => {
      const rows = [...(tables[i]?.[1] ?? "").matchAll(/<tr>([^]*?)<\/tr>/g)].map(
        ([, row = ""]) => row,
      );
      const points = rows.flatMap(
        (row) => /<td class="num">(?:<b>)?([-\d.]+)/.exec(row)?.[1] ?? [],
      );
      const sum = Number(points.pop());
      expect(points).toHaveLength(candidate.scoreParts.length);
      expect(points.reduce((all, one) => all + Number(one), 0)).toBeCloseTo(sum, 6);
      expect(sum).toBe(candidate.score);
      for (const row of rows.slice(1, -1)) expect(row).toMatch(/<td>[^<]+<\/td>$/);
    });
    expect(text(html)).toContain("The score used by releases before 0.3.0:");
  });

  it("the shortlist is marked by a symbol and a word; a chance is given with its yield, never as a class", () => {
    const [first, second] = html.split("<tbody data-t").slice(1);
    expect(text(first ?? "")).toMatch(/◆ shortlist.*above 9 in 10/);
    expect(second).not.toContain("◆");
    const head = text(html.slice(0, html.indexOf("<main")));
    expect(head).toMatch(
      /Odds, if this test can solve 40 of 100 such cases 1 on the shortlist best chance: above 9 in 10/,
    );
    expect(text(html)).toContain("Neither the score nor a chance is a class of pathogenicity.");
  });

  it("of a gene that HPO does not know no figure of its match is told", () => {
    const none = { score: 0, posterior: 0.0002, best: false, reason: null, diseases: [] };
    const candidates = told.candidates.map((c) => ({ ...c, phenotype: none }));
    const page = drawn({ ...told, candidates });
    expect(text(page)).toContain("The gene is not in this HPO release.");
    expect(page).not.toContain("1 times more likely");
    expect(page).toMatch(/<td class="ph"[^>]*>–</);
    expect(page).not.toMatch(/<td class="ph"[^>]*>0\.0</);
  });

  it("nothing convincing is said at the top and above the table", () => {
    const poor = drawn(reportDocument(toldAnalysis(200)));
    expect(text(poor.slice(0, poor.indexOf("<main")))).toMatch(
      /Odds, if this test can solve 40 of 100 such .* nothing convincing/,
    );
    expect(text(poor)).toContain("Nothing convincing: no gene");
    expect(html).not.toMatch(/nothing convincing/i);
  });

  it("where no chance is told the page says why, and draws none", () => {
    const plain = drawn(reportDocument(analysis()));
    expect(text(plain)).toContain(
      "The chance of each candidate being the answer cannot be stated: no HPO terms were used",
    );
    expect(plain).not.toContain("◆");
    expect(plain.slice(0, plain.indexOf("<main"))).not.toContain("shortlist");
  });

  it("by the score all stand in one list; by tier, what needs incomplete penetrance stands apart", () => {
    const [first, second] = told.candidates;
    if (first === undefined || second === undefined) throw new Error("no candidates");
    const models = first.models.map((m) => ({ ...m, penetrance: "incomplete" as const }));
    const candidates = [{ ...first, models }, second];
    const one = drawn({ ...told, candidates });
    expect(one).not.toContain('id="incomplete"');
    expect(one).toContain("only if a carrier can be unaffected");
    const ranking = told.ranking && { ...told.ranking, order: "tier" as const };
    expect(drawn({ ...told, candidates, ranking })).toContain('id="incomplete"');
  });

  it("a report that knows no odds is drawn, its score called an earlier one", () => {
    const old = text(drawn({ ...reportDocument(analysis()), ranking: null }));
    expect(old).toContain(
      "from a release before 0.3.0: it orders candidates of the same place in a tier",
    );
    expect(old).not.toContain("class of pathogenicity.");
  });
});

describe("the clinical indication", () => {
  const [panel] = report.panels;
  if (panel === undefined) throw new Error("no panel");

  it.each([
    ["R59", "Early onset or syndromic epilepsy", "R59 Early onset or syndromic epilepsy · "],
    ["R59", null, "R59 · "],
  ])("%s, %j stands at the top", (code, name, said) => {
    const html = drawn({ ...small, panels: [{ ...panel, indication: { code, name } }] });
    expect(html.slice(0, html.indexOf("<main"))).toContain(`<b>Indication</b> ${said}`);
  });

  it("none was named", () => {
    expect(drawn(small)).toContain("None given; panels were chosen directly.");
    expect(drawn(small)).not.toContain("<b>Indication</b>");
  });
});

describe("bytes", () => {
  it("do not depend on the kind of scan", async () => {
    const [a, b] = [
      await analyseHere({ ...demo, scan: "full" }, { format: "html" }),
      await analyseHere({ ...demo, scan: "index" }, { format: "html" }),
    ];
    expect(a.text).toContain("in panel genes, passing every filter");
    expect(a.text).toBe(b.text);
  });

  it("thousands of candidates: cards beyond the first are packed, rows are not", () => {
    const many = Array.from({ length: 400 }, (_, i) => {
      const c = report.candidates[i % report.candidates.length];
      if (c === undefined) throw new Error("no candidate");
      return { ...c, rank: i + 1, candidateId: `c${String(i).padStart(16, "0")}` };
    });
    const html = drawn({ ...report, candidates: many });
    expect(html.match(/<tbody data-t/g)?.length).toBeGreaterThanOrEqual(400);
    expect(html.match(/<details class="card/g)).toHaveLength(50);
    expect(html.match(/class="pack"/g)).toHaveLength(4);
    expect(drawn({ ...report, candidates: many })).toBe(html);
  });
});

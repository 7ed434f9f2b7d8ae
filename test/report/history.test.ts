/** The report of a re-analysis: a case of an archive, and the whole archive. */
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inArchive } from "../../src/archive/index.ts";
import { htmlArchive } from "../../src/report/html/index.ts";
import { type ArchiveView } from "../../src/report/html/types.ts";
import { reportFromFile, type ReportOptions } from "../../src/reanalysis/report-file.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HOSTILE } from "./hostile.ts";

const TRIO = {
  vcfs: ["test-data/demo/trio.vcf.gz"],
  ped: "test-data/demo/trio.ped",
  panels: ["epilepsy"],
};

const archive = join(tempFolder(), "cases");
await addHere(archive, "F0001", TRIO, { panelVersions: ["epilepsy@0.9"] });
const { result: again } = await reanalyseHere(archive);

/** Every text of an archive's page is `text`. */
function hostileView(text: string): ArchiveView {
  const latest = {
    number: 2,
    date: text,
    tool: text,
    knowledge: [text],
    candidates: 1,
    tiers: [1, 0, 0] as [number, number, number],
    events: 1,
    notified: 1,
  };
  const change = {
    case: text,
    run: 2,
    date: text,
    kind: "up",
    type: text,
    gene: text,
    assembly: "GRCh38",
    variants: [text],
    text,
    old: text,
    new: text,
    before: text,
    after: text,
    cause: { source: text, name: text, old: text, new: text, date: text },
    priority: text,
    notify: true,
    ofCandidate: true,
  } as const;
  const silent = { ...change, kind: "withdrawn", notify: false } as const;
  const changes = [
    { ...change, variants: [text] },
    { ...silent, variants: [text] },
  ];
  return {
    name: text,
    cases: [
      {
        id: text,
        status: text,
        labels: text,
        assembly: "GRCh38",
        pins: [text],
        incomplete: [text],
        latest,
        changes,
      },
    ],
    held: { [text]: 1 },
    run: {
      date: text,
      dryRun: true,
      counts: { cases: 1, changed: 1, unchanged: 0, untouched: 0, failed: 1, left: { [text]: 1 } },
      panels: [{ rule: text, old: text, new: text, cases: 1, changes: { [text]: 1 } }],
      offRule: [{ case: text, rule: text, used: text, means: text }],
      notes: [{ case: text, text }],
      unapproved: [{ kind: text, source: text, release: text, used: text }],
      needsOriginal: [{ case: text, why: text }],
      notNamed: { [text]: 1 },
      keptBefore: 1,
      failed: [{ case: text, why: text }],
    },
  };
}

async function drawn(of: Partial<ReportOptions>): Promise<string> {
  const options: ReportOptions = {
    source: archive,
    format: "html",
    links: true,
    allowNhsNumbers: false,
  };
  return String(await reportFromFile({ ...options, ...of }, "0.0.0"));
}

it("what is new, with its cause and the versions on both sides; the timeline; marks", async () => {
  const event = again.events.find((e) => e.direction === "up");
  expect(event).toBeDefined();
  const html = await drawn({ case: { id: "F0001" } });
  expect(html).toContain("case F0001, run 2");
  expect(html).toMatch(/<h3><b class="kind k-up">Up<\/b> \d+<\/h3>/);
  expect(html).toContain(event?.gene);
  const [before, after] = [event?.cause.old, event?.cause.new];
  expect(html).toContain(`<b class="side">${before}</b> → <b class="side">${after}</b>`);
  expect(html).toContain("<b>Run 1, ");
  expect(html).toContain("<b>Run 2, ");
  expect(html.match(/class="mark"/g)?.length).toBeGreaterThan(0);
  expect(await drawn({ case: { id: "F0001" } })).toBe(html);
});

it("the first run has nothing to compare with", async () => {
  const html = await drawn({ case: { id: "F0001", run: 1 } });
  expect(html).toContain("there is nothing to compare it with");
  expect(html).not.toContain("<b>Run 2, ");
});

it("the whole archive: each case by its latest run", async () => {
  const html = await drawn({});
  expect(html).toContain("1 case, as of its latest run");
  expect(html).toContain("F0001");
  expect(html).toContain("To look at");
});

it("what does not fit is refused", async () => {
  await expect(drawn({ case: { id: "F0001", run: 7 } })).rejects.toMatchObject({
    code: "E_INPUT_MISSING",
  });
  await expect(drawn({ run: "run.json" })).rejects.toMatchObject({ code: "E_USAGE" });
  await expect(drawn({ source: "package.json" })).rejects.toMatchObject({ code: "E_REPORT" });
});

describe("reanalyse --format html", () => {
  it("what this one re-analysis told, in a dry run too; the same bytes", async () => {
    const asked = {
      panelVersions: ["epilepsy@0.9"],
      dryRun: true,
      format: "html" as const,
    };
    const { text, result } = await reanalyseHere(archive, asked);
    expect(result.events.length).toBeGreaterThan(0);
    expect(text).toContain("<h1>Re-analysis of cases, 2024-02-03, dry run</h1>");
    expect(text).toContain("Nothing was written.");
    expect(text).toContain("Panels whose version has changed");
    for (const { gene, notify } of result.events) {
      if (gene !== null) expect(text).toContain(`<b class="gene">${gene}</b>`);
      expect(text.includes("Nothing new to look at")).toBe(!notify);
    }
    expect((await reanalyseHere(archive, asked)).text).toBe(text);
  });

  it("a case that failed stands under what was not assessed", async () => {
    const copy = join(tempFolder(), "cases");
    await addHere(copy, "F0002", { ...TRIO, vcfs: ["test-data/small/snpeff.vcf.gz"] });
    writeFileSync(join(inArchive.case(copy, "F0002"), "case.json"), "{");
    const { text, result } = await reanalyseHere(copy, { format: "html" });
    expect(result.failed).toHaveLength(1);
    expect(text).toContain("<b>F0002 failed:</b>");
  });

  it("ids like NHS numbers are refused before anything is evaluated", async () => {
    const copy = join(tempFolder(), "cases");
    await addHere(copy, "F-9434765919", TRIO, { panelVersions: ["epilepsy@0.9"] });
    const refused = reanalyseHere(copy, { format: "html" });
    await expect(refused).rejects.toMatchObject({ code: "E_USAGE" });
    const { result } = await reanalyseHere(copy, { format: "html", allowNhsNumbers: true });
    expect(result.counts.changed).toBe(1);
  });
});

it("beside every coordinate of a change stands its build", async () => {
  const html = await drawn({ case: { id: "F0001", run: 2 } });
  const [, section = ""] =
    /<section id="history">([^]*?)<div class="top" id="about">/.exec(html) ?? [];
  const places = [...section.matchAll(/(.{7,16}) (?:\d+|X|Y|MT):\d+ /g)];
  expect(places.length).toBeGreaterThan(1);
  for (const [, before = ""] of places) expect(before).toMatch(/GRCh38(<\/b>)?$/);
});

describe("hostile text in an archive's page", () => {
  const plain = htmlArchive(hostileView("x y"), { version: "1" });
  it.each(HOSTILE)("%s stays text", (_what, text) => {
    const html = htmlArchive(hostileView(text), { version: "1" });
    const tags = (page: string): string[] =>
      [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, ""));
    expect(tags(html)).toEqual(tags(plain));
  });
});

it("a workbook holds one case", async () => {
  await expect(drawn({ format: "xlsx" })).rejects.toMatchObject({ code: "E_USAGE" });
  expect((await drawn({ format: "xlsx", case: { id: "F0001" } })).slice(0, 2)).toBe("PK");
});

/**
 * DEC-49: one withheld finding of each kind is planted, and none is found in any output. The table is keyed by the
 * kinds of variants: a kind that comes later has no row here, and this file does not compile until it has.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { NamedVariant } from "../../src/core/allele.ts";
import { sampleWindows } from "../../src/core/sample-windows.ts";
import { explain } from "../../src/analysis/explain.ts";
import { inArchive, readRun } from "../../src/archive/index.ts";
import { caseListText, caseText } from "../../src/cli/print/cases.ts";
import { storyTable } from "../../src/cli/print/story-table.ts";
import { storyText } from "../../src/cli/print/story.ts";
import { analyse as analyseAsProgram } from "../../src/index.ts";
import { diffRuns } from "../../src/reanalysis/diff-runs.ts";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { listCases, pastOf, showCase } from "../../src/reanalysis/show.ts";
import { analyseHere, DEFAULTS } from "../helpers/analyse.ts";
import { addHere, reanalyseHere, mergeHere } from "../helpers/archive.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { eventVcf, type EventLine } from "../helpers/event-text.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { members } from "../helpers/zip.ts";

const LOST = "transcript_ablation";

interface Planted {
  what: string;
  records: RecordOptions[];
  /** What would give it away. */
  secrets: string[];
}

/** Every kind of variant has its rows. */
const VARIANTS: Record<Exclude<NamedVariant["kind"], "event">, Planted[]> = {
  small: [
    {
      what: "a gene of the secondary findings",
      records: [{ chrom: "17", pos: 43_070_943, gene: "BRCA1", genotypes: ["0/1"] }],
      secrets: ["BRCA1", "43070943"],
    },
    {
      what: "a disease of adult life",
      records: [{ chrom: "14", pos: 73_173_571, gene: "PSEN1", genotypes: ["0/1"] }],
      secrets: ["PSEN1", "73173571"],
    },
    {
      what: "on X, in a male",
      records: [{ chrom: "X", pos: 38_367_321, gene: "OTC", genotypes: ["1"] }],
      secrets: ["OTC", "38367321"],
    },
    {
      what: "on the mitochondrion, in a gene that the laboratory withholds",
      records: [{ chrom: "MT", pos: 11_778, gene: "MT-ND4", genotypes: ["1"] }],
      secrets: ["11778"],
    },
    {
      what: "pathogenic and on the mitochondrion, at a low level",
      records: [
        {
          chrom: "MT",
          pos: 11_777,
          gene: "MT-ND4",
          info: "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel",
          genotypes: ["0/1:970,30:1000:99"],
        },
      ],
      secrets: ["11777"],
    },
    {
      what: "pathogenic and too common: a warning would name it",
      records: [
        {
          chrom: "13",
          pos: 32_340_301,
          gene: "BRCA2",
          af: 0.2,
          info: "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel",
          genotypes: ["0/1"],
        },
      ],
      secrets: ["BRCA2", "32340301"],
    },
    {
      what: "in two records: a warning would name it",
      records: [0, 1].map(() => ({
        chrom: "2",
        pos: 47_410_109,
        gene: "MSH2",
        genotypes: ["0/1"],
      })),
      secrets: ["MSH2", "47410109"],
    },
    {
      what: "in a second gene too, which no list has",
      records: [{ chrom: "3", pos: 37_028_800, gene: "MLH1&EPM2AIP1", genotypes: ["0/1"] }],
      secrets: ["MLH1", "EPM2AIP1", "37028800"],
    },
  ],
};

/** Files of events stand beside: their rows are lines of it. */
const EVENTS: Record<"event", { what: string; lines: EventLine[]; secrets: string[] }> = {
  event: {
    what: "a deletion of a gene of the secondary findings, and one that covers another beside a gene of no list",
    lines: [
      {
        chrom: "16",
        pos: 2_047_000,
        end: 2_049_000,
        gene: "TSC2",
        consequence: LOST,
        genotypes: ["0/1"],
      },
      {
        chrom: "5",
        pos: 112_700_000,
        end: 112_900_000,
        gene: "APC",
        consequence: LOST,
        genotypes: ["0/1"],
      },
    ],
    secrets: ["TSC2", "2047001", "2049000", "APC", "112700001", "112900000"],
  },
};

/** Findings that are no variants. 47,XXY: heterozygous on X, with a Y. */
const OTHERS: Record<"sex_chromosomes", Planted> = {
  sex_chromosomes: {
    what: "an unusual karyotype",
    records: sampleWindows("GRCh38")
      .filter(({ chrom }) => chrom === "X" || chrom === "Y")
      .flatMap(({ chrom, start }) =>
        Array.from({ length: 15 }, (_, i) => ({
          chrom,
          pos: start + 100 * i,
          gene: "",
          consequence: "",
          genotypes: [chrom === "X" ? "0/1" : "1"],
        })),
      ),
    secrets: ["looks XX", "X and Y", "% of 60", "on Y called"],
  },
};

const planted = [...Object.values(VARIANTS).flat(), ...Object.values(OTHERS)];
const secrets = [...planted, EVENTS.event].flatMap((one) => one.secrets);
const CHROMOSOMES = ["1", "2", "3", "13", "14", "17", "X", "Y", "MT"];

/** Each gene under ids of its own; a record in two genes has an entry for each. */
function lineOf(record: RecordOptions, i: number): string {
  const genes = (record.gene ?? "").split("&");
  const named = genes.map((gene, g) => {
    const id = String(100 + 10 * i + g).padStart(11, "0");
    return recordText({ ...record, gene })
      .replaceAll("ENSG00000000001", `ENSG${id}`)
      .replaceAll("ENST00000000001", `ENST${id}`);
  });
  const [first = "", ...others] = named;
  const csq = others.map((line) => `,${/CSQ=([^\t;]*)/.exec(line)?.[1] ?? ""}`).join("");
  return first.replace(/(CSQ=[^\t;]*)/, (own) => `${own}${csq}`);
}

const folder = tempFolder();
const vcf = join(folder, "one.vcf");
const panel = join(folder, "panel.tsv");
const records = [
  { chrom: "1", pos: 1000, gene: "AAA", genotypes: ["0/1"] },
  { chrom: "1", pos: 9000, gene: "CCC", genotypes: ["0/1"] },
  ...planted.flatMap((one) => one.records),
].toSorted(
  (a, b) =>
    CHROMOSOMES.indexOf(a.chrom ?? "1") - CHROMOSOMES.indexOf(b.chrom ?? "1") || a.pos - b.pos,
);
writeFileSync(
  vcf,
  `${headerText({ samples: ["S1"], contigs: CHROMOSOMES })}${records.map(lineOf).join("\n")}\n`,
);
const panelOf = (confidence: string): string =>
  `symbol\tmode_of_inheritance\tconfidence\nAAA\tMONOALLELIC\t${confidence}\n`;
writeFileSync(panel, panelOf("green"));
const policyOf = (name: string, incidental: "withhold" | "show"): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ incidental, incidentalGenes: ["MT-ND4"] }));
  return path;
};
const withhold = policyOf("withhold.json", "withhold");
const show = policyOf("show.json", "show");
const sv = join(folder, "events.vcf");
writeFileSync(sv, eventVcf(["S1"], EVENTS.event.lines));
const asked = (policy: string) => ({
  vcfs: [vcf, sv],
  panels: [panel],
  beyondPanel: true,
  sex: { "": "male" as const },
  policy,
});

/** What of the secrets an output gives away. */
const leaks = (output: string): string[] => secrets.filter((secret) => output.includes(secret));

const quiet = {
  log: { info: () => {}, warn: () => {}, detail: () => {} },
  onProgress: () => {},
  stdin: Readable.from([]),
};

/** Everything that a run writes: by name, what stands in it. */
async function outputsOf(policy: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const format of ["tsv", "json", "vcf", "html"] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { text, log } = await analyseHere(asked(policy), { format });
    // The header of a VCF has no records.
    found.set(format, text).set(`the log of ${format}`, log.join("\n"));
  }
  const xlsx = join(folder, "out.xlsx");
  await analyseHere(asked(policy), { format: "xlsx", file: xlsx });
  found.set("xlsx", [...members(readFileSync(xlsx)).values()].join("\n"));
  const dir = join(folder, `out-${policy === show ? "show" : "withhold"}`);
  await analyseHere(asked(policy), { dir });
  for (const name of readdirSync(dir)) {
    const bytes = readFileSync(join(dir, name));
    found.set(
      `folder: ${name}`,
      /\.(?:gz|tbi)$/.test(name) ? gunzip(bytes).toString() : `${bytes}`,
    );
  }
  const { report, run, warnings } = await analyseAsProgram({ ...asked(policy), threads: 1 });
  found.set("from a program", JSON.stringify({ report, run, warnings }));
  for (const { chrom = "1", pos, ref = "G", alt = "A" } of planted.flatMap((one) => one.records)) {
    if (chrom === "Y" || (chrom === "X" && pos !== 38_367_321)) continue;
    const variant = `${chrom}:${pos}:${ref}:${alt}`;
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const story = await explain({ ...DEFAULTS, ...asked(policy) }, variant, quiet);
    const said = [storyText(story), storyTable(story), JSON.stringify(story)].join("\n");
    found.set(`explain ${variant}`, said.replaceAll(variant, "the question"));
  }
  return found;
}

describe("DEC-49: what is withheld", () => {
  it("is no answer of `explain` under panels alone either, common or rare, carried or not", async () => {
    const given = { ...DEFAULTS, ...asked(withhold), beyondPanel: false };
    for (const variant of [
      "17:43070943:G:A",
      "13:32340301:G:A",
      "17:43070944:G:A",
      "4:3074880:A:C",
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const story = await explain(given, variant, quiet);
      expect(story).toMatchObject({ record: null, dropped: "withheld", checks: [], genes: [] });
    }
    expect(await explain(given, "1:9000:G:A", quiet)).toMatchObject({
      dropped: "gene_not_on_panel",
    });
  });

  it("is in the outputs where the policy shows it: each was planted well", async () => {
    const outputs = await outputsOf(show);
    const everything = [...outputs.values()].join("\n");
    expect(secrets.filter((secret) => !everything.includes(secret))).toEqual(["X and Y"]);
    for (const name of ["tsv", "json", "vcf", "html", "xlsx", "from a program"])
      expect([name, leaks(outputs.get(name) ?? "").includes("43070943")]).toEqual([name, true]);
    expect(leaks(outputs.get("the log of tsv") ?? "").length).toBeGreaterThan(0);
  });

  it("is in no output of a run, and counted", async () => {
    const outputs = await outputsOf(withhold);
    for (const [name, output] of outputs) expect([name, leaks(output)]).toEqual([name, []]);
    const report = JSON.parse(outputs.get("json") ?? "") as { withheld: object };
    expect(report.withheld).toEqual({
      count: 12,
      list: "acmg-sf 3.2, adult-onset 1.0, the policy's",
    });
    expect(outputs.get("json")).toContain('"CCC"');
    expect(outputs.get("explain 17:43070943:G:A")).toContain("withheld");
  });

  it("is in nothing that an archive writes, also where it was shown before", async () => {
    const archive = join(folder, "cases");
    await addHere(archive, "C1", asked(withhold));
    await addHere(archive, "C2", asked(show));
    expect(leaks(JSON.stringify(readRun(inArchive.case(archive, "C2"), 1)))).toContain("BRCA1");
    writeFileSync(panel, panelOf("amber"));
    const policies = { policy: withhold, all: true };
    const texts = [];
    for (const format of ["text", "html", "json", "tsv"] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text } = await reanalyseHere(archive, {
        ...policies,
        format,
        dryRun: format !== "text",
      });
      texts.push(text);
    }
    const page = async (id?: string): Promise<string> =>
      String(
        await reportFromFile(
          {
            source: archive,
            case: id === undefined ? undefined : { id },
            format: "html",
            links: true,
            allowNhsNumbers: true,
          },
          "0",
        ),
      );
    const outputs: [string, string][] = texts.map((text, i) => [`re-analysis ${i}`, text]);
    outputs.push(["list", caseListText(await listCases(archive), "tsv")]);
    outputs.push(["page of the archive", await page()]);
    outputs.push(["merged", JSON.stringify(await mergeHere(archive))]);
    outputs.push(["events.jsonl", readFileSync(join(archive, "events.jsonl"), "utf8")]);
    for (const id of ["C1", "C2"]) {
      const shown = showCase(archive, id);
      expect(shown.run.report.withheld.count).toBe(12);
      outputs.push([`show ${id}`, caseText(shown, pastOf(archive, shown))]);
      outputs.push([`run of ${id}`, JSON.stringify(shown.run)]);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      outputs.push([`page of ${id}`, await page(id)]);
      outputs.push([
        `log of ${id}`,
        readFileSync(join(inArchive.case(archive, id), "log.jsonl"), "utf8"),
      ]);
    }
    const runs = [1, 2].map((n) => join(inArchive.case(archive, "C1"), "runs", `${n}.json`));
    outputs.push(["diff", JSON.stringify(await diffRuns(runs[0] ?? "", runs[1] ?? ""))]);
    for (const [name, output] of outputs) expect([name, leaks(output)]).toEqual([name, []]);
  });

  it("leaves the page of a case with the changes that told of it", async () => {
    const archive = join(folder, "told");
    await addHere(archive, "C1", asked(withhold));
    const told = await reanalyseHere(archive, { policy: show, all: true });
    expect(leaks(told.text)).toContain("BRCA1");
    const again = await reanalyseHere(archive, { policy: withhold, all: true });
    expect(leaks(again.text)).toEqual([]);
    const page = { source: archive, case: { id: "C1" }, links: true, allowNhsNumbers: true };
    const text = String(await reportFromFile({ ...page, format: "html" }, "0"));
    expect(leaks(text)).toEqual([]);
  });
});

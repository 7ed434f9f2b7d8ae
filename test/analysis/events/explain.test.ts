/** `explain` of an event: by its place, a breakend, a gene; also of what went no further. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/analysis/explain.ts";
import { explainGene } from "../../../src/analysis/explain-gene.ts";
import { geneText } from "../../../src/cli/print/gene.ts";
import { storyText } from "../../../src/cli/print/story.ts";
import type { ReportDocument } from "../../../src/report/types.ts";
import { analyseHere, DEFAULTS } from "../../helpers/analyse.ts";
import { tabixIndex } from "../../io/indexed.ts";
import { eventVcf } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { vcfText } from "../../helpers/vcf-text.ts";

const folder = tempFolder();
const at = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const panel = at(
  "panel.tsv",
  "symbol\tmode_of_inheritance\tconfidence\nGENE1\tMONOALLELIC\tgreen\n",
);
const small = at(
  "small.vcf",
  vcfText({ samples: ["C"] }, [{ pos: 90_000_000, genotypes: ["0/1"] }]),
);
const sv = at(
  "sv.vcf",
  eventVcf(
    ["C"],
    [
      {
        pos: 10_000,
        end: 10_150,
        gene: "GENE1",
        consequence: "frameshift_variant",
        genotypes: ["0/1"],
      },
      { pos: 50_000, end: 60_000, genotypes: ["0/1"] },
      { pos: 50_100, end: 60_900, genotypes: ["0/1"] },
      { pos: 70_000, type: "BND", alt: "N[1:80000000[", genotypes: ["0/1"] },
    ],
  ),
);
const options = { ...DEFAULTS, vcfs: [small, sv], panels: [panel] };
const io = {
  log: { info: () => {}, warn: () => {}, detail: () => {} },
  onProgress: () => {},
  stdin: Readable.from([]),
};

describe("explain of an event", () => {
  it.each([
    "1:10001-10150:DEL",
    "chr1:10,005-10,150:del",
    // As tables, archives and VCF write it.
    "1:10000:N:<DEL>",
    "chr1:10000:N:<DEL>",
  ])("by its place: %s", async (word) => {
    const story = await explain(options, word, io);
    expect(story).toMatchObject({
      variant: "1:10001-10150:DEL",
      answer: { kind: "candidate", gene: "GENE1" },
      event: { kind: "DEL", members: [{ caller: "Manta" }] },
    });
    const text = storyText(story);
    expect(text).toContain("1:10,001 to 10,150, 150 bases");
    expect(text).toContain("population frequency: not assessed");
    expect(text).toContain("ClinVar: not assessed");
    expect(story.event?.notAssessed).toEqual(["clinvar"]);
  });

  it("says why one went no further", async () => {
    const story = await explain(options, "1:50001-60000:DEL", io);
    expect(story).toMatchObject({
      dropped: "sv_no_gene_effect",
      event: { effects: [], left: "sv_no_gene_effect" },
    });
    expect(storyText(story)).toContain("Not a candidate");
  });

  it("asks which, where several fit, and says where none does", async () => {
    await expect(explain(options, "1:50500-60500:DEL", io)).rejects.toThrow("matches 2 events");
    await expect(explain(options, "1:200-300:DUP", io)).rejects.toThrow(
      "the files have no event like",
    );
    // Of another chromosome or kind, sharing less than half, or of one end alone.
    for (const other of ["2:10001-10150:DEL", "1:10001-10150:DUP", "1:10100-10400:DEL"])
      await expect(explain(options, other, io), other).rejects.toThrow("no event like");
    const alone = { ...options, vcfs: [small] };
    await expect(explain(alone, "1:200-300:DUP", io)).rejects.toThrow(
      "no file of structural variants was given",
    );
  });

  it("says of one that nobody carries that nobody does", async () => {
    const genotypes = ["0/0"];
    const rows = eventVcf(["C"], [{ pos: 1000, end: 9000, type: "DUP", genotypes }]);
    const asked = { ...options, vcfs: [small, at("uncarried.vcf", rows)] };
    for (const word of ["1:1001-9000:DUP", "1:1000:N:<DUP>"])
      expect(await explain(asked, word, io), word).toMatchObject({ dropped: "sv_no_carrier" });
  });

  it("names the filter that a person's call failed", async () => {
    const line = { pos: 10_000, end: 10_150, format: "GT:FT:GQ", genotypes: ["0/1:MinGQ:3"] };
    const asked = { ...options, vcfs: [small, at("failed.vcf", eventVcf(["C"], [line]))] };
    const story = await explain(asked, "1:10001-10150:DEL", io);
    expect(story.event?.calls[0]?.why).toEqual(["failed MinGQ"]);
  });

  it("by a breakend as VCF writes it", async () => {
    const story = await explain(options, "1:70000[1:80000000[", io);
    expect(story.event?.kind).toBe("BND");
    expect(storyText(story)).toContain("1:70,000 (+) and 1:80,000,000 (-); passes");
  });

  it.each(["1:1:N:<DUP>", "1:0:N:<DUP>", "1:600000:N:<BND>", "1:600000[2:900000["])(
    "by a row of the table, or by its record: %s",
    async (word) => {
      const rows = eventVcf(
        ["C"],
        [
          { pos: 0, end: 300_000, type: "DUP", genotypes: ["0/1"] },
          // Its first end is the other one.
          {
            chrom: "2",
            pos: 900_000,
            end: 600_000,
            type: "BND",
            info: "CHR2=1",
            genotypes: ["0/1"],
          },
        ],
      );
      const asked = { ...options, vcfs: [small, at("rows.vcf", rows)] };
      expect((await explain(asked, word, io)).event?.kind).toBe(
        word.includes("DUP") ? "DUP" : "BND",
      );
    },
  );

  it("by a gene, with all its events", async () => {
    const { variants } = await explainGene(options, "GENE1", io);
    expect(variants.map(({ variant, hgvsc }) => [variant, hgvsc])).toContainEqual([
      "1:10001-10150:DEL",
      "deletion of 150 bases",
    ]);
  });

  // Half of the larger of the two, and 500 bases from an end.
  it.each<[string, string | null]>([
    ["1:10076-10225:DEL", "1:10001-10150:DEL"],
    ["1:10077-10226:DEL", null],
    ["1:9926-10075:DEL", "1:10001-10150:DEL"],
    ["1:9925-10074:DEL", null],
    ["1:9851-10150:DEL", "1:10001-10150:DEL"],
    ["1:9850-10150:DEL", null],
    ["1:10001:N:<DEL>", null],
    ["2:10000:N:<DEL>", null],
    ["1:10000:N:<DUP>", null],
    ["1:70500[1:80000500[", "BND"],
    ["1:70501[1:80000000[", null],
    ["1:70000[1:79999499[", null],
    ["1:70000[2:80000000[", null],
  ])("what is one event: %s", async (word, meant) => {
    const asked = explain(options, word, io);
    if (meant === null) await expect(asked).rejects.toMatchObject({ code: "E_INPUT_MISSING" });
    else expect([(await asked).variant, (await asked).event?.kind]).toContain(meant);
  });

  describe("of what went before the genes", () => {
    const place = "grch38_chr\tgrch38_start\tgrch38_end";
    const placed = at(
      "placed.tsv",
      `symbol\tmode_of_inheritance\tconfidence\t${place}\nGENE1\tMONOALLELIC\tgreen\t1\t40000\t99000\n`,
    );
    const lines = vcfText({ samples: ["C", "M"] }, [
      { pos: 50_000, af: 0.3, genotypes: ["0/1", "0/0"] },
    ]);
    const { vcf, tbi } = tabixIndex(lines.trimEnd().split("\n"));
    const indexed = join(folder, "indexed.vcf.gz");
    writeFileSync(indexed, vcf);
    writeFileSync(`${indexed}.tbi`, tbi);
    const short = { ref: "NACGT", alt: "N", type: "DEL" };
    const before = at(
      "before.vcf",
      eventVcf(
        ["C", "M"],
        [
          { pos: 99_200, end: 99_900, genotypes: ["0/1", "0/0"] },
          { pos: 61_000, end: 62_000, genotypes: ["0/0", "0/1"] },
          { pos: 70_000, type: "DUP", genotypes: ["0/1", "0/0"] },
          { pos: 71_000, ...short, genotypes: ["0/1", "0/0"] },
          { pos: 72_000, end: 73_000, genotypes: ["0/0", "0/0"] },
          // Of another place.
          { pos: 500_000, type: "DUP", genotypes: ["0/1", "0/0"] },
          { pos: 501_000, end: 502_000, genotypes: ["0/1", "0/0"] },
        ],
      ),
    );
    const asked = {
      ...options,
      vcfs: [indexed, before],
      panels: [placed],
      ped: at("duo.ped", "F\tC\t0\tM\t1\t2\nF\tM\t0\t0\t2\t1\n"),
    };

    it("a gene names each, with the reason", async () => {
      const findings = await explainGene(asked, "GENE1", io);
      const told = findings.variants.map(({ variant, zygosity, answer }) => [
        variant,
        zygosity,
        answer.kind === "not_shown" && answer.reason,
      ]);
      expect(told).toEqual([
        ["1:61001-62000:DEL", "", "sv_proband_not_carrier"],
        ["1:99201-99900:DEL", "het", "sv_no_gene_effect"],
        ["1:70000:N:<DUP>", "", "sv_bad_place"],
        ["1:71000:NACGT:N", "", "sv_too_short"],
      ]);
      expect(findings.left).toEqual({
        frequency: 1,
        sv_proband_not_carrier: 1,
        sv_no_gene_effect: 1,
        sv_bad_place: 1,
        sv_too_short: 1,
      });
      expect(geneText(findings)).toContain(
        "structural variant without a usable position: 1:70000:N:<DUP>\n",
      );
    });

    it.each([
      ["1:70000:N:<DUP>", "sv_bad_place", "1:70000:N:<DUP>"],
      ["1:70100-71000:DUP", "sv_bad_place", "1:70000:N:<DUP>"],
      ["1:71001-71004:DEL", "sv_too_short", "1:71000:NACGT:N"],
      ["1:72001-73000:DEL", "sv_no_carrier", "1:72000:N:<DEL>"],
    ])("its place says what became of it: %s", async (word, reason, variant) => {
      const story = await explain(asked, word, io);
      expect(story).toMatchObject({
        variant,
        answer: { kind: "not_shown", reason },
        dropped: reason,
        record: { path: before, filter: "PASS" },
      });
      expect(story.event).toBeUndefined();
      expect(storyText(story)).toContain("Not a candidate: ");
    });

    it("another kind or place is none of it", async () => {
      for (const word of [
        "1:70001:N:<DUP>",
        "1:70000:N:<DEL>",
        "1:70502-71000:DUP",
        "1:70000[2:90[",
      ])
        await expect(explain(asked, word, io), word).rejects.toThrow("no event like");
    });
  });

  it("part of a changed sex chromosome is not told of, nor that one is not changed (DEC-49)", async () => {
    const place = "grch38_chr\tgrch38_start\tgrch38_end";
    const ofX = at(
      "of-x.tsv",
      `symbol\tmode_of_inheritance\tconfidence\t${place}\nGENE1\tBIALLELIC\tgreen\tX\t40000000\t41000000\n`,
    );
    const called = (name: string, call: string): string =>
      at(
        name,
        eventVcf(
          ["C"],
          [
            {
              chrom: "X",
              pos: 100_000,
              end: 156_000_000,
              type: "DUP",
              id: "DRAGEN:GAIN:1",
              format: "GT:SM:CN:BC",
              genotypes: [call],
            },
          ],
          ["##source=DRAGEN_CNV"],
        ),
      );
    for (const path of [called("xxx.vcf", "0/1:1.5:3:9000"), called("xx.vcf", "0/1:1:2:9000")]) {
      const asked = {
        ...options,
        vcfs: [small, path],
        panels: [ofX],
        sex: { C: "female" as const },
      };
      // oxlint-disable-next-line no-await-in-loop -- one run after the other
      const { variants, left } = await explainGene(asked, "GENE1", io);
      expect([variants, left]).toEqual([[], null]);
      // oxlint-disable-next-line no-await-in-loop -- one run after the other
      const story = await explain(asked, "X:100001-156000000:DUP", io);
      expect(story.answer).toEqual({ kind: "not_shown", reason: "withheld" });
      expect(story.event).toBeUndefined();
    }
  });

  it("beyond the number that is shown it says so, and which caller is noisy (SVR-08)", async () => {
    const genes = ["GENE1", "GENE2", "GENE3"];
    const many = at(
      "many.vcf",
      eventVcf(
        ["C"],
        genes.map((gene, i) => ({
          pos: 10_000 * (i + 1),
          end: 10_000 * (i + 1) + 150,
          gene,
          consequence: "frameshift_variant",
          genotypes: ["0/1"],
        })),
      ),
    );
    const rows = genes.map((gene) => `${gene}\tMONOALLELIC\tgreen\n`).join("");
    const panels = [at("genes.tsv", `symbol\tmode_of_inheritance\tconfidence\n${rows}`)];
    const policy = at("policy.json", JSON.stringify({ version: 2, sv: { maxEvents: 1 } }));
    const asked = { ...options, vcfs: [small, many], policy, panels };
    const found = [];
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    for (const gene of genes) found.push(...(await explainGene(asked, gene, io)).variants);
    const over = found.filter(({ answer }) => answer.kind === "not_shown");
    expect(over.map(({ answer }) => answer)).toEqual([
      { kind: "not_shown", reason: "over_event_limit" },
      { kind: "not_shown", reason: "over_event_limit" },
    ]);
    const story = await explain(asked, over[0]?.variant ?? "", io);
    expect(story.answer).toEqual({ kind: "not_shown", reason: "over_event_limit" });
    expect(storyText(story)).toContain("Not a candidate: one of too many structural variants");
    const { text } = await analyseHere({ vcfs: asked.vcfs, panels, policy }, { format: "json" });
    const { warnings } = JSON.parse(text) as ReportDocument;
    const told = warnings.find(({ code }) => code === "noisy_events");
    expect(told?.facts).toEqual({ events: 2, callers: ["Manta 3"] });
    expect(told?.text).toContain("2 structural variants over the limit were not tiered");
    expect(told?.text).toContain("noisy (Manta 3)");
  });

  it("each record that says it, each person's call, and no record of its own", async () => {
    const story = await explain(options, "1:10001-10150:DEL", io);
    expect(story).toMatchObject({ record: null, others: [], dropped: null, checks: [] });
    expect(story.event).toMatchObject({
      first: 10_001,
      last: 10_150,
      length: 150,
      left: null,
      failedFilters: [],
      members: [{ contig: "1", pos: 10_000, alt: "<DEL>", filters: [] }],
      calls: [{ role: "proband", state: "carrier" }],
    });
    expect(story.event?.effects[0]).not.toHaveProperty("at");
  });
});

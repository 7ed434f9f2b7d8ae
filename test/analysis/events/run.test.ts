/** Files of events beside those of small variants, in whole runs of `analyse`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readReport } from "../../../src/index.ts";
import type { ReportDocument, RunDocument } from "../../../src/report/types.ts";
import { tabixIndex } from "../../io/indexed.ts";
import { analyseHere, rowsOf } from "../../helpers/analyse.ts";
import { gunzip } from "../../helpers/bgzip.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../../helpers/vcf-text.ts";

const folder = tempFolder();
const TRIO = ["C", "F", "M"];
let files = 0;

function file(text: string, ending = "vcf"): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const ped = file(TRIO_PED, "ped");
const panelOf = (mode: string): string =>
  file(`symbol\tmode_of_inheritance\tconfidence\nGENE1\t${mode}\tgreen\n`, "tsv");
const DOMINANT = panelOf("MONOALLELIC");
const RECESSIVE = panelOf("BIALLELIC");
/** Loss of exons 5 to 7 of 20, called by Manta for all three. */
const DELETION: EventLine = {
  pos: 10_000,
  end: 10_150,
  gene: "GENE1",
  exon: "5/20",
  consequence: "frameshift_variant&feature_truncation",
  genotypes: ["0/1", "0/0", "0/0"],
};
/** Something of the gene that is no candidate, so that a file is not empty. */
const FAR: RecordOptions = {
  pos: 90_000_000,
  consequence: "synonymous_variant",
  genotypes: ["0/1", "0/0", "0/0"],
};

const genotype = (cell: string): string => cell.split(":")[0] ?? "";

interface Asked {
  small?: RecordOptions[];
  events: EventLine[];
  panel?: string;
  alone?: boolean;
}

/** What `analyse` is asked; files are told apart by what is in them, in any order. */
function optionsOf({ small = [], events, panel = DOMINANT, alone = false }: Asked) {
  const samples = alone ? ["C"] : TRIO;
  const cut = <T extends { genotypes: readonly string[] }>(one: T): T =>
    alone ? { ...one, genotypes: one.genotypes.slice(0, 1) } : one;
  const vcf = file(vcfText({ samples }, [...small, FAR].map(cut)));
  const sv = file(eventVcf(samples, events.map(cut)));
  return { vcfs: [sv, vcf], panels: [panel], ...(alone ? {} : { ped }) };
}

/** The report alone: half the work of all outputs. */
async function reportOf(asked: Asked): Promise<{ report: ReportDocument }> {
  const { text } = await analyseHere(optionsOf(asked), { format: "json" });
  return { report: JSON.parse(text) as ReportDocument };
}

async function run(asked: Asked): Promise<{
  report: ReportDocument;
  run: RunDocument;
  tsv: Record<string, string>[];
  dir: string;
}> {
  const dir = join(folder, `out-${files++}`);
  await analyseHere(optionsOf(asked), { dir });
  const read = (name: string): string => readFileSync(join(dir, name), "utf8");
  return {
    report: JSON.parse(read("report.json")) as ReportDocument,
    run: JSON.parse(read("run.json")) as RunDocument,
    tsv: rowsOf(read("candidates.tsv")),
    dir,
  };
}

describe("an event beside small variants", () => {
  it("is a candidate, in every output, whatever the order of the files (SVI-01)", async () => {
    const { report, run: record, tsv, dir } = await run({ events: [DELETION] });
    // Read back as the commands that draw it do.
    expect((await readReport(dir)).report).toEqual(report);
    const [candidate] = report.candidates;
    expect(candidate).toMatchObject({ tier: 1, gene: { symbol: "GENE1" } });
    expect(candidate?.variants[0]).toMatchObject({
      kind: "event",
      pos: 10_000,
      alt: "<DEL>",
      zygosity: "het",
      event: {
        key: "1:10001-10150:DEL",
        kind: "DEL",
        length: 150,
        effect: { effect: "exon_loss" },
      },
    });
    expect(candidate?.flags).toContain("sv_frequency_not_assessed");
    expect(candidate?.band).toBe(1);
    expect(candidate?.models[0]).toMatchObject({ model: "AD_DENOVO", deNovo: ["MEDIUM"] });
    expect(tsv[0]).toMatchObject({
      kind: "event",
      end: "10150",
      length: "150",
      effect: "exon_loss",
      exons: "5/20",
      callers: "Manta",
    });
    expect(record.counts.events).toMatchObject({
      files: [{ kind: "sv", callers: ["Manta"], records: 1, used: 1 }],
      events: 1,
      kept: 1,
    });
    expect(record.inputs.map(({ role }) => role)).toContain("events");
    expect(report.family.people[0]?.assayed).toEqual(["small", "sv"]);
    const vcf = gunzip(readFileSync(join(dir, "candidates.sv.vcf.gz"))).toString();
    expect(vcf).toContain("PANELIST_TIER=1");
    expect(vcf).toContain("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC\tF\tM");
    const page = readFileSync(join(dir, "report.html"), "utf8");
    expect(page).toContain("deletion of 150 bases");
    expect(page).toContain("1:10001-10150 DEL");
  });

  it("is not compared with ClinVar, and every output says so: none there is not told (DEC-20)", async () => {
    const { report, tsv, dir } = await run({ events: [DELETION] });
    expect(report.notAssessed).toContainEqual({
      what: "event_clinvar",
      subject: "",
      detail: expect.stringContaining("not compared") as string,
    });
    expect(tsv[0]?.["clinvar"]).toBe("not_assessed");
    const page = readFileSync(join(dir, "report.html"), "utf8");
    expect(page).toContain("<b>Structural variants in ClinVar:</b>");
    expect(page).toContain('<td class="cv">not assessed</td>');
    expect(page).toContain("structural variants are not compared with those in ClinVar.</p>");
    const { notAssessed } = (await reportOf({ small: [], events: [] })).report;
    expect(notAssessed.some(({ what }) => what === "event_clinvar")).toBe(true);
  });

  it("pairs with a small variant of the other parent (case 7)", async () => {
    const { report } = await reportOf({
      panel: RECESSIVE,
      events: [{ ...DELETION, genotypes: ["0/1", "0/0", "0/1"] }],
      small: [{ pos: 20_000, consequence: "missense_variant", genotypes: ["0/1", "0/1", "0/0"] }],
    });
    const [pair] = report.candidates;
    expect(pair).toMatchObject({ tier: 1, models: [{ model: "AR_COMPHET", phase: "TRANS" }] });
    expect(pair?.variants.map(({ kind }) => kind)).toEqual(["event", "small"]);
    expect(pair?.scoreParts.map(({ part }) => part)).toContain("support");
  });

  it("pairs with a small variant by the phase sets of one run, and no other's (SVH-08)", async () => {
    const command = '##HiPhase_command="hiphase --vcf small.vcf --vcf sv.vcf"';
    const phased = async (gt: string, head: string[]): Promise<object[]> => {
      const small = vcfText({ samples: ["C"], extra: head }, [
        { pos: 20_000, consequence: "missense_variant", genotypes: ["0/1"] },
      ]).replace("GT:AD:DP:GQ\t0/1:15,15:30:99", `GT:AD:DP:GQ:PS\t${gt}:15,15:30:99:9000`);
      const own = { ...DELETION, format: "GT:GQ:PR:SR:PS", genotypes: ["0|1:99:9,9:9,9:9000"] };
      const vcfs = [file(small), file(eventVcf(["C"], [own], ["##source=Sniffles2_2.2", command]))];
      const options = { vcfs, panels: [RECESSIVE] };
      const { text } = await analyseHere(options, { format: "json" });
      const report = JSON.parse(text) as ReportDocument;
      return report.candidates.map(({ models, flags }) => ({ ...models[0], flags }));
    };
    expect(await phased("1|0", [command])).toMatchObject([{ phase: "TRANS" }]);
    expect(await phased("0|1", [command])).toEqual([]);
    expect(await phased("0|1", [])).toMatchObject([{ phase: "UNPHASED" }]);
  });

  it("makes a homozygous call inside it hemizygous (case 1)", async () => {
    const { report } = await reportOf({
      panel: RECESSIVE,
      alone: true,
      events: [{ ...DELETION, end: 30_000 }],
      small: [{ pos: 20_000, consequence: "missense_variant", genotypes: ["1/1:0,7:7:15"] }],
    });
    const [pair, ...others] = report.candidates;
    expect(pair).toMatchObject({ tier: 1, models: [{ model: "AR_DEL_HEMI", phase: "TRANS" }] });
    expect(others).toEqual([]);
    // Seven reads are few of two copies, and enough of one.
    expect(pair?.flags.filter((flag) => flag.startsWith("qc_fail"))).toEqual([]);
    expect(pair?.reason).toContain("hemizygous over a deletion");
  });

  it("finds the gene by its id where the panel has another symbol (case 4)", async () => {
    const panel = file(
      "symbol\thgnc_id\tmode_of_inheritance\tconfidence\nG6PC1\tHGNC:4056\tBIALLELIC\tgreen\n",
      "tsv",
    );
    const named = { gene: "G6PC", hgnc: "HGNC:4056" };
    const { report } = await reportOf({
      panel,
      alone: true,
      events: [{ ...DELETION, ...named, end: 30_000 }],
      small: [
        { ...named, pos: 20_000, consequence: "missense_variant", genotypes: ["1/1:0,30:30:99"] },
      ],
    });
    expect(report.candidates[0]).toMatchObject({
      gene: { symbol: "G6PC1" },
      models: [{ model: "AR_DEL_HEMI" }],
    });
  });

  it("makes a small deletion inside it hemizygous too (case 5)", async () => {
    const { report } = await reportOf({
      panel: RECESSIVE,
      alone: true,
      events: [{ ...DELETION, end: 13_358 }],
      small: [{ pos: 12_000, ref: "GACGTACGT", alt: "G", genotypes: ["1/1:0,30:30:99"] }],
    });
    expect(report.candidates[0]).toMatchObject({ tier: 1, models: [{ model: "AR_DEL_HEMI" }] });
  });

  it("is one candidate for all genes that it covers, of which twenty are listed (case 62)", async () => {
    const genes = Array.from({ length: 47 }, (_, i) => `GENE${i + 1}`);
    const rows = genes.map((gene) => `${gene}\tMONOALLELIC\tgreen`);
    const panel = file(["symbol\tmode_of_inheritance\tconfidence", ...rows, ""].join("\n"), "tsv");
    const entries = genes.map((gene) => {
      const cells = Array<string>(16).fill("");
      [cells[0], cells[1], cells[3], cells[7]] = [
        "deletion",
        "transcript_ablation",
        gene,
        "protein_coding",
      ];
      return cells.join("|");
    });
    const { gene: _gene, ...bare } = DELETION;
    const { report, tsv } = await run({
      panel,
      alone: true,
      events: [{ ...bare, end: 2_510_000, info: `CSQ=${entries.join(",")}` }],
    });
    expect(report.candidates).toHaveLength(1);
    const [variant] = report.candidates[0]?.variants ?? [];
    const event = variant?.kind === "event" ? variant.event : null;
    expect([event?.genesHit.length, event?.moreGenes]).toEqual([20, 26]);
    expect(tsv[0]?.["genes_hit"]).toMatch(/;\+26$/);
  });

  it("is one hit in a recessive gene, and no candidate by itself (case 3)", async () => {
    const { report } = await reportOf({ panel: RECESSIVE, alone: true, events: [DELETION] });
    expect(report.candidates).toEqual([]);
    const [hit] = report.untiered.one_hit;
    expect(hit?.reason).toContain(
      "no second hit was called (files read: small variants, structural variants)",
    );
  });

  it.each<[string, Partial<EventLine>]>([
    ["a complex rearrangement", { type: "CPX", consequence: "coding_sequence_variant" }],
    ["an inversion", { type: "INV", consequence: "coding_sequence_variant" }],
    ["a breakend", { type: "BND", alt: "N[2:500[", consequence: "intron_variant" }],
  ])("of which it is not known what it does to exons: %s", async (_, change) => {
    const event = { ...DELETION, ...change };
    const alone = await reportOf({ panel: RECESSIVE, alone: true, events: [event] });
    expect(alone.report.untiered.one_hit.map(({ variants }) => variants[0]?.kind)).toEqual([
      "event",
    ]);
    const beside = await reportOf({
      panel: RECESSIVE,
      events: [{ ...event, genotypes: ["0/1", "0/0", "0/1"] }],
      small: [{ pos: 20_000, consequence: "stop_gained", genotypes: ["0/1", "0/1", "0/0"] }],
    });
    const [pair, ...more] = beside.report.candidates;
    expect(pair).toMatchObject({ tier: 3, models: [{ model: "AR_COMPHET", phase: "TRANS" }] });
    expect([more, beside.report.untiered.one_hit]).toEqual([[], []]);
    const failed = { ...event, filter: "MinQUAL" };
    const listed = await reportOf({ panel: RECESSIVE, alone: true, events: [failed] });
    expect(listed.report.untiered.failed_filter_event?.length).toBe(1);
  });

  it("completes a pair of tier 1 with a changed protein where it breaks the coding part (SVR-02)", async () => {
    const { end: _, ...line } = DELETION;
    const broken = { ...line, type: "BND", alt: "N[2:500[", consequence: "breakend_exonic" };
    const { report } = await reportOf({
      panel: RECESSIVE,
      events: [{ ...broken, genotypes: ["0/1", "0/0", "0/1"] }],
      small: [{ pos: 20_000, consequence: "missense_variant", genotypes: ["0/1", "0/1", "0/0"] }],
    });
    expect(report.candidates[0]).toMatchObject({ tier: 1, models: [{ phase: "TRANS" }] });
  });

  it("keeps its tier on both copies without a source of frequencies", async () => {
    const { report } = await reportOf({
      panel: RECESSIVE,
      alone: true,
      events: [{ ...DELETION, genotypes: ["1/1"] }],
    });
    expect(report.candidates[0]).toMatchObject({ tier: 1 });
    expect(report.candidates[0]?.models[0]).toMatchObject({ model: "AR_HOM" });
  });

  it("that fails its filter is listed, and completes a pair at place 2 (DEC-47)", async () => {
    const failed = { ...DELETION, filter: "MinQUAL" };
    const listed = await reportOf({ alone: true, events: [failed] });
    expect(listed.report.candidates).toEqual([]);
    expect(listed.report.untiered.failed_filter_event?.length).toBe(1);
    const pair = await reportOf({
      alone: true,
      panel: RECESSIVE,
      events: [failed],
      small: [{ pos: 20_000, consequence: "stop_gained", genotypes: ["0/1"] }],
    });
    expect(pair.report.candidates[0]).toMatchObject({ band: 2, models: [{ model: "AR_COMPHET" }] });
    expect(pair.report.untiered.failed_filter_event ?? []).toEqual([]);
  });

  it("that fails its filter is listed beside what it would pair with, in a gene of no pairs (DEC-47)", async () => {
    const failed = { ...DELETION, filter: "MinQUAL" };
    for (const type of ["DEL", "INV"]) {
      const other = { ...DELETION, pos: 20_000, end: 20_150, type };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { report } = await reportOf({ alone: true, events: [failed, other] });
      expect(report.candidates.map(({ variants }) => variants.length)).toEqual([1]);
      expect(report.untiered.failed_filter_event?.length).toBe(1);
    }
  });

  it("whose own FORMAT/FT fails is listed too, though its site passes (SVE-10)", async () => {
    const weak = "GT:GQ:FT:PR:SR";
    const own: EventLine = {
      ...DELETION,
      format: weak,
      genotypes: ["0/1:3:MinGQ:15,15:15,1", "0/0:99:PASS:30,0:30,0", "0/0:99:PASS:30,0:30,0"],
    };
    const alone = await reportOf({ events: [own] });
    expect(alone.report.candidates).toEqual([]);
    const listed = alone.report.untiered.failed_filter_event ?? [];
    expect(listed.length).toBe(1);
    expect(listed[0]?.variants[0]).toMatchObject({
      filters: ["FT:MinGQ"],
      checks: [
        { id: "event_frequency" },
        { id: "event_filter", outcome: "fail" },
        { id: "event_clinvar", outcome: "not_assessed" },
      ],
    });
    const beside = (consequence: string): ReturnType<typeof reportOf> =>
      reportOf({
        panel: RECESSIVE,
        events: [own],
        small: [{ pos: 20_000, consequence, genotypes: ["0/1", "0/1", "0/0"] }],
      });
    expect((await beside("missense_variant")).report.candidates).toEqual([]);
    const [pair] = (await beside("stop_gained")).report.candidates;
    expect(pair).toMatchObject({ tier: 1, band: 2, models: [{ model: "AR_COMPHET" }] });
    const relative = { ...own, genotypes: ["0/1:99:PASS:15,15:15,15", ...own.genotypes.slice(1)] };
    expect((await reportOf({ events: [relative] })).report.candidates[0]).toMatchObject({
      tier: 1,
    });
  });

  it("of X without a stated sex is judged where both sexes agree, and told where not (SVE-12)", async () => {
    const x = (pos: number, cn: number): EventLine => ({
      ...DELETION,
      chrom: "X",
      pos,
      end: pos + 20_000,
      alt: "<CNV>",
      type: "CNV",
      format: "GT:CN:GQ",
      genotypes: [`./.:${cn}:99`],
    });
    const panel = panelOf("X-LINKED: hemizygous mutation in males, biallelic mutations in females");
    const events = [x(31_700_000, 0), x(41_700_000, 1)];
    const { report } = await reportOf({ panel, alone: true, events });
    expect(report.candidates.map(({ variants }) => variants[0]?.pos)).toEqual([31_700_000]);
    expect(report.candidates[0]?.models[0]).toMatchObject({ verdict: "UNCERTAIN" });
    const told = report.warnings.find(({ code }) => code === "events_sex_unknown");
    expect(told?.facts).toEqual({ records: 1 });
    expect(told?.text).toContain("--sex");
  });

  it("of an exome's targets is tiered whatever its bases; of one target, or weak, at a lower place (DEC-47)", async () => {
    const told = async (cn: string): Promise<object> => {
      const gcnv: EventLine = {
        ...DELETION,
        end: 15_000,
        alt: "<DEL>,<DUP>",
        type: "CNV",
        format: "GT:CN:NP:QS:QSE:QSS",
        genotypes: [cn],
      };
      const { candidates } = (await reportOf({ alone: true, events: [gcnv] })).report;
      const [{ tier, band, flags } = { tier: 0, band: 0, flags: [""] }] = candidates;
      return { tier, band, flags: flags.filter((flag) => /target|weak|low/.test(flag)) };
    };
    expect(await told("1:1:1:300:50:50")).toEqual({ tier: 1, band: 1, flags: ["single_target"] });
    expect(await told("1:1:7:300:50:50")).toEqual({ tier: 1, band: 1, flags: [] });
    expect(await told("1:1:7:9:50:50")).toEqual({ tier: 1, band: 2, flags: ["low_quality"] });
  });

  it("says that alleles too short for an event were not read", async () => {
    const short = { ...DELETION, pos: 30_000, alt: "NACGT", genotypes: ["0/1", "0/0", "0/0"] };
    const { report } = await reportOf({ events: [DELETION, short] });
    expect(report.notAssessed.map(({ detail }) => detail)).toContain(
      "1 record in structural variant files, too short to be events: not read",
    );
  });

  it("in a further column of a person, as a merge of callers writes it, is missed and told", async () => {
    const events = [{ ...DELETION, genotypes: ["./.", "0/1"] }];
    const told = async (samples: string[]): Promise<string[]> => {
      const given = { vcfs: [file(eventVcf(samples, events))], sex: { C: "male" as const } };
      const small = file(vcfText({ samples: ["C"] }, [{ ...FAR, genotypes: ["0/1"] }]));
      const asked = { ...given, vcfs: [...given.vcfs, small], panels: [DOMINANT] };
      const { text } = await analyseHere(asked, { format: "json" });
      const { warnings } = JSON.parse(text) as ReportDocument;
      return warnings.filter((one) => one.code === "event_columns_unread").map((one) => one.text);
    };
    expect(await told(["C", "C_1"])).toEqual([expect.stringContaining("1 sample column not read")]);
    expect(await told(["C", "D_1"])).toEqual([]);
  });

  it("a file that is named as another person of the family is read as stated, and told", async () => {
    const [own, other] = ["C", "X"].map((name) =>
      file(eventVcf([name], [{ ...DELETION, genotypes: ["0/1"] }])),
    );
    const told = async (sample: string, path = ""): Promise<string[]> => {
      const small = file(vcfText({ samples: TRIO }, [FAR]));
      const events = [{ path: file(eventVcf(["C"], [])) }, { path, sample }];
      const asked = { vcfs: [small], ped, panels: [DOMINANT], events };
      const { text } = await analyseHere(asked, { format: "json" });
      const { warnings } = JSON.parse(text) as ReportDocument;
      return warnings.filter((one) => one.code === "event_file_renamed").map((one) => one.text);
    };
    expect(await told("M", own)).toEqual([
      expect.stringContaining("its sample has the name of another person of the family"),
    ]);
    expect(await told("C", own)).toEqual([]);
    expect(await told("M", other)).toEqual([]);
  });

  it("of files that define a key differently: the definition holds the values of both", async () => {
    const defined = (type: string): string =>
      `##FORMAT=<ID=GQ,Number=1,Type=${type},Description="x">`;
    const of = (pos: number, quality: string, type: string): string => {
      const [format, call] = ["GT:GQ:PR:SR", `0/1:${quality}:15,15:15,15`];
      const line = { ...DELETION, pos, end: pos + 150, format, genotypes: [call] };
      return file(eventVcf(["C"], [line], ["##source=Manta 1.6.0", defined(type)]));
    };
    const dir = join(folder, `out-${files++}`);
    const vcfs = [of(10_000, "48", "Integer"), of(20_000, "48.73", "Float")];
    await analyseHere({ vcfs, panels: [DOMINANT], allowEmpty: true }, { dir });
    const vcf = gunzip(readFileSync(join(dir, "candidates.sv.vcf.gz"))).toString();
    expect(vcf).toContain(defined("Float"));
    expect(vcf).not.toContain(defined("Integer"));
    expect(vcf).toContain("0/1:48:");
    expect(vcf).toContain("0/1:48.73:");
  });

  it("is flagged, at place 2, in a declared place of low confidence (SVC-03)", async () => {
    const { vcf, tbi } = tabixIndex(["1\t9000\t11000\tN\t.\t.\t.\t."]);
    const bed = join(folder, "segdups.bed.gz");
    writeFileSync(bed, vcf);
    writeFileSync(`${bed}.tbi`, tbi);
    const columns = { chrom: 1, pos: 2, end: 3 };
    const source = { name: "segdups", file: bed, format: "bed", match: "low_confidence", columns };
    const declared = { ...source, assembly: "GRCh38" };
    const annotate = file(
      JSON.stringify({ schema: "panelist.sources", version: 1, sources: [declared] }),
      "json",
    );
    const vcfs = [file(eventVcf(["C"], [{ ...DELETION, genotypes: ["0/1"] }]))];
    const { text } = await analyseHere(
      { vcfs, panels: [DOMINANT], annotate, allowEmpty: true },
      { format: "json" },
    );
    const [candidate] = (JSON.parse(text) as ReportDocument).candidates;
    expect(candidate?.flags).toContain("low_confidence_region:segdups");
    expect(candidate?.band).toBe(2);
  });

  it("that joins a gene to a decoy is seen in tier 3 at place 2, and in no pair", async () => {
    const { end: _, ...deletion } = DELETION;
    const broken = { ...deletion, type: "BND", genotypes: ["0/1"] };
    const asked = (contig: string, panel: string): ReturnType<typeof reportOf> =>
      reportOf({
        alone: true,
        panel,
        events: [{ ...broken, alt: `N[${contig}:500[`, consequence: "breakend_exonic" }],
        small: [{ pos: 20_000, consequence: "stop_gained", genotypes: ["0/1"] }],
      });
    const decoy = (await asked("chrUn_JTFH01000294v1_decoy", DOMINANT)).report.candidates;
    const event = decoy.find(({ variants: [variant] }) => variant?.kind === "event");
    expect(event).toMatchObject({ tier: 3, band: 2 });
    expect(event?.flags).toContain("end_off_chromosomes");
    const sizes = async (contig: string): Promise<number[]> =>
      (await asked(contig, RECESSIVE)).report.candidates.map(({ variants }) => variants.length);
    expect(await sizes("chrUn_JTFH01000294v1_decoy")).not.toContain(2);
    // On a chromosome it may complete the pair.
    expect(await sizes("2")).toContain(2);
  });

  it("is counted where it goes no further", async () => {
    const { run: record, report } = await run({
      events: [
        { ...DELETION, pos: 50_000, end: 60_000, gene: undefined },
        { ...DELETION, pos: 70_000, end: 80_000, genotypes: ["0/0", "0/0", "0/1"] },
      ].map(({ gene, ...one }) => (gene === undefined ? one : { ...one, gene })),
    });
    expect(report.candidates).toEqual([]);
    expect(record.counts.events?.dropped["sv_no_gene_effect"]).toBe(1);
  });

  it.each(["as it was called", "once a program has added to its header"])(
    "is of a file that declares no key of events: told by its records, %s",
    async (how) => {
      const isDeclared = (line: string): boolean => !/^##INFO=<ID=(SVTYPE|END)/.test(line);
      const isAdded = (line: string): boolean =>
        !line.startsWith("##INFO") || how.includes("added");
      const lines = eventVcf(["C"], [{ ...DELETION, genotypes: ["0/1"] }]).split("\n");
      const text = lines.filter((line) => isDeclared(line) && isAdded(line)).join("\n");
      const vcfs = [file(text.replaceAll("SVTYPE=DEL;", ""))];
      const dir = join(folder, `out-${files++}`);
      await analyseHere({ vcfs, panels: [DOMINANT], allowEmpty: true }, { dir });
      const { counts } = JSON.parse(readFileSync(join(dir, "run.json"), "utf8")) as RunDocument;
      expect(counts.events?.files).toMatchObject([{ kind: "sv", records: 1, used: 1 }]);
    },
  );

  it("may stand among small variants, and is read once (SVI-03)", async () => {
    const deletion: RecordOptions = {
      pos: 10_000,
      ref: "N",
      alt: "<DEL>",
      info: "SVTYPE=DEL;END=10150",
      consequence: DELETION.consequence ?? "",
      genotypes: ["0/1"],
    };
    const missense: RecordOptions = {
      pos: 5_000,
      consequence: "missense_variant",
      genotypes: ["0/1"],
    };
    const far = { ...FAR, genotypes: ["0/1"] };
    const mixed = file(vcfText({ samples: ["C"] }, [missense, deletion, far]));
    const manta = file(eventVcf(["C"], [{ ...DELETION, genotypes: ["0/1"] }]));
    const dir = join(folder, `out-${files++}`);
    for (const vcfs of [[mixed], [mixed, manta]]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await analyseHere({ vcfs, panels: [RECESSIVE] }, { dir });
      const read = (name: string): string => readFileSync(join(dir, name), "utf8");
      const report = JSON.parse(read("report.json")) as ReportDocument;
      expect(report.candidates).toMatchObject([{ models: [{ model: "AR_COMPHET" }] }]);
      expect(report.warnings.map(({ code }) => code)).not.toContain("symbolic_records");
      const { inputs, counts } = JSON.parse(read("run.json")) as RunDocument;
      expect(counts.events).toMatchObject({ events: 1, kept: 1 });
      expect(counts.events?.files.at(-1)).toMatchObject({ kind: "small", records: 1, used: 1 });
      expect(inputs.filter(({ path }) => path === mixed).map(({ role }) => role)).toEqual(["vcf"]);
      const vcf = gunzip(readFileSync(join(dir, "candidates.sv.vcf.gz"))).toString();
      expect(vcf).toContain("1\t10000\t.\tN\t<DEL>");
      // Of its small variants alone nothing structural is told as dropped, on any page.
      expect(counts.dropped).toMatchObject({ symbolic_allele: 1 });
      expect(read("report.html")).not.toContain("symbolic allele (structural)");
      const multiqc = read("C_panelist_funnel_mqc.json");
      expect(multiqc).not.toContain("symbolic allele");
      expect(multiqc).toContain('"read as structural variants": 1');
    }
  });

  it("is found among small variants though it begins far from the panel, with an index and without (SVI-03)", async () => {
    const head = { samples: ["C"], contigs: ["1", "2"] };
    const svtype = '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">';
    const breakend = { chrom: "2", pos: 5_000, ref: "N", alt: "N[1:10020[", info: "SVTYPE=BND" };
    const own = { ...breakend, consequence: "", genotypes: ["0/1"] };
    const far = { ...FAR, genotypes: ["0/1"] };
    const exonic = { ...FAR, pos: 10_050, genotypes: ["0/1"] };
    const bed = file("1\t10000\t10100\tGENE1\n", "bed");
    const plain = file(vcfText({ ...head, extra: [svtype] }, [exonic, far, own]));
    const zipped = join(folder, "far.vcf.gz");
    const { vcf, tbi } = tabixIndex(readFileSync(plain, "utf8").trimEnd().split("\n"));
    writeFileSync(zipped, vcf);
    writeFileSync(`${zipped}.tbi`, tbi);
    for (const path of [plain, zipped]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text } = await analyseHere({ vcfs: [path], panels: [bed] }, { format: "json" });
      const { candidates } = JSON.parse(text) as ReportDocument;
      const kinds = candidates.flatMap(({ variants }) => variants.map(({ kind }) => kind));
      expect(kinds, path).toContain("event");
    }
  });

  it("has each person's line in that person's column, whatever the sample is called (SVI-04)", async () => {
    const vcf = file(vcfText({ samples: TRIO }, [FAR]));
    const own = (gt: string): string =>
      file(eventVcf(["SAMPLE"], [{ ...DELETION, genotypes: [gt] }]));
    const events = [
      { path: own("0/1"), sample: "C" },
      { path: own("1/1"), sample: "M" },
    ];
    const { text } = await analyseHere(
      { vcfs: [vcf], events, panels: [DOMINANT], ped },
      { format: "vcf" },
    );
    const [columns = "", ...lines] = text.split("\n").filter((line) => !/^##|^$/.test(line));
    expect(columns).toMatch(/\tFORMAT\tC\tF\tM$/);
    const calls = lines.map((line) => line.split("\t").slice(9).map(genotype));
    expect(calls.toSorted()).toEqual([
      [".", ".", "1/1"],
      ["0/1", ".", "."],
    ]);
  });

  it("of the mother alone, in a file of her own, is on no list of the patient's (DEC-24)", async () => {
    const vcf = file(vcfText({ samples: TRIO }, [FAR]));
    const own = (sample: string, line: EventLine): string =>
      file(eventVcf([sample], [{ ...line, genotypes: ["0/1"] }]));
    const long = { ...DELETION, end: 30_000 };
    const elsewhere: EventLine = { pos: 80_000_000, end: 80_001_000, genotypes: [] };
    const ofMother = [vcf, own("C", elsewhere), own("M", long)];
    const told = async (vcfs: string[]): Promise<ReportDocument> => {
      const { text } = await analyseHere({ vcfs, panels: [RECESSIVE], ped }, { format: "json" });
      return JSON.parse(text) as ReportDocument;
    };
    const { candidates, untiered } = await told(ofMother);
    expect([...candidates, ...Object.values(untiered).flat()]).toEqual([]);
    const hers = Object.values((await told([vcf, own("C", long)])).untiered).flat();
    expect(hers.map(({ gene }) => gene.symbol)).toEqual(["GENE1"]);
  });

  it("leaves what is said of runs without events as it was", async () => {
    const small = { pos: 20_000, gene: "GENE1", genotypes: ["0/1", "0/1", "0/0"] };
    const vcf = file(vcfText({ samples: TRIO }, [small]));
    const asked = { vcfs: [vcf], panels: [RECESSIVE], ped };
    const { text } = await analyseHere(asked, { format: "json" });
    const report = JSON.parse(text) as ReportDocument;
    expect(Object.keys(report.untiered)).toEqual(["one_hit", "possible_mosaic", "xlr_female_het"]);
    expect(report.untiered.one_hit[0]?.reason).toContain("no second allele found");
    expect(report.family.people[0]).not.toHaveProperty("assayed");
    expect(report.untiered.one_hit[0]?.scoreParts.map(({ part }) => part)).not.toContain("support");
  });

  it("is the small variant where that file has it too (case 56, SVE-24)", async () => {
    const lost = "ACGT".repeat(15);
    const small = { pos: 10_000, ref: `G${lost}`, alt: "G", genotypes: ["0/1", "0/0", "0/0"] };
    const same = { ...DELETION, pos: 10_000, end: 10_060 };
    const { report, run: record } = await run({ small: [small], events: [same] });
    expect(report.candidates).toHaveLength(1);
    expect(report.candidates[0]?.variants[0]).toMatchObject({ kind: "small", pos: 10_000 });
    expect(report.candidates[0]?.flags).toContain("structural_call_too");
    expect(record.counts.events).toMatchObject({ events: 1, kept: 1 });
    const other = await reportOf({ small: [small], events: [{ ...same, end: 10_400 }] });
    const kinds = other.report.candidates.flatMap(({ variants }) => variants.map((v) => v.kind));
    expect(kinds).toContain("event");
    expect(other.report.candidates.flatMap(({ flags }) => flags)).not.toContain(
      "structural_call_too",
    );
  });

  it("is a small variant with the genotype of the better call (SVE-24)", async () => {
    const lost = "ACGT".repeat(20);
    const at = { pos: 10_000, ref: `G${lost}`, alt: "G", consequence: "frameshift_variant" };
    const poor = "0/1:36,4:40:10";
    const small = { ...at, genotypes: [poor, "0/0", "0/0"] };
    const same = { ...DELETION, pos: 10_000, end: 10_080 };
    const { report, run: record } = await run({ small: [small], events: [same] });
    expect(report.candidates).toMatchObject([
      { tier: 1, variants: [{ kind: "small", zygosity: "het" }] },
    ]);
    expect(report.candidates[0]?.flags).toContain("structural_genotype");
    expect(report.untiered.possible_mosaic).toEqual([]);
    expect(record.counts.events).toMatchObject({ events: 1, kept: 1 });
    const failed = await reportOf({ small: [small], events: [{ ...same, filter: "MinQUAL" }] });
    expect(failed.report.candidates).toEqual([]);
  });

  it("stands beside small variants in one VCF on standard output, with everybody's columns", async () => {
    const small = {
      pos: 20_000,
      consequence: "missense_variant",
      genotypes: ["0/1", "0/1", "0/0"],
    };
    const mother = { ...DELETION, genotypes: ["0/1"] };
    const vcfs = [
      file(vcfText({ samples: TRIO }, [small, FAR])),
      file(eventVcf(["M"], [mother])),
      file(eventVcf(["C"], [{ ...DELETION, genotypes: ["0/1"] }])),
    ];
    const { text } = await analyseHere({ vcfs, panels: [RECESSIVE], ped }, { format: "vcf" });
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("##"));
    const columns = lines.map((line) => line.split("\t"));
    expect(columns[0]?.slice(9)).toEqual(TRIO);
    expect(columns.slice(1).map((row) => [row[1], row[4], ...row.slice(9).map(genotype)])).toEqual([
      ["10000", "<DEL>", ".", ".", "0/1"],
      ["10000", "<DEL>", "0/1", ".", "."],
      ["20000", "A", "0/1", "0/1", "0/0"],
    ]);
    for (const row of columns.slice(1)) expect(row[7]).toContain("PANELIST_RANK=1");
    expect(text).toContain("##INFO=<ID=SVTYPE");
    expect(text).toContain("##INFO=<ID=CLNSIG");
  });

  it("that cannot be read is loud, and the answer lacks it where the file has no other (DEC-34)", async () => {
    const own = (more: Partial<EventLine>): EventLine => ({ ...DELETION, ...more });
    const { end: _end, ...endless } = DELETION;
    const bad = [own({ pos: 20_000, end: 10_000 }), endless];
    const none = await reportOf({ events: bad });
    const facts = { records: 2, of: 2 };
    const ofFile = ({ code }: { code: string }): boolean => code === "events_unreadable";
    expect(none.report.incomplete.filter(ofFile)).toMatchObject([{ facts }]);
    expect(none.report.family.people.map(({ assayed }) => assayed)).toEqual(
      TRIO.map(() => ["small"]),
    );
    const some = await reportOf({ events: [DELETION, ...bad] });
    expect(some.report.incomplete.filter(ofFile)).toEqual([]);
    expect(some.report.candidates).toHaveLength(1);
    const told = some.report.warnings.filter(({ code }) => code === "event_records_unread");
    expect(told).toMatchObject([{ facts: { records: 2, of: 3 } }]);
    for (const lines of [bad, []]) {
      const sv = file(eventVcf(TRIO, lines));
      const alone = { vcfs: [sv], panels: [DOMINANT], ped };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(analyseHere(alone)).rejects.toMatchObject({ code: "E_INCOMPLETE" });
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text } = await analyseHere({ ...alone, allowEmpty: true }, { format: "json" });
      const { incomplete } = JSON.parse(text) as ReportDocument;
      expect(incomplete.map(({ code }) => code)).toContain("no_event_record");
    }
  });

  it("can be all that is given: then small variants are missing, and it says so", async () => {
    const sv = file(eventVcf(["C"], [{ ...DELETION, genotypes: ["0/1"] }]));
    const dir = join(folder, `out-${files++}`);
    await analyseHere({ vcfs: [sv], panels: [DOMINANT] }, { dir });
    const read = (name: string): string => readFileSync(join(dir, name), "utf8");
    const report = JSON.parse(read("report.json")) as ReportDocument;
    expect(report.candidates[0]).toMatchObject({ tier: 1 });
    expect(report.complete).toBe(false);
    // Nobody annotated small variants that are not there, and nobody was looked at for them.
    expect(report.annotator).toBeNull();
    expect(report.warnings.map(({ code }) => code)).not.toContain("annotation_columns");
    expect(report.family.people[0]?.assayed).toEqual(["sv"]);
    expect(read("report.html")).toContain("Structural variants, GRCh38");
    expect(read("report.html")).toContain("without annotation");
  });
});

/** Files of events in an archive: recorded with the dataset, read again from where they are, never silently missing. */
import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { addedLines, caseText } from "../../src/cli/print/cases.ts";
import { inArchive, readCase, readRun } from "../../src/archive/index.ts";
import { listCases, pastOf, showCase } from "../../src/reanalysis/show.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { relinkCases } from "../../src/reanalysis/set.ts";
import { addHere, quietIo, reanalyseHere } from "../helpers/archive.ts";
import { eventVcf } from "../helpers/event-text.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO, TRIO_PED, vcfText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const at = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const panelOf = (confidence: string): string =>
  at("panel.tsv", `symbol\tmode_of_inheritance\tconfidence\nGENE1\tMONOALLELIC\t${confidence}\n`);

it("keeps where they are, reads them again, and says loudly when they are gone", async () => {
  const small = at(
    "small.vcf",
    vcfText({ samples: ["C"] }, [{ pos: 9_000_000, genotypes: ["0/1"] }]),
  );
  const deletion = { pos: 10_000, end: 10_150, gene: "GENE1", consequence: "frameshift_variant" };
  const sv = at("sv.vcf", eventVcf(["C"], [{ ...deletion, genotypes: ["0/1"] }]));
  const archive = join(folder, "cases");
  await addHere(archive, "C1", { vcfs: [sv, small], panels: [panelOf("amber")] });
  const own = inArchive.case(archive, "C1");
  expect(readCase(archive, "C1").datasets[0]).toMatchObject({
    vcfs: [{ path: small }],
    events: [{ path: sv, kind: "sv" }],
  });
  const hasEvent = (run: number): boolean =>
    readRun(own, run).report.candidates.some(({ variants }) => variants[0]?.kind === "event");
  expect(hasEvent(1)).toBe(true);

  panelOf("green");
  await reanalyseHere(archive, { all: true });
  expect(hasEvent(2)).toBe(true);
  expect(readRun(own, 2).report.complete).toBe(readRun(own, 1).report.complete);

  appendFileSync(sv, readFileSync(sv, "utf8").split("\n").at(-2) ?? "");
  panelOf("amber");
  await reanalyseHere(archive, { all: true });
  const { report } = readRun(own, 3);
  expect(report.complete).toBe(false);
  expect(report.incomplete.map(({ code }) => code)).toContain("events_not_reread");
  expect(report.warnings.map(({ text }) => text).join("\n")).toContain("was changed");
});

it("follows one that has moved, if it is the one that was read", async () => {
  const small = at(
    "small2.vcf",
    vcfText({ samples: ["C"] }, [{ pos: 9_000_000, genotypes: ["0/1"] }]),
  );
  const deletion = { pos: 10_000, end: 10_150, gene: "GENE1", consequence: "frameshift_variant" };
  const sv = at("before.vcf", eventVcf(["C"], [{ ...deletion, genotypes: ["0/1"] }]));
  const archive = join(folder, "moved");
  const added = await addHere(archive, "C2", { vcfs: [sv, small], panels: [panelOf("green")] });
  expect(addedLines(added)).toContain(`not kept, and read again from where they are: ${sv}`);
  const moved = join(folder, "after.vcf");
  renameSync(sv, moved);
  // Written as people write where they stand.
  const moves = [{ old: relative(".", sv), new: `${relative(".", moved)}/` }];
  const asked = { archive, cases: [], moves, by: "A", now: new Date(0) };
  expect(await relinkCases(asked)).toMatchObject([{ path: moved, outcome: "moved" }]);
  const own = inArchive.case(archive, "C2");
  expect(readFileSync(join(own, "log.jsonl"), "utf8").split("\n")[0]).toContain(sv);
  const one = showCase(archive, "C2");
  const shown = caseText(one, pastOf(archive, one));
  expect(shown).toContain(`${small}, ${moved}\n`);
  panelOf("amber");
  await reanalyseHere(archive, { all: true });
  const { report } = readRun(inArchive.case(archive, "C2"), 2);
  expect(report.incomplete.map(({ code }) => code)).not.toContain("events_not_reread");
  expect(report.candidates.some(({ variants }) => variants[0]?.kind === "event")).toBe(true);
});

it("keeps a file of small variants as one of events too where a record begins outside of every gene and ends in one", async () => {
  const svtype = '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">';
  const far = at(
    "far.vcf",
    vcfText({ samples: ["C"], contigs: ["1", "2"], extra: [svtype] }, [
      { pos: 5_000, consequence: "synonymous_variant", genotypes: ["0/1"] },
      { pos: 9_000, consequence: "synonymous_variant", genotypes: ["0/1"] },
      {
        chrom: "2",
        pos: 5_000,
        ref: "N",
        alt: "N[1:7000[",
        info: "SVTYPE=BND",
        consequence: "",
        genotypes: ["0/1"],
      },
    ]),
  );
  const archive = join(folder, "far");
  await addHere(archive, "C4", { vcfs: [far], panels: [panelOf("green")], partial: true });
  expect(readCase(archive, "C4").datasets[0]?.events).toMatchObject([{ path: far, kind: "small" }]);
});

it("keeps a file of small variants as one of events too, where it holds symbolic records (SVI-03)", async () => {
  const mixed = at(
    "mixed.vcf",
    vcfText({ samples: ["C"] }, [
      { pos: 5_000, consequence: "synonymous_variant", genotypes: ["0/1"] },
      {
        pos: 10_000,
        ref: "N",
        alt: "<DEL>",
        info: "SVTYPE=DEL;END=10150",
        consequence: "frameshift_variant",
        genotypes: ["0/1"],
      },
      { pos: 9_000_000, consequence: "synonymous_variant", genotypes: ["0/1"] },
    ]),
  );
  const archive = join(folder, "mixed");
  await addHere(archive, "C3", { vcfs: [mixed], panels: [panelOf("green")] });
  expect(readCase(archive, "C3").datasets[0]).toMatchObject({
    vcfs: [{ path: mixed }],
    events: [{ path: mixed, kind: "small" }],
  });
  const { report } = readRun(inArchive.case(archive, "C3"), 1);
  expect(report.candidates).toMatchObject([{ variants: [{ kind: "event", pos: 10_000 }] }]);
});

const panelOfGenes = (genes: readonly string[]): string =>
  at(
    "genes.tsv",
    `symbol\tmode_of_inheritance\tconfidence\n${genes.map((gene) => `${gene}\tMONOALLELIC\tgreen\n`).join("")}`,
  );

const DELETIONS = [
  { pos: 10_000, end: 10_150, gene: "GENE1", consequence: "frameshift_variant" },
  { pos: 20_000, end: 20_150, gene: "GENE2", consequence: "frameshift_variant" },
].map((one) => ({ ...one, genotypes: ["0/1"] }));
const SMALL = { pos: 9_000_000, consequence: "synonymous_variant", genotypes: ["0/1"] };

it.each([
  [
    "an own file",
    (name: string) => {
      const sv = at(`${name}.vcf`, eventVcf(["C"], DELETIONS));
      return {
        away: sv,
        vcfs: [sv, at(`${name}-small.vcf`, vcfText({ samples: ["C"] }, [SMALL]))],
      };
    },
  ],
  [
    "a file of small variants",
    (name: string) => {
      const symbolic = DELETIONS.map(({ end, ...one }) => {
        return { ...one, ref: "N", alt: "<DEL>", info: `SVTYPE=DEL;END=${end}` };
      });
      const mixed = at(
        `${name}.vcf`,
        vcfText({ samples: ["C"] }, [{ ...SMALL, pos: 5_000 }, ...symbolic, SMALL]),
      );
      return { away: mixed, vcfs: [mixed] };
    },
  ],
])(
  "ends nothing while %s is away, waits for it, and then tells what is new",
  async (what, make) => {
    const archive = join(folder, `away ${what}`);
    const { away, vcfs } = make(what.replaceAll(" ", "-"));
    await addHere(archive, "C4", { vcfs, panels: [panelOfGenes(["GENE1"])] });
    const own = inArchive.case(archive, "C4");
    const first = readRun(own, 1).report;
    expect(first.candidates).toMatchObject([{ gene: { symbol: "GENE1" } }]);
    renameSync(away, `${away}.gone`);
    expect((await reanalyseHere(archive)).result.counts).toMatchObject({ untouched: 1 });

    panelOfGenes(["GENE1", "GENE2"]);
    for (const night of [1, 2]) {
      // oxlint-disable-next-line no-await-in-loop -- one night after the other
      const { result, text } = await reanalyseHere(archive, { all: true });
      expect(result.events, `night ${night}`).toEqual([]);
      expect(result.counts, `night ${night}`).toMatchObject({ untouched: 0 });
      expect(text).toContain("is offline");
      // oxlint-disable-next-line no-await-in-loop -- one night after the other
      const [listed] = (await listCases(archive)).cases;
      expect(listed?.incomplete.join()).toContain("structural variants were not read again");
    }
    const waiting = readRun(own, 2);
    expect(waiting.report.candidates).toEqual(first.candidates);
    expect(waiting.ended).toEqual([]);

    // Whatever changes meanwhile, it is still due.
    panelOfGenes(["GENE2"]);
    expect((await reanalyseHere(archive, { all: true })).result.events).toEqual([]);
    panelOfGenes(["GENE1"]);
    expect((await reanalyseHere(archive)).result.counts).toMatchObject({ untouched: 0 });
    panelOfGenes(["GENE1", "GENE2"]);
    await reanalyseHere(archive);

    renameSync(`${away}.gone`, away);
    const { result } = await reanalyseHere(archive);
    expect(JSON.stringify(result.incomplete)).not.toContain("structural variants");
    expect(result.events).toMatchObject([
      { gene: "GENE2", notify: true, before: null, cause: { source: "panel" } },
    ]);
    const back = await listCases(archive);
    expect(back.cases[0]?.incomplete.join()).not.toContain("structural variants");
    expect((await reanalyseHere(archive)).result.counts).toMatchObject({ untouched: 1 });
  },
);

it("keeps the pair of an event that is away as it was, and tells what is new of small variants", async () => {
  const archive = join(folder, "pair");
  const panel = (rows: string): string =>
    at("pair.tsv", `symbol\tmode_of_inheritance\tconfidence\nGENE1\tBIALLELIC\tgreen\n${rows}`);
  const sv = at("pair.vcf", eventVcf(["C"], DELETIONS.slice(0, 1)));
  const carried = { genotypes: ["0/1"] };
  const small = at(
    "pair-small.vcf",
    vcfText({ samples: ["C"] }, [
      { ...carried, pos: 5_000, gene: "GENE1", consequence: "stop_gained" },
      { ...carried, pos: 6_000, gene: "GENE3", consequence: "stop_gained" },
    ]),
  );
  await addHere(archive, "C5", { vcfs: [sv, small], panels: [panel("")] });
  const own = inArchive.case(archive, "C5");
  const first = readRun(own, 1).report;
  expect(first.candidates[0]?.variants.map(({ kind }) => kind)).toEqual(["small", "event"]);
  renameSync(sv, `${sv}.gone`);

  panel("GENE3\tMONOALLELIC\tgreen\n");
  const away = await reanalyseHere(archive, { all: true });
  expect(away.result.events).toMatchObject([{ gene: "GENE3", notify: true }]);
  const { report, ended } = readRun(own, 2);
  const asThen = report.candidates.filter(({ gene }) => gene.symbol === "GENE1");
  const said = ({ tier, variants }: (typeof asThen)[number]): unknown => ({ tier, variants });
  expect(asThen.map(said)).toEqual(first.candidates.map(said));
  expect(ended).toEqual([]);

  renameSync(`${sv}.gone`, sv);
  const back = await reanalyseHere(archive, { all: true });
  expect(back.result.events).toEqual([]);
  expect(readRun(own, 3).report.candidates).toHaveLength(first.candidates.length + 1);
});

it("keeps a small variant that the file contradicts as it was: it is not new once the file is away", async () => {
  const archive = join(folder, "contradicted");
  const ref = `G${"ACGT".repeat(15)}`;
  const samples = ["C", "F", "M"];
  const own = { pos: 10_000, ref, alt: "G", genotypes: ["0/1", "0/0", "0/0"] };
  const small = at(
    "contradicted-small.vcf",
    vcfText({ samples }, [
      { ...own, gene: "GENE1", consequence: "frameshift_variant" },
      { pos: 9_000_000, consequence: "synonymous_variant", genotypes: own.genotypes },
    ]),
  );
  const lost = { pos: 10_000, end: 10_060, gene: "GENE1", consequence: "frameshift_variant" };
  const line = { ...lost, genotypes: ["0/1", "0/0", "0/1"] };
  const sv = at("contradicted.vcf", eventVcf(samples, [line]));
  const ped = at("contradicted.ped", TRIO_PED);
  await addHere(archive, "C7", { vcfs: [sv, small], ped, panels: [panelOfGenes(["GENE1"])] });
  renameSync(sv, `${sv}.gone`);
  panelOfGenes(["GENE1", "GENE2"]);
  await reanalyseHere(archive, { all: true });
  const [first, away] = [1, 2].map((run) => readRun(inArchive.case(archive, "C7"), run).report);
  expect(first?.candidates[0]?.flags).toContain("carriers_disagree");
  expect(away?.candidates.map(({ models }) => models)).toEqual(
    first?.candidates.map(({ models }) => models),
  );
});

it.each([
  ["homozygous", ["1/1", "0/1", "0/0"], 1],
  ["heterozygous", ["0/1", "0/1", "0/0"], 0],
])(
  "keeps what it said of a %s variant inside a deletion that both files have",
  async (name, genotypes, n) => {
    const archive = join(folder, `inside-${name}`);
    const ref = `G${"ACGT".repeat(15)}`;
    const samples = ["C", "F", "M"];
    const lost = { genotypes: ["0/1", "0/0", "0/1"], gene: "GENE1" };
    const small = at(
      `inside-${name}-small.vcf`,
      vcfText({ samples }, [
        { ...lost, pos: 10_000, ref, alt: "G", consequence: "frameshift_variant" },
        { pos: 10_030, genotypes, gene: "GENE1", consequence: "stop_gained" },
      ]),
    );
    const line = { ...lost, pos: 10_000, end: 10_060, consequence: "frameshift_variant" };
    const sv = at(`inside-${name}.vcf`, eventVcf(samples, [line]));
    const ped = at(`inside-${name}.ped`, TRIO_PED);
    const panel = (rows: string): string =>
      at(
        `inside-${name}.tsv`,
        `symbol\tmode_of_inheritance\tconfidence\nGENE1\tBIALLELIC\tgreen\n${rows}`,
      );
    await addHere(archive, "C8", { vcfs: [sv, small], ped, panels: [panel("")], partial: true });
    const found = (run: number): unknown => {
      const { candidates, untiered } = readRun(inArchive.case(archive, "C8"), run).report;
      const said = [...candidates, ...untiered.one_hit];
      return said.map(({ variants, models }) => [variants.map(({ pos }) => pos), models]);
    };
    const first = found(1);
    expect(readRun(inArchive.case(archive, "C8"), 1).report.candidates).toHaveLength(n);
    panel("GENE2\tMONOALLELIC\tgreen\n");
    await reanalyseHere(archive, { all: true });
    expect(found(2)).toEqual(first);
    renameSync(sv, `${sv}.gone`);
    panel("GENE3\tMONOALLELIC\tgreen\n");
    await reanalyseHere(archive, { all: true });
    expect(found(3)).toEqual(first);
  },
);

it("keeps them where small variants alone are annotated anew, and refuses while they wait to be read", async () => {
  const archive = join(folder, "anew");
  const sv = at("anew.vcf", eventVcf(["C"], DELETIONS));
  const small = at("anew-small.vcf", vcfText({ samples: ["C"] }, [SMALL]));
  await addHere(archive, "C6", { vcfs: [sv, small], panels: [panelOfGenes(["GENE1"])] });
  const anew = (resequenced = false, log: string[] = []): Promise<unknown> =>
    reannotate({ archive, case: "C6", vcfs: [small], resequenced, by: "A" }, quietIo(log));
  const own = inArchive.case(archive, "C6");
  await anew();
  expect(readRun(own, 2).report.candidates).toMatchObject([{ gene: { symbol: "GENE1" } }]);
  renameSync(sv, `${sv}.gone`);
  await anew();
  expect(readRun(own, 3).report.candidates).toMatchObject([{ gene: { symbol: "GENE1" } }]);

  panelOfGenes(["GENE1", "GENE2"]);
  await reanalyseHere(archive);
  renameSync(`${sv}.gone`, sv);
  await expect(anew()).rejects.toThrow("structural variants have not been read yet");
  const { result } = await reanalyseHere(archive);
  const told = result.events.filter(({ notify }) => notify);
  expect(told.map(({ gene }) => gene)).toEqual(["GENE2"]);
  const log: string[] = [];
  await anew(true, log);
  expect(log.join("\n")).toContain("files of structural variants of the earlier sequencing");
});

it("changes nothing beside candidates of events while they are away: what was read, a gained chromosome, hits alone", async () => {
  const archive = join(folder, "beside");
  const copies = { type: "DUP", format: "GT:SM:CN:BC", genotypes: ["0/1:1.5:3:9000"] };
  const gained = [
    { ...copies, pos: 100_000, end: 121_000_000 },
    { ...copies, pos: 143_000_000, end: 248_900_000 },
  ];
  const cnv = at("gain.vcf", eventVcf(TRIO.slice(0, 1), gained, ["##source=DRAGEN_CNV"]));
  const stop = { consequence: "stop_gained" };
  const small = at(
    "gain-small.vcf",
    vcfText({ samples: TRIO, contigs: ["1", "2"] }, [
      { ...stop, pos: 5_000, gene: "GENE1", genotypes: ["1/1", "0/1", "0/1"] },
      { ...stop, pos: 7_000, gene: "GENE3", genotypes: ["1/1", "0/1", "0/1"] },
      { ...stop, chrom: "2", pos: 6_000, gene: "GENE2", genotypes: ["0/1", "0/1", "0/0"] },
    ]),
  );
  const panel = (...genes: string[]): string =>
    at(
      "gain.tsv",
      `symbol\tmode_of_inheritance\tconfidence\n${genes.map((gene) => `${gene}\tBIALLELIC\tgreen\n`).join("")}`,
    );
  const ped = at("gain.ped", TRIO_PED);
  await addHere(archive, "C7", { vcfs: [cnv, small], ped, panels: [panel("GENE1", "GENE2")] });
  const own = inArchive.case(archive, "C7");
  const saidIn = (run: number): unknown => {
    const { report } = readRun(own, run);
    const { candidates, untiered, sampleChecks, notAssessed, family } = report;
    const first = candidates.find(({ gene }) => gene.symbol === "GENE1");
    const models = first?.models.map(({ model, verdict, reasons }) => [model, verdict, reasons]);
    const told = notAssessed.filter(({ what }) => what === "structural_variants");
    return { models, hits: untiered.one_hit, sampleChecks, told, family };
  };
  const first = JSON.stringify(saidIn(1));
  expect(first).toContain("odd_copies");
  expect(first).toContain("files read: small variants, copy-number variants");
  expect(first).toContain("gain of chromosome 1 (+1)");

  renameSync(cnv, `${cnv}.gone`);
  panel("GENE1", "GENE2", "GENE3");
  const { result } = await reanalyseHere(archive, { all: true });
  expect(result.events.map(({ gene }) => gene)).toEqual(["GENE3"]);
  expect(JSON.stringify(saidIn(2))).toBe(first);
  const recessive = readRun(own, 2).report.candidates.find(({ gene }) => gene.symbol === "GENE3");
  expect(recessive?.models[0]).toMatchObject({ verdict: "UNCERTAIN" });
  expect(readRun(own, 2).report.incomplete.map(({ code }) => code)).toContain("events_not_reread");

  renameSync(`${cnv}.gone`, cnv);
  const back = await reanalyseHere(archive, { all: true });
  expect(back.result.events).toEqual([]);
  expect(JSON.stringify(saidIn(3))).toBe(first);
  expect(readRun(own, 3).report.incomplete.map(({ code }) => code)).not.toContain(
    "events_not_reread",
  );
});

it("tells short alleles of an event file from those of the small variants by the lines that were kept", async () => {
  const bases = "ACGTTGCATCGATTGACCTGA";
  const short = { type: "DEL", alt: "A", ref: bases, gene: "GENE1", genotypes: ["0/1:50"] };
  const inSv = [20_000, 30_000].map((pos) => ({
    ...short,
    pos,
    format: "GT:GQ",
    consequence: "frameshift_variant",
  }));
  const sv = at("short.vcf", eventVcf(["C"], inSv));
  // Too common to be kept for itself.
  const common = { pos: 30_000, ref: bases, alt: "A", af: 0.3, genotypes: ["0/1"] };
  const small = at("beside.vcf", vcfText({ samples: ["C"] }, [common]));
  const archive = join(folder, "short");
  await addHere(archive, "C3", { vcfs: [sv, small], panels: [panelOf("green")] });
  const own = inArchive.case(archive, "C3");
  const fromSv = (run: number): unknown[] =>
    readRun(own, run)
      .report.candidates.filter(({ flags }) => flags.includes("from_sv_file"))
      .map(({ variants }) => variants[0]?.pos);
  expect(fromSv(1)).toEqual([20_000]);
  panelOf("amber");
  await reanalyseHere(archive, { all: true });
  expect(fromSv(2)).toEqual([20_000]);
  // As it stood, where the file is away.
  renameSync(sv, join(folder, "away.vcf"));
  panelOf("green");
  await reanalyseHere(archive, { all: true });
  expect(fromSv(3)).toEqual([20_000]);
});

// A case of a file without an annotation: it is kept raw, with the release of its transcripts, and analysed again so.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type AnalyseOptions, DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { verifyArchive } from "../../src/archive/index.ts";
import type { CaseFile, RunFile } from "../../src/archive/types.ts";
import { importTranscripts } from "../../src/effect/import/index.ts";
import { openFasta } from "../../src/io/fasta/index.ts";
import { retranscribedText } from "../../src/cli/print/cases.ts";
import { reannotateCases } from "../../src/reanalysis/reannotate.ts";
import { showCase } from "../../src/reanalysis/show.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { openStore } from "../../src/store/index.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { annotate } from "../../src/analysis/annotate.ts";
import { addHere, answerOf, fullReport, quietIo, reanalyseHere } from "../helpers/archive.ts";
import {
  changes,
  GENES,
  gff3Text,
  makeRawWorld,
  rawVcf,
  type RawWorld,
  SEQUENCE,
} from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "cases");
let world: RawWorld;

/** Deep in an intron of PLUS1, where no line was kept. */
const NEW_EXON: [number, number] = [2050, 2148];

/** The second exon of PLUS1 ends so many bases earlier; RNA1 is gone. */
function shortened(bases: number): typeof GENES {
  return GENES.flatMap((gene) => {
    if (gene.symbol === "RNA1") return [];
    if (gene.symbol !== "PLUS1") return [gene];
    const exons = gene.exons.map(([start, end], i): [number, number] => [
      start,
      i === 1 ? end - bases : end,
    ]);
    return [{ ...gene, exons }];
  });
}

beforeAll(async () => {
  world = await makeRawWorld(folder, changes(300));
  const given = { ped: world.ped, panels: [world.panel], store: world.store };
  await addHere(archive, "RAW", { ...given, vcfs: [world.vcf] });
  const to = join(folder, "annotated.vcf.gz");
  await annotate({ ...DEFAULT_OPTIONS, store: world.store, vcfs: [world.vcf] }, to, quietIo());
  await addHere(archive, "TWIN", { ...given, vcfs: [to] });
});

const read = (id: string, name: string): unknown =>
  JSON.parse(readFileSync(join(archive, "cases", id, name), "utf8"));

describe("a case of a raw file", () => {
  it("keeps lines as they stood, and by which release they are read", () => {
    const { datasets } = read("RAW", "case.json") as CaseFile;
    expect(datasets[0]).toMatchObject({
      annotator: "panelist, Ensembl 1",
      transcripts: { source: "Ensembl", release: "1" },
    });
    const kept = gunzip(
      readFileSync(join(archive, "cases/RAW", datasets[0]?.distilled[0]?.path ?? "")),
    ).toString();
    expect(kept).not.toContain("CSQ");
    const names = readFileSync(join(archive, "cases/RAW/datasets/1/genes.txt"), "utf8");
    for (const name of ["PLUS1", "MINUS1", "ENSG00000001"]) expect(names).toContain(`\n${name}\n`);
  });

  it("is not made of another build's records", async () => {
    const vcf = join(folder, "moved.vcf");
    const records = changes(300).map((one) => ({ ...one, pos: one.pos + 1 }));
    writeFileSync(vcf, rawVcf(records));
    const given = { ped: world.ped, panels: [world.panel], store: world.store, vcfs: [vcf] };
    await expect(addHere(archive, "MOVED", given)).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining("REF differs from the reference of Ensembl 1") as string,
    });
  });

  it("has the candidates of the same file annotated", () => {
    const of = (id: string): unknown[] =>
      (read(id, "runs/1.json") as { report: { candidates: { candidateId: string }[] } }).report
        .candidates;
    expect(of("RAW").length).toBeGreaterThan(5);
    expect(of("RAW")).toEqual(of("TWIN"));
  });

  it("is analysed again by the release that it was first read by", async () => {
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ quality: { minDepth: 31 } }));
    const asked = { store: world.store, cases: ["RAW"], policy };
    const { result } = await reanalyseHere(archive, asked);
    expect(result.failed).toEqual([]);
    const { report } = read("RAW", "runs/2.json") as {
      report: { annotator: string; candidates: unknown[] };
    };
    expect(report.annotator).toBe("panelist, Ensembl 1");
    expect(report.candidates.length).toBeGreaterThan(5);
  });

  describe("by another release of transcripts", () => {
    const home = join(folder, "releases");
    const cases = join(home, "cases");
    const at = join(cases, "cases", "C1");
    const at2 = (name: string): unknown => JSON.parse(readFileSync(join(at, name), "utf8"));
    const releases = async (text: string, release: string): Promise<void> => {
      const path = join(home, `${release}.gff3`);
      writeFileSync(path, text);
      await importTranscripts(openStore(own.store), path, {
        assembly: "GRCh38",
        release,
        reference: await openFasta(own.fasta, false),
        mane: null,
        allBiotypes: false,
        identify: () => null,
        now: new Date(0),
      });
    };
    const to = (release: string, ids: string[] = []) =>
      reannotateCases(
        {
          archive: cases,
          cases: ids,
          transcripts: `Ensembl@${release}`,
          store: own.store,
          by: "t",
        },
        quietIo([], "2024-03-01T00:00:00.000Z"),
      );
    let own: RawWorld;
    let full: Partial<AnalyseOptions>;

    beforeAll(async () => {
      mkdirSync(home);
      own = await makeRawWorld(home, changes(300));
      const given = { ped: own.ped, panels: [own.panel], store: own.store };
      full = { ...given, vcfs: [own.vcf] };
      await addHere(cases, "C1", full);
      const annotated = join(home, "annotated.vcf.gz");
      await annotate(
        { ...DEFAULT_OPTIONS, store: own.store, vcfs: [own.vcf] },
        annotated,
        quietIo(),
      );
      await addHere(cases, "ELSEWHERE", { ...given, vcfs: [annotated] });
      // A version more; the second exon of PLUS1 ends nine bases earlier, RNA1 is gone.
      await releases(gff3Text(shortened(9), 2), "2");
      const [plus, ...others] = GENES;
      const exons = [...(plus?.exons ?? []), NEW_EXON].sort(([a], [b]) => a - b);
      await releases(gff3Text([{ ...(plus as (typeof GENES)[number]), exons }, ...others], 3), "3");
    });

    it("is what a full run with it says, and tells what became different; aloud what fell from the upper tiers", async () => {
      const [shown] = (at2("runs/1.json") as RunFile).report.candidates;
      const variant = shown?.variants[0];
      await giveVerdict({
        archive: cases,
        case: "C1",
        variant: [variant?.chrom, variant?.pos, variant?.ref, variant?.alt].join(":"),
        kind: "reported",
        class: "LP",
        why: null,
        date: "2024-01-05",
        by: "t",
        now: new Date(0),
      });
      const { done, failed } = await to("2");
      expect(failed).toMatchObject([
        {
          case: "ELSEWHERE",
          message: expect.stringContaining("already annotated when it was added"),
        },
      ]);
      expect(done).toMatchObject([{ case: "C1", dataset: 2, run: 2 }]);
      const exons = done[0]?.exons;
      expect(exons?.kept).toBe(exons?.bases);
      const run = at2("runs/2.json") as RunFile;
      expect(run.report.complete).toBe(true);
      expect(run.report.annotator).toBe("panelist, Ensembl 2");
      const asked = { ...full, transcripts: "Ensembl@2" };
      expect(answerOf(run.report)).toBe(answerOf(await fullReport(asked)));
      const types = new Set(run.events.map(({ type }) => type));
      expect(types).toEqual(new Set(["consequence_changed", "reported_name_changed"]));
      for (const { type, notify, before, after } of run.events)
        if (type === "consequence_changed" && (after?.tier ?? 9) >= (before?.tier ?? 9))
          expect(notify).toBe((before?.tier ?? 9) <= 2 && (after?.tier ?? 9) > 2);
      const [renamed] = run.events.filter(({ type }) => type === "reported_name_changed");
      expect(renamed).toMatchObject({
        notify: true,
        cause: { old: "Ensembl 1", new: "Ensembl 2" },
      });
      expect(renamed?.old).toMatch(/\.1:/);
      expect(renamed?.new).toMatch(/\.2:/);
      expect(await verifyArchive(cases, false)).toEqual([]);
      const again = await reanalyseHere(cases, { store: own.store, cases: ["C1"] });
      expect(again.result.counts).toMatchObject({ untouched: 1, failed: 0 });
      expect((await to("2", ["C1"])).failed[0]?.message).toContain("already");
    });

    it("reads short alleles of an event file by it too", async () => {
      const sv = join(home, "sv.vcf");
      const ref = SEQUENCE.slice(1799, 1799 + 21);
      writeFileSync(
        sv,
        [
          "##fileformat=VCFv4.2",
          "##source=Manta 1.6.0",
          "##contig=<ID=1,length=248956422>",
          '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
          "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC",
          `1\t1800\tshort\t${ref}\t${ref[0]}\t99\tPASS\tSVTYPE=DEL\tGT:GQ\t0/1:90\n`,
        ].join("\n"),
      );
      const with2 = { ...full, vcfs: [own.vcf, sv] };
      await addHere(cases, "SHORT", with2);
      const flagged = (report: RunFile["report"]): unknown[] =>
        report.candidates
          .filter(({ flags }) => flags.includes("from_sv_file"))
          .map(({ candidateId, tier }) => [candidateId, tier]);
      const of = (n: number): RunFile =>
        JSON.parse(readFileSync(join(cases, "cases/SHORT/runs", `${n}.json`), "utf8")) as RunFile;
      expect(flagged(of(1).report)).toHaveLength(1);
      await to("2", ["SHORT"]);
      expect(flagged(of(2).report)).toEqual(flagged(of(1).report));
      expect(answerOf(of(2).report)).toBe(
        answerOf(await fullReport({ ...with2, transcripts: "Ensembl@2" })),
      );
    });

    it("says how much of the panel's exons lies where lines were kept", async () => {
      const { done } = await to("3", ["C1"]);
      const length = ([start, end]: readonly [number, number]): number => end - start + 1;
      const kept = GENES.flatMap(({ exons }) => exons.map(length)).reduce((a, b) => a + b);
      expect(done[0]?.exons).toEqual({ bases: kept + length(NEW_EXON), kept });
      expect(retranscribedText({ done, failed: [], left: {} })).toContain("cover 92 % of its");
      const { datasets } = at2("case.json") as CaseFile;
      expect(datasets[2]).toMatchObject({
        transcripts: { release: "3" },
        keptBy: { release: "1" },
      });
    });

    it("what they do not cover makes the report incomplete, in later runs too", async () => {
      const { complete, incomplete } = (at2("runs/3.json") as RunFile).report;
      expect(complete).toBe(false);
      expect(incomplete).toMatchObject([
        {
          code: "exons_not_kept",
          text: "the kept lines of the case's VCF cover 92 % of the exons of Ensembl 3: nothing can be found in the others; `panelist archive reannotate` with the VCF reads them",
        },
      ]);
      const policy = join(home, "later.json");
      writeFileSync(policy, JSON.stringify({ quality: { minDepth: 12 } }));
      const { result } = await reanalyseHere(cases, { store: own.store, cases: ["C1"], policy });
      expect(result.counts).toMatchObject({ unchanged: 1 });
      const why = incomplete.map((one) => one.text);
      expect(result.incomplete).toEqual([{ case: "C1", why }]);
      expect(showCase(cases, "C1").run.report.incomplete).toEqual(incomplete);
    });

    it("and so it is where the store lacks the release by which they were kept", async () => {
      const other = join(home, "lacks-1");
      mkdirSync(other);
      const { store } = await makeRawWorld(other, [], { text: gff3Text(GENES, 2), release: "2" });
      const text =
        "the store lacks the release by which lines of the case's VCF were kept, so it is not known which exons of Ensembl 2 they cover: nothing can be found in the others; import it again, or run `panelist archive reannotate` with the VCF";
      const copy = join(home, "lacking");
      cpSync(cases, copy, { recursive: true });
      const asked = { archive: copy, cases: ["C1"], transcripts: "Ensembl@2", store, by: "t" };
      const { done } = await reannotateCases(asked, quietIo([], "2024-03-02T00:00:00.000Z"));
      expect(done[0]?.exons?.kept).toBeNull();
      const { report } = showCase(copy, "C1").run;
      expect(report.complete).toBe(false);
      expect(report.incomplete).toMatchObject([{ code: "exons_not_kept", text }]);
      const policy = join(home, "still.json");
      writeFileSync(policy, JSON.stringify({ quality: { minDepth: 13 } }));
      const { result } = await reanalyseHere(copy, { store, cases: ["C1"], policy });
      expect(result.incomplete).toEqual([{ case: "C1", why: [text] }]);
    });
  });

  it("fails by itself, and says so, where the store lost that release", async () => {
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ quality: { minDepth: 32 } }));
    const other = join(folder, "other");
    mkdirSync(other);
    const { store } = await makeRawWorld(other, [], { text: gff3Text(GENES, 2), release: "2" });
    const { result } = await reanalyseHere(archive, { store, cases: ["RAW"], policy });
    expect(JSON.stringify(result.failed)).toContain("the store has no transcripts 'Ensembl@1'");
  });
});

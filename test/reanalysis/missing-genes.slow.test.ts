// A panel gene that the release of transcripts does not have (DEC-17): said at every step, and not lost.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunFile } from "../../src/archive/types.ts";
import { annotate } from "../../src/analysis/annotate.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { caseText } from "../../src/cli/print/cases.ts";
import { importTranscripts } from "../../src/effect/import/index.ts";
import { openFasta } from "../../src/io/fasta/index.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { pastOf, showCase } from "../../src/reanalysis/show.ts";
import { openStore } from "../../src/store/index.ts";
import { addHere, answerOf, fullReport, quietIo, reanalyseHere } from "../helpers/archive.ts";
import {
  changes,
  GENES,
  gff3Text,
  makeRawWorld,
  PANEL_BED,
  type RawWorld,
} from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "cases");
const without = (symbol: string): string =>
  gff3Text(GENES.filter((gene) => gene.symbol !== symbol));
const codes = ({ warnings }: RunFile["report"]): string[] =>
  warnings.flatMap(({ code, text }) => (code.startsWith("gene_") ? [`${code} ${text}`] : []));
const UNNAMED = "gene_unnamed MINUS1: records lie at its position, but none names it";

let world: RawWorld;
let full: { ped: string; panels: string[]; store: string; vcfs: string[] };

const run = (id: string, n: number): RunFile =>
  JSON.parse(readFileSync(join(archive, "cases", id, `runs/${n}.json`), "utf8")) as RunFile;
const inMinus = (id: string, dataset: number): number =>
  readFileSync(join(archive, "cases", id, `datasets/${dataset}/alleles.txt`), "utf8")
    .split("\n")
    .map((line) => Number(line.split(":")[1]))
    .filter((pos) => pos >= 3900 && pos <= 5200).length;
const shown = (id: string): string => {
  const one = showCase(archive, id);
  return caseText(one, pastOf(archive, one));
};

beforeAll(async () => {
  world = await makeRawWorld(folder, changes(60), { text: without("MINUS1") });
  full = { ped: world.ped, panels: [world.panel], store: world.store, vcfs: [world.vcf] };
});

async function importWhole(): Promise<void> {
  const path = join(folder, "whole.gff3");
  writeFileSync(path, gff3Text());
  await importTranscripts(openStore(world.store), path, {
    assembly: "GRCh38",
    release: "2",
    reference: await openFasta(world.fasta, false),
    mane: null,
    allBiotypes: false,
    identify: () => null,
    now: new Date(0),
  });
}

describe("a panel gene that the release does not have", () => {
  it("is told by `archive add` and `archive show` as by `analyse`, and its lines are kept", async () => {
    const told: string[] = [];
    await addHere(archive, "GIVEN", full, {}, told);
    expect(told.join("\n")).toContain(UNNAMED.slice("gene_unnamed ".length));
    const { report } = run("GIVEN", 1);
    const asAnalysed = await fullReport(full);
    expect(codes(report)).toEqual([expect.stringContaining(UNNAMED)]);
    expect(codes(asAnalysed)).toEqual(codes(report));
    expect(report.notAssessed).toEqual(asAnalysed.notAssessed);
    expect(inMinus("GIVEN", 1)).toBeGreaterThan(20);
    expect(shown("GIVEN")).toContain("none names it");
  });

  it.each([["raw"], ["annotated"]])(
    "without coordinates it is told too, where nothing of it is in a %s file",
    async (kind) => {
      const annotated = join(folder, "annotated.vcf.gz");
      if (kind === "annotated")
        await annotate(
          { ...DEFAULT_OPTIONS, store: world.store, vcfs: [world.vcf] },
          annotated,
          quietIo(),
        );
      const plus = join(folder, "plus.bed");
      writeFileSync(plus, PANEL_BED.split(/(?<=\n)/)[0] ?? "");
      const given = {
        ...full,
        panels: [plus],
        genes: ["RNA1", "MINUS1"],
        vcfs: [kind === "raw" ? world.vcf : annotated],
      };
      await addHere(archive, kind, given);
      const unfound = codes(await fullReport(given));
      expect(unfound).toEqual([
        expect.stringMatching(/^gene_unfound MINUS1: not in the annotation/),
      ]);
      const [first, ...others] = codes(run(kind, 1).report);
      expect([first]).toEqual(unfound);
      expect(others).toHaveLength(kind === "raw" ? 1 : 0);
    },
  );

  it("that becomes green later is told, and that its lines were not kept", async () => {
    const panel = join(folder, "later.bed");
    const [plus = "", ...others] = PANEL_BED.split(/(?<=\n)/);
    writeFileSync(panel, plus);
    await addHere(archive, "LATER", { ...full, panels: [panel] });
    expect(codes(run("LATER", 1).report)).toEqual([]);
    writeFileSync(panel, [plus, ...others].join(""));
    const { result, text } = await reanalyseHere(archive, { store: full.store, cases: ["LATER"] });
    expect(result.notNamed).toEqual({ MINUS1: 1 });
    expect(text).toContain("MINUS1 is now green, but the annotation of 1 case never names it");
    expect(codes(run("LATER", 2).report)).toEqual([
      expect.stringContaining(
        "MINUS1: not among the transcripts with which the case's VCF was read (Ensembl 1)",
      ),
    ]);
    expect(shown("LATER")).toContain("re-analysis cannot find them");
  });

  it("is found by a release that has it, where its lines were kept", async () => {
    await importWhole();
    const asked = { archive, vcfs: [], transcripts: "Ensembl@2", store: full.store, by: "t" };
    const given = await reannotate({ ...asked, case: "GIVEN" }, quietIo());
    expect(given.exons?.kept).toBe(given.exons?.bases);
    const { report } = run("GIVEN", 2);
    expect(codes(report)).toEqual([]);
    const whole = await fullReport({ ...full, transcripts: "Ensembl@2" } as typeof full);
    expect(report.candidates.some(({ gene }) => gene.symbol === "MINUS1")).toBe(true);
    expect(answerOf(report)).toBe(answerOf(whole));
    expect(report.notAssessed).toEqual(whole.notAssessed);
    const later = await reannotate({ ...asked, case: "LATER" }, quietIo());
    expect(later.exons?.kept).toBeLessThan(later.exons?.bases ?? 0);
    expect(codes(run("LATER", 3).report)).toEqual([expect.stringContaining("gene_not_kept")]);
  });

  it("comes back with the file itself", async () => {
    const asked = { archive, case: "LATER", vcfs: [world.vcf], store: full.store, by: "t" };
    await reannotate(asked, quietIo());
    const { report } = run("LATER", 4);
    expect(codes(report)).toEqual([]);
    expect(answerOf(report)).toBe(
      answerOf(await fullReport({ ...full, panels: [join(folder, "later.bed")] })),
    );
  });
});

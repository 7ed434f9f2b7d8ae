// DEC-54: splice predictions and ClinVar are asked before an allele is dropped for its consequence, in raw and in
// annotated files.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { importValues } from "../../src/library/import-values.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { openStore } from "../../src/store/index.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { quietIo } from "../helpers/archive.ts";
import { importRelease } from "../helpers/archive-world.ts";
import { makeRawWorld, type RawRecord, type RawWorld, SEQUENCE } from "../helpers/raw-world.ts";
import { declarationFile, frequencyFile, gnomadSource } from "../helpers/source-files.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const base = (pos: number): string => SEQUENCE[pos - 1] ?? "N";
const other = (pos: number): string => (base(pos) === "A" ? "C" : "A");
const snv = (pos: number, alt = other(pos)): RawRecord => ({
  pos,
  ref: base(pos),
  alts: [alt],
  calls: ["0/1", "0/0", "0/0"],
});
/** Far inside of an intron of PLUS1: of a gene, on no exon's side. */
const [DEEP, DEEP_CLINVAR, DEEP_LOW, DEEP_OTHER] = [2050, 2100, 2150, 2200];
let world: RawWorld;
let annotated = "";
/** A synonymous change, and its place. */
let silent = snv(1);

async function lines(vcf: string): Promise<string[]> {
  const parts: Buffer[] = [];
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  await annotate({ ...DEFAULT_OPTIONS, store: world.store, vcfs: [vcf] }, to, quietIo());
  return Buffer.concat(parts).toString().split("\n");
}

/** @param prefetched false: the file is declared alone */
async function declared(prefetched: boolean): Promise<string> {
  const score = (pos: number, alt: string, ds: string): object => ({
    pos,
    ref: base(pos),
    alt,
    info: `SpliceAI=${alt}|PLUS1|0.01|${ds}|0.00|0.00|-28|11|2|9`,
  });
  const rows = [
    score(silent.pos, silent.alts[0] ?? "", "0.80"),
    score(DEEP, other(DEEP), "0.80"),
    score(DEEP_LOW, other(DEEP_LOW), "0.19"),
    // Of another allele than the one that is carried.
    score(DEEP_OTHER, "ACGT".replace(/[AC]/g, "").replace(base(DEEP_OTHER), "")[0] ?? "", "0.99"),
  ] as { pos: number; info: string }[];
  const source = {
    name: prefetched ? "SpliceAI" : "SpliceAI, not prefetched",
    assembly: "GRCh38",
    file: frequencyFile(folder, rows),
    format: "vcf",
    fields: [
      { field: "SpliceAI", name: "spliceai", as: "spliceAi", combine: "max", parts: [3, 4, 5, 6] },
    ],
  };
  const declaration = declarationFile(folder, [source]);
  const options = {
    declaration,
    panels: [world.panel],
    genes: [],
    minConfidence: "amber" as const,
    store: world.store,
    policy: DEFAULT_POLICY,
    regions: world.panel,
    access: { cache: null, offline: false },
  };
  if (prefetched) await importValues(options, openStore(world.store), quietIo());
  return declaration;
}

async function report(vcf: string, given: object, told: string[] = []): Promise<ReportDocument> {
  const asked = { vcfs: [vcf], panels: [world.panel], ped: world.ped, store: world.store };
  const { text, log } = await analyseHere({ ...asked, ...given }, { format: "json" });
  told.push(...log);
  return JSON.parse(text) as ReportDocument;
}

const placesIn = ({ candidates }: ReportDocument): number[] =>
  [...new Set(candidates.flatMap(({ variants }) => variants.map(({ pos }) => pos)))].sort(
    (a, b) => a - b,
  );

beforeAll(async () => {
  const exon = Array.from({ length: 100 }, (_, i) => 1310 + i);
  world = await makeRawWorld(
    folder,
    exon.flatMap((pos) => [..."ACGT"].filter((b) => b !== base(pos)).map((alt) => snv(pos, alt))),
  );
  const line = (await lines(world.vcf)).find((one) => /\|synonymous_variant\|/.test(one)) ?? "";
  silent = snv(Number(line.split("\t")[1]), line.split("\t")[4]);
  const places = [DEEP, DEEP_CLINVAR, DEEP_LOW, DEEP_OTHER].map((pos) => snv(pos));
  world = await makeRawWorld(folder, [silent, ...places]);
  const row = { pos: DEEP_CLINVAR, ref: base(DEEP_CLINVAR), alt: other(DEEP_CLINVAR) };
  await importRelease(world.store, folder, "2024-01-01", [{ ...row, gene: "PLUS1" }]);
  annotated = join(folder, "annotated.vcf.gz");
  const asked = { ...DEFAULT_OPTIONS, store: world.store, vcfs: [world.vcf] };
  await annotate(asked, annotated, quietIo());
});

describe("a run of all genes on a raw file", () => {
  const frequencies = (file: string): string => declarationFile(folder, [gnomadSource(file)]);
  const all = (given: object): Promise<ReportDocument> =>
    report(world.vcf, { geneAgnostic: true, ...given });

  it("needs a local table of frequencies, and says so before it starts", async () => {
    const remote = {
      annotate: frequencies("http://127.0.0.1:9/x.vcf.gz"),
      allowRemoteLookups: true,
    };
    for (const given of [{}, remote, { geneAgnostic: false, beyondPanel: true }])
      await expect(all(given)).rejects.toMatchObject({
        code: "E_INCOMPLETE",
        message: expect.stringContaining("frequencies"),
        hint: expect.stringMatching(/--annotate.*--partial/),
      });
  });

  it("runs with one, or where somebody wants it all the same", async () => {
    const file = frequencyFile(folder, [{ pos: DEEP_CLINVAR, info: "AC=1;AN=1400000" }]);
    for (const given of [{ annotate: frequencies(file) }, { partial: true }])
      expect(placesIn(await all(given))).toEqual([DEEP_CLINVAR]);
    expect(placesIn(await report(annotated, { geneAgnostic: true, partial: true }))).toEqual([
      DEEP_CLINVAR,
    ]);
  });
});

describe("before the consequence filter", () => {
  it("a synonymous allele with 0.8 and a deep intronic P are candidates, raw as annotated", async () => {
    const sources = await declared(true);
    const found = [silent.pos, DEEP, DEEP_CLINVAR];
    for (const given of [{}, { scan: "full" as const }, { geneAgnostic: true, partial: true }]) {
      const [raw, twin] = await Promise.all([
        report(world.vcf, { annotate: sources, ...given }),
        report(annotated, { annotate: sources, ...given }),
      ]);
      expect(placesIn(raw)).toEqual(found);
      expect(raw.candidates).toEqual(twin.candidates);
      expect(raw.notAssessed.map(({ what }) => what)).not.toContain("splice_predictions");
    }
    const raw = await report(world.vcf, { annotate: sources });
    const variant = raw.candidates.flatMap((c) => c.variants).find((v) => v.pos === silent.pos);
    expect(variant).toMatchObject({
      inSilico: { spliceAi: 0.8 },
      consequence: { terms: ["synonymous_variant"] },
    });
  });

  it("the policy's limit decides", async () => {
    const sources = await declared(true);
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ consequence: { spliceAiRescue: 0.15 } }));
    expect(placesIn(await report(world.vcf, { annotate: sources, policy }))).toEqual([
      silent.pos,
      DEEP,
      DEEP_CLINVAR,
      DEEP_LOW,
    ]);
  });

  it("a run without such a table says so, also where its file was declared alone", async () => {
    const without = [{}, { annotate: await declared(false) }];
    for (const given of without)
      for (const vcf of [world.vcf, annotated]) {
        const log: string[] = [];
        const told = await report(vcf, given, log);
        expect(placesIn(told)).toEqual([DEEP_CLINVAR]);
        expect(told.notAssessed.map(({ what }) => what)).toContain("splice_predictions");
        expect(log.join("\n").includes("no splice predictions")).toBe(vcf === world.vcf);
      }
  });
});

// `knowledge import values`: which places are walked, and how a source that is not what it should be is told.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { importValues } from "../../src/library/import-values.ts";
import { PrefetchedValues } from "../../src/lookup/index.ts";
import { openStore } from "../../src/store/index.ts";
import { quietIo } from "../helpers/archive.ts";
import { rangeServer, type RangeServer } from "../helpers/range-server.ts";
import { GENES, makeRawWorld, type RawWorld, SEQUENCE } from "../helpers/raw-world.ts";
import { declarationFile, frequencyFile, gnomadSource } from "../helpers/source-files.ts";
import { ask, sourceOf } from "../helpers/sources.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const base = (pos: number): string => SEQUENCE[pos - 1] ?? "N";
const allele = (pos: number) => {
  const ref = base(pos);
  return { chrom: "1", pos, ref, alt: ref === "A" ? "C" : "A" };
};
/** Every tenth base. */
const ROWS = Array.from({ length: 850 }, (_, i) => 10 * i + 5).map((pos) => ({
  ...allele(pos),
  info: `AC=${pos};AN=1400000`,
}));
const file = frequencyFile(folder, ROWS);
let world: RawWorld;
let server: RangeServer;

beforeAll(async () => {
  world = await makeRawWorld(folder, []);
  server = await rangeServer([file, `${file}.tbi`]);
});
afterAll(() => server.close());

const walked = (source: object, given: object = {}, log: string[] = []) =>
  importValues(
    {
      declaration: declarationFile(folder, [source]),
      panels: [world.panel],
      genes: [],
      minConfidence: "amber",
      store: world.store,
      policy: DEFAULT_POLICY,
      access: { cache: null, offline: false },
      ...given,
    },
    openStore(world.store),
    quietIo(log),
  );

describe("the places of a panel", () => {
  it("are its exons with 50 bases around, each base once", async () => {
    const [made] = await walked(gnomadSource(file));
    const exons = GENES.flatMap(({ exons: own }) => own);
    const isIn = (pos: number): boolean =>
      exons.some(([start, end]) => pos >= start - 50 && pos <= end + 50);
    const bases = Array.from({ length: 9000 }, (_, i) => i + 1).filter(isIn).length;
    expect(made?.entry.facts).toMatchObject({
      bases,
      rows: ROWS.filter((r) => isIn(r.pos)).length,
    });
    const spec = sourceOf(gnomadSource(file));
    const prefetched = await PrefetchedValues.of(openStore(world.store), spec);
    const none = gnomadSource("http://127.0.0.1:9/none.vcf.gz");
    const answers = await ask(
      none,
      ROWS.map(({ pos }) => allele(pos)),
      { remoteLookups: false, prefetched },
    );
    expect(answers.map(({ status }) => status)).toEqual(
      ROWS.map(({ pos }) => (isIn(pos) ? "found" : "not_assessed")),
    );
    // The same again is no new entry.
    expect((await walked(gnomadSource(file)))[0]?.added).toBe(false);
  });

  it("are the exons of the release where a gene has no other coordinates", async () => {
    const [plus] = GENES;
    const log: string[] = [];
    const given = { panels: [], genes: [plus?.symbol ?? "", "NOSUCH1"] };
    const source = gnomadSource(file, { release: "by-name" });
    const [made] = await walked(source, given, log);
    const exons = plus?.exons.reduce((sum, [start, end]) => sum + end - start + 1 + 100, 0);
    expect(made?.entry.facts["bases"]).toBe(exons);
    expect(log.join("\n")).toContain("no GRCh38 coordinates, not prefetched: NOSUCH1");
    const none = { panels: [], genes: ["NOSUCH1"] };
    await expect(walked(source, none)).rejects.toMatchObject({ code: "E_PANEL" });
    const regions = join(folder, "own.bed");
    writeFileSync(regions, "1\t1000\t1100\n");
    const [own] = await walked(source, { ...none, regions });
    expect(own?.entry.facts["bases"]).toBe(100);
  });

  it("are whole genes where no transcript is known of them, or of any", async () => {
    const panel = join(folder, "other.bed");
    writeFileSync(panel, "1\t900\t2700\tPLUS1\n1\t5600\t6400\tUNKNOWN1\n");
    const of = async (given: object): Promise<unknown> =>
      (await walked(gnomadSource(file, { release: JSON.stringify(given).slice(-9) }), given))[0]
        ?.entry.facts["bases"];
    const [plus] = GENES;
    const exons = plus?.exons.reduce((sum, [start, end]) => sum + end - start + 1 + 100, 0) ?? 0;
    const { margin } = DEFAULT_POLICY.region;
    expect(await of({ panels: [panel] })).toBe(exons + 800 + 2 * margin);
    const log: string[] = [];
    const store = join(folder, "no-transcripts");
    await importValues(
      {
        declaration: declarationFile(folder, [gnomadSource(file)]),
        panels: [panel],
        genes: [],
        minConfidence: "amber",
        store,
        policy: DEFAULT_POLICY,
        access: { cache: null, offline: false },
      },
      openStore(store),
      quietIo(log),
    );
    expect(log.join()).toContain("whole genes are read");
    // The first gene's margin ends where the chromosome does.
    const [entry] = await openStore(store).list("values");
    expect(entry?.facts["bases"]).toBe(2700 + margin + 800 + 2 * margin);
  });

  it("of --regions are as they are, and a bad line is named", async () => {
    const bed = join(folder, "places.bed");
    writeFileSync(bed, "track x\nchr1\t2000\t2100\nGL0001\t1\t5\n");
    const [made] = await walked(gnomadSource(file), { panels: [], regions: bed });
    expect(made?.entry.facts).toMatchObject({ bases: 100, rows: 10 });
    writeFileSync(bed, "chr1\t2000\t2100\nchr1\t2200\t2100\n");
    await expect(walked(gnomadSource(file), { panels: [], regions: bed })).rejects.toMatchObject({
      code: "E_PANEL",
      place: { path: bed, line: 2 },
    });
  });
});

describe("a source that is not what it should be", () => {
  it.each<[string, () => object, string, string]>([
    ["no record there", () => gnomadSource(frequencyFile(folder, [])), "E_KNOWLEDGE", "no record"],
    ["404", () => gnomadSource(`${server.address}/none.vcf.gz`), "E_REMOTE", "none.vcf.gz"],
    [
      "another build by its header",
      () =>
        gnomadSource(
          frequencyFile(folder, ROWS, [
            "##fileformat=VCFv4.2",
            "##reference=GRCh37",
            "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
          ]),
        ),
      "E_ASSEMBLY",
      "GRCh37",
    ],
    [
      "a field that it does not have",
      () => gnomadSource(file, { fields: [{ field: "FAF", name: "faf" }] }),
      "E_KNOWLEDGE",
      "FAF",
    ],
  ])("%s: an error, and nothing is kept", async (_name, source, code, words) => {
    const before = (await openStore(world.store).list("values")).length;
    const error: unknown = await walked(source()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify([String(error), error])).toContain(words);
    expect(await openStore(world.store).list("values")).toHaveLength(before);
  });

  it("values of another build, or none of the places: told when they are asked", async () => {
    await walked(gnomadSource(file, { release: "b" }));
    const spec = sourceOf(gnomadSource(file, { release: "b" }));
    const prefetched = await PrefetchedValues.of(openStore(world.store), spec);
    const other = [1005, 1015, 1025, 1035].map((pos) => {
      const ref = base(pos) === "G" ? "T" : "G";
      return { chrom: "1", pos, ref, alt: "A" };
    });
    await expect(
      ask(gnomadSource(file, { release: "b" }), other, { prefetched }),
    ).rejects.toMatchObject({
      code: "E_ASSEMBLY",
    });
  });
});

// Declared sources of archived cases: kept with the case, told when they change, the same as a full run.
import { describe, expect, it } from "vitest";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifyArchive } from "../../src/archive/index.ts";
import { importValues } from "../../src/library/import-values.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { openStore } from "../../src/store/index.ts";
import { addHere, answerOf, fullReport, quietIo, reanalyseHere } from "../helpers/archive.ts";
import { AAA, latestRun, makeWorld, missense, type World } from "../helpers/archive-world.ts";
import { declarationFile, frequencyFile, gnomadSource } from "../helpers/source-files.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const RARE = "AC=1;AN=1400000;nhomalt=0;AF_grpmax=1e-06;grpmax=nfe;faf95=0";
const COMMON = "AC=70000;AN=1400000;nhomalt=900;AF_grpmax=0.06;grpmax=nfe;faf95=0.05";
const RECORDS = [missense(110_000, "AAA"), missense(120_000, "AAA")];

const declare = (info: readonly string[], release = "4.1"): string => {
  const rows = info.map((text, i) => ({ pos: 110_000 + 10_000 * i, info: text }));
  return declarationFile(folder, [gnomadSource(frequencyFile(folder, rows), { release })]);
};

const prefetching = (w: World) => ({
  panels: w.options.panels,
  genes: [],
  minConfidence: "amber" as const,
  store: w.store,
  policy: DEFAULT_POLICY,
  access: { cache: null, offline: false },
});

function policyFile({ home }: World, policy: object): string {
  const path = join(home, "policy.json");
  writeFileSync(path, JSON.stringify(policy));
  return path;
}

describe("an archived case with declared sources", () => {
  it("is what a full run says, and stays so when nothing changed", async () => {
    const w = makeWorld(folder, RECORDS, [AAA]);
    const annotate = declare([RARE, COMMON]);
    await addHere(w.archive, "C1", { ...w.options, annotate });
    const run = latestRun(w);
    expect(run.report.candidates.map(({ variants }) => variants[0]?.pos)).toEqual([110_000]);
    expect(answerOf(run.report)).toBe(answerOf(await fullReport({ ...w.options, annotate })));
    expect(run.knowledge.sources?.used).toMatchObject([{ source: "gnomAD", release: "4.1" }]);
    const again = await reanalyseHere(w.archive, { store: w.store });
    expect(again.result.counts).toMatchObject({ untouched: 1, failed: 0 });
    expect(await verifyArchive(w.archive, false)).toEqual([]);
  });

  it("a newer release is told: loud where a tier changes, silent where none does", async () => {
    const w = makeWorld(folder, RECORDS, [AAA]);
    await addHere(w.archive, "C1", { ...w.options, annotate: declare([COMMON, RARE]) });
    const rare = RARE.replace("AC=1;", "AC=2;");
    const annotate = declare([RARE, rare], "4.2");
    const { result } = await reanalyseHere(w.archive, { store: w.store, annotate });
    const told = result.events.map(({ type, variants, notify, before, after }) => {
      return [type, variants.join(), notify, before?.tier ?? null, after?.tier ?? null];
    });
    expect(told).toContainEqual([
      "frequency_changed",
      "1:110000:G:A",
      true,
      null,
      expect.any(Number),
    ]);
    expect(told).toContainEqual([
      "frequency_changed",
      "1:120000:G:A",
      false,
      expect.any(Number),
      expect.any(Number),
    ]);
    const run = latestRun(w);
    expect(run.events[0]?.cause).toMatchObject({ old: "gnomAD 4.1", new: "gnomAD 4.2" });
    expect(answerOf(run.report)).toBe(answerOf(await fullReport({ ...w.options, annotate })));
    // Without the option the case follows the declaration of its last run.
    const again = await reanalyseHere(w.archive, { store: w.store });
    expect(again.result.counts).toMatchObject({ untouched: 1, failed: 0 });
  });

  it("a source that is gone stops the case with its name, and keeps the answer", async () => {
    const w = makeWorld(folder, RECORDS, [AAA]);
    const file = frequencyFile(folder, [{ pos: 110_000, info: RARE }]);
    const annotate = declarationFile(folder, [gnomadSource(file)]);
    await addHere(w.archive, "C1", { ...w.options, annotate });
    rmSync(file);
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.failed).toMatchObject([{ code: "E_INPUT_MISSING" }]);
    expect(result.failed[0]?.message).toContain("gnomAD");
    expect(latestRun(w).run).toBe(1);
  });

  describe("of splice predictions", () => {
    const DEEP = { ...missense(150_000, "AAA"), consequence: "intron_variant" };
    const predictions = async (w: World): Promise<string> => {
      const info = "SpliceAI=A|AAA|0.00|0.91|0.00|0.00|-28|11|2|9";
      const field = { field: "SpliceAI", name: "spliceai", as: "spliceAi", combine: "max" };
      const source = {
        name: "SpliceAI",
        assembly: "GRCh38",
        file: frequencyFile(folder, [{ pos: 150_000, info }]),
        format: "vcf",
        fields: [{ ...field, parts: [3, 4, 5, 6] }],
      };
      const declaration = declarationFile(folder, [source]);
      await importValues({ ...prefetching(w), declaration }, openStore(w.store), quietIo());
      return declaration;
    };
    const places = (w: World): unknown[] =>
      latestRun(w).report.candidates.flatMap(({ variants }) => variants.map(({ pos }) => pos));
    const notAssessed = (w: World): string[] =>
      latestRun(w).report.notAssessed.map(({ what }) => what);

    it("that were known keep what they speak of, for good", async () => {
      const w = makeWorld(folder, [DEEP], [AAA]);
      const annotate = await predictions(w);
      await addHere(w.archive, "C1", { ...w.options, annotate });
      expect(places(w)).toEqual([150_000]);
      expect(answerOf(latestRun(w).report)).toBe(
        answerOf(await fullReport({ ...w.options, annotate })),
      );
      rmSync(w.options.vcfs[0] ?? "");
      const policy = policyFile(w, { quality: { minDepth: 11 } });
      const { result } = await reanalyseHere(w.archive, { store: w.store, policy });
      expect(result.counts).toMatchObject({ unchanged: 1, failed: 0 });
    });

    it("that came later are looked for in the original; without it that is said", async () => {
      for (const isThere of [true, false]) {
        const w = makeWorld(folder, [missense(110_000, "AAA"), DEEP], [AAA]);
        await addHere(w.archive, "C1", w.options);
        expect(places(w)).toEqual([110_000]);
        expect(notAssessed(w)).toContain("splice_predictions");
        const annotate = await predictions(w);
        const full = await fullReport({ ...w.options, annotate });
        if (!isThere) rmSync(w.options.vcfs[0] ?? "");
        const { result } = await reanalyseHere(w.archive, { store: w.store, annotate });
        expect(result.failed).toEqual([]);
        expect(notAssessed(w).includes("splice_predictions")).toBe(!isThere);
        const needed = "1 allele with a new splice prediction was not kept";
        expect(result.needsOriginal.map(({ why }) => why.includes(needed))).toEqual(
          isThere ? [] : [true],
        );
        expect(result.incomplete).toHaveLength(isThere ? 0 : 1);
        if (isThere) expect(answerOf(latestRun(w).report)).toBe(answerOf(full));
        else expect(places(w)).toEqual([110_000]);
      }
    });
  });

  it("prefetched values answer in the file's place, and are told as what they are", async () => {
    const w = makeWorld(folder, RECORDS, [AAA]);
    const annotate = declare([RARE, COMMON]);
    const options = { ...prefetching(w), declaration: annotate };
    await addHere(w.archive, "C1", { ...w.options, annotate });
    const before = latestRun(w);
    await importValues(options, openStore(w.store), quietIo());
    const { result } = await reanalyseHere(w.archive, { store: w.store });
    expect(result.counts).toMatchObject({ failed: 0, changed: 0, unchanged: 1 });
    expect(answerOf(latestRun(w).report)).toBe(answerOf(before.report));
  });
});

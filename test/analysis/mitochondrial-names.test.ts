// Names of mitochondrial DNA, moved 3' along the sequence where it is known (HV-02).
import { describe, expect, it } from "vitest";
import { mitochondrialNames } from "../../src/analysis/mitochondrial.ts";
import { sliceOf, type TestTranscript } from "../effect/slices.ts";
import { numbers } from "../helpers/raw-world.ts";

const LENGTH = 16_569;

/** Made up; runs where the real one has some, and the same base on both sides of the origin. */
const SEQUENCE = ((): string => {
  const next = numbers(5);
  const bases = Array.from({ length: LENGTH }, () => "ACGT"[next(4)] ?? "A");
  const put = (pos: number, text: string): unknown =>
    bases.splice(pos - 1, text.length, ...text.split(""));
  put(10_944, "CAACCCCCCTCC");
  put(8568, "CCTAGG");
  put(8990, "ACTG");
  put(16_560, "ATCACAGACG");
  put(1, "GATTACA");
  return bases.join("");
})();

const gene: TestTranscript = {
  id: "ND4L",
  chrom: "MT",
  strand: 1,
  exons: [[10_900, 10_960]],
};
type Run = Parameters<typeof mitochondrialNames>[0];
const NOTHING = { own: null, reference: null, options: {}, assembly: "GRCh38" } as unknown as Run;
const reference = (text: string): Partial<Run> =>
  ({
    reference: { bases: (_: string, start: number, end: number) => text.slice(start - 1, end) },
  }) as unknown as Partial<Run>;
const release = {
  own: { release: { slice: () => sliceOf([gene], new Map([["MT", SEQUENCE]]), 20) } },
} as unknown as Partial<Run>;

const named = async (over: Partial<Run>, pos: number, ref: string, alt: string): Promise<string> =>
  (await mitochondrialNames({ ...NOTHING, ...over }))({ pos, ref, alt });

describe("names along the mitochondrion", () => {
  const whole = reference(SEQUENCE);
  it.each([
    [10_946, "A", "AC", "m.10952dup"],
    [10_946, "AC", "A", "m.10952del"],
    [10_946, "ACC", "A", "m.10951_10952del"],
    [10_946, "A", "ACC", "m.10951_10952dup"],
    [10_946, "A", "ACG", "m.10947_10948insGC"],
    [10_946, "A", "ACT", "m.10947_10948insTC"],
    [10_943 + 2, "A", "AA", "m.10946dup"],
    [8570, "T", "TA", "m.8571dup"],
    [8991, "CT", "GG", "m.8991_8992delinsGG"],
    [8991, "CT", "AG", "m.8991_8992inv"],
    [8991, "C", "G", "m.8991C>G"],
    // Over the origin, where the first base is that of the last.
    [16_568, "CG", "C", "m.1del"],
    [16_568, "C", "CG", "m.1dup"],
    [16_569, "G", "GGA", "m.1_2dup"],
    [16_569, "G", "GT", "m.16569_1insT"],
  ])("%i %s>%s is %s", async (pos, ref, alt, name) => {
    expect(await named(whole, pos, ref, alt)).toBe(name);
  });

  it("by the bases of a release around its genes; beyond them as far as REF shows", async () => {
    expect(await named(release, 10_946, "A", "AC")).toBe("m.10952dup");
    expect(await named(release, 8570, "T", "TA")).toBe("m.8570_8571insA");
    expect(await named({ ...release, ...whole }, 8570, "T", "TA")).toBe("m.8571dup");
  });

  it("by REF alone where nothing is at hand, or it is another sequence", async () => {
    for (const over of [{}, reference(""), reference(`${SEQUENCE}AC`.slice(2))])
      expect(await named(over, 10_946, "A", "AC")).toBe("m.10946_10947insC");
  });
});

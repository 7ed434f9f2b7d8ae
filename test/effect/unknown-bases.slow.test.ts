// A base that a name needs and that the sequence does not say: no name, never one with N or Xaa.
import { expect, it } from "vitest";
import { numbers } from "../helpers/raw-world.ts";
import { openNamer, type OpenNamer } from "../../src/effect/describe.ts";
import { genomicName } from "../../src/effect/genomic.ts";
import { idsOf } from "../../src/effect/names.ts";
import { readerOf, sliceOf } from "./slices.ts";

/** M A E W F L K R D Y C H I stop, from 21 on; the bases at 33 and 40 are not known: codons 5 and 7. */
const KNOWN = `${"TGCATTCGAGCATCGATTCA"}ATGGCTGAATGGTTTCTGAAACGTGACTACTGCCATATTTAA${"GGATAGCCTTAACC"}`;
const bases = [...KNOWN].map((base, i) => ([33, 40].includes(i + 1) ? "N" : base)).join("");
const genome = new Map([["1", bases]]);
const namer = openNamer(
  sliceOf(
    [
      { id: "c", chrom: "1", strand: 1, exons: [[11, 70]], cds: [[21, 62]] },
      { id: "n", biotype: "lncRNA", chrom: "1", strand: -1, exons: [[12, 70]] },
    ],
    genome,
  ),
  readerOf(genome),
);

it.each([
  // At the unknown base itself.
  [33, "T", "C", null, null],
  [33, "TT", "CA", null, null],
  [32, "GT", "G", null, null],
  // In the codon of one.
  [34, "T", "C", "c.14T>C", null],
  [35, "T", "C", "c.15T>C", null],
  // Over several codons, of which one has one.
  [37, "TGAA", "AGAC", null, null],
  // Not touched.
  [26, "T", "A", "c.6T>A", "p.Ala2="],
  [25, "C", "A", "c.5C>A", "p.Ala2Asp"],
])("%i %s>%s", (pos, ref, alt, hgvsc, hgvsp) => {
  const told = [0, 1].map((t) => namer.describe(t, { chrom: "1", pos, ref, alt }));
  const c = told.find((one) => one?.cds !== null);
  const n = told.find((one) => one?.cds === null);
  const genomic = genomicName("GRCh38", { chrom: "1", pos, ref, alt }, namer.engine.base);
  expect(c?.hgvsp).toBe(hgvsp === null ? null : `c:${hgvsp}`);
  if (hgvsc === null) expect([c?.hgvsc, n?.hgvsc, genomic]).toEqual([null, null, null]);
  else {
    expect(c?.hgvsc).toBe(`c:${hgvsc}`);
    expect([n?.hgvsc, genomic].filter((name) => name?.includes("N>") ?? true)).toEqual([]);
  }
});

/** Two exons 600 bases apart, of which a release keeps the flanks of 100 bases. */
const far = new Map([["1", "ACGGT".repeat(200)]]);
const ofFlanks = openNamer(
  sliceOf(
    ([1, -1] as const).map((strand) => ({
      id: strand === 1 ? "plus" : "minus",
      chrom: "1",
      strand,
      exons: [
        [101, 160],
        [761, 850],
      ],
      cds: [
        [101, 160],
        [761, 820],
      ],
    })),
    far,
  ),
  null,
);

/** As above, of bases without a pattern but for copies that lie at the ends of what is known. */
const patternless = (() => {
  const next = numbers(5);
  const text = Array.from({ length: 1000 }, () => "ACGT"[next(4)] ?? "A");
  for (let i = 240; i < 250; i++) text[i + 12] = text[i] ?? "A";
  for (let i = 660; i < 672; i++) text[i - 10] = text[i] ?? "A";
  return text.join("");
})();

it.each([1, -1] as const)(
  "strand %i: an indel has its name, or none and a flag for it",
  (strand) => {
    const whole = new Map([["1", patternless]]);
    const exons: [number, number][] = [
      [101, 160],
      [761, 850],
    ];
    const slice = sliceOf([{ id: "t", chrom: "1", strand, exons, cds: exons }], whole);
    const [all, flanks] = [openNamer(slice, readerOf(whole)), openNamer(slice, null)];
    let [named, nameless] = [0, 0];
    const check = (pos: number, ref: string, alt: string): void => {
      const at = { chrom: "1", pos, ref, alt };
      const [right, told] = [all.describe(0, at), flanks.describe(0, at)];
      if (told === null) return;
      const isOpen = told.flags.includes("hgvs_unshifted");
      if (told.hgvsc === null && right?.hgvsc !== null) nameless++;
      else named++;
      expect([told.hgvsc, isOpen], `${pos} ${ref}>${alt}`).toEqual(
        told.hgvsc === null && right?.hgvsc !== null ? [null, true] : [right?.hgvsc, false],
      );
      const genomic = (one: OpenNamer): string | null => genomicName("GRCh38", at, one.engine.base);
      expect([null, genomic(all)]).toContain(genomic(flanks));
    };
    for (let pos = 110; pos < 840; pos++)
      for (const length of [1, 2, 5, 12, 40, 150, 200]) {
        const [ref, stretch] = [
          patternless[pos - 1] ?? "",
          patternless.slice(pos - 1, pos + length),
        ];
        if (pos + length < 840) check(pos, stretch, ref);
        // What stands before or behind it once more.
        check(pos, ref, stretch);
        const before = patternless.slice(Math.max(0, pos - length), pos);
        check(pos, ref, ref + before);
        check(pos, ref, `${ref}${before.slice(1)}${before[0] === "A" ? "C" : "A"}`);
      }
    expect(named).toBeGreaterThan(1000);
    expect(nameless).toBeGreaterThan(1000);
  },
);

it.each([
  // 401 is A on the plus strand: 241 behind 160, 360 before 761.
  [401, "A", "G", "c.60+241A>G", "c.61-241T>C"],
  [401, "AC", "TT", "c.60+241_60+242delinsTT", "c.61-242_61-241delinsAA"],
  // An indel goes where nobody knows.
  [401, "AC", "A", null, null],
])("deep in an intron, without a sequence: %i %s>%s", (pos, ref, alt, plus, minus) => {
  const told = ["plus", "minus"].map((id) => {
    const t = idsOf(ofFlanks.slice.names).indexOf(id);
    return ofFlanks.describe(t, { chrom: "1", pos, ref, alt });
  });
  expect(told.map((one) => one?.hgvsc?.replace(/^.*:/, "") ?? null)).toEqual([plus, minus]);
  for (const one of told)
    expect(one?.flags.includes("hgvs_unshifted") ?? false).toBe(plus === null);
});

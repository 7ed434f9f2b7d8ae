/** Is an event the allele that a file of small variants has in bases, or one near it (SVE-24)? */
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { isAllele, shapeOfBases, type KnownBase } from "../../src/structural/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, made, only, read, readAll } from "./vcf.ts";

const folder = tempFolder();
const { sv } = DEFAULT_POLICY;

/** Of no pattern: a fixed chain of numbers. */
function basesFrom(seed: number, length: number): string {
  let value = seed;
  return Array.from({ length }, () => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    return "ACGT"[Math.floor(value / 65_536) % 4] ?? "A";
  }).join("");
}

/** Of positions 901 to 2000. */
const GENOME = basesFrom(7, 1100);
const at = (first: number, last: number): string => GENOME.slice(first - 901, last - 900);
const known: KnownBase = (_, pos) => GENOME[pos - 901] ?? null;
const unknown: KnownBase = () => null;

const COLUMNS = "GT:GQ:PR:SR 0/1:99:9,9:9,9";
const row = (pos: number, alt: string, info: string, ref = "A"): string =>
  `17 ${pos} x ${ref} ${alt} 400 PASS ${info} ${COLUMNS}`;
const lost = (pos: number, end: number, more = ""): string =>
  row(pos, "<DEL>", `SVTYPE=DEL;END=${end}${more}`);
const gained = (pos: number, end: number): string => row(pos, "<DUP>", `SVTYPE=DUP;END=${end}`);
const inserted = (pos: number, bases: string): string =>
  row(pos, `A${bases}`, `SVTYPE=INS;END=${pos}`);
const unnamed = (pos: number, length: number): string =>
  row(pos, "<INS>", `SVTYPE=INS;END=${pos};SVLEN=${length}`);

async function isSame(
  rows: string[],
  small: { pos: number; lost?: number; bases?: string },
  base: KnownBase = unknown,
): Promise<boolean> {
  const inputs = rows.map((one) => ({ path: made(folder, { rows: [one] }) }));
  const event = only(
    rows.length > 1 ? await readAll(inputs, child()) : await read(folder, { rows }),
  );
  const anchor = at(small.pos, small.pos);
  const ref = anchor + at(small.pos + 1, small.pos + (small.lost ?? 0));
  const site = { chrom: "17", pos: small.pos, ref, alts: [anchor + (small.bases ?? "")] };
  const shape = shapeOfBases(site, 1, sv);
  if (shape === null) throw new Error("too short");
  return isAllele(event, shape, base, sv);
}

const BASES = basesFrom(99, 110);

describe("a deletion of bases that are told", () => {
  it.each([
    ["the same", lost(1000, 1500), true],
    ["as another writer ends it", lost(1000, 1501), true],
    ["as far on as its bases are alike", lost(1012, 1512, ";HOMLEN=12"), true],
    ["a neighbour", lost(1020, 1521), false],
    ["a neighbour as long", lost(1020, 1520), false],
    ["a longer one", lost(1000, 1540), false],
    ["a longer one of which the ends are not sure", lost(1000, 1540, ";IMPRECISE"), false],
  ])("is the allele or not: %s", async (_, line, expected) => {
    expect(await isSame([line], { pos: 1000, lost: 500 })).toBe(expected);
  });
});

describe("an insertion of bases that are told", () => {
  it.each([
    ["the same bases", inserted(1000, BASES), true],
    [
      "the same, further on in what they repeat",
      inserted(1009, BASES.slice(9) + BASES.slice(0, 9)),
      true,
    ],
    ["the same bases elsewhere", inserted(1009, BASES), false],
    ["other bases", inserted(1000, basesFrom(5, 110)), false],
    ["fewer", inserted(1000, BASES.slice(0, 80)), false],
    ["as many that are not told", unnamed(1000, 110), true],
    ["as many that are not told, beside it", unnamed(1040, 110), false],
    ["more that are not told", unnamed(1000, 150), false],
  ])("is the allele or not: %s", async (_, line, expected) => {
    expect(await isSame([line], { pos: 1000, bases: BASES })).toBe(expected);
  });
});

describe("a duplication", () => {
  const copied = at(1001, 1240);
  it.each([
    ["before it", 1000, copied],
    ["within it", 1010, copied.slice(10) + copied.slice(0, 10)],
  ])("is the insertion that repeats its bases: %s", async (_, pos, bases) => {
    expect(await isSame([gained(1000, 1240)], { pos, bases }, known)).toBe(true);
    expect(await isSame([gained(1000, 1241)], { pos, bases }, known)).toBe(true);
    // Nobody knows what it repeats.
    expect(await isSame([gained(1000, 1240)], { pos, bases })).toBe(false);
  });

  it("is not one of other bases, nor of the same further on", async () => {
    const other = { pos: 990, bases: basesFrom(3, 240) };
    expect(await isSame([gained(1000, 1240)], other, known)).toBe(false);
    expect(await isSame([gained(1000, 1240)], { pos: 990, bases: copied }, known)).toBe(false);
  });

  it("is told apart by a few known bases, and known by those of the insertion that it was called as", async () => {
    const few: KnownBase = (chrom, pos) => (pos < 1030 ? known(chrom, pos) : null);
    expect(await isSame([gained(1000, 1240)], { pos: 1000, bases: copied }, few)).toBe(true);
    const fewer: KnownBase = (chrom, pos) => (pos < 1015 ? known(chrom, pos) : null);
    expect(await isSame([gained(1000, 1240)], { pos: 1000, bases: copied }, fewer)).toBe(false);
    const manta = row(1000, `A${copied}`, "SVTYPE=INS;END=1000;DUPSVLEN=240");
    expect(await isSame([gained(1000, 1240), manta], { pos: 1000, bases: copied })).toBe(true);
    const other = { pos: 1000, bases: basesFrom(3, 240) };
    expect(await isSame([gained(1000, 1240), manta], other)).toBe(false);
  });
});

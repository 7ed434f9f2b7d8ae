/** Whole chromosomes and arms by copies, and the sex that copies of X and Y say (SVH-15). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chromosomeFindings } from "../../src/structural/copies/findings.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import type { Sex } from "../../src/pedigree/types.ts";
import { ARMS, changedChromosomes, copiesOf } from "../../src/structural/copies/chromosomes.ts";
import type { ChromosomeChange, GenomicEvent } from "../../src/structural/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { call, event } from "./events.ts";
import { made, readAll } from "./vcf.ts";

const folder = tempFolder();

const gain = (
  chrom: string,
  first: number,
  last: number,
  copies: number | null = 3,
  over: Partial<GenomicEvent> = {},
): GenomicEvent =>
  event("DUP", chrom, first, last, {
    claim: "depth",
    calls: [{ ...call(true), copies, expected: 2 }],
    ...over,
  });

const changes = (events: GenomicEvent[]): ChromosomeChange[] =>
  changedChromosomes(events, 0, "GRCh38");

describe("events that are a whole chromosome's", () => {
  it("in fragments, from four fifths on; what has other copies stays an event", () => {
    const parts = [gain("21", 14_300_000, 30_000_000), gain("21", 30_500_000, 46_700_000)];
    const own = gain("21", 33_000_000, 33_020_000, 4);
    const [change, ...others] = changes([...parts, own]);
    expect(change).toMatchObject({ chrom: "21", arm: null, kind: "DUP", copies: 3 });
    expect(new Set(change?.events)).toEqual(new Set(parts));
    expect(others).toEqual([]);
    expect(changes(parts.slice(0, 1))).toEqual([]);
  });

  it("an arm", () => {
    const [change] = changes([gain("12", 100_000, 33_000_000, 4)]);
    expect(change).toMatchObject({ arm: "p", copies: 4, first: 1, last: 33_200_000 });
  });

  it("not where a junction alone, a failed call or a relative says it", () => {
    const whole = (over: Partial<GenomicEvent>): GenomicEvent =>
      gain("21", 14_300_000, 46_700_000, 3, over);
    expect(changes([whole({})])).toHaveLength(1);
    expect(changes([whole({ claim: "junction" })])).toEqual([]);
    expect(changes([whole({ failedFilters: ["cnvQual"] })])).toEqual([]);
    expect(changes([whole({ calls: [call(false)] })])).toEqual([]);
  });

  it.skipIf(sharedData === null)(
    "a tumour's arms, as CNVkit calls them (no shared data)",
    async () => {
      const path = join(sharedData ?? "", "events/callers/scout_cnvkit_mixed_CIPOS_dot.vcf");
      const { events } = await readAll([{ path }], null, "GRCh37");
      const found = changedChromosomes(events, 0, "GRCh37");
      expect(found.map(({ chrom, arm, kind }) => `${chrom}${arm ?? ""} ${kind}`)).toEqual([
        "6p DUP",
        "8p DEL",
        "12p DUP",
      ]);
    },
  );

  it.skipIf(sharedData === null)("arms end where both builds' bands say (no shared data)", () => {
    const ends = new Map<string, [number, number]>();
    for (const build of ["hg19", "hg38"]) {
      const path = join(sharedData ?? "", `events/regions/cytoBand_${build}.txt.gz`);
      for (const line of gunzipSync(readFileSync(path)).toString().split("\n")) {
        const [chrom = "", from, to, band = "", stain] = line.replace(/^chr/, "").split("\t");
        if (ARMS[chrom] === undefined) continue;
        const [short, long] = ends.get(chrom) ?? [Infinity, 0];
        const isAcrocentric = ["13", "14", "15", "21", "22"].includes(chrom);
        const isDark =
          stain === "acen" ||
          (stain === "gvar" && band.startsWith("q") && ["1", "9", "16"].includes(chrom));
        if (!isDark) continue;
        const start = isAcrocentric ? 0 : Number(from) / 1e6;
        ends.set(chrom, [Math.min(short, start), Math.max(long, Number(to) / 1e6)]);
      }
    }
    expect(Object.fromEntries(ends)).toEqual(ARMS);
  });
});

/** A file as DRAGEN writes it: segments without a change too. */
async function checks(
  sex: Sex,
  { x, y }: { x: number; y: number | null },
  policy = DEFAULT_POLICY,
): Promise<ReturnType<typeof chromosomeFindings>> {
  const row = (chrom: string, copies: number, end: number, expected: number): string => {
    const alt = copies === expected ? "." : copies < expected ? "<DEL>" : "<DUP>";
    const gt = alt === "." ? "./." : "0/1";
    return `${chrom} 2800000 DRAGEN:REF:${chrom} N ${alt} 90 PASS END=${end};SVTYPE=CNV GT:SM:CN:BC ${gt}:1:${copies}:900`;
  };
  const rows = [row("X", x, 155_000_000, sex === "male" ? 1 : 2)];
  if (y !== null) rows.push(row("Y", y, 26_000_000, sex === "male" ? 1 : 0));
  const family = { people: [{ id: "child", sex }], proband: 0 };
  const path = made(folder, { header: ["##source=DRAGEN_CNV"], rows });
  const read = await readAll([{ path }], family);
  const person = { father: null, mother: null, affection: "affected" as const, sample: 0 };
  const people = [{ id: "child", sex, ...person, geneticParent: true }];
  return chromosomeFindings(read, { id: "F", people, proband: 0, notes: [] }, "GRCh38", policy);
}

describe("sex by copies", () => {
  it("fits, or the file may be another person's", async () => {
    expect((await checks("male", { x: 1, y: 1 })).checks).toMatchObject([{ outcome: "passed" }]);
    expect((await checks("female", { x: 2, y: null })).checks[0]?.outcome).toBe("passed");
    const other = await checks("male", { x: 2, y: 0 });
    expect(other.checks[0]).toMatchObject({ check: "sex_by_copies", outcome: "failed" });
    expect(other.checks[0]?.detail).toContain("may be another person's");
    expect((await checks("female", { x: 1, y: 1 })).checks[0]?.outcome).toBe("failed");
  });

  it("unusual copies are not told, and look like what could not be decided (DEC-49)", async () => {
    const odd = await checks("male", { x: 2, y: 1 });
    const nothing = chromosomeFindings(
      { events: [], sexBases: [{ X: [], Y: [] }], assayed: [["sv"]] },
      {
        id: "F",
        people: [
          {
            id: "child",
            sex: "male",
            father: null,
            mother: null,
            affection: "affected",
            sample: 0,
            geneticParent: true,
          },
        ],
        proband: 0,
        notes: [],
      },
      "GRCh38",
      DEFAULT_POLICY,
    );
    expect(odd.checks).toEqual(nothing.checks);
    expect([odd.withheld, nothing.withheld]).toEqual([1, 0]);
    expect(odd.parts.size).toBeGreaterThan(0);
    const shown = await checks("male", { x: 2, y: 1 }, { ...DEFAULT_POLICY, incidental: "show" });
    expect(shown.checks[0]).toMatchObject({ outcome: "warning" });
  });

  it("one X and no word on Y may be a woman's own", async () => {
    const found = await checks("female", { x: 1, y: null });
    expect(found.checks[0]).toMatchObject({ outcome: "not_checked" });
    expect(found.withheld).toBe(1);
  });

  it("needs half of the chromosome, and four fifths of it alike", () => {
    const told = (...X: number[]): number | null => copiesOf("X", { X, Y: [] }, "GRCh38");
    expect(told(0, 100e6, 0)).toBe(1);
    expect(told(0, 40e6, 0)).toBeNull();
    expect(told(0, 70e6, 60e6)).toBeNull();
  });
});

/** DEC-15 on real exome trios: relatedness and UPD by what the windows hold of them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { canonicalChrom, locusClass } from "../../src/core/assembly.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { judgeTally, newTally, type SampleCheck } from "../../src/pedigree/index.ts";
import { type TallyRecord } from "../../src/pedigree/tally.ts";
import { addToTally } from "../../src/pedigree/tally.ts";
import type { Family } from "../../src/pedigree/types.ts";
import type { TallyCall } from "../../src/pedigree/tally.ts";
import { sharedData } from "../helpers/shared.ts";
import { inSampleWindow } from "./windows.ts";

const exomes = join(sharedData ?? "", "events", "roh-upd");
const ashkenazi = join(sharedData ?? "", "vcf", "ashk_trio", "ashk-trio.vcf.gz");
/** Made by `npm run bench`, from the shared data too. */
const bench = fileURLToPath(new URL("../../bench/out/wgs1m/exome.vcf.gz", import.meta.url));

function call(keys: string[], text: string): TallyCall {
  const values = text.split(":");
  const number = (key: string): number | null => {
    const value = values[keys.indexOf(key)];
    return value === undefined || value === "." || value === "" ? null : Number(value);
  };
  const alleles = (values[0] ?? "").split(/[/|]/).map((a) => (a === "." ? -1 : Number(a)));
  return { alleles, depth: number("DP"), genotypeQuality: number("GQ"), failedFilters: [] };
}

/** The records of a trio in the windows (GRCh37); samples in the order of `names`. */
function recordsOf(path: string, names: readonly string[]): TallyRecord[] {
  const records: TallyRecord[] = [];
  let columns: number[] = [];
  for (const line of gunzipSync(readFileSync(path)).toString("latin1").split("\n")) {
    if (line === "" || line.startsWith("##")) continue;
    const f = line.split("\t");
    if (line.startsWith("#")) {
      columns = names.map((name) => f.indexOf(name));
      continue;
    }
    const [contig = "", at, , ref = "", alt = "", , filter = ""] = f;
    const chrom = canonicalChrom(contig);
    const pos = Number(at);
    if (chrom === null || !inSampleWindow("GRCh37", chrom, pos)) continue;
    const keys = (f[8] ?? "").split(":");
    records.push({
      chrom,
      pos,
      locus: locusClass("GRCh37", chrom, pos),
      isSnv: /^[ACGT]$/.test(ref) && /^[ACGT]$/.test(alt),
      isGvcfBlock: false,
      filterPassed: filter === "PASS" || filter === ".",
      calls: columns.map((column) => call(keys, f[column] ?? ".")),
    });
  }
  return records;
}

const person = (id: string, sample: number) => ({
  id,
  father: null,
  mother: null,
  sex: "unknown" as const,
  affection: "unknown" as const,
  sample,
  geneticParent: true,
});
const child = { ...person("child", 0), father: 1, mother: 2 };
const FAMILY: Family = {
  id: "F",
  people: [child, person("father", 1), person("mother", 2)],
  proband: 0,
  notes: [],
};

function judged(records: readonly TallyRecord[]): SampleCheck[] {
  const tally = newTally(3);
  const roles = { fathers: [1, null, null], mothers: [2, null, null] };
  for (const one of records) addToTally(tally, one, roles, DEFAULT_POLICY.sampleChecks);
  return judgeTally(tally, FAMILY, DEFAULT_POLICY).checks;
}

const called = (checks: SampleCheck[]): number[] =>
  checks
    .filter((c) => c.check === "uniparental_disomy" && c.outcome === "warning")
    .map((c) => Number(/chromosome (\d+)/.exec(c.detail)?.[1]));

/** Of a detail like "too few or conflicting sites on chromosomes 1, 4 to 6". */
function open(checks: SampleCheck[]): number[] {
  const one = checks.find((c) => c.check === "uniparental_disomy" && c.outcome === "not_checked");
  const text = /on chromosomes? ([^;]*)/.exec(one?.detail ?? "")?.[1] ?? "";
  return text.split(", ").flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split(" to ").map(Number);
    return text === "" ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** The child with one parent's alleles alone on a chromosome: both of its copies, or one of them twice. */
function withDisomy(
  records: readonly TallyRecord[],
  chromosome: number,
  parent: number,
  kind: "hetero" | "iso",
): TallyRecord[] {
  return records.map((record) => {
    if (record.chrom !== String(chromosome)) return record;
    const [kid, ...parents] = record.calls;
    const from = record.calls[parent] ?? null;
    if (kid === undefined || kid === null || from === null) return record;
    const [a = -1, b = a] = from.alleles;
    const copy = record.pos % 2 === 0 ? a : b;
    return {
      ...record,
      calls: [{ ...kid, alleles: kind === "hetero" ? [a, b] : [copy, copy] }, ...parents],
    };
  });
}

/** Chromosomes whose simulated disomy is not found; each must be left open, and no other may be called. */
function missed(records: readonly TallyRecord[], chromosomes: number[]): number[] {
  const own = called(judged(records));
  const left = new Set<number>();
  for (const chromosome of chromosomes)
    for (const parent of [1, 2])
      for (const kind of ["hetero", "iso"] as const) {
        const checks = judged(withDisomy(records, chromosome, parent, kind));
        const found = called(checks);
        expect(found.filter((c) => c !== chromosome && !own.includes(c))).toEqual([]);
        if (found.includes(chromosome)) continue;
        expect(open(checks)).toContain(chromosome);
        left.add(chromosome);
      }
  return [...left];
}

const autosomes = Array.from({ length: 22 }, (_, i) => i + 1);
const TRIO = ["CHILD", "FATHER", "MOTHER"];
const related = (checks: SampleCheck[]) => checks.find((c) => c.check === "relatedness")?.outcome;

describe.skipIf(sharedData === null)("exome trios (needs ../shared/data)", () => {
  // The body of a skipped block runs too.
  const upd16 = sharedData === null ? [] : recordsOf(join(exomes, "UpdHunter_in2.vcf.gz"), TRIO);

  it("UPD-01 a maternal UPD of chromosome 16 is found, and nothing else is called", () => {
    const checks = judged(upd16);
    expect(called(checks)).toEqual([16]);
    expect(checks.find((c) => c.outcome === "warning")?.detail).toContain("maternal heterodisomy");
    expect(related(checks)).toBe("passed");
  });

  it("UPD-01 any other autosome would be found there, or is told as not checked", () => {
    const others = autosomes.filter((c) => c !== 16);
    expect(missed(upd16, others).length).toBeLessThanOrEqual(4);
  });

  it("UPD-01 chromosome 1 of a trio of genotypes with qualities", () => {
    const records = recordsOf(ashkenazi, ["HG002", "HG003", "HG004"]);
    expect(called(judged(records))).toEqual([]);
    expect(missed(records, [1]).length).toBeLessThanOrEqual(1);
  });

  it("UPD-01 a UPD of most of chromosome 22 is never passed; a trio without one is not called", () => {
    const part = judged(recordsOf(join(exomes, "UpdHunter_in3.vcf.gz"), TRIO));
    expect([...called(part), ...open(part)]).toContain(22);
    expect(called(part).filter((c) => c !== 22)).toEqual([]);
    expect(called(judged(recordsOf(join(exomes, "UpdHunter_in1.vcf.gz"), TRIO)))).toEqual([]);
  });

  it.each([
    ["in1", ["CHILD", "FATHER", "MOTHER"], "passed"],
    ["in2", ["CHILD", "FATHER", "MOTHER"], "passed"],
    ["in3", ["CHILD", "FATHER", "MOTHER"], "passed"],
    ["in1", ["FATHER", "CHILD", "MOTHER"], "failed"],
    ["in2", ["FATHER", "CHILD", "MOTHER"], "failed"],
    ["in3", ["MOTHER", "FATHER", "CHILD"], "failed"],
  ])("VCF-62 %s with %s as child, father, mother: %s", (name, order, expected) => {
    const checks = judged(recordsOf(join(exomes, `UpdHunter_${name}.vcf.gz`), order));
    expect(related(checks)).toBe(expected);
    if (expected === "failed") expect(called(checks)).toEqual([]);
  });
});

describe.skipIf(!existsSync(bench))("the bench's exome (needs bench/out)", () => {
  it("UPD-01 any autosome would be found, or is told as not checked", () => {
    const records = recordsOf(bench, ["HG002", "HG003", "HG004"]);
    expect(called(judged(records))).toEqual([]);
    expect(related(judged(records))).toBe("passed");
    expect(missed(records, autosomes).length).toBeLessThanOrEqual(4);
  });
});

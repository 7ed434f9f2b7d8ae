// Whose genotypes a laboratory's table holds: at the fixed sites, and by index elsewhere (IDT-01).
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkIdentity } from "../../src/analysis/identity-check.ts";
import type { Input } from "../../src/analysis/input.ts";
import { openInput } from "../../src/analysis/inputs.ts";
import { fingerprintSites } from "../../src/core/fingerprint-sites.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import type { Family } from "../../src/pedigree/types.ts";
import { newTally, type Tally } from "../../src/pedigree/tally.ts";
import { fileWriter } from "../helpers/temp.ts";
import { headerText } from "../helpers/vcf-text.ts";
import { tabixIndex } from "../io/indexed.ts";

const write = fileWriter();
const sites = fingerprintSites("GRCh38");
const COMPLEMENT: Readonly<Record<string, string>> = { A: "T", C: "G", G: "C", T: "A" };
const other = (bases: string): string => [...bases].map((base) => COMPLEMENT[base]).join("");
/** Genotype of the person at each site. */
const own = sites.map((_, i) => i % 3);
const tally = (person = 0, people = 1): Tally => ({
  ...newTally(people),
  genotypes: own.flatMap((g, site) => [site, person, g]),
});
const family = {
  id: "",
  proband: 1,
  people: [
    { id: "MUM", sample: null },
    { id: "KID", sample: 0 },
    { id: "DAD", sample: 1 },
  ],
} as unknown as Family;

interface Asked {
  name?: string;
  /** Rows of the table. */
  rows: string[];
  tally?: Tally;
  inputs?: Input[];
  head?: string;
}
async function checked({ name = "", rows, tally: of = tally(1, 3), inputs = [], head }: Asked) {
  const path = write(`${head ?? "chrom\tpos\tgenotype"}\n${rows.join("\n")}\n`, "tsv");
  const scanned = {
    assembly: "GRCh38",
    family,
    inputs,
    tally: of,
    policy: DEFAULT_POLICY,
  } as const;
  const checks = await checkIdentity({ [name]: path }, scanned);
  return checks[0];
}
const letters = (i: number, count: number): string => {
  const { ref, alt } = sites[i] ?? { ref: "", alt: "" };
  return [ref + ref, alt + ref, alt + alt][count] ?? "";
};
type Row = (site: (typeof sites)[number], genotype: string, i: number) => string;
const PLAIN: Row = ({ chrom, pos }, genotype) => `${chrom}\t${pos}\t${genotype}`;
const rows = (genotypes: readonly number[], row: Row = PLAIN): string[] =>
  genotypes.map((g, i) => row(sites[i] as (typeof sites)[number], letters(i, g), i));
const ofOther = own.map((g) => (g + 1) % 3);

describe("at the fixed sites", () => {
  it("the proband's own, and what is said of them", async () => {
    const found = await checked({ rows: rows(own) });
    expect(found).toMatchObject({ check: "identity", subject: "KID", outcome: "passed" });
    expect(found?.detail).toMatch(new RegExp(`^0 of ${sites.length} genotypes differ from .*tsv$`));
  });

  it.each<[string, Row]>([
    ["on the other strand", ({ chrom, pos }, g) => `${chrom}\t${pos}\t${other(g)}`],
    [
      "in the other order",
      ({ chrom, pos }, g) => `chr${chrom}\t${pos}\t${[...g].reverse().join("")}`,
    ],
    [
      "by positions of the other build",
      (_site, g, i) => {
        const { chrom, pos } = fingerprintSites("GRCh37")[i] ?? { chrom: "", pos: 0 };
        return `${chrom}\t${pos}\t${g}`;
      },
    ],
  ])("the same %s", async (_, row) => {
    expect(await checked({ rows: rows(own, row) })).toMatchObject({ outcome: "passed" });
  });

  it("by rsIDs, where the file has them", async () => {
    const table = {
      head: "rsid\tgenotype",
      rows: rows(own, (_site, g, i) => `rs${100 + i}\t${g}`),
    };
    const rsIds = sites.flatMap((_, i) => [i, 100 + i]);
    const found = await checked({ ...table, tally: { ...tally(1, 3), rsIds } });
    expect(found).toMatchObject({ outcome: "passed" });
    expect(await checked(table)).toMatchObject({
      outcome: "not_checked",
      detail: expect.stringMatching(/^0 of 0 genotypes .*: too few to tell$/) as string,
    });
  });

  it("somebody else's end the run", async () => {
    await expect(checked({ rows: rows(ofOther) })).rejects.toMatchObject({
      code: "E_IDENTITY",
      message: expect.stringMatching(
        new RegExp(`^KID is somebody else: ${sites.length} of ${sites.length} genotypes differ`),
      ) as string,
    });
  });

  it("too few to tell", async () => {
    expect(await checked({ rows: rows(own.slice(0, 2)) })).toMatchObject({
      outcome: "not_checked",
    });
  });

  it("bases that are none of the site's count for nothing", async () => {
    const odd: Row = ({ chrom, pos, ref }) => `${chrom}	${pos}	${ref}${COMPLEMENT[ref]}`;
    expect((await checked({ rows: rows(own, odd) }))?.detail).toMatch(/^0 of 0 /);
  });
});

describe("whom it is asked of", () => {
  it("by name, of the sequenced alone", async () => {
    expect(await checked({ name: "DAD", rows: rows(own), tally: tally(2, 3) })).toMatchObject({
      subject: "DAD",
      outcome: "passed",
    });
    for (const name of ["MUM", "NOBODY"])
      await expect(checked({ name, rows: rows(own) })).rejects.toMatchObject({
        code: "E_USAGE",
        message: `--identity: '${name}' is not a sequenced member of the family`,
        hint: "KID, DAD",
      });
  });

  it("one check for each file, in their order; none where there are none", async () => {
    const path = write(`chrom\tpos\tgenotype\n${rows(own).join("\n")}\n`, "tsv");
    const both = { ...tally(1, 3) };
    both.genotypes = [1, 2].flatMap((person) => own.flatMap((g, site) => [site, person, g]));
    const scanned = {
      assembly: "GRCh38",
      family,
      inputs: [],
      tally: both,
      policy: DEFAULT_POLICY,
    } as const;
    const found = await checkIdentity({ DAD: path, "": path }, scanned);
    expect(found.map(({ subject }) => subject)).toEqual(["DAD", "KID"]);
    expect(await checkIdentity({}, scanned)).toEqual([]);
  });
});

describe("where these do not decide, the file's other sites by index", () => {
  const COUNT = 60;
  const { minDepth, minGenotypeQuality } = DEFAULT_POLICY.sampleChecks;
  const SURE = `${minDepth}:${minGenotypeQuality}`;
  const record = (i: number, kid: string, ref = "A", alt = "G"): string =>
    `1\t${1000 + i}\t.\t${ref}\t${alt}\t.\tPASS\t.\tGT:DP:GQ\t${kid}\t0/0:${SURE}`;
  const open = async (lines: string[]): Promise<Input> => {
    const head = headerText({ samples: ["KID", "DAD"] })
      .trimEnd()
      .split("\n");
    const { vcf, tbi } = tabixIndex([...head, ...lines]);
    const path = write("", "vcf.gz");
    writeFileSync(path, vcf);
    writeFileSync(`${path}.tbi`, tbi);
    const stdin = (async function* (): AsyncGenerator<Uint8Array> {})();
    return openInput(path, { policy: DEFAULT_POLICY, allowRemote: false, stdin });
  };
  const all = Array.from({ length: COUNT }, (_, i) => i);
  const GT = ["0/0", "0/1", "1/1"];
  const LETTERS = ["AA", "AG", "GG"];
  const stated = (count = COUNT): string[] =>
    all.slice(0, count).map((i) => `1\t${1000 + i}\t${LETTERS[i % 3]}`);
  const lookedUp = async (callOf: (i: number) => string, alleles: string[] = []) =>
    checked({
      rows: stated(),
      inputs: [await open(all.map((i) => record(i, callOf(i), ...alleles)))],
      tally: newTally(3),
    });
  const compared = (detail = ""): string => detail.split(" genotype", 1)[0] ?? "";

  it("the same, and another's", async () => {
    const found = await lookedUp((i) => `${GT[i % 3]}:${SURE}`);
    expect(found).toMatchObject({ outcome: "passed" });
    expect(compared(found?.detail)).toBe(`0 of ${COUNT}`);
    await expect(lookedUp((i) => `${GT[(i + 1) % 3]}:${SURE}`)).rejects.toThrow(
      `${COUNT} of ${COUNT} genotypes differ`,
    );
  });

  it.each<[string, string, boolean]>([
    ["deep and sure enough", SURE, true],
    ["of unknown depth and quality", ".:.", true],
    ["one read less", `${minDepth - 1}:${minGenotypeQuality}`, false],
    ["less sure", `${minDepth}:${minGenotypeQuality - 1}`, false],
  ])("a call %s", async (_, rest, counts) => {
    const found = await lookedUp((i) => `${GT[i % 3]}:${rest}`);
    expect(compared(found?.detail)).toBe(counts ? `0 of ${COUNT}` : "0 of 0");
  });

  it.each(["./.", "0/.", "1", "0/1/1"])("a call that is not of two alleles: %s", async (gt) => {
    expect(compared((await lookedUp(() => `${gt}:${SURE}`))?.detail)).toBe("0 of 0");
  });

  it.each([
    ["an indel", ["AT", "A"]],
    ["an insertion", ["A", "AG"]],
    ["two ALTs", ["A", "G,T"]],
    ["A/T, which does not tell the strand", ["A", "T"]],
  ])("%s counts for nothing", async (_, alleles) => {
    const found = await lookedUp((i) => `${GT[i % 3]}:${SURE}`, alleles);
    expect(compared(found?.detail)).toBe("0 of 0");
  });

  it("not in a file without an index", async () => {
    const input = await open(all.map((i) => record(i, `${GT[i % 3]}:${SURE}`)));
    const inputs = [{ ...input, index: null }];
    const found = await checked({ rows: stated(), tally: newTally(3), inputs });
    expect(compared(found?.detail)).toBe("0 of 0");
  });

  it.each([
    [1000, 1000],
    [1001, 0],
  ])("for no more sites than a panel of SNPs has: of %i, %i", async (count, lookedAt) => {
    const input = await open([record(0, `0/0:${SURE}`)]);
    let asked = 0;
    // What is not bgzipped is asked for its index, and not read.
    const counting: Input = {
      ...input,
      kind: "plain",
      get index() {
        asked++;
        return input.index;
      },
    };
    const stranger = Array.from({ length: count }, (_, i) => `2\t${i + 1}\tAG`);
    await checked({ rows: stranger, tally: newTally(3), inputs: [counting] });
    expect(asked).toBe(lookedAt);
  });
});

// Two changes of one codon that a parent passed on together: what they do together stands beside what each does alone.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import { explain } from "../../src/analysis/explain.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { storyText } from "../../src/cli/print/story.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { quietIo } from "../helpers/archive.ts";
import {
  makeRawWorld,
  type RawRecord,
  rawVcf,
  type RawWorld,
  SEQUENCE,
} from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
/** Codons in the order of A, C, G, T. */
const CODE = "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF";
const residueOf = (codon: string): string =>
  CODE[[...codon].reduce((at, base) => 4 * at + "ACGT".indexOf(base), 0)] ?? "";
const CODONS = [..."ACGT"].flatMap((a) =>
  [..."ACGT"].flatMap((b) => [..."ACGT"].map((c) => a + b + c)),
);
const NAMES = "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val";
const THREE: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES.split(" ").map((name, i) => ["ARNDCQEGHILKMFPSTWYV"[i], name]),
);
const FATHER = ["0/1", "0/1", "0/0"];
const MOTHER = ["0/1", "0/0", "0/1"];
let world: RawWorld;

/** Of PLUS1's second exon: two bases of a codon, of which both together, or the first alone, make a stop. */
function changesOf(isAlone: boolean): [RawRecord, RawRecord] {
  for (let pos = 1303; pos < 1410; pos += 3) {
    const codon = SEQUENCE.slice(pos - 1, pos + 2);
    for (const first of "ACGT")
      for (const second of "ACGT") {
        const one = first + codon.slice(1);
        const other = codon.slice(0, 1) + second + codon.slice(2);
        const both = first + second + codon.slice(2);
        const [before, ...after] = [codon, one, other, both].map(residueOf);
        const isNew = after.every((residue) => residue !== before);
        const stops = after.map((residue) => residue === "*");
        if (!isNew || String(stops) !== String([isAlone, false, !isAlone])) continue;
        return [
          { pos, ref: codon.slice(0, 1), alts: [first], calls: FATHER },
          { pos: pos + 1, ref: codon.slice(1, 2), alts: [second], calls: FATHER },
        ];
      }
  }
  throw new Error("there is no such codon");
}

interface Shown {
  tier: number;
  flags: string[];
  consequence: { terms: string[] };
  compound?: { alleles: string[]; hgvsc: string; hgvsp: string; terms: string[] };
  acmg: { criteria: { criterion: string; status: string; reason: string }[] };
}

async function shown(records: RawRecord[], name = "two.vcf", annotated = false): Promise<Shown[]> {
  const path = join(folder, name);
  writeFileSync(path, rawVcf(records));
  const to = join(folder, `annotated.${name}`);
  if (annotated)
    await annotate({ ...DEFAULT_OPTIONS, store: world.store, vcfs: [path] }, to, quietIo());
  const { text } = await analyseHere(
    { vcfs: [annotated ? to : path], ped: world.ped, panels: [world.panel], store: world.store },
    { format: "json" },
  );
  const { candidates } = JSON.parse(text) as { candidates: { tier: number; variants: Shown[] }[] };
  return candidates.flatMap(({ tier, variants }) => variants.map((one) => ({ ...one, tier })));
}

beforeAll(async () => {
  world = await makeRawWorld(folder, []);
});

/** Of PLUS1's second exon: a codon, and what its bases become, of whose residues `wanted` says yes. */
function codonWhere(
  wanted: (residues: { before: string; alone: string[]; all: string }) => boolean,
  bases: number,
): RawRecord[] {
  for (let pos = 1303; pos < 1410; pos += 3) {
    const codon = SEQUENCE.slice(pos - 1, pos + 2);
    for (const after of CODONS) {
      const changed = [0, 1, 2].filter((i) => codon[i] !== after[i]);
      if (changed.length !== bases) continue;
      const alone = changed.map(
        (i) => codon.slice(0, i) + after.slice(i, i + 1) + codon.slice(i + 1),
      );
      const residues = {
        before: residueOf(codon),
        alone: alone.map(residueOf),
        all: residueOf(after),
      };
      if (!wanted(residues)) continue;
      return changed.map((i) => ({
        pos: pos + i,
        ref: codon.slice(i, i + 1),
        alts: [after.slice(i, i + 1)],
        calls: FATHER,
      }));
    }
  }
  throw new Error("there is no such codon");
}

describe("HP-03: what a filter dropped is read with the rest of its codon", () => {
  it("of three changes one is synonymous alone: the protein is that of all three", async () => {
    let all = "";
    const records = codonWhere((residues) => {
      const { before, alone } = residues;
      all = residues.all;
      return (
        alone.filter((one) => one === before).length === 1 &&
        !alone.includes("*") &&
        all !== "*" &&
        all !== before
      );
    }, 3);
    const variants = await shown(records, "three.vcf");
    expect(variants.length).toBeGreaterThan(0);
    for (const { compound } of variants) {
      expect(compound?.alleles).toHaveLength(3);
      expect(compound?.hgvsp.slice(-3)).toBe(THREE[all]);
    }
    expect(await shown(records, "three.vcf", true)).toEqual(variants);
  });

  it("with a synonymous change it makes a stop: told, and tiered by it", async () => {
    const records = codonWhere(
      ({ before, alone, all }) =>
        all === "*" && !alone.includes("*") && alone.filter((one) => one === before).length === 1,
      2,
    );
    const variants = await shown(records, "stop.vcf");
    expect(variants.length).toBeGreaterThan(0);
    for (const { flags, compound, tier } of variants) {
      expect(compound?.terms).toContain("stop_gained");
      expect(flags).toContain("compound_worse");
      expect(tier).toBe(1);
    }
    const open = records.map((record) => ({ ...record, calls: ["0/1", "0/1", "0/1"] }));
    const marked = await shown(open, "stop-open.vcf");
    expect(marked.length).toBeGreaterThan(0);
    for (const { flags, compound } of marked) {
      expect(compound).toBeUndefined();
      expect(flags).toContain("possible_MNV_codon");
    }
  });
});

describe("a change that failed FILTER", () => {
  const failed = (record: RawRecord): RawRecord => ({ ...record, filter: "LowQual" });

  it("leaves open what its codon does, and is no candidate", async () => {
    const [one, other] = changesOf(false);
    const variants = await shown([one, failed(other)], "failed.vcf");
    expect(variants.length).toBeGreaterThan(0);
    for (const { flags, compound } of variants) {
      expect(flags).toContain("possible_MNV_codon");
      expect(compound).toBeUndefined();
    }
  });

  it("takes nothing from what the others of the codon do together", async () => {
    const [one, other, third] = codonWhere(
      ({ before, alone }) => alone.every((residue) => residue !== before && residue !== "*"),
      3,
    );
    if (one === undefined || other === undefined || third === undefined)
      throw new Error("no codon");
    const two = await shown([one, other], "pair.vcf");
    expect(two.map(({ compound }) => compound?.alleles.length)).toEqual(two.map(() => 2));
    expect(await shown([one, other, failed(third)], "pair.vcf")).toEqual(two);
  });
});

it("explain names the others, and what they do together", async () => {
  const records = changesOf(false);
  const path = join(folder, "explained.vcf");
  writeFileSync(path, rawVcf(records));
  const [one, other] = records.map(({ pos, ref, alts }) => `1:${pos}:${ref}:${alts.join()}`);
  const { ped, panel, store } = world;
  const options = { ...DEFAULT_OPTIONS, vcfs: [path], ped, panels: [panel], store };
  const text = storyText(await explain(options, one ?? "", quietIo()));
  expect(text).toContain(`${one} with ${other}: ENST00000000.1:c.[`);
});

describe("HP-01, HP-04: two alleles of one codon", () => {
  it("two missense changes make a stop together, count as it, and keep their own terms", async () => {
    const variants = await shown(changesOf(false));
    expect(variants.length).toBeGreaterThan(1);
    for (const { flags, consequence, compound, tier } of variants) {
      expect(tier).toBe(1);
      expect(consequence.terms).toEqual(["missense_variant"]);
      expect(compound?.terms).toContain("stop_gained");
      expect(compound?.alleles).toHaveLength(2);
      expect(compound?.hgvsc).toMatch(/^ENST00000000\.1:c\.\[\d+[ACGT]>[ACGT];\d+[ACGT]>[ACGT]\]$/);
      expect(compound?.hgvsp).toMatch(/:p\.[A-Z][a-z]{2}\d+Ter$/);
      expect(flags).toContain("compound_worse");
      expect(flags).not.toContain("possible_MNV_codon");
    }
  });

  it("a stop that the other change takes away is a suggestion at most", async () => {
    const variants = await shown(changesOf(true));
    const stops = variants.filter(({ consequence }) => consequence.terms.includes("stop_gained"));
    expect(stops.length).toBeGreaterThan(0);
    for (const { flags, compound, acmg } of stops) {
      expect(flags).toContain("compound_milder");
      expect(compound?.terms).toContain("missense_variant");
      expect(acmg.criteria.find((one) => one.criterion === "PVS1")?.status).not.toBe("met");
    }
  });

  it("the same of the file that was annotated first", async () => {
    const records = changesOf(false);
    expect(await shown(records, "two.vcf", true)).toEqual(await shown(records));
  });

  it("on two chromosomes nothing is said, and where it is open the codon is marked as before", async () => {
    const [one, other] = changesOf(false);
    const apart = await shown([one, { ...other, calls: MOTHER }]);
    const open = await shown(
      [one, other].map((record) => ({ ...record, calls: ["0/1", "0/1", "0/1"] })),
    );
    expect(apart.map(({ compound }) => compound)).toEqual(apart.map(() => undefined));
    expect(apart.flatMap(({ flags }) => flags)).not.toContain("possible_MNV_codon");
    for (const { compound, flags } of open) {
      expect(compound).toBeUndefined();
      expect(flags).toContain("possible_MNV_codon");
    }
    expect(apart.length * open.length).toBeGreaterThan(0);
  });

  it("two alleles of one base, and a homozygous change beside them: each with it, the worse one beside it", async () => {
    const found = Array.from({ length: 36 }, (_, i) => 1303 + 3 * i).flatMap((pos) => {
      const codon = SEQUENCE.slice(pos - 1, pos + 2);
      return CODONS.flatMap((after) => {
        const seconds = [..."ACGT"].filter((x) => x !== codon[0] && x !== after[0]);
        return seconds.map((second) => ({ pos, codon, after, second }));
      }).filter(({ after, second }) => {
        const [one, other] = [residueOf(after), residueOf(second + after.slice(1))];
        const alone = [
          after.slice(0, 1) + codon.slice(1),
          second + codon.slice(1),
          codon.slice(0, 1) + after.slice(1),
        ].map(residueOf);
        const isHere = after[2] === codon[2] && after[1] !== codon[1] && after[0] !== codon[0];
        const all = [residueOf(codon), ...alone, one];
        return isHere && other === "*" && !all.includes("*") && new Set(all).size === 5;
      });
    });
    const [{ pos, codon, after, second } = { pos: 0, codon: "", after: "", second: "" }] = found;
    const records: RawRecord[] = [
      {
        pos,
        ref: codon.slice(0, 1),
        alts: [after.slice(0, 1), second],
        calls: ["1/2", "0/1", "0/2"],
      },
      {
        pos: pos + 1,
        ref: codon.slice(1, 2),
        alts: [after.slice(1, 2)],
        calls: ["1/1", "0/1", "0/1"],
      },
    ];
    for (const annotated of [false, true]) {
      const variants = await shown(records, "both.vcf", annotated);
      const told = new Map(
        variants.flatMap(({ compound, ...one }) => {
          const { ref, alt } = one as unknown as { ref: string; alt: string };
          const parts = compound?.alleles.map((key) => key.split(":").slice(1).join(":")).sort();
          return [
            [`${ref}>${alt}`, { parts, protein: compound?.hgvsp.slice(-3), flags: one.flags }],
          ];
        }),
      );
      const key = (at: number, alt: string): string => `${at}:${SEQUENCE[at - 1] ?? ""}:${alt}`;
      const beside = key(pos + 1, after.slice(1, 2));
      const [a, b] = [key(pos, after.slice(0, 1)), key(pos, second)];
      const missense = THREE[residueOf(after)];
      const [x, y] = [codon.slice(0, 1), codon.slice(1, 2)];
      expect(told.get(`${x}>${after.slice(0, 1)}`)).toMatchObject({
        parts: [a, beside].sort(),
        protein: missense,
      });
      for (const name of [`${x}>${second}`, `${y}>${after.slice(1, 2)}`])
        expect(told.get(name)).toMatchObject({
          parts: [b, beside].sort(),
          protein: "Ter",
          flags: expect.arrayContaining(["compound_worse"]) as string[],
        });
    }
  });
});

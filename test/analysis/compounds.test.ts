// Two changes of one codon that a parent passed on together: what they do together stands beside what each does alone.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
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
  const { candidates } = JSON.parse(text) as { candidates: { variants: Shown[] }[] };
  return candidates.flatMap(({ variants }) => variants);
}

beforeAll(async () => {
  world = await makeRawWorld(folder, []);
});

describe("HP-01, HP-04: two alleles of one codon", () => {
  it("two missense changes make a stop together, and stay what they are alone", async () => {
    const variants = await shown(changesOf(false));
    expect(variants.length).toBeGreaterThan(1);
    for (const { flags, consequence, compound } of variants) {
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
});

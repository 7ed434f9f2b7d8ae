/** Records of one position tell of each other in the proband alone: the siblings of a line are the proband's calls. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { besideOf, observations } from "../../src/analysis/beside.ts";
import { buildFamily, parsePed } from "../../src/pedigree/index.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import { headerText, recordText, TRIO, TRIO_PED } from "../helpers/vcf-text.ts";
import { planFor } from "../scan/build.ts";

it("a site that was split in two: the child has two other alleles, the parents one each", () => {
  const lines = [
    recordText({ pos: 1500, ref: "C", alt: "A", genotypes: ["0/1", "0/1", "0/0"] }),
    recordText({ pos: 1500, ref: "C", alt: "T", genotypes: ["1/0", "0/0", "0/1"] }),
  ];
  const data = Buffer.from(`${lines.join("\n")}\n`);
  const header = headerText({ samples: TRIO });
  const scanner = new Scanner(compilePlan(planFor({ header })));
  const { survivors } = scanner.scan(data, 0, data.length);
  const stated = { sex: {}, affected: [], notGeneticParents: [] };
  const rows = parsePed(TRIO_PED, "x.ped");
  const family = buildFamily({ rows, vcfSamples: [...TRIO], ...stated });
  const input = { assembly: "GRCh38" as const, family, policy: DEFAULT_POLICY };
  const states = survivors.map((one) => observations(one, 1, input, []).map((o) => o?.state));
  expect(states).toEqual([
    ["het_nonref", "het", "ref"],
    ["het_nonref", "ref", "het"],
  ]);
});

it("what a codon is read with: alleles of bases that the proband has, of a record that left", () => {
  const header = headerText({ samples: TRIO });
  const plan = planFor({ header });
  const stated = { sex: {}, affected: [], notGeneticParents: [] };
  const rows = parsePed(TRIO_PED, "x.ped");
  const family = buildFamily({ rows, vcfSamples: [...TRIO], ...stated });
  const input = { assembly: "GRCh38" as const, family, policy: DEFAULT_POLICY };
  const of = (alt: string, genotype: string): string[] => {
    const line = recordText({ pos: 1500, ref: "C", alt: "T", genotypes: [genotype, "0/0", "0/0"] });
    const data = Buffer.from(`${line}\n`);
    const { survivors } = new Scanner(compilePlan(plan)).scan(data, 0, data.length);
    const [one] = survivors;
    if (one === undefined) throw new Error("nothing survived");
    return besideOf({ ...one, alts: alt.split(",") }, input).map(({ key }) => key);
  };
  expect(of("T", "0/1")).toEqual(["1:1500:C:T"]);
  expect(of("T,G", "0/1")).toEqual(["1:1500:C:T"]);
  expect(of("G,T", "0/1")).toEqual(["1:1500:C:G"]);
  expect(of("<DEL>", "0/1")).toEqual([]);
  expect(of("*", "0/1")).toEqual([]);
});

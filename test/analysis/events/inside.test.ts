/** What the small variants inside a deletion say for it, against it, and of whose it is (cases 84 and 85). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReportDocument } from "../../../src/report/types.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../../helpers/vcf-text.ts";

const folder = tempFolder();
const TRIO = ["C", "F", "M"];
const DELETION: EventLine = {
  pos: 10_000,
  end: 30_000,
  gene: "GENE1",
  consequence: "frameshift_variant",
  genotypes: ["0/1"],
};
let runs = 0;

/** The parents have no file of events. */
async function run(
  mode: string,
  small: RecordOptions[],
  deletions: EventLine[] = [DELETION],
  notGeneticParents: string[] = [],
): Promise<ReportDocument> {
  const at = (name: string, text: string): string => {
    const path = join(folder, `${runs++}-${name}`);
    writeFileSync(path, text);
    return path;
  };
  const panel = `symbol\tmode_of_inheritance\tconfidence\nGENE1\t${mode}\tgreen\n`;
  const { text } = await analyseHere(
    {
      vcfs: [
        at("small.vcf", vcfText({ samples: TRIO }, small)),
        at("sv.vcf", eventVcf(["C"], deletions)),
      ],
      ped: at("trio.ped", TRIO_PED),
      panels: [at("panel.tsv", panel)],
      notGeneticParents,
    },
    { format: "json" },
  );
  return JSON.parse(text) as ReportDocument;
}

const sites = (genotypes: string[], count: number): RecordOptions[] =>
  Array.from({ length: count }, (_, i) => ({
    pos: 12_000 + 1000 * i,
    consequence: "synonymous_variant",
    genotypes,
  }));

describe("small variants inside a deletion", () => {
  it("case 84: four heterozygous ones speak against it: place 2 (SVE-18)", async () => {
    const { candidates } = await run("MONOALLELIC", sites(["0/1", "0/1", "0/0"], 4));
    expect(candidates[0]).toMatchObject({ band: 2 });
    expect(candidates[0]?.flags).toContain("het_snvs_in_deletion:4");
    expect(candidates[0]?.reason).toContain("variants inside are evidence against the deletion");
  });

  it("are none where it is the deletion itself, which the file has too (SVE-24)", async () => {
    const short = { ...DELETION, end: 10_060, genotypes: ["1/1"] };
    const itself = {
      pos: 10_000,
      ref: `G${"ACGT".repeat(15)}`,
      alt: "G",
      filter: "LowQual",
      genotypes: ["1/1", "0/1", "0/1"],
    };
    const inside = { pos: 10_030, consequence: "synonymous_variant", genotypes: itself.genotypes };
    const flagged = async (small: RecordOptions[]): Promise<string[] | undefined> => {
      const { candidates } = await run("BIALLELIC", small, [short]);
      return candidates[0]?.flags.filter((flag) => flag.includes("snvs_in_deletion"));
    };
    expect(await flagged([itself, ...sites(["0/0", "0/0", "0/0"], 1)])).toEqual([]);
    expect(await flagged([itself, inside])).toEqual(["few_snvs_in_deletion:1"]);
  });

  it("are told once where one of them matters by itself", async () => {
    const stop = { pos: 13_500, consequence: "stop_gained", genotypes: ["0/1", "0/0", "0/0"] };
    const four = sites(["0/1", "0/1", "0/0"], 4);
    const { candidates } = await run("MONOALLELIC", [...four.slice(0, 2), stop, ...four.slice(2)]);
    const deletion = candidates.find(({ variants: [first] }) => first?.kind === "event");
    expect(deletion?.flags).toEqual(
      expect.arrayContaining(["het_inside_deletion", "het_snvs_in_deletion:5"]),
    );
    expect(deletion?.reason.match(/inside (?:is|are) evidence against/g)).toHaveLength(1);
  });

  it("inside most of the deletions they say that the file may be another person's", async () => {
    const deletions = [0, 1, 2, 3].map((i) => ({
      ...DELETION,
      pos: 10_000 + 100_000 * i,
      end: 30_000 + 100_000 * i,
    }));
    const inside = (genotypes: string[]): RecordOptions[] =>
      deletions.flatMap(({ pos }) =>
        sites(genotypes, 5).map((site) => ({ ...site, pos: site.pos - 10_000 + pos })),
      );
    const told = ({ warnings }: ReportDocument): string[] =>
      warnings.filter(({ code }) => code === "events_of_another").map(({ text }) => text);
    const [text] = told(await run("MONOALLELIC", inside(["0/1", "0/1", "0/0"]), deletions));
    expect(text).toContain("4 of 4 deletions");
    expect(text).toContain("may be another person's");
    expect(told(await run("MONOALLELIC", inside(["1/1", "0/1", "0/1"]), deletions))).toEqual([]);
  });

  it("any speak against a deletion that leaves no copy: place 2 (SVE-18)", async () => {
    const gone = [{ ...DELETION, genotypes: ["1/1"] }];
    const flags = async (count: number): Promise<[unknown, string[]]> => {
      const { candidates } = await run("BIALLELIC", sites(["1/1", "0/1", "0/1"], count), gone);
      const [first] = candidates;
      return [first?.band, first?.flags.filter((flag) => flag.includes("deletion")) ?? []];
    };
    const [doubted, against] = await flags(3);
    expect([doubted, against]).toEqual([2, ["snvs_in_deletion:3"]]);
    expect(await flags(2)).toEqual([1, ["few_snvs_in_deletion:2"]]);
    expect((await flags(10))[1]).toEqual(["snvs_in_deletion:10"]);
  });

  it("what was called where no copy is left says so itself, as the deletion does", async () => {
    const gone = [{ ...DELETION, genotypes: ["1/1"] }];
    const genotypes = ["1/1", "0/1", "0/1"];
    const missense = { pos: 12_000, consequence: "missense_variant", genotypes };
    const { candidates } = await run("BIALLELIC", [missense], gone);
    const small = candidates.find(({ variants }) => variants[0]?.kind === "small");
    const event = candidates.find(({ variants }) => variants[0]?.kind === "event");
    expect(small?.flags).toContain("no_copy_left");
    expect(small?.reason).toContain("one of the two calls is wrong");
    expect(event?.reason).toContain("called inside this deletion of all copies");
    const kept = await run("BIALLELIC", [{ ...missense, pos: 40_000 }], gone);
    expect(kept.candidates.flatMap(({ flags }) => flags)).not.toContain("no_copy_left");
  });

  it("hardly a heterozygous one of ten speaks for it", async () => {
    const { candidates } = await run("MONOALLELIC", sites(["1/1", "0/1", "0/1"], 10));
    expect(candidates[0]?.flags).toContain("deletion_supported_by_snvs");
  });

  it("case 85: what the mother lacks says that it is on her chromosome (SVH-07): in trans with the father's", async () => {
    const paternal = {
      pos: 90_000,
      consequence: "missense_variant",
      genotypes: ["0/1", "0/1", "0/0"],
    };
    const { candidates } = await run("BIALLELIC", [...sites(["1/1", "0/1", "0/0"], 5), paternal]);
    expect(candidates[0]?.models[0]).toMatchObject({
      model: "AR_COMPHET",
      phase: "TRANS",
      origins: ["MAT", "PAT"],
    });
    expect(candidates[0]?.flags).toContain("origin_by_sites");
  });

  it("a parent whose genotypes are not used says nothing of where it comes from (DEC-18)", async () => {
    const paternal = {
      pos: 90_000,
      consequence: "missense_variant",
      genotypes: ["0/1", "0/1", "0/0"],
    };
    const small = [...sites(["1/1", "0/1", "0/0"], 5), paternal];
    const { candidates } = await run("BIALLELIC", small, [DELETION], ["M"]);
    const [model] = candidates[0]?.models ?? [];
    expect(model).toMatchObject({ model: "AR_COMPHET", origins: ["UNKNOWN", "PAT_OR_EITHER"] });
    expect(model?.phase).toBe("UNPHASED");
    expect(candidates.flatMap(({ flags }) => flags)).not.toContain("origin_by_sites");
    const fathers = [...sites(["1/1", "0/0", "0/1"], 5), paternal];
    const other = await run("BIALLELIC", fathers, [DELETION], ["F"]);
    expect(other.candidates.flatMap(({ flags }) => flags)).not.toContain("origin_by_sites");
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();

async function analysed(name: string, records: Parameters<typeof recordText>[0][]) {
  const path = join(folder, name);
  const header = headerText({ samples: ["C"], contigs: ["1", "X"] });
  writeFileSync(path, `${header}${records.map(recordText).join("\n")}\n`);
  return analyseHere({ vcfs: [path], genes: ["GENE1"], sex: { "": "male" } });
}

describe("what a report shows", () => {
  it("VCF-26 T10 T11 one copy on X in a male, however it is written", async () => {
    const at = { chrom: "X", gene: "GENE1" };
    const { text } = await analysed("x.vcf", [
      { ...at, pos: 1_000_000, genotypes: ["0/1:1,20:21:99"] },
      { ...at, pos: 32_000_000, genotypes: ["1/1"] },
      { ...at, pos: 32_000_100, genotypes: ["0/1:1,20:21:99"] },
      { ...at, pos: 32_000_200, genotypes: ["0/1:10,10:20:99"] },
      { ...at, pos: 32_000_300, genotypes: ["0/1:18,3:21:99"] },
      { ...at, pos: 32_000_400, genotypes: ["0/1:.:.:."] },
    ]);
    const shown = Object.fromEntries(
      rowsOf(text).map(({ pos, zygosity, flags }) => [
        pos,
        [zygosity, flags?.includes("male_het_nonPAR")],
      ]),
    );
    expect(shown).toEqual({
      "1000000": ["het", false], // pseudoautosomal
      "32000000": ["hemi", false],
      "32000100": ["hemi", false],
      "32000200": ["hemi", true],
      "32000300": ["het", true], // fewer reads than a heterozygote has
      "32000400": ["het", true],
    });
  });

  it("DN-04 more de novos than a child has are warned of, without a name", async () => {
    const [path, ped] = [join(folder, "dn.vcf"), join(folder, "dn.ped")];
    const positions = Array.from({ length: 11 }, (_, i) => 1500 + 100 * i);
    const records = positions.map((pos) => recordText({ pos, genotypes: ["0/1", "0/0", "0/0"] }));
    writeFileSync(path, `${headerText({ samples: ["C", "F", "M"] })}${records.join("\n")}\n`);
    writeFileSync(ped, "f C F M 1 2\nf F 0 0 1 1\nf M 0 0 2 1\n");
    const { log } = await analyseHere({ vcfs: [path], ped, genes: ["GENE1"] });
    const warning = log.find((line) => line.startsWith("warn: de_novo_count (a sample): 11 "));
    expect(warning).toMatch(/pedigree and genotypes inconsistent$/);
  });

  it("VCF-07 an IUPAC code in REF is warned of, and the record kept", async () => {
    const { text, log } = await analysed("r.vcf", [{ pos: 1500, ref: "R", genotypes: ["0/1"] }]);
    expect(rowsOf(text).map(({ ref }) => ref)).toEqual(["R"]);
    expect(log).toContain("warn: REF has codes other than ACGTN: 1:1500 R");
  });

  it("a symbol that nothing names is warned of, a gene that is found is not", async () => {
    const path = join(folder, "typo.vcf");
    const record = recordText({ pos: 1500, gene: "GENE1", genotypes: ["0/1"] });
    writeFileSync(path, `${headerText({ samples: ["C"] })}${record}\n`);
    const warned = async (genes: string[]) =>
      (await analyseHere({ vcfs: [path], genes })).log.filter((l) => l.includes("no coordinates"));
    expect(await warned(["GENE1"])).toEqual([]);
    expect(await warned(["GENE1", "GENEl"])).toEqual([
      expect.stringMatching(/^warn: GENEl: not in the annotation, and no coordinates are known/),
    ]);
    expect(await warned(["A", "B", "C", "D", "E", "F", "G", "GENE1"])).toEqual([
      expect.stringMatching(/^warn: A, B, C, D, E and 2 more: /),
    ]);
  });

  it("a mistyped symbol is warned of where the panel gives coordinates, too", async () => {
    const [path, panel] = [join(folder, "typo2.vcf"), join(folder, "typo2.bed")];
    const record = recordText({ pos: 1500, gene: "GENE1", genotypes: ["0/1"] });
    writeFileSync(path, `${headerText({ samples: ["C"] })}${record}\n`);
    writeFileSync(panel, "1\t1000\t2000\tGENEl\n1\t1400\t1600\tGENE1\n1\t5000\t6000\tFAR\n");
    const { log } = await analyseHere({ vcfs: [path], panels: [panel] });
    expect(log.filter((line) => line.startsWith("warn: "))).toEqual([
      "warn: GENEl: records lie at its position, but none names it; check the symbol",
    ]);
    writeFileSync(panel, "1\t1000\t2000\tGENE1\n");
    const right = await analyseHere({ vcfs: [path], panels: [panel] });
    expect(right.log.filter((line) => line.startsWith("warn: "))).toEqual([]);
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("parts of one family, one of them without annotation", () => {
  const samples = ["C"];
  const annotated = file(
    "annotated.vcf",
    `${headerText({ samples })}${recordText({ pos: 1500, genotypes: ["0/1"] })}\n`,
  );
  const plain = file(
    "plain.vcf",
    headerText({ samples, contigs: ["1", "2"] }).replace(/##INFO=<ID=CSQ.*\n/, "") +
      `${recordText({ chrom: "2", pos: 1500, genotypes: ["0/1"], consequence: "" })}\n`,
  );
  const panel = file(
    "panel.tsv",
    "symbol\tmode_of_inheritance\tlocation\nGENE1\tMONOALLELIC\t1:1-3000\nGENE2\tMONOALLELIC\t2:1-3000\n",
  );

  it.each([
    ["first", [annotated, plain]],
    ["last", [plain, annotated]],
  ])("DEC-14 raw mode holds for that part alone: annotated %s", async (_, vcfs) => {
    const { text, log } = await analyseHere({ vcfs, panels: [panel], allowUnannotated: true });
    const rows = rowsOf(text).map(({ tier, gene, flags = "" }) => [
      tier,
      gene,
      flags.split(";").includes("unannotated"),
    ]);
    expect(rows).toEqual([
      ["1", "GENE1", false],
      ["3", "GENE2", true],
    ]);
    expect(log.some((line) => line.startsWith(`warn: ${plain}: no annotation`))).toBe(true);
  });

  it.each([
    ["both parts", [annotated, plain], "in a part of the input: none of its variants was"],
    ["one part", [plain], "in the file: none of its variants was"],
  ])("FREQ-04 what has no frequency is told: %s", async (_, vcfs, words) => {
    const asked = { vcfs, panels: [panel], allowUnannotated: true };
    const { text } = await analyseHere(asked, { format: "json" });
    const { notAssessed } = JSON.parse(text) as {
      notAssessed: Record<"what" | "detail", string>[];
    };
    const frequency = notAssessed.filter(({ what }) => what === "frequency");
    expect(frequency.map(({ detail }) => detail)).toEqual([expect.stringContaining(words)]);
  });
});

describe("parts with their samples in different orders", () => {
  const panel = file("two.bed", "1\t0\t3000\tGENE1\n");
  const part = (name: string, samples: string[], pos: number, genotypes: string[]): string =>
    file(name, `${headerText({ samples })}${recordText({ pos, genotypes })}\n`);

  it("each person's genotypes stand under their name, in whichever order the file has them", async () => {
    const first = part("cfm.vcf", ["C", "F", "M"], 1100, ["0/1", "0/0", "0/0"]);
    const second = part("mfc.vcf", ["M", "F", "C"], 1500, ["0/0", "0/0", "0/1"]);
    const ped = file("cfm.ped", "F C F M 1 2\nF F 0 0 1 1\nF M 0 0 2 1\n".replaceAll(" ", "\t"));
    const { text } = await analyseHere(
      { vcfs: [first, second], panels: [panel], ped },
      { format: "vcf" },
    );
    const rows = text.split("\n").filter((line) => /^(?:1|#CHROM)\t/.test(line));
    expect(
      rows.map((row) =>
        row
          .split("\t")
          .slice(9)
          .map((call) => call.split(":")[0]),
      ),
    ).toEqual([
      ["C", "F", "M"],
      ["0/1", "0/0", "0/0"],
      ["0/1", "0/0", "0/0"],
    ]);
  });
});

describe("parts that overlap count a genotype twice", () => {
  const samples = ["C"];
  const panel = file("one.bed", "1\t0\t3000\tGENE1\n");
  const part = (name: string, positions: readonly number[], chrom = "1"): string =>
    file(
      name,
      headerText({ samples, contigs: [chrom] }) +
        positions.map((pos) => `${recordText({ chrom, pos, genotypes: ["0/1"] })}\n`).join(""),
    );
  const whole = part("whole.vcf", [1100, 1500]);
  const ask = (vcfs: readonly string[]): ReturnType<typeof analyseHere> =>
    analyseHere({ vcfs: [...vcfs], panels: [panel] });

  it.each([
    ["the same records", part("again.vcf", [1100, 1500])],
    ["the first file within the second", part("around.vcf", [1000, 1600])],
    ["the second within the first", part("inside.vcf", [1300])],
    ["one position that both have", part("touching.vcf", [1500, 1700])],
    ["the chromosome by another name", part("alias.vcf", [1200], "chr1")],
  ])("%s: refused, both files and the place are named", async (_, other) => {
    for (const vcfs of [
      [whole, other],
      [other, whole],
    ])
      // oxlint-disable-next-line no-await-in-loop -- both orders
      await expect(ask(vcfs)).rejects.toMatchObject({
        code: "E_VCF_RECORD",
        message: expect.stringContaining(`overlaps ${vcfs[0]}`) as string,
        place: { path: vcfs[1] },
      });
  });

  it("parts that follow each other, and contigs that are not read, are parts", async () => {
    const next = part("next.vcf", [1501, 1700]);
    const other = part("other.vcf", [1200], "GL000191.1");
    const more = part("more.vcf", [1200], "GL000191.1");
    const { text } = await ask([next, whole, other, more]);
    const found = new Set(rowsOf(text).map(({ pos }) => pos));
    expect([...found]).toEqual(["1100", "1500", "1501", "1700"]);
  });
});

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
    ["both parts", [annotated, plain], "in a part of the input: no variant of it was"],
    ["one part", [plain], "in the file: no variant of it was"],
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

// A tumour's file is refused where germline variants are asked for (DEC-38).
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readCase } from "../../src/archive/index.ts";
import { explain } from "../../src/analysis/explain.ts";
import { inspectionText } from "../../src/cli/print/inspection.ts";
import { inspect } from "../../src/analysis/inspect.ts";
import { analyseHere, DEFAULTS, rowsOf } from "../helpers/analyse.ts";
import { type PanelGene, writePanel } from "../helpers/archive-world.ts";
import { addHere, quietIo, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { vcfText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const at = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const GENE1: PanelGene = { symbol: "GENE1", place: [1, 100_000_000] };
const panel = join(folder, "panel.tsv");
writePanel(panel, [GENE1]);
const somatic = at(
  "somatic.vcf",
  vcfText({ samples: ["C"], extra: ["##source=Mutect2", "##tumor_sample=C"] }, [
    { pos: 1500, genotypes: ["0/1"] },
  ]),
);
const asked = { vcfs: [somatic], panels: [panel], sex: { "": "female" as const } };
const io = { ...quietIo(), stdin: Readable.from([]) };

describe("E_SOMATIC", () => {
  it("stops the run, naming the evidence and what to do", async () => {
    await expect(analyseHere(asked)).rejects.toMatchObject({
      code: "E_SOMATIC",
      message: expect.stringContaining("##tumor_sample=C") as string,
      hint: expect.stringContaining("--germline-anyway") as string,
    });
    await expect(explain({ ...DEFAULTS, ...asked }, "1:1500:G:A", io)).rejects.toMatchObject({
      code: "E_SOMATIC",
    });
  });

  it("--germline-anyway goes on with a warning", async () => {
    const { text, log } = await analyseHere({ ...asked, germlineAnyway: true });
    expect(rowsOf(text).length).toBeGreaterThan(0);
    expect(log.filter((line) => line.includes("read as germline")).length).toBe(1);
  });

  it("inspect names the marks", async () => {
    const options = { ...DEFAULTS, panels: [] };
    const text = inspectionText(await inspect(somatic, options, io));
    expect(text).toContain("somatic\t##tumor_sample=C\n");
    expect(text).toContain("missing\tgermline calls");
  });

  it("an archive refuses it, and keeps the leave with the case", async () => {
    const archive = join(folder, "archive");
    await expect(addHere(archive, "C1", asked)).rejects.toMatchObject({ code: "E_SOMATIC" });
    await addHere(archive, "C2", { ...asked, germlineAnyway: true });
    expect(readCase(archive, "C2").analysis.germlineAnyway).toBe(true);
    writePanel(panel, [{ ...GENE1, mode: "BIALLELIC" }]);
    const { counts } = (await reanalyseHere(archive)).result;
    expect(counts).toMatchObject({ cases: 1, untouched: 0, failed: 0 });
  });
});

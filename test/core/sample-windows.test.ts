/** The fixed windows of the sample checks (DEC-15). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chromosomeLength, chromosomeOrder, locusClass } from "../../src/core/assembly.ts";
import { sampleWindows } from "../../src/core/sample-windows.ts";
import { sharedData } from "../helpers/shared.ts";
import { inSampleWindow } from "../pedigree/windows.ts";

describe.each(["GRCh37", "GRCh38"] as const)("sample windows on %s", (assembly) => {
  const windows = sampleWindows(assembly);

  it("are in genome order, apart, inside their chromosomes, and small", () => {
    const bases = windows.reduce((sum, w) => sum + w.end - w.start + 1, 0);
    expect(bases).toBeLessThanOrEqual(20_000_000);
    expect(windows.length).toBeLessThanOrEqual(182);
    for (const [i, w] of windows.entries()) {
      expect(w.start).toBeGreaterThan(0);
      expect(w.end).toBeLessThanOrEqual(chromosomeLength(assembly, w.chrom) ?? 0);
      const before = windows[i - 1];
      if (before === undefined) continue;
      const order = chromosomeOrder(w.chrom) - chromosomeOrder(before.chrom);
      expect(order > 0 || (order === 0 && w.start > before.end)).toBe(true);
    }
  });

  it("eight on each autosome and 5 Mb from end to end (UPD-01); X and Y outside PAR (VCF-33)", () => {
    for (let c = 1; c <= 22; c++) {
      const own = windows.filter((w) => w.chrom === String(c));
      expect(own.length).toBe(8);
      expect((own.at(-1)?.end ?? 0) - (own[0]?.start ?? 0)).toBeGreaterThan(5_000_000);
    }
    const classes = windows.flatMap((w) =>
      [w.start, w.end].map((pos) => `${w.chrom} ${locusClass(assembly, w.chrom, pos)}`),
    );
    expect(classes.filter((c) => c === "X x").length).toBe(8);
    expect(classes.filter((c) => c === "Y y").length).toBe(4);
    expect(classes.every((c) => !c.endsWith("par"))).toBe(true);
  });
});

// The sites and the gene tables are not part of the repository.
describe.skipIf(sharedData === null)("sample windows and sites (needs ../shared/data)", () => {
  const data = sharedData ?? "";

  it("hold the same sites on both assemblies", () => {
    const [on37, on38] = (["GRCh37", "GRCh38"] as const).map((assembly) => {
      const file = join(data, "sites", `peddy_${assembly}.sites.gz`);
      const lines = gunzipSync(readFileSync(file)).toString().trim().split("\n");
      return lines.map((line) => {
        const [chrom = "", pos] = line.split(":");
        return inSampleWindow(assembly, chrom, Number(pos));
      });
    });
    const held = on37?.filter(Boolean).length ?? 0;
    const others = on37?.filter((isIn, i) => isIn !== on38?.[i]).length ?? 0;
    expect(held).toBeGreaterThan(1700);
    expect(others).toBeLessThanOrEqual(0.01 * held);
  });
});

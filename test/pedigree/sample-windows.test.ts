/** The fixed windows of the sample checks (DEC-15). */
import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chromosomeLength, chromosomeOrder, locusClass } from "../../src/core/assembly.ts";
import { inSampleWindow, sampleWindows } from "../../src/core/sample-windows.ts";
import { sharedData } from "../helpers/shared.ts";

describe.each(["GRCh37", "GRCh38"] as const)("sample windows on %s", (assembly) => {
  const windows = sampleWindows(assembly);

  it("are in genome order, apart, inside their chromosomes, and small", () => {
    const bases = windows.reduce((sum, w) => sum + w.end - w.start + 1, 0);
    expect(bases).toBeLessThanOrEqual(9_000_000);
    expect(windows.length).toBeLessThanOrEqual(75);
    for (const [i, w] of windows.entries()) {
      expect(w.start).toBeGreaterThan(0);
      expect(w.end).toBeLessThanOrEqual(chromosomeLength(assembly, w.chrom) ?? 0);
      const before = windows[i - 1];
      if (before === undefined) continue;
      const order = chromosomeOrder(w.chrom) - chromosomeOrder(before.chrom);
      expect(order > 0 || (order === 0 && w.start > before.end)).toBe(true);
    }
  });

  it("three on each autosome and 5 Mb from end to end (UPD-01); X and Y outside PAR (VCF-33)", () => {
    for (let c = 1; c <= 22; c++) {
      const own = windows.filter((w) => w.chrom === String(c));
      expect(own.length).toBe(3);
      expect((own.at(-1)?.end ?? 0) - (own[0]?.start ?? 0)).toBeGreaterThan(5_000_000);
    }
    const classes = windows.flatMap((w) =>
      [w.start, w.end].map((pos) => `${w.chrom} ${locusClass(assembly, w.chrom, pos)}`),
    );
    expect(classes.filter((c) => c === "X x").length).toBe(8);
    expect(classes.filter((c) => c === "Y y").length).toBe(4);
    expect(classes.every((c) => !c.endsWith("par"))).toBe(true);
  });

  it("know what lies inside", () => {
    const [first] = windows;
    if (first === undefined) throw new Error("no windows");
    expect(inSampleWindow(assembly, first.chrom, first.start)).toBe(true);
    expect(inSampleWindow(assembly, first.chrom, first.end)).toBe(true);
    expect(inSampleWindow(assembly, first.chrom, first.end + 1)).toBe(false);
    expect(inSampleWindow(assembly, "MT", 100)).toBe(false);
  });
});

/** Gene extents by Ensembl id: chromosome, start, end. */
function genesOf(data: string, file: string): Map<string, [string, number, number]> {
  const text = gunzipSync(readFileSync(join(data, "genes", file))).toString();
  const genes = new Map<string, [string, number, number]>();
  for (const line of text.split("\n")) {
    const [chrom, start, end, symbol, id] = line.split("\t");
    if (chrom === undefined || id === undefined || symbol === "") continue;
    genes.set(id, [chrom, Number(start), Number(end)]);
  }
  return genes;
}

// The gene tables are not part of the repository.
describe.skipIf(sharedData === null)("sample windows and genes (needs ../shared/data)", () => {
  it("hold the same genes on both assemblies", () => {
    const data = sharedData ?? "";
    const on37 = genesOf(data, "ensembl_genes_37.txt.gz");
    const on38 = genesOf(data, "ensembl_genes_38.txt.gz");
    const others = sampleWindows("GRCh37");
    for (const [i, w] of sampleWindows("GRCh38").entries()) {
      const other = others[i];
      const inside = [...on38].filter(
        ([id, [chrom, start, end]]) =>
          on37.has(id) && chrom === w.chrom && start >= w.start && end <= w.end,
      );
      const kept = inside.filter(([id]) => {
        const [chrom, start, end] = on37.get(id) ?? ["", 0, 0];
        return chrom === other?.chrom && start < other.end && end > other.start;
      });
      expect(inside.length).toBeGreaterThan(0);
      expect(kept.length).toBe(inside.length);
    }
  });
});

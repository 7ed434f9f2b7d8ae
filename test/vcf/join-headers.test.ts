import { describe, expect, it } from "vitest";
import { joinHeaders, withColumns } from "../../src/vcf/index.ts";

const head = (samples: string[], ...lines: string[]): { lines: string[]; samples: string[] } => ({
  lines: [
    "##fileformat=VCFv4.2",
    ...lines,
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
  ],
  samples,
});

describe("the header of several files", () => {
  it("of one file is its own", () => {
    const one = head(["C"], "##x", "##x");
    expect(joinHeaders([one])).toBe(one.lines);
    expect(joinHeaders([])).toEqual([]);
  });

  it.each([
    ["Number=1,Type=Integer", "Number=1,Type=Float", "Number=1,Type=Float"],
    ["Number=1,Type=Float", "Number=1,Type=Integer", "Number=1,Type=Float"],
    ["Number=1,Type=Integer", "Number=1,Type=String", "Number=1,Type=String"],
    ["Number=0,Type=Flag", "Number=1,Type=Integer", "Number=.,Type=String"],
    ["Number=2,Type=Integer", "Number=A,Type=Integer", "Number=.,Type=Integer"],
    ["Number=1,Type=Float", "Number=.,Type=Integer", "Number=.,Type=Float"],
    ["Number=1,Type=Float", "Number=1,Type=Float", "Number=1,Type=Float"],
  ])("a definition fits the values of every file: %s and %s", (a, b, joined) => {
    for (const kind of ["INFO", "FORMAT"]) {
      const define = (what: string): string => `##${kind}=<ID=GQ,${what},Description="a, b=<c>">`;
      const lines = joinHeaders([head(["C"], define(a)), head(["D"], define(b))]);
      expect(lines).toEqual([
        "##fileformat=VCFv4.2",
        define(joined),
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC\tD",
      ]);
    }
  });

  it("the first of other lines counts, whatever stands before the id", () => {
    const lines = joinHeaders([
      head(["C"], "##contig=<ID=1,length=9>", '##INFO=<ID=X,Number=1,Type=Float,Description="x">'),
      head(["C"], "##contig=<length=9,ID=1>", '##INFO=<Number=1,Type=Float,ID=X,Description="y">'),
    ]);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain('"x"');
  });
});

it("a line gets the columns of all samples, each its own", () => {
  const line = (...calls: string[]): string =>
    ["1", "9", ".", "A", "G", ".", ".", ".", "GT", ...calls].join("\t");
  expect(withColumns(line("0/1", "0/0"), ["M", "C"], ["C", "F", "M"])).toBe(
    line("0/0", ".", "0/1"),
  );
});

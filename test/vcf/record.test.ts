import { describe, expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import {
  classifyAlt,
  decodePercent,
  decodeRecord,
  infoValue,
  minimalRepresentation,
} from "../../src/vcf/index.ts";
import { header, line, record, thrownBy } from "./build.ts";

describe("VCF-01 class of an ALT", () => {
  it.each([
    ["T", "seq"],
    ["acgtn", "seq"],
    ["*", "star"],
    ["<*:DEL>", "star"],
    [".", "none"],
    ["A", "none"],
    ["<*>", "gvcf"],
    ["<NON_REF>", "gvcf"],
    ["<DEL>", "symbolic"],
    ["<DUP:TANDEM>", "symbolic"],
    ["<INS:ME>", "symbolic"],
    ["G]17:198982]", "breakend"],
    ["]13:123456]T", "breakend"],
    ["C[<ctg1>:7[", "breakend"],
    [".TGCA", "breakend"],
    ["TGCA.", "breakend"],
    ["", null],
    ["A;T", null],
    ["<DEL", null],
    ["Z", null],
    ["R", null],
    ["<INS>BLAH>", null],
    ["[1:100[", null],
  ])("%s is %s", (alt, kind) => {
    expect(classifyAlt(alt, "A")).toBe(kind);
  });

  it("T04 VCF-02 a record of * alone holds no candidate allele", () => {
    const star = record({ alt: "*", samples: ["1/1"] });
    expect(star.altKinds).toEqual(["star"]);
  });

  it("T03 VCF-02 keeps the numbers of the alleles beside *", () => {
    expect(record({ alt: "C,*", samples: ["1/2"] })).toMatchObject({
      alts: ["C", "*"],
      altKinds: ["seq", "star"],
    });
  });
});

describe("decodeRecord", () => {
  it("VCF-07 gives upper case and keeps IUPAC codes", () => {
    expect(record({ ref: "aRn", alt: "t,cN" })).toMatchObject({ ref: "ARN", alts: ["T", "CN"] });
  });

  it.each([
    ["PASS", ["PASS"]],
    [".", []],
    ["LowQual;SnpGap", ["LowQual", "SnpGap"]],
  ])("VCF-42 FILTER %s", (filter, filters) => {
    expect(record({ filter }).filters).toEqual(filters);
  });

  it.each(["\n", "\r\n", "\r"])("drops the line end %j", (end) => {
    expect(decodeRecord(line() + end, header(), { path: "x" }).sampleTexts).toEqual(["0/1"]);
  });

  it("accepts lines of eight columns where there is no sample", () => {
    const sites = header([], []);
    const text = "1\t5\t.\tA\tT\t.\t.\tDB";
    expect(decodeRecord(text, sites, { path: "x" })).toMatchObject({
      pos: 5,
      formatKeys: [],
      sampleTexts: [],
    });
  });

  it("VCF-22 a sample column may be cut inside", () => {
    expect(record({ format: "GT:AD:DP", samples: ["0/1"] }).sampleTexts).toEqual(["0/1"]);
  });

  it.each([
    ["POS text", line({ pos: "abc" }), "'abc'"],
    ["POS negative", line({ pos: "-5" }), "'-5'"],
    ["POS fraction", line({ pos: "1.5" }), "'1.5'"],
    ["POS empty", line({ pos: "" }), "''"],
    ["POS exponent", line({ pos: "1e3" }), "'1e3'"],
    ["POS too long", line({ pos: "9".repeat(30) }), "beyond 2147483647"],
    ["POS beyond 2^31 - 1", line({ pos: "2147483648" }), "beyond 2147483647"],
    ["REF empty", line({ ref: "" }), "REF"],
    ["REF dot", line({ ref: "." }), "REF"],
    ["REF no bases", line({ ref: "A7" }), "A7"],
    ["ALT empty", line({ alt: "" }), "ALT"],
    ["ALT with a gap", line({ alt: "T,,C" }), "T,,C"],
    ["ALT no bases", line({ alt: "T;C" }), "T;C"],
    ["FILTER empty", line({ filter: "" }), "FILTER"],
    ["CHROM empty", line({ chrom: "" }), "CHROM"],
    ["CHROM with a blank", line({ chrom: "chr 1" }), "CHROM"],
    ["four columns", "1\t5\t.\tA", "10 columns, but the record has 4"],
    [
      "a sample missing",
      line().split("\t").slice(0, 9).join("\t"),
      "10 columns, but the record has 9",
    ],
    ["a sample too many", `${line()}\t0/0`, "10 columns, but the record has 11"],
    ["an empty line", "", "10 columns, but the record has 1"],
    ["a NUL byte", line({ info: "A=\0" }), "NUL"],
  ])("refuses %s", (_, text, found) => {
    const error = thrownBy(() => decodeRecord(text, header(), { path: "in.vcf", line: 7 }));
    expect(error).toBeInstanceOf(ToolError);
    if (!(error instanceof ToolError)) return;
    expect(error.code).toBe("E_VCF_RECORD");
    expect(error.place).toMatchObject({ path: "in.vcf", line: 7 });
    expect(error.message).toContain(found);
  });

  it("names chrom and pos of a bad line", () => {
    const error = thrownBy(() => record({ chrom: "X", pos: 77, alt: "?" }));
    expect(error).toMatchObject({ place: { chrom: "X", pos: 77 } });
  });
});

describe("INFO", () => {
  it.each([
    ["AF=0.1;DB;X=", "AF", "0.1"],
    ["AF=0.1;DB;X=", "DB", true],
    ["AF=0.1;DB;X=", "X", ""],
    ["AF=0.1", "F", undefined],
    ["1000GAF=0.2;AF=0.1", "AF", "0.1"],
    ["AF_x=1;x_AF=2;AF=3", "AF", "3"],
    ["technology.ILLUMINA=1", "technology.ILLUMINA", "1"],
    ["A=b=c;D=2", "A", "b=c"],
    ["A=AF;B=1", "AF", undefined],
    ["A=1;A=2", "A", "1"],
    [".", "A", undefined],
  ])("%s: %s is %j", (info, key, value) => {
    expect(infoValue(info, key)).toBe(value);
  });

  it.each([
    ["a%3Db%3bc%2C", "a=b;c,"],
    ["100%25", "100%"],
    ["100%", "100%"],
    ["%41", "%41"],
    ["%253A", "%3A"],
  ])("VCF-06 %s", (text, decoded) => {
    expect(decodePercent(text)).toBe(decoded);
  });
});

describe("VCF-50 VCF-52 minimal representation", () => {
  it.each([
    [100, "CTT", "CT", 100, "CT", "C"],
    [100, "A", "T", 100, "A", "T"],
    [100, "GCACA", "GCA", 100, "GCA", "G"],
    [100, "CAG", "CTG", 101, "A", "T"],
    [100, "TTTA", "TTTC", 103, "A", "C"],
    [100, "A", "ATG", 100, "A", "ATG"],
    [100, "ACGT", "ATGC", 101, "CGT", "TGC"],
    [100, "AA", "AA", 100, "A", "A"],
  ])("%i %s>%s", (pos, ref, alt, minPos, minRef, minAlt) => {
    expect(minimalRepresentation(pos, ref, alt)).toEqual({ pos: minPos, ref: minRef, alt: minAlt });
  });
});

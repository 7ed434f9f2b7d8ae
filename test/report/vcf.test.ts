import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { candidatesVcf } from "../../src/report/vcf.ts";
import type { AnalysisResult } from "../../src/rank/types.ts";
import { analysis, emptyAnalysis, HEADER, line, toldAnalysis } from "./build.ts";

const hasBcftools = spawnSync("bcftools", ["--version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "panelist-vcf-"));
afterAll(() => rmSync(folder, { recursive: true }));

function bytesOf(result: AnalysisResult): Buffer {
  const { header, records } = candidatesVcf(result, HEADER);
  return Buffer.concat([...header, ...records.map((r) => r.bytes)]);
}

const text = (result: AnalysisResult): string => bytesOf(result).toString();

describe("VCF of the candidates", () => {
  it("the input's lines in genome order, once each, with lists in parallel", () => {
    const rows = text(analysis())
      .trimEnd()
      .split("\n")
      .filter((row) => !row.startsWith("#"))
      .map((row) => row.split("\t"));
    expect(rows.map((row) => row.slice(0, 7).join(" "))).toEqual([
      "chr1 100 . A G,T 50.0 PASS",
      "chr2 500 . A G 50.0 PASS",
    ]);
    expect(rows[0]?.slice(8)).toEqual(["GT:AD:DP:GQ", "1/2:0,20,20:40:99"]);
    const [pair, denovo] = rows.map((row) => row[7] ?? "");
    expect(pair).toMatch(
      /^DP=40;PANELIST_RANK=2,2;PANELIST_ID=(c\w{16}),\1;PANELIST_TIER=1,1;PANELIST_SCORE=[\d.]+,[\d.]+;PANELIST_SHORTLIST=.,.;PANELIST_GENE=PAIR1,PAIR1;PANELIST_ALLELE=1,2;PANELIST_MODE=AR_COMPHET,AR_COMPHET;PANELIST_VERDICT=PASS,PASS;PANELIST_CSQ=stop_gained,missense_variant;PANELIST_FLAGS=/,
    );
    expect(denovo).toContain("PANELIST_MODE=AD_DENOVO|AD;");
    expect(denovo).toContain("PANELIST_FLAGS=.");
  });

  it("defines what the records use and the input did not", () => {
    const result = analysis();
    for (const candidate of result.candidates)
      for (const variant of candidate.variants)
        variant.line = Buffer.from(
          Buffer.from(variant.line)
            .toString()
            .replace("\tPASS\t", "\tOdd;PASS\t")
            .replace("\tDP=40", "\tDP=40;SVX=1;FLAG;a,b=1")
            .replace("\tGT:", "\tGT:ODD:"),
        );
    const head = text(result)
      .split("\n")
      .filter((row) => row.includes("Not defined in the input"));
    expect(head).toEqual([
      '##FILTER=<ID=Odd,Description="Not defined in the input">',
      '##FORMAT=<ID=ODD,Number=.,Type=String,Description="Not defined in the input">',
      '##INFO=<ID=FLAG,Number=0,Type=Flag,Description="Not defined in the input">',
      '##INFO=<ID=SVX,Number=.,Type=String,Description="Not defined in the input">',
    ]);
    expect(text(analysis())).not.toContain("Not defined");
  });

  it("says who stands on the shortlist", () => {
    expect(text(toldAnalysis()).match(/PANELIST_SHORTLIST=[^;]*/g)).toEqual([
      "PANELIST_SHORTLIST=0,0",
      "PANELIST_SHORTLIST=1",
    ]);
  });

  it("says where each record lies, for the index", () => {
    const { records } = candidatesVcf(analysis(), HEADER);
    expect(records.map(({ contig, pos, end }) => [contig, pos, end])).toEqual([
      ["chr1", 100, 100],
      ["chr2", 500, 500],
    ]);
  });

  it("the header keeps what stood there, adds contigs and definitions before #CHROM", () => {
    const head = text(analysis())
      .split("\n")
      .filter((row) => row.startsWith("#"));
    expect(head.slice(0, HEADER.length - 1)).toEqual(HEADER.slice(0, -1));
    expect(head.at(-1)).toBe(HEADER.at(-1));
    expect(head).toContain("##contig=<ID=chr2,length=242193529>");
    expect(head.filter((row) => row.startsWith("##INFO=<ID=PANELIST_"))).toHaveLength(14);
  });

  it("its own output as input: fields are replaced, definitions stand once", () => {
    const again = analysis();
    const first = candidatesVcf(again, HEADER);
    const lines = first.records.map((r) => r.bytes.subarray(0, -1));
    for (const { variants } of again.candidates) {
      for (const v of variants) v.line = lines[v.chrom === "1" ? 0 : 1] ?? v.line;
    }
    const header = first.header.map((h) => Buffer.from(h).toString().trimEnd());
    expect(candidatesVcf(again, header)).toEqual(first);
  });

  it("bytes that are not UTF-8 pass through; what would break a field is encoded", () => {
    const result = analysis();
    const [one] = result.candidates;
    const [v] = one?.variants ?? [];
    if (one === undefined || v === undefined) throw new Error("no candidate");
    v.line = Buffer.concat([line("chr2", 500, "A", "G", "NOTE="), Buffer.from([])]);
    const marked = Buffer.from(
      Buffer.from(v.line).toString("latin1").replace("NOTE=", "NOTE=\u00E9"),
      "latin1",
    );
    v.line = marked;
    one.flags = ["a b;c=d,e|f%"];
    const written = bytesOf(result);
    expect(written.includes(Buffer.from("NOTE=\u00E9;", "latin1"))).toBe(true);
    expect(written.toString()).toContain("PANELIST_FLAGS=a%20b%3Bc%3Dd%2Ce%7Cf%25");
  });

  it("no candidate: a valid header and nothing else", () => {
    expect(candidatesVcf(emptyAnalysis(), HEADER).records).toEqual([]);
    expect(text(emptyAnalysis())).toMatch(/^##fileformat=.*\n#CHROM[^\n]*\n$/s);
  });

  it.skipIf(!hasBcftools)("bcftools reads it without a word, bgzips and indexes it", () => {
    const plain = join(folder, "c.vcf");
    writeFileSync(plain, bytesOf(analysis()));
    const view = spawnSync("bcftools", ["view", "-Oz", "-o", `${plain}.gz`, plain], {
      encoding: "utf8",
    });
    expect([view.status, view.stderr]).toEqual([0, ""]);
    execFileSync("bcftools", ["index", "-t", `${plain}.gz`]);
    const format =
      "%CHROM:%POS %INFO/PANELIST_RANK %INFO/PANELIST_TIER %INFO/PANELIST_GENE %INFO/PANELIST_ALLELE\n";
    const query = execFileSync("bcftools", ["query", "-f", format, `${plain}.gz`], {
      encoding: "utf8",
    });
    expect(query).toBe("chr1:100 2,2 1,1 PAIR1,PAIR1 1,2\nchr2:500 1 1 DENOVO1 1\n");
    const empty = spawnSync("bcftools", ["view", "-"], {
      input: bytesOf(emptyAnalysis()),
      encoding: "utf8",
    });
    expect([empty.status, empty.stderr]).toEqual([0, ""]);
  });
});

/** What `inspect` says that a file cannot answer. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inspect } from "../../src/analysis/inspect.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const log = { info: () => {}, warn: () => {}, detail: () => {} };

async function missingOf(name: string, bytes: string | Uint8Array): Promise<string[]> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const { missing } = await inspect(path, DEFAULTS, { log, stdin: process.stdin });
  return missing.map(({ what }) => what);
}

const header = headerText({ samples: ["C"] });
const record = recordText({ pos: 1500, genotypes: ["0/1"] });
const text = `${header}${record}\n`;

describe("what a VCF cannot answer", () => {
  it("a plain file with all that is asked: nothing", async () => {
    expect(await missingOf("all.vcf", text)).toEqual([]);
  });

  it.each([
    [
      "annotation, and with it the frequencies",
      /##INFO=<ID=CSQ.*\n/,
      ["annotation", "frequencies"],
    ],
    ["frequencies alone", /gnomAD._AF/g, ["frequencies"]],
    ["ClinVar", /##INFO=<ID=CLNSIG,.*\n/, ["clinvar"]],
    ["the build", /##(reference|contig).*\n/g, ["assembly"]],
    ["genotypes", /##FORMAT=<ID=GT.*\n/, ["genotypes"]],
  ])("%s", async (_what, gone, missing) => {
    expect(await missingOf("less.vcf", text.replace(gone, "").replace(gone, ""))).toEqual(missing);
  });

  it("samples, where no column names one", async () => {
    const none = text.replace(/\tFORMAT\tC\n/, "\n").replace(/\tGT:[^\n]*/, "");
    expect(await missingOf("none.vcf", none)).toEqual(["samples"]);
  });

  it("what the first records tell: none, nobody called, on no chromosome", async () => {
    const rest = (lines: string): string => `${header}${lines}`;
    expect(await missingOf("empty.vcf", header)).toEqual(["records"]);
    expect(await missingOf("empty.vcf.gz", bgzip(header))).toEqual(["records", "index"]);
    const uncalled = recordText({ pos: 1500, genotypes: ["./."] });
    expect(await missingOf("uncalled.vcf", rest(`${uncalled}\n`))).toEqual(["calls"]);
    expect(await missingOf("called.vcf", rest(`${uncalled}\n${record}\n`))).toEqual([]);
    const noGt = record.replace("GT:AD:DP:GQ", "XX:AD:DP:GQ");
    expect(await missingOf("nogt.vcf.gz", bgzip(rest(`${noGt}\n`)))).toEqual(["calls", "index"]);
    const elsewhere = recordText({ chrom: "scaffold_1", pos: 1500, genotypes: ["0/1"] });
    expect(await missingOf("elsewhere.vcf", rest(`${elsewhere}\n`))).toEqual(["placed_records"]);
  });

  it("another annotator's annotation is named", async () => {
    const path = join(folder, "other.vcf");
    const other = 'Description="By another. Format: Allele|Gene|Cons"';
    writeFileSync(path, text.replace(/(##INFO=<ID=CSQ.*)Description=".*"/, `$1${other}`));
    const { missing } = await inspect(path, DEFAULTS, { log, stdin: process.stdin });
    expect(missing).toContainEqual({
      what: "annotation",
      detail: expect.stringContaining("INFO/CSQ"),
    });
  });

  it("an index beside bgzip, and bgzip itself", async () => {
    expect(await missingOf("blocks.vcf.gz", bgzip(text))).toEqual(["index"]);
    expect(await missingOf("plain.vcf.gz", gzipSync(text))).toEqual(["bgzip"]);
  });

  it("chromosomes, where every contig is another's", async () => {
    const strange = headerText({ samples: ["C"], contigs: ["scaffold_1", "scaffold_2"] });
    const there = record.replace(/^1/, "scaffold_1");
    expect(await missingOf("strange.vcf", `${strange}${there}\n`)).toEqual(["chromosomes"]);
  });
});

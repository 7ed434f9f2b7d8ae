/** Files in which nothing can be found: said on standard error, in the report, and by `inspect`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { inspectionText } from "../../src/cli/print/inspection.ts";
import { inspect } from "../../src/analysis/inspect.ts";
import {
  lacksGenotypes,
  nothingRead,
  withoutChromosomes,
} from "../../src/analysis/nothing-read.ts";
import { analyseHere, DEFAULTS } from "../helpers/analyse.ts";
import { EMPTY } from "../../src/core/warnings.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import type { BatchResult, Survivor } from "../../src/scan/types.ts";
import type { VcfHeader } from "../../src/vcf/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { GENE1_BED, headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { inputOf, resultOf, span } from "./build.ts";

const folder = tempFolder();
const panel = join(folder, "panel.bed");
writeFileSync(panel, `${GENE1_BED}MT\t3000\t4000\tMT-TL1\n`);

/** Plain, and as BGZF with an index beside it. */
function files(name: string, text: string): string[] {
  const plain = join(folder, `${name}.vcf`);
  writeFileSync(plain, text);
  const zipped = join(folder, `${name}.vcf.gz`);
  const blocks: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((block) => blocks.push(block));
  for (const line of text.split("\n").slice(0, -1)) writer.write(line);
  const index = writer.finish();
  writeFileSync(zipped, Buffer.concat(blocks));
  writeFileSync(`${zipped}.tbi`, index);
  return [plain, zipped];
}

/** Warnings of the report, the same however the file is read; the log has them too. */
async function warningsOf(name: string, text: string): Promise<string[]> {
  const [plain = "", zipped = ""] = files(name, text);
  const told: string[][] = [];
  for (const [path, scan] of [
    [plain, "auto"],
    [zipped, "full"],
    [zipped, "index"],
  ] as const) {
    const asked = { vcfs: [path], panels: [panel], scan, allowEmpty: true };
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { text: json, log } = await analyseHere(asked, { format: "json" });
    const { warnings, incomplete } = JSON.parse(json) as ReportDocument;
    for (const { text: warning } of warnings) expect(log).toContain(`warn: ${warning}`);
    const empty = warnings.filter(({ code }) => EMPTY.has(code));
    expect(incomplete).toEqual(expect.arrayContaining(empty));
    if (empty.length > 0)
      // oxlint-disable-next-line no-await-in-loop -- as above
      await expect(analyseHere({ ...asked, allowEmpty: false })).rejects.toMatchObject({
        code: "E_INCOMPLETE",
        message: empty[0]?.text,
      });
    told.push(empty.map((warning) => warning.text));
  }
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
  return told[0] ?? [];
}

async function inspected(path: string): Promise<string> {
  const log = { info: () => {}, warn: () => {}, detail: () => {} };
  return inspectionText(await inspect(path, DEFAULTS, { log, stdin: Readable.from([]) }));
}

const samples = ["C"];
const at = (over: Partial<RecordOptions>): string =>
  `${recordText({ pos: 1500, genotypes: ["0/1"], ...over })}\n`;
const header = headerText({ samples });
const noGt = at({ genotypes: ["30:99"] }).replace("GT:AD:DP:GQ", "DP:GQ");

describe("a run that can find nothing is reported", () => {
  it.each<[string, string, string[]]>([
    [
      "other contigs",
      headerText({ samples, contigs: ["s1", "s2", "s3", "s4"] }) + at({ chrom: "s2" }),
      [expect.stringContaining("(the header's contigs: s1, s2, s3 and 1 more)")],
    ],
    [
      "no record",
      header,
      [expect.stringContaining("no record is on chromosomes 1 to 22, X, Y or MT")],
    ],
    [
      "no FORMAT GT",
      header + noGt,
      [expect.stringContaining("no genotype in any of the 1 record looked at: ")],
    ],
    [
      "no FORMAT GT, not declared either",
      header.replace(/##FORMAT=<ID=GT.*\n/, "") + noGt + noGt.replace("1500", "1501"),
      [
        expect.stringMatching(
          /any of the 2 records looked at; the header does not declare FORMAT GT/,
        ),
      ],
    ],
    [
      "not called, or failed",
      header + at({ genotypes: ["./."] }) + at({ pos: 1501, filter: "LowQual" }),
      [expect.stringContaining("no genotype in any of the 1 record looked at: ")],
    ],
    ["a candidate", header + at({}) + noGt.replace("1500", "1501"), []],
    [
      "reference calls",
      header + at({ genotypes: ["0/0"] }) + at({ pos: 1501, genotypes: ["./."] }),
      [],
    ],
    ["common", header + at({ af: 0.4 }) + at({ pos: 1501, genotypes: ["./."] }), []],
    [
      "outside the genes",
      headerText({ samples, contigs: ["1", "2"] }) + at({ chrom: "2" }),
      [
        expect.stringContaining(
          "none of the genes was found, by position or by name: GENE1, MT-TL1",
        ),
      ],
    ],
    [
      "no genotype, but a finding by reads on the mitochondrion",
      headerText({ samples, contigs: ["1", "MT"] }) +
        at({ genotypes: ["./.:15,15:30:99"] }) +
        at({ chrom: "MT", pos: 3243, ref: "A", alt: "G", genotypes: [".:10,90:100:99"] }),
      [expect.stringContaining("no genotype in any of the 1 record looked at: ")],
    ],
    [
      "symbolic alleles among others",
      header + at({ af: 0.4 }) + at({ pos: 1501, alt: "<DEL>" }),
      [],
    ],
  ])("%s", async (name, text, expected) => {
    expect(await warningsOf(name.replaceAll(/\W/g, "-"), text)).toEqual(expected);
  });

  it("symbolic alleles and breakends alone, in a pipe: a file is read as one of events", async () => {
    const text = header + at({ alt: "<DEL>" }) + at({ pos: 1501, alt: "]1:9]A" });
    const asked = { panels: [panel], allowEmpty: true };
    const codes = async (path: string, stdin = ""): Promise<string[]> => {
      const vcfs = [path];
      const done = await analyseHere({ ...asked, vcfs }, { format: "json" }, Buffer.from(stdin));
      return (JSON.parse(done.text) as ReportDocument).warnings.map(({ code }) => code);
    };
    expect(await codes("-", text)).toContain("structural_only");
    const [plain = ""] = files("symbolic", text);
    expect(await codes(plain)).not.toContain("structural_only");
  });

  it("inspect says it of header and index", async () => {
    const [plain = "", zipped = ""] = files(
      "inspected",
      headerText({ samples, contigs: ["s1"] }).replace(/##FORMAT=<ID=GT.*\n/, "") +
        at({ chrom: "s1" }),
    );
    for (const path of [plain, zipped]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const text = await inspected(path);
      expect(text).toContain("missing\tgenotypes: the header does not declare FORMAT GT\n");
      expect(text).toContain("missing\tchromosomes: no contig is one of 1 to 22, X, Y, MT (s1)\n");
    }
    const [fine = ""] = files("fine", header + at({}));
    expect(await inspected(fine)).not.toMatch(/genotypes:|chromosomes:/);
  });
});

describe("DEC-34: all genes are asked for, and the annotation names none", () => {
  const most = (line: string): string =>
    line.replace(/CSQ=(A\|\w+\|[A-Z]+)[^\t]*/, (_all, said: string) => `CSQ=${said}`);
  const bcsq = header.replace(
    /##INFO=<ID=CSQ.*/,
    '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation from BCFtools/csq. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">',
  );
  const asked = { geneAgnostic: true, partial: true };
  const told = async (text: string): Promise<string[]> => {
    const [vcf = ""] = files("agnostic", text);
    const { log } = await analyseHere({ ...asked, vcfs: [vcf], allowEmpty: true });
    return log.filter((line) => line.includes("names no gene"));
  };

  it.each([
    ["vep --most_severe", header + most(at({})) + most(at({ pos: 1501 }))],
    [
      "vep --fields",
      (header + at({}) + at({ pos: 1501 })).replaceAll(
        /GENE1\||ENSG00000000001\||SYMBOL\||HGNC_ID\||\bGene\|/g,
        (found) => (found.startsWith("GENE1") || found.startsWith("ENSG") ? "|" : `Other${found}`),
      ),
    ],
    [
      "bcftools csq without genes",
      bcsq +
        [1500, 1501]
          .map((pos) => at({ pos }).replace(/CSQ=[^\t]*/, "BCSQ=stop_gained||T"))
          .join(""),
    ],
  ])("an error: %s", async (_name, text) => {
    expect(await told(text)).toEqual([
      expect.stringContaining("the annotation names no gene for any of 2 variants"),
    ]);
    const [vcf = ""] = files("agnostic", text);
    await expect(analyseHere({ ...asked, vcfs: [vcf] })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
    });
  });

  it("a warning of some; nothing of what is harmless, or not the proband's", async () => {
    expect(await told(header + at({}) + most(at({ pos: 1501 })))).toEqual([
      expect.stringContaining("the annotation names no gene for 1 of 2 variants"),
    ]);
    const harmless = most(at({ pos: 1501, consequence: "intergenic_variant" }));
    const other = most(at({ pos: 1502, genotypes: ["0/0"] }));
    expect(await told(header + at({}) + harmless + other)).toEqual([]);
    expect(await told(header + harmless + other)).toEqual([]);
  });
});

describe("what kept records from being read", () => {
  const present = new Set(["1"]);
  const survivors = [{}] as Survivor[];
  const kept = [{}] as NonNullable<BatchResult["kept"]>;
  const again = inputOf({ size: 9 });
  const of = (
    result: Partial<BatchResult> | null,
    inputs = [inputOf()],
    there: ReadonlySet<string> = present,
  ): string[] =>
    nothingRead(inputs, {
      present: new Set(there),
      result: result === null ? null : resultOf({ contigs: [span("1")], ...result }),
    }).map(({ code, facts }) => `${code} ${Object.values(facts).join()}`);

  it.each<[string, Partial<BatchResult> | null, string[]]>([
    ["nothing, where no record is in scope", null, []],
    ["nothing, where one was judged", { survivors }, []],
    [
      "symbolic alleles alone",
      { dropped: { symbolic_allele: 2, breakend: 1 } },
      ["structural_only 3"],
    ],
    [
      "those, and what is out of scope",
      { dropped: { breakend: 1, other_contig: 4, outside_panel_regions: 2 } },
      ["structural_only 1"],
    ],
    [
      "those, and one that was judged",
      { dropped: { symbolic_allele: 2, frequency: 1 } },
      ["symbolic_records 2"],
    ],
    [
      "those, and a reason of none",
      { dropped: { symbolic_allele: 2, frequency: 0 } },
      ["structural_only 2"],
    ],
    [
      "those, and one found",
      { dropped: { symbolic_allele: 2 }, survivors },
      ["symbolic_records 2"],
    ],
    ["those, and one kept", { dropped: { symbolic_allele: 2 }, kept }, ["symbolic_records 2"]],
    ["other reasons", { dropped: { frequency: 3 } }, []],
    ["no genotype", { dropped: { proband_no_call: 3 } }, ["no_genotype 3,0"]],
    [
      "no genotype, and what is asked before it",
      { dropped: { proband_no_call: 3, filter: 1, star_allele: 2 } },
      ["no_genotype 3,0"],
    ],
    ["no genotype of some", { dropped: { proband_no_call: 3, frequency: 1 } }, []],
    ["no genotype of some, one found", { dropped: { proband_no_call: 3 }, survivors }, []],
    [
      "no genotype, and symbolic alleles",
      { dropped: { proband_no_call: 3, breakend: 1 } },
      ["symbolic_records 1", "no_genotype 3,0"],
    ],
    ["what is asked before genotypes alone", { dropped: { filter: 3 } }, []],
  ])("%s", (_, result, told) => {
    expect(of(result)).toEqual(told);
  });

  it("files that are read again as events lack none of them", () => {
    const dropped = { symbolic_allele: 2 };
    expect(of({ dropped }, [again])).toEqual([]);
    expect(of({ dropped }, [again, inputOf()])).toEqual(["structural_only 2"]);
  });

  it("no stretch with a genotype, whatever was found", () => {
    const uncalled = (contig: string, judged: number, called = false) =>
      span(contig, { judged, called });
    const told = (...contigs: BatchResult["contigs"]): string[] => of({ contigs, survivors });
    expect(told(uncalled("1", 4), uncalled("2", 3))).toEqual(["no_genotype 7,0"]);
    expect(told(uncalled("1", 4), uncalled("2", 3, true))).toEqual([]);
    expect(told(uncalled("1", 4), uncalled("2", 0, true))).toEqual(["no_genotype 4,0"]);
    expect(told(uncalled("1", 0))).toEqual([]);
    // On the mitochondrion reads tell what genotypes do not.
    expect(told(uncalled("chrM", 4))).toEqual([]);
    expect(told(uncalled("chrM", 4), uncalled("1", 2))).toEqual(["no_genotype 2,0"]);
    expect(of({ contigs: [uncalled("1", 4)], dropped: { proband_no_call: 3 } })).toEqual([
      "no_genotype 3,0",
    ]);
  });

  it("no chromosome, by the header's names", () => {
    expect(of(null, [inputOf({}, { contigs: ["a", "b"] })], new Set())).toEqual([
      "no_chromosome a, b",
    ]);
    expect(of(null, [inputOf({}, { contigs: ["a", "1"] })], new Set())).toEqual(["no_chromosome "]);
  });

  it("the header declares no genotype", () => {
    const declared = inputOf().header;
    const without = {
      ...declared,
      format: new Map([...declared.format].filter(([id]) => id !== "GT")),
    };
    expect(
      of({ dropped: { proband_no_call: 3 } }, [inputOf(), inputOf({ header: without })]),
    ).toEqual(["no_genotype 3,1"]);
    const lacks = (over: Partial<VcfHeader>): boolean => lacksGenotypes({ ...declared, ...over });
    expect(lacks({})).toBe(false);
    expect(lacks({ format: without.format })).toBe(true);
    expect(lacks({ format: without.format, samples: [] })).toBe(false);
    expect(lacks({ format: new Map() })).toBe(false);
  });

  it.each([
    [[], null],
    [["1"], null],
    [["a", "chrX"], null],
    [["a"], "a"],
    [["a", "b", "c"], "a, b, c"],
    [["a", "b", "c", "d"], "a, b, c and 1 more"],
    [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
  ])("names of contigs %j: %s", (names, told) => {
    expect(withoutChromosomes(names)).toBe(told);
  });
});

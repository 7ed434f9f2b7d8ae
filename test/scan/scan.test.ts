import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import { Scanner, compilePlan, judgeRecord } from "../../src/scan/index.ts";
import type { Compiled } from "../../src/scan/compile.ts";
import { lastReason, noSequenceAllele } from "../../src/scan/judge/judge.ts";
import type { BatchResult, ScanPlan } from "../../src/scan/types.ts";
import { decodeRecord } from "../../src/vcf/index.ts";
import { headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { planFor, type PlanOptions } from "./build.ts";

const header = headerText({ samples: ["C"] });

function scan(records: readonly RecordOptions[], options: Partial<PlanOptions> = {}): BatchResult {
  return scanLines(
    planFor({ header, ...options }),
    records.map((record) => recordText(record)),
  );
}

function scanLines(plan: ScanPlan, lines: readonly string[]): BatchResult {
  const data = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  return new Scanner(compilePlan(plan)).scan(data, 0, data.length);
}

const het = { genotypes: ["0/1"] };

describe("reasons for a drop", () => {
  const at = { pos: 1500, ...het };
  const rows: [string, RecordOptions, string | null][] = [
    ["a rare stop in the gene survives", at, null],
    ["outside the gene's region (DEC-16)", { ...at, pos: 999 }, "outside_panel_regions"],
    ["the first base of the gene's region", { ...at, pos: 1000 }, null],
    ["the last base of the gene's region", { ...at, pos: 2000 }, null],
    ["one base past the gene's region", { ...at, pos: 2001 }, "outside_panel_regions"],
    ["a deletion that reaches into the region", { ...at, pos: 998, ref: "GAA", alt: "G" }, null],
    ["another contig (VCF-35)", { ...at, chrom: "GL000191.1" }, "other_contig"],
    ["an alias of the contig (VCF-30)", { ...at, chrom: "chr1" }, null],
    ["failed FILTER (VCF-42)", { ...at, filter: "LowQual" }, "filter"],
    ["FILTER not applied is accepted (VCF-42)", { ...at, filter: "." }, null],
    [
      "failed FILTER, ClinVar pathogenic with a star (VCF-42)",
      {
        ...at,
        filter: "LowQual",
        info: "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter",
      },
      null,
    ],
    [
      "failed FILTER, ClinVar pathogenic without a star",
      {
        ...at,
        filter: "LowQual",
        info: "CLNSIG=Pathogenic;CLNREVSTAT=no_assertion_criteria_provided",
      },
      "filter",
    ],
    ["proband without the allele", { ...at, genotypes: ["0/0"] }, "proband_not_carrier"],
    [
      "proband without a call is not a reference (VCF-22)",
      { ...at, genotypes: ["./."] },
      "proband_no_call",
    ],
    ["half-call that may hide it (VCF-22)", { ...at, genotypes: ["0/."] }, "proband_no_call"],
    ["half-call that shows it (T09)", { ...at, genotypes: ["./1"] }, null],
    ["haploid call (VCF-20)", { ...at, genotypes: ["1"] }, null],
    ["too common for any model", { ...at, af: 0.0100001 }, "frequency"],
    ["equal to the limit passes (FREQ-10)", { ...at, af: 0.01 }, null],
    ["synonymous", { ...at, consequence: "synonymous_variant" }, "consequence"],
    [
      "synonymous, ClinVar pathogenic (CSQ-03)",
      {
        ...at,
        consequence: "synonymous_variant",
        info: "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter",
      },
      null,
    ],
    [
      "splice region counts (DEC-02)",
      { ...at, consequence: "splice_region_variant&intron_variant" },
      null,
    ],
    ["another gene", { ...at, gene: "GENE2" }, "gene_not_on_panel"],
    ["only * (T04)", { ...at, alt: "*" }, "star_allele"],
    ["symbolic allele (VCF-02)", { ...at, alt: "<DEL>" }, "symbolic_allele"],
    [
      "reference block (VCF-04)",
      { ...at, alt: "<NON_REF>", genotypes: ["0/0"] },
      "reference_block",
    ],
    ["breakend", { ...at, alt: "G]1:1700]" }, "breakend"],
    ["no alternate", { ...at, alt: ".", genotypes: ["0/0"] }, "no_alternate"],
  ];
  it.each(rows)("%s", (_, record, reason) => {
    const result = scan([record]);
    expect(result.records).toBe(1);
    expect(result.dropped).toEqual(reason === null ? {} : { [reason]: 1 });
    expect(result.survivors).toHaveLength(reason === null ? 1 : 0);
  });

  it.each([
    [999, "outside_region"],
    [1000, null],
    [2000, null],
    [2001, "outside_region"],
  ])("DEC-16 the gene's region in a scan of the whole genome: %i", (pos, reason) => {
    const genes = { GENE1: { chrom: "1", start: 1000, end: 2000 }, GENE9: null };
    const result = scan([{ ...at, pos }], { genes });
    expect(result.dropped).toEqual(reason === null ? {} : { [reason]: 1 });
    expect(result.survivors).toHaveLength(reason === null ? 1 : 0);
  });

  it("T18: an artefact site of the mitochondrion is dropped, its neighbour is not", () => {
    const genes = { GENE1: { chrom: "MT", start: 1, end: 16569 } };
    const mt = { chrom: "MT", genotypes: ["0/1:700,300:1000:99"] };
    const result = scan(
      [
        { ...mt, pos: 310 },
        { ...mt, pos: 3107 },
        { ...mt, pos: 3243 },
      ],
      { genes },
    );
    expect(result.dropped).toEqual({ mt_artefact_site: 2 });
    expect(result.survivors.map((s) => s.pos)).toEqual([3243]);
  });

  it("T16: chrM of 16,571 bases is not interpreted (VCF-31)", () => {
    const other = header.replace("#CHROM", "##contig=<ID=chrM,length=16571>\n#CHROM");
    const genes = { GENE1: { chrom: "MT", start: 1, end: 16569 } };
    const mt = { chrom: "chrM", pos: 3243, genotypes: ["0/1:700,300:1000:99"] };
    expect(scan([mt], { header: other, genes }).dropped).toEqual({ mt_not_rcrs: 1 });
    const both = other.replace("#CHROM", "##contig=<ID=chrMT,length=16569>\n#CHROM");
    const { dropped, survivors } = scan([mt, { ...mt, chrom: "chrMT" }], { header: both, genes });
    expect(dropped).toEqual({ mt_not_rcrs: 1 });
    expect(survivors).toHaveLength(1);
  });

  it("MT-02: the mitochondrion's genotype is read from the reads, not from GT", () => {
    const genes = { GENE1: { chrom: "MT", start: 1, end: 16569 } };
    const low = { chrom: "MT", pos: 3243, genotypes: ["0/1:980,20:1000:99"] };
    expect(scan([low], { genes }).dropped).toEqual({ proband_not_carrier: 1 });
  });

  it("DEC-51: one that ClinVar calls pathogenic goes on at a low level too", () => {
    const genes = { GENE1: { chrom: "MT", start: 1, end: 16569 } };
    const of = (alt: number, info: string) => {
      const genotypes = [`0/1:${1000 - alt},${alt}:1000:99`];
      return scan([{ chrom: "MT", pos: 3243, genotypes, info }], { genes }).dropped;
    };
    const said = (stars: string): string => `CLNSIG=Pathogenic;CLNREVSTAT=${stars}`;
    const starred = said("criteria_provided,_single_submitter");
    expect(of(10, starred)).toEqual({});
    expect(of(49, starred)).toEqual({});
    expect(of(9, starred)).toEqual({ proband_not_carrier: 1 });
    expect(of(49, said("no_assertion_criteria_provided"))).toEqual({ proband_not_carrier: 1 });
    expect(of(49, "CLNSIG=Benign;CLNREVSTAT=reviewed_by_expert_panel")).toEqual({
      proband_not_carrier: 1,
    });
  });

  it("T29: without frequency columns the filter is not applied, and says so", () => {
    const bare = header.replaceAll(/\|gnomAD[eg]_AF/g, "");
    const line = recordText({ pos: 1500, ...het }).replaceAll("||\t", "\t");
    const result = scanLines(planFor({ header: bare }), [line]);
    const allele = result.survivors[0]?.alleles[0];
    expect(allele?.flags).toContain("frequency_not_assessed");
    expect(allele?.checks.find((c) => c.id === "frequency")?.outcome).toBe("not_assessed");
  });

  it("DEC-12: a BA1 exception bypasses the frequency filter", () => {
    const gjb2 = {
      chrom: "13",
      pos: 20189473,
      ref: "C",
      alt: "T",
      consequence: "missense_variant",
      af: 0.07,
      ...het,
    };
    const genes = { GENE1: { chrom: "13", start: 20187000, end: 20193000 } };
    expect(scan([gjb2], { genes }).survivors[0]?.alleles[0]?.flags).toContain("frequency_exempt");
    expect(scan([{ ...gjb2, alt: "G" }], { genes }).dropped).toEqual({ frequency: 1 });
  });

  it("FREQ-11: ClinVar P/LP above the ceiling is named", () => {
    const info = "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter";
    const result = scan([
      { pos: 1500, af: 0.04, info, ...het },
      { pos: 1501, af: 0.06, info, ...het },
    ]);
    expect(result.survivors.map((s) => s.pos)).toEqual([1500]);
    expect(result.noted).toMatchObject([{ code: "common_pathogenic", text: "1:1501:G:A" }]);
  });

  it("DEC-16: outside the region of its own gene a variant counts in no other gene's region", () => {
    const genes = {
      GENE1: { chrom: "1", start: 1000, end: 2000 },
      GENE2: { chrom: "1", start: 5000, end: 6000 },
    };
    expect(scan([{ pos: 1500, gene: "GENE2", ...het }], { genes }).dropped).toEqual({
      outside_region: 1,
    });
  });
});

describe("what the records of one position tell each other", () => {
  it("T02: both halves of a split site survive, each knows the other", () => {
    const result = scan([
      { pos: 1500, alt: "C", genotypes: ["1/0:1,20:40:99"] },
      { pos: 1500, alt: "T", genotypes: ["0/1:1,18:40:99"] },
    ]);
    expect(result.survivors.map((s) => s.siblings.map((x) => x.alts))).toEqual([[["T"]], [["C"]]]);
  });

  it("T05: a block speaks for a relative without a call, and keeps its quality", () => {
    const trio = headerText({
      samples: ["C", "M", "F"],
      extra: ['##ALT=<ID=NON_REF,Description="x">'],
    });
    const lines = [
      "1\t1400\t.\tA\t<NON_REF>\t.\t.\tEND=1600\tGT:DP:GQ\t./.\t0/0:35:60\t./.",
      "1\t1450\t.\tA\t<NON_REF>\t.\t.\tEND=1550\tGT:DP:GQ\t./.\t./.\t0/0:30:12",
      recordText({ pos: 1500, genotypes: ["0/1", "./.", "./."] }),
    ];
    const plan = planFor({ header: trio });
    const result = scanLines(plan, lines);
    const survivor = result.survivors[0];
    expect(survivor?.fromBlock).toEqual([1, 2]);
    expect(survivor?.calls.map((call) => call?.genotypeQuality)).toEqual([99, 60, 12]);
    // A block that ends before the site says nothing of it.
    const ended = scanLines(plan, [
      lines[0]?.replace("END=1600", "END=1499") ?? "",
      lines[2] ?? "",
    ]);
    expect(ended.survivors[0]?.fromBlock).toEqual([]);
  });
});

describe("faults", () => {
  const good = recordText({ pos: 1500, ...het });
  const rows: [string, string, RegExp][] = [
    ["POS is no number", good.replace("1500", "abc"), /POS|abc/],
    ["four columns", "1\t1500\t.\tG", /column/],
    ["a sample column is missing", good.split("\t").slice(0, -1).join("\t"), /column/],
    ["a column too many", `${good}\t0/1`, /column/],
    ["there is a header line among the records", "##fileformat=VCFv4.2", /header line/],
    ["an empty line", "", /./],
  ];
  it.each(rows)("%s is an error, also outside the regions", (_, line, message) => {
    for (const genes of [undefined, { GENE9: { chrom: "2", start: 1, end: 2 } }]) {
      const plan = planFor({ header, ...(genes === undefined ? {} : { genes }) });
      expect(() => scanLines(plan, [good, line, good])).toThrow(ToolError);
      expect(() => scanLines(plan, [good, line, good])).toThrow(message);
    }
  });

  it("VCF-09: positions that fall and contigs that come back are an error", () => {
    const at = (pos: number, chrom = "1"): string => recordText({ pos, chrom, ...het });
    expect(() => scanLines(planFor({ header }), [at(1500), at(1499)])).toThrow(/after 1500/);
    expect(() => scanLines(planFor({ header }), [at(1500), at(5, "2"), at(1501)])).toThrow(
      /comes back/,
    );
  });
});

describe("the byte gates", () => {
  const consequences = [
    "stop_gained",
    "missense_variant",
    "synonymous_variant",
    "intron_variant",
    "splice_region_variant&intron_variant",
    "splice_polypyrimidine_tract_variant&intron_variant",
    "",
  ];
  const record = fc.record({
    pos: fc.integer({ min: 990, max: 2010 }),
    alt: fc.constantFrom("A", "C", "*", "A,C", "GTT", "<DEL>"),
    filter: fc.constantFrom("PASS", ".", "LowQual"),
    consequence: fc.constantFrom(...consequences),
    gene: fc.constantFrom("GENE1", "GENE2"),
    ref: fc.constantFrom("G", "G", "GT", "CA"),
    af: fc.constantFrom(null, 2e-7, 0.0001, 0.01, 0.010001, 0.02),
    genotypes: fc
      .constantFrom("0/0", "0|0", "0/1", "1|0", "./.", "0/.", "./1", "1/1", "1", "0")
      .map((g) => [g]),
    info: fc
      .tuple(
        fc.constantFrom(
          "",
          "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter",
          "DP=3;XCSQ=a",
        ),
        fc.constantFrom("", "0.3", "0.0100", "0.010001", "2e-2", ".", "0.02;gnomad_af=0.0001", "1"),
      )
      .map(([first, af]) => [first, af === "" ? "" : `gnomad_af=${af}`])
      .map((parts) => parts.filter((part) => part !== "").join(";")),
  });
  const withInfo = headerText({
    samples: ["C"],
    extra: ['##INFO=<ID=gnomad_af,Number=A,Type=Float,Description="gnomAD frequency">'],
  });
  /** Why the full judgement drops a record of the gene's region; null when it keeps it. */
  const judgedReason = (plan: ScanPlan, compiled: Compiled, r: RecordOptions): string | null => {
    const decoded = decodeRecord(recordText(r), plan.header, { path: "test.vcf" });
    if (decoded.pos > 2000 || decoded.pos + decoded.ref.length - 1 < 1000)
      return "outside_panel_regions";
    const none = noSequenceAllele(decoded);
    if (none !== null) return none;
    const context = { chrom: "1", sitesAt: () => [], trace: false };
    const judgements = judgeRecord(decoded, compiled, context);
    return judgements.some((j) => j.allele !== null) ? null : lastReason(judgements);
  };

  it.each([
    ["frequencies in the annotation", header],
    ["frequencies in INFO too", withInfo],
  ])("keep what the full judgement keeps, and drop the rest for the same reasons: %s", (_, h) => {
    const plan = planFor({ header: h });
    const compiled = compilePlan(plan);
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (unsorted) => {
        const records = unsorted.toSorted((a, b) => a.pos - b.pos);
        const gated = scan(records, { header: h });
        const reasons = records.map((r) => judgedReason(plan, compiled, r));
        expect(gated.survivors.map((s) => [s.pos, s.alts.join()])).toEqual(
          records.flatMap((r, i) => (reasons[i] === null ? [[r.pos, r.alt]] : [])),
        );
        expect(gated.records).toBe(records.length);
        const drops: Record<string, number> = {};
        for (const r of reasons) if (r !== null) drops[r] = (drops[r] ?? 0) + 1;
        expect(gated.dropped).toEqual(drops);
      }),
      { numRuns: 300 },
    );
  });
});

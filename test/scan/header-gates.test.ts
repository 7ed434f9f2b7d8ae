// The gates that know the header drop what the full judgement drops, and for its reason.
import { describe, expect, it } from "vitest";
import { Scanner, compilePlan, judgeRecord } from "../../src/scan/index.ts";
import { lastReason } from "../../src/scan/judge/judge.ts";
import type { ScanPlan } from "../../src/scan/types.ts";
import { decodeRecord } from "../../src/vcf/index.ts";
import { CSQ_COLUMNS, headerText, recordText, type RecordOptions } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

/** Reason of a line's drop (null: it survives) as scanned, and as judged. */
function reasons(plan: ScanPlan, line: string): [string | null, string | null] {
  const data = Buffer.from(`${line}\n`);
  const { dropped } = new Scanner(compilePlan(plan)).scan(data, 0, data.length);
  const record = decodeRecord(line, plan.header, { path: "x.vcf" });
  const context = { chrom: "1", sitesAt: () => [], trace: false };
  const judged = judgeRecord(record, compilePlan(plan), context);
  return [
    Object.keys(dropped)[0] ?? null,
    judged.some((j) => j.allele !== null) ? null : lastReason(judged),
  ];
}

describe("FORMAT/FT of the proband's call (VCF-43, DEC-19)", () => {
  const header = headerText({
    samples: ["C"],
    extra: ['##FORMAT=<ID=FT,Number=1,Type=String,Description="Filter of the call">'],
  });
  const plan = planFor({ header });
  const line = (format: string, sample: string, over: Partial<RecordOptions> = {}): string => {
    const text = recordText({ pos: 1500, genotypes: ["0/1"], ...over });
    return [...text.split("\t").slice(0, 8), format, sample].join("\t");
  };
  const common = { af: 0.2 };
  const rows: [string, string, Partial<RecordOptions>, string | null][] = [
    ["GT:FT", "0/1:PASS", {}, null],
    ["GT:FT", "0/1:.", {}, null],
    ["GT:FT", "0/1", {}, null],
    ["GT:FT", "0/1:LowGQ", {}, "filter"],
    ["GT:FT", "0/1:PASSING", {}, "filter"],
    ["GT:FT", "0/0:LowGQ", {}, "filter"],
    ["GT:FT", "0/0:PASS", {}, "proband_not_carrier"],
    ["GT:DP:FT:GQ", "0/1:30:LowGQ:99", common, "filter"],
    ["GT:DP:FT:GQ", "0/1:30:PASS:99", common, "frequency"],
    ["GT:DP:FT:GQ", "0/1:30", common, "frequency"],
    ["GT:FTX:DP", "0/1:LowGQ:30", common, "frequency"],
    ["GT:FT", "0/1:LowGQ", { consequence: "intron_variant" }, "filter"],
  ];
  it.each(rows)("%s %s %j: %s", (format, sample, over, expected) => {
    expect(reasons(plan, line(format, sample, over))).toEqual([expected, expected]);
  });
});

describe("DRAGEN's FORMAT/FT rules over the site's FILTER (DEC-19)", () => {
  const planOf = (...extra: string[]): ScanPlan =>
    planFor({
      header: headerText({
        samples: ["C"],
        extra: ['##FORMAT=<ID=FT,Number=1,Type=String,Description="Filter of the call">', ...extra],
      }),
    });
  const dragen = planOf('##DRAGENVersion=<ID=dragen,Version="07.021.624.3.10.4">');
  const other = planOf("##source=HaplotypeCaller");
  const line = (format: string, sample: string, filter: string): string => {
    const text = recordText({ pos: 1500, genotypes: ["0/1"], filter });
    return [...text.split("\t").slice(0, 8), format, sample].join("\t");
  };
  const rows: [string, ScanPlan, string, string, string, string | null][] = [
    ["its PASS overrules", dragen, "LowQual", "GT:FT", "0/1:PASS", null],
    ["its failure stands", dragen, "PASS", "GT:FT", "0/1:LowGQ", "filter"],
    ["a missing one says nothing", dragen, "LowQual", "GT:FT", "0/1:.", "filter"],
    ["none at all", dragen, "LowQual", "GT", "0/1", "filter"],
    ["another caller's overrules nothing", other, "LowQual", "GT:FT", "0/1:PASS", "filter"],
  ];
  it.each(rows)("%s", (_, plan, filter, format, sample, expected) => {
    const text = line(format, sample, filter);
    expect(reasons(plan, text)).toEqual([expected, expected]);
  });

  it("flags the overruled filter", () => {
    const record = decodeRecord(line("GT:FT", "0/1:PASS", "LowQual"), dragen.header, { path: "x" });
    const context = { chrom: "1", sitesAt: () => [], trace: false };
    const [judged] = judgeRecord(record, compilePlan(dragen), context);
    expect(judged?.allele?.flags).toContain("site_filter:LowQual");
  });
});

describe("ClinVar in columns that VEP took from a file of ClinVar's (CV-01, CV-07)", () => {
  const columns = [...CSQ_COLUMNS, "ClinVar", "ClinVar_CLNSIG", "ClinVar_CLNREVSTAT"];
  const header = headerText({ samples: ["C"] }).replace(CSQ_COLUMNS.join("|"), columns.join("|"));
  const plan = planFor({ header });
  const line = (over: Partial<RecordOptions>, clinvar: string): string =>
    recordText({ pos: 1500, genotypes: ["0/1"], consequence: "intron_variant", ...over }).replace(
      /(CSQ=[^\t]*)/,
      `$1|${clinvar}`,
    );
  const P = "123|Pathogenic|reviewed_by_expert_panel";
  const rows: [string, Partial<RecordOptions>, string, string | null][] = [
    ["a pathogenic allele deep in an intron is kept", {}, P, null],
    ["and one whose FILTER failed", { filter: "LowQual" }, P, null],
    ["and one that is too common for the rest", { af: 0.02 }, P, null],
    ["a benign one is not", {}, "123|Benign|reviewed_by_expert_panel", "consequence"],
    ["an empty column says nothing", {}, "||", "consequence"],
    ["nor in a common allele", { af: 0.02 }, "||", "frequency"],
  ];
  it.each(rows)("%s", (_, over, clinvar, expected) => {
    expect(reasons(plan, line(over, clinvar))).toEqual([expected, expected]);
  });
});

describe("lists of frequencies", () => {
  const plan = planFor({
    header: headerText({
      samples: ["C"],
      extra: ['##INFO=<ID=gnomAD_AF,Number=R,Type=Float,Description="gnomAD">'],
    }),
  });
  it.each([".,0.4", "0.6,0.4", "0.4", ".", "0.99,0.0001"])("gnomAD_AF=%s", (value) => {
    const line = recordText({
      pos: 1500,
      genotypes: ["0/1"],
      consequence: "intron_variant",
      info: `gnomAD_AF=${value}`,
    });
    const [scanned, judged] = reasons(plan, line);
    expect(scanned).toBe(judged);
  });
});

describe("frequencies that are no one number: the gate leaves them to the judgement (VEP-08)", () => {
  const plan = planFor({
    header: headerText({
      samples: ["C"],
      extra: ['##INFO=<ID=gnomad_af,Number=A,Type=Float,Description="x">'],
    }),
  });
  it.each<[string, string | null]>([
    ["0.3", "frequency"],
    ["1", "frequency"],
    ["0.0115&0.3", "frequency"],
    ["0.002&0.3", null],
    ["1.7e-05&0.0115", null],
    ["1.7e-05|0.0115", null],
    ["0.3|0.0001", null],
    ["0.3/0.0001", null],
    [".&0.3", null],
    ["0.3,0.0001", null],
    ["0,3", null],
    ["30", null],
    ["3e1", null],
    ["1.0000001", null],
    ["nfe", null],
    ["inf", null],
    ["-1", null],
    [".", null],
  ])("%s: %s", (text, expected) => {
    const line = recordText({ pos: 1500, genotypes: ["0/1"], info: `gnomad_af=${text}` });
    expect(reasons(plan, line)).toEqual([expected, expected]);
    if (/[,|]/.test(text)) return;
    const column = recordText({ pos: 1500, genotypes: ["0/1"], af: 0.12345 });
    expect(reasons(plan, column.replace("0.12345", text))).toEqual([expected, expected]);
  });

  it.each([
    ["1.7e-05&0.0115", ["frequency_ambiguous:gnomad_af"], "not_assessed"],
    ["1e-5&2e-5", [], "pass"],
    ["nfe", ["frequency_not_assessed", "frequency_unread:gnomad_af"], "not_assessed"],
  ])("%s is flagged", (text, flags, outcome) => {
    const bare = planFor({
      header: headerText({
        samples: ["C"],
        extra: ['##INFO=<ID=gnomad_af,Number=A,Type=Float,Description="x">'],
      }).replace("|gnomADe_AF|gnomADg_AF", "|x|y"),
    });
    const line = recordText({ pos: 1500, genotypes: ["0/1"], info: `gnomad_af=${text}` });
    const data = Buffer.from(`${line}\n`);
    const [survivor] = new Scanner(compilePlan(bare)).scan(data, 0, data.length).survivors;
    const [allele] = survivor?.alleles ?? [];
    expect(allele?.flags).toEqual(flags);
    expect(allele?.checks.find((check) => check.id === "frequency")?.outcome).toBe(outcome);
  });
});

describe("a frequency beside an id that names its allele", () => {
  const key = (id: string, type: string): string =>
    `##INFO=<ID=${id},Number=A,Type=${type},Description="x">`;
  const extra = [key("gnomad_af", "Float"), key("gnomad_id", "String")];
  const plan = planFor({ header: headerText({ samples: ["C"], extra }) });
  it.each([
    ["1-1500-A-G", "frequency"],
    ["1-1500-A-T", null],
    ["1-1498-CTA-C", null],
    ["rs1", "frequency"],
  ])("gnomad_id=%s: %s", (id, expected) => {
    const info = `gnomad_af=0.3;gnomad_id=${id}`;
    const line = recordText({ pos: 1500, ref: "A", alt: "G", info, genotypes: ["0/1"] });
    expect(reasons(plan, line)).toEqual([expected, expected]);
  });
});

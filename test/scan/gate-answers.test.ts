/**
 * The answers of the gates for rarity, damage and archives, on lines that say the same in many ways. A gate that asks for
 * a judgement where it could tell costs time alone, so no result shows it.
 */
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import { noColumns, readColumns, type Columns } from "../../src/scan/gates/columns.ts";
import { damageGate } from "../../src/scan/gates/damage-gate.ts";
import { afterAllele, frequencyGate } from "../../src/scan/gates/frequency-gate.ts";
import { compilePlan, distilCriteria } from "../../src/scan/index.ts";
import { distilGate, judgeForArchive } from "../../src/scan/keep/distil.ts";
import { decodeRecord, parseHeader } from "../../src/vcf/index.ts";
import { headerText } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";
import type { VcfHeader } from "../../src/vcf/types.ts";

const csqLine = (columns: string): string =>
  `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${columns}">`;
const ANN =
  "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name'\">";
const BCSQ =
  '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq">';
const CLNSIG = '##INFO=<ID=CLNSIG,Number=.,Type=String,Description="ClinVar significance">';
const AF = '##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description="gnomAD">';
const COLUMNS = "Allele|Consequence|IMPACT|SYMBOL|gnomADe_AF|LAST|gnomADg_AF";

function headerOf(...lines: string[]): VcfHeader {
  const title = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tC\n";
  return parseHeader(["##fileformat=VCFv4.2", ...lines, title].join("\n"), "x.vcf");
}

function lineOf(info: string, ref = "G", alt = "A"): { data: Buffer; at: Columns } {
  const text = `1\t1500\t.\t${ref}\t${alt}\t50\tPASS\t${info}\tGT\t0/1\n`;
  // Whatever stands behind is no part of the line.
  const data = Buffer.from(`${text}2\t9\t.\tG\tA\t50\tPASS\tCLNSIG=Pathogenic;gnomAD_AF=0.9;x|y\n`);
  const at = noColumns();
  expect(readColumns(data, 0, data.length, Buffer.alloc(0), 1, 0, at)).toBe(text.length);
  return { data, at };
}

describe("rarity at a glance", () => {
  const of = (header: VcfHeader, policy: Policy = DEFAULT_POLICY) => {
    const gate = frequencyGate(header, header.annotations[0] ?? null, policy);
    return (info: string, ref?: string, alt?: string) => {
      const { data, at } = lineOf(info, ref, alt);
      return { answer: gate(data, at), annotation: at.annotation };
    };
  };
  const inInfo = of(headerOf(AF, CLNSIG));
  const inEntries = of(headerOf(csqLine(COLUMNS), AF, CLNSIG));

  it.each([
    ["gnomAD_AF=0.3", "common"],
    ["DP=3;gnomAD_AF=0.3", "common"],
    ["gnomAD_AF=0.3;DP=3", "common"],
    ["gnomAD_AF=1", "common"],
    ["gnomAD_AF=1.0", "common"],
    ["gnomAD_AF=3e-1", "common"],
    ["gnomAD_AF=0.0100001", "common"],
    ["gnomAD_AF=0.01001", "common"],
    ["gnomAD_AF=0.01", "not_common"],
    ["gnomAD_AF=0.00999", "not_common"],
    ["gnomAD_AF=0.0099999", "not_common"],
    ["gnomAD_AF=1e-5", "not_common"],
    ["gnomAD_AF=.5", "common"],
    ["gnomAD_AF=0", "not_common"],
    ["gnomAD_AF=.", "not_common"],
    ["gnomAD_AF=", "not_common"],
    ["DP=3", "not_common"],
    [".", "not_common"],
    ["XgnomAD_AF=0.3", "not_common"],
    ["gnomAD_AFX=0.3", "not_common"],
    ["gnomAD_AF", "not_common"],
    ["gnomAD_AF=0.3,0.2", "unsure"],
    ["gnomAD_AF=0.001,0.2", "unsure"],
    ["gnomAD_AF=.,0.2", "unsure"],
    ["gnomAD_AF=0.3|x", "unsure"],
    ["gnomAD_AF=1.5", "unsure"],
    ["gnomAD_AF=15", "unsure"],
    ["gnomAD_AF=1.0000001", "unsure"],
    ["gnomAD_AF=-1", "unsure"],
    ["gnomAD_AF=0.0.3", "unsure"],
    ["gnomAD_AF=high", "unsure"],
    ["gnomAD_AF=0.3x", "unsure"],
    ["gnomAD_AF=0.3;gnomAD_AF=0.3", "unsure"],
    ["gnomAD_AF=0.001;gnomAD_AF=0.3", "unsure"],
    ["CLNSIG=Benign;gnomAD_AF=0.3", "unsure"],
    ["gnomAD_AF=0.3;CLNSIG=Benign", "unsure"],
    ["gnomAD_AF=0.3;XCLNSIG=Benign", "common"],
    [`X=${"a".repeat(200)};gnomAD_AF=0.3`, "common"],
    [`X=${"a".repeat(62)};gnomAD_AF=0.3`, "common"],
    [`X=${"a".repeat(61)};gnomAD_AF=0.3;DP=3`, "common"],
    [`gnomAD_AF=0.3;X=${"a".repeat(200)}`, "common"],
    [`gnomAD_AF=0.3;X=${"a".repeat(200)};CLNSIG=Benign`, "unsure"],
  ])("%s: %s", (info, answer) => {
    expect(inInfo(info).answer).toBe(answer);
    // The first line tells nothing of the next.
    expect(inInfo(info).answer).toBe(answer);
  });

  const entry = (allele: string, exomes = "", genomes = ""): string =>
    `${allele}|intron_variant|MODIFIER|G1|${exomes}|x|${genomes}`;
  it.each([
    [entry("A", "0.3"), "common"],
    [entry("A", "", "0.3"), "common"],
    [entry("A", "0.001", "0.3"), "common"],
    [entry("A", "0.001", "0.001"), "not_common"],
    [entry("A"), "not_common"],
    ["A|intron_variant", "not_common"],
    ["A|intron_variant|MODIFIER|G1|0.3", "common"],
    ["A|0.9|0.9|0.9||0.9|", "not_common"],
    ["A|0.9|0.9|0.9||0.9||0.9|0.9", "not_common"],
    [`${entry("A")},${entry("A", "0.3")}`, "common"],
    [`${entry("A", "0.3")},${entry("A")}`, "common"],
    [`${entry("A")},${entry("A")}`, "not_common"],
    [entry("A", "high"), "unsure"],
    [`${entry("A", "high")},${entry("A", "0.3")}`, "common"],
    [`${entry("A", "0.3")},${entry("A", "high")}`, "common"],
    [`${entry("A", "high")},${entry("A")}`, "unsure"],
    [entry("A", "0.3&0.2"), "unsure"],
    [entry("T", "0.3"), "unsure"],
    [`${entry("A", "0.3")},${entry("T")}`, "unsure"],
    [entry("AA", "0.3"), "unsure"],
    [entry("", "0.3"), "unsure"],
  ])("CSQ=%s: %s", (text, answer) => {
    expect(inEntries(`DP=3;CSQ=${text}`)).toEqual({ answer, annotation: 30 });
    expect(inEntries(`DP=3;CSQ=${text};gnomAD_AF=0.001`).answer).toBe(answer);
  });

  it.each([
    [`gnomAD_AF=0.3;CSQ=${entry("A")}`, "common"],
    [`CSQ=${entry("A")};gnomAD_AF=0.3`, "common"],
    [`CSQ=${entry("T")};gnomAD_AF=0.3`, "common"],
    [`gnomAD_AF=0.3;CSQ=${entry("T")}`, "common"],
    [`CSQ=${entry("A", "0.3")};CSQ=${entry("A")}`, "unsure"],
    [`CSQ=${entry("A", "0.3")};CLNSIG=Benign`, "unsure"],
  ])("%s: %s", (info, answer) => {
    expect(inEntries(info).answer).toBe(answer);
  });

  it("knows the place of the annotation from a line that has one alone", () => {
    expect(inEntries("DP=3").annotation).toBe(-1);
  });

  it.each([
    ["G", "A", "A|", 1],
    ["G", "A", "T|", -1],
    ["G", "A", "AA|", -1],
    ["G", "A", "A,", -1],
    ["GT", "AC", "AC|", 2],
    ["GT", "GC", "GC|", 2],
    ["G", "GTT", "TT|", 2],
    ["G", "GTT", "GTT|", -1],
    ["G", "ATT", "ATT|", 3],
    ["GTT", "G", "-|", 1],
    ["GTT", "G", "-,", -1],
    ["GTT", "G", "G|", -1],
    ["GTT", "GT", "T|", 1],
    ["GTT", "A", "A|", 1],
  ])("%s>%s: VEP's name %s ends at %i", (ref, alt, text, length) => {
    const { data, at } = lineOf(text, ref, alt);
    const after = afterAllele(data, at.info, at);
    expect(after < 0 ? -1 : after - at.info).toBe(length);
  });

  it("tells nothing where it has nothing to go by", () => {
    expect(of(headerOf(CLNSIG))("gnomAD_AF=0.3").answer).toBe("not_common");
    expect(of(headerOf(ANN, AF))("gnomAD_AF=0.3").answer).toBe("common");
    const wider = structuredClone(DEFAULT_POLICY);
    wider.frequency.dominant = 2 * wider.frequency.recessive;
    expect(of(headerOf(AF), wider)("gnomAD_AF=0.3").answer).toBe("unsure");
    wider.frequency.dominant = wider.frequency.recessive;
    expect(of(headerOf(AF), wider)("gnomAD_AF=0.3").answer).toBe("common");
  });
});

describe("damage at a glance", () => {
  const of = (header: VcfHeader, knowsFirst = false) => {
    const gate = damageGate(header.annotations, knowsFirst);
    return (info: string, annotation?: string) => {
      const { data, at } = lineOf(info);
      if (annotation !== undefined) at.annotation = data.indexOf(annotation);
      return gate(data, at);
    };
  };
  const vep = of(headerOf(csqLine("Allele|Consequence|IMPACT|SYMBOL")));
  const HARMLESS = "A|intron_variant|MODIFIER|G";
  const HARMFUL = "A|missense_variant|MODERATE|G";

  it.each([
    [HARMFUL, "damaging"],
    ["A|stop_gained|HIGH|G", "damaging"],
    ["A|splice_region_variant&stop_gained|HIGH|G", "damaging"],
    [HARMLESS, "none"],
    [`${HARMLESS},${HARMFUL}`, "damaging"],
    [`${HARMFUL},${HARMLESS}`, "damaging"],
    [`${HARMLESS},${HARMLESS}`, "none"],
    ["A|novel_variant|HIGH|G", "unsure"],
    [`A|novel_variant|HIGH|G,${HARMFUL}`, "damaging"],
    [`A|novel_variant|HIGH|G,${HARMLESS}`, "unsure"],
    ["T|missense_variant|MODERATE|G", "unsure"],
    ["T|intron_variant|MODIFIER|G", "none"],
    [`T|missense_variant|MODERATE|G,${HARMFUL}`, "damaging"],
    ["A", "unsure"],
    [`${HARMLESS},A`, "unsure"],
    [".", "none"],
    [".A", "unsure"],
  ])("CSQ=%s: %s", (text, answer) => {
    expect(vep(`CSQ=${text}`)).toBe(answer);
    expect(vep(`DP=3;CSQ=${text};END=9`)).toBe(answer);
  });

  it("reads no entry behind the field, and no key of another name", () => {
    expect(vep(`CSQ=${HARMLESS};X=1,${HARMFUL}`)).toBe("damaging");
    expect(vep("DP=3")).toBe("none");
    expect(vep(`XCSQ=${HARMFUL}`)).toBe("none");
    expect(vep(`CSQ=${HARMLESS};CSQ=${HARMLESS}`)).toBe("unsure");
  });

  it("of two annotators either", () => {
    const two = of(headerOf(csqLine("Allele|Consequence|IMPACT|SYMBOL"), ANN), true);
    const ann = (terms: string): string => `ANN=A|${terms}|X|G`;
    expect(two(`CSQ=${HARMLESS};${ann("missense_variant")}`)).toBe("damaging");
    expect(two(`CSQ=${HARMLESS};${ann("intron_variant")}`)).toBe("none");
    expect(two(`CSQ=${HARMFUL};${ann("intron_variant")}`)).toBe("damaging");
    expect(two(`CSQ=A|new|X|G;${ann("intron_variant")}`)).toBe("unsure");
    // Where the first stands is known, and that it stands once.
    expect(two(`CSQ=${HARMLESS};CSQ=${HARMLESS}`, HARMLESS)).toBe("none");
    expect(two(`CSQ=${HARMLESS};${ann("x")};ANN=${HARMLESS}`, HARMLESS)).toBe("unsure");
  });

  it("SnpEff names the whole ALT, and other orders of columns are judged", () => {
    const snpeff = of(headerOf(ANN));
    expect(snpeff("ANN=A|missense_variant|MODERATE|G")).toBe("damaging");
    expect(snpeff("ANN=T|missense_variant|MODERATE|G")).toBe("unsure");
    expect(snpeff("ANN=AA|missense_variant|MODERATE|G")).toBe("unsure");
    const odd = of(headerOf(csqLine("Consequence|Allele|IMPACT")));
    expect(odd(`CSQ=${HARMLESS}`)).toBe("unsure");
  });

  it.each([
    ["missense|G|T|protein_coding", "damaging"],
    ["intron|G|T|protein_coding", "none"],
    ["intron|G|T|x,stop_gained|G|T|x", "damaging"],
    ["intron|G|T|x,3_prime_utr|G|T|x", "none"],
    ["odd_word|G|T|x", "unsure"],
    ["intron|G|T|x,odd_word|G|T|x", "unsure"],
    ["odd_word|G|T|x,missense|G|T|x", "damaging"],
    ["intron|G|T|x;Y=1,missense", "none"],
  ])("BCSQ=%s: %s", (text, answer) => {
    const bcsq = of(headerOf(BCSQ));
    expect(bcsq(`BCSQ=${text}`)).toBe(answer);
  });
});

describe("what an archive may keep, at a glance", () => {
  const criteria = { spliceAi: 0.2, margin: 50 } as Parameters<typeof distilGate>[2];
  const FAR = "Allele|Consequence|BIOTYPE|HGVSc|SpliceAI_pred_DS_AG|SpliceAI_pred_SYMBOL|LAST";
  const of = (header: VcfHeader, asked = criteria) => {
    const gate = distilGate(header, header.annotations[0] ?? null, asked);
    return (info: string): boolean | null => {
      if (gate === null) return null;
      const { data, at } = lineOf(info);
      return gate(data, at.info, at.infoEnd);
    };
  };
  const keeps = of(headerOf(csqLine(FAR), CLNSIG));
  const entry = (terms: string, biotype = "", hgvsc = "", score = ""): string =>
    `A|${terms}|${biotype}|${hgvsc}|${score}|G1|x`;

  it.each([
    [entry("intron_variant"), false],
    [entry("intergenic_variant"), false],
    [entry("missense_variant"), true],
    [entry("synonymous_variant"), true],
    [`${entry("intron_variant")},${entry("missense_variant")}`, true],
    [`${entry("intron_variant")},${entry("intron_variant")}`, false],
    [entry("intron_variant", "", "T:c.10+50G>A"), true],
    [entry("intron_variant", "", "T:c.10+51G>A"), false],
    [entry("intron_variant", "", "T:c.10-3G>A"), true],
    [entry("intron_variant", "", "", "0.2"), true],
    [entry("intron_variant", "", "", "0.05"), false],
    [entry("intron_variant&non_coding_transcript_variant", "snRNA"), true],
    [entry("intron_variant&non_coding_transcript_variant", "lncRNA"), false],
    ["A|intron_variant", false],
    ["A|missense_variant", true],
  ])("CSQ=%s: %s", (text, kept) => {
    expect(keeps(`CSQ=${text}`)).toBe(kept);
    expect(keeps(`DP=3;CSQ=${text};END=9`)).toBe(kept);
  });

  it.each([
    ["T:c.10+50G>A", "keep"],
    ["T:c.10+51G>A", "drop"],
    ["T:c.10-50_10-3del", "keep"],
    ["", "drop"],
  ])("the judgement says the same of %j: %s", (hgvsc, outcome) => {
    const header = headerOf(csqLine(FAR));
    const plan = { ...planFor({ header: headerText({ samples: ["C"] }) }), header };
    const { data } = lineOf(`CSQ=${entry("intron_variant", "", hgvsc)}`);
    const line = data.toString().split("\n", 1)[0] ?? "";
    const record = decodeRecord(line, header, { path: "x.vcf" });
    const asked = { ...distilCriteria(DEFAULT_POLICY), ...criteria };
    expect(judgeForArchive(record, "1", compilePlan(plan), asked).outcome).toBe(outcome);
    expect(keeps(line.split("\t")[7] ?? "")).toBe(outcome === "keep");
  });

  it("a statement of ClinVar and a key that stands twice", () => {
    expect(keeps(`CLNSIG=Benign;CSQ=${entry("intron_variant")}`)).toBe(true);
    expect(keeps(`CSQ=${entry("intron_variant")};CSQ=${entry("intron_variant")}`)).toBe(true);
    expect(keeps("DP=3")).toBe(false);
    expect(keeps(`CSQ=${entry("intron_variant")};X=1,A|missense_variant|`)).toBe(false);
  });

  it("bcftools csq: its terms, and pointers to other records", () => {
    const bcsq = of(headerOf(BCSQ));
    expect(bcsq("BCSQ=intron|G|T|protein_coding")).toBe(false);
    expect(bcsq("BCSQ=missense|G|T|protein_coding")).toBe(true);
    expect(bcsq("BCSQ=@1502")).toBe(true);
  });

  it("is none where each record must be judged", () => {
    expect(distilGate(headerOf(), null, criteria)).toBeNull();
    expect(of(headerOf(csqLine("Allele|BIOTYPE|SYMBOL")))("DP=3")).toBeNull();
    expect(of(headerOf(csqLine(FAR)), { ...criteria, spliceAi: 0.05 })("DP=3")).toBeNull();
    expect(of(headerOf(csqLine(FAR)), { ...criteria, spliceAi: 0.1 })("DP=3")).toBe(false);
    const few = "Allele|Consequence|BIOTYPE|HGVSc";
    expect(of(headerOf(csqLine(few)), { ...criteria, spliceAi: 0.05 })("DP=3")).toBe(false);
    const clinvar = headerOf(csqLine(`${few}|ClinVar|ClinVar_CLNSIG`));
    expect(of(clinvar)("DP=3")).toBeNull();
  });
});

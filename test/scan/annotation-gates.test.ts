// The annotation's byte gates: the terms decide, a key that stands twice and entries of another allele are judged.
import { describe, expect, it } from "vitest";
import { compilePlan, judgeRecord, Scanner } from "../../src/scan/index.ts";
import { termsGate } from "../../src/scan/gates/gates.ts";
import { lastReason } from "../../src/scan/judge/judge.ts";
import type { Noted, ScanPlan } from "../../src/scan/types.ts";
import { decodeRecord } from "../../src/vcf/index.ts";
import { planFor } from "./build.ts";

const COLUMNS = "Allele|Consequence|IMPACT|SYMBOL|Feature|BIOTYPE|gnomADe_AF";

function planOf(columns = COLUMNS, samples = ["C"], extra: string[] = []): ScanPlan {
  return planFor({
    header: [
      "##fileformat=VCFv4.2",
      "##contig=<ID=1,length=248956422>",
      `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${columns}">`,
      ...extra,
      `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
      "",
    ].join("\n"),
  });
}

function lineOf(info: string, ref = "G", alt = "A"): string {
  return `1\t1500\t.\t${ref}\t${alt}\t50\tPASS\t${info}\tGT\t0/1`;
}

/** As scanned and as judged: null where the record survives, else the reason of its drop. */
function outcomes(plan: ScanPlan, line: string) {
  const data = Buffer.from(`${line}\n`);
  const { dropped, survivors, noted, droppedAlleles } = new Scanner(compilePlan(plan)).scan(
    data,
    0,
    data.length,
  );
  const textOf = (wanted: Noted["code"]): string | null =>
    noted.find(({ code }) => code === wanted)?.text ?? null;
  const record = decodeRecord(line, plan.header, { path: "x.vcf" });
  const context = { chrom: "1", sitesAt: () => [], trace: false };
  const judged = judgeRecord(record, compilePlan(plan), context);
  const scanned = Object.keys(dropped)[0] ?? null;
  expect(judged.some((j) => j.allele !== null) ? null : lastReason(judged)).toBe(scanned);
  return {
    dropped: scanned,
    alleles: survivors[0]?.alleles ?? [],
    contradiction: textOf("contradicted_impact"),
    twice: textOf("info_key_twice"),
    unread: textOf("prediction_unread"),
    droppedAlleles,
  };
}

describe("CSQ-05: the terms decide, whatever IMPACT says", () => {
  const plan = planOf();
  const entry = (terms: string, impact: string): string =>
    lineOf(`CSQ=A|${terms}|${impact}|GENE1|T|protein_coding|`);

  it.each([
    ["frameshift_variant", "HIGH", null, false],
    ["frameshift_variant", "", null, false],
    ["frameshift_variant", ".", null, false],
    ["frameshift_variant", "high", null, false],
    ["frameshift_variant", "Moderate", null, false],
    ["frameshift_variant", "MODIFIER", null, true],
    ["missense_variant", "LOW", null, true],
    ["missense_variant&splice_region_variant", "SEVERE", null, true],
    ["splice_region_variant&intron_variant", "LOW", null, false],
    ["initiator_codon_variant", "LOW", null, true],
    ["intron_variant", "MODIFIER", "consequence", false],
    ["intron_variant", "HIGH", "consequence", true],
    ["synonymous_variant", "low", "consequence", false],
  ])("%s %s: %s", (terms, impact, dropped, contradicts) => {
    const outcome = outcomes(plan, entry(terms, impact));
    expect(outcome.dropped).toBe(dropped);
    expect(outcome.contradiction !== null).toBe(contradicts);
  });

  it("names the record, the word and the terms", () => {
    expect(outcomes(plan, entry("stop_gained", "MODIFIER")).contradiction).toBe(
      "1:1500 MODIFIER beside stop_gained",
    );
  });

  it("reads IMPACT before Consequence, and no IMPACT", () => {
    const swapped = planOf("Allele|IMPACT|Consequence|SYMBOL|Feature");
    expect(outcomes(swapped, lineOf("CSQ=A|LOW|stop_gained|GENE1|T")).dropped).toBeNull();
    const none = planOf("Allele|SYMBOL|Consequence");
    expect(outcomes(none, lineOf("CSQ=A|GENE1|stop_gained")).dropped).toBeNull();
    expect(outcomes(none, lineOf("CSQ=A|GENE1|intron_variant")).dropped).toBe("consequence");
  });
});

describe("an INFO key that stands twice", () => {
  const plan = planOf();
  const harmless = "CSQ=A|intron_variant|MODIFIER|GENE1|T1|protein_coding|";
  const harmful = "CSQ=A|stop_gained|HIGH|GENE1|T2|protein_coding|";
  const otherLayout = "CSQ=A|5053|GENE1|T|stop_gained|1";

  it.each([
    [`${harmless};${harmful}`, null],
    [`${harmful};${harmless}`, null],
    [`${harmless};DP=1;${harmless}`, "consequence"],
    [`${otherLayout};${harmful}`, null],
    [`${harmless}0.3;${harmful}0.00001`, "frequency"],
  ])("%s", (info, dropped) => {
    expect(outcomes(plan, lineOf(info)).dropped).toBe(dropped);
  });

  it("is told once, and nothing of it is lost uncounted", () => {
    expect(outcomes(plan, lineOf(`${harmless};${harmful}`)).twice).toBe("CSQ at 1:1500");
    expect(outcomes(plan, lineOf(`${harmful};DP=1;${harmful}`)).twice).toBeNull();
    const failed = lineOf(`${harmless};${harmful}`).replace("\tPASS\t", "\tLowQual\t");
    expect(outcomes(plan, failed).droppedAlleles).toEqual({ filter: 1 });
  });

  it("a frequency's is read as either", () => {
    const frequent = planOf(
      COLUMNS,
      ["C"],
      ['##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description="AF">'],
    );
    const found = outcomes(frequent, lineOf(`gnomAD_AF=0.3;gnomAD_AF=0;${harmful}`));
    expect(found.twice).toBe("gnomAD_AF at 1:1500");
    expect(found.alleles[0]?.flags).toContain("frequency_ambiguous:gnomAD_AF");
  });

  it("ClinVar's, with different values, is an error that names key and place", () => {
    const clinvar = planOf(
      COLUMNS,
      ["C"],
      ['##INFO=<ID=CLNSIG,Number=.,Type=String,Description="ClinVar">'],
    );
    const line = lineOf(`CLNSIG=Benign;CLNSIG=Pathogenic;${harmless}`);
    const data = Buffer.from(`${line}\n`);
    expect(() => new Scanner(compilePlan(clinvar)).scan(data, 0, data.length)).toThrow(
      expect.objectContaining({
        code: "E_VCF_RECORD",
        message: "INFO key CLNSIG occurs twice with different values",
        place: expect.objectContaining({ chrom: "1", pos: 1500 }),
      }),
    );
    expect(outcomes(clinvar, lineOf(`CLNSIG=Benign;CLNSIG=Benign;${harmful}`)).dropped).toBeNull();
  });

  it("columns in another order than the header's are an error", () => {
    const line = lineOf("CSQ=A|MODERATE|missense_variant|GENE1|T|protein_coding|");
    const data = Buffer.from(`${line}\n`);
    expect(() => new Scanner(compilePlan(plan)).scan(data, 0, data.length)).toThrow(
      "an entry of CSQ has 'missense_variant' in column 3, where the header names IMPACT",
    );
  });
});

describe("predictions that are no numbers", () => {
  const column = planOf(`${COLUMNS}|SpliceAI_pred_DS_AG|REVEL`);
  const raw = planOf(
    COLUMNS,
    ["C"],
    ['##INFO=<ID=SpliceAI,Number=.,Type=String,Description="SpliceAI">'],
  );
  const entry = (terms: string, score: string, revel = ""): string =>
    lineOf(`CSQ=A|${terms}|MODIFIER|GENE1|T|protein_coding||${score}|${revel}`);
  const info = (text: string): string =>
    lineOf(`SpliceAI=${text};CSQ=A|intron_variant|MODIFIER|GENE1|T|protein_coding|`);

  it.each([
    ["high", "consequence", "SpliceAI 'high' at 1:1500"],
    ["0.9x", "consequence", "SpliceAI '0.9x' at 1:1500"],
    ["0.9", null, null],
    ["NA", "consequence", null],
    ["", "consequence", null],
    [".", "consequence", null],
  ])("SpliceAI's column with %j: %s, told %s", (score, dropped, unread) => {
    expect(outcomes(column, entry("intron_variant", score))).toMatchObject({ dropped, unread });
  });

  it.each([
    ["A|GENE1|0.00|0.10|0.80|0.00|1|2|3|4", null, null],
    ["A|GENE1|0.00|0.10|high|0.00|1|2|3|4", "consequence", "SpliceAI 'high' at 1:1500"],
    // A decimal comma ends the entry.
    ["A|GENE1|0,00|0,10|0,80|0,00|1|2|3|4", "consequence", "SpliceAI 'A|GENE1|0' at 1:1500"],
    ["A|GENE1|.|.|.|.|.|.|.|.", "consequence", null],
  ])("SpliceAI's INFO key with %s: %s, told %s", (text, dropped, unread) => {
    expect(outcomes(raw, info(text))).toMatchObject({ dropped, unread });
  });

  it("of a survivor any other predictor's too", () => {
    expect(outcomes(column, entry("missense_variant", "", "0·8")).unread).toBe(
      "REVEL '0·8' at 1:1500",
    );
  });
});

describe("DEC-43 entries of a record that was split after annotation", () => {
  const plan = planOf();

  it("flags what may be another allele's", () => {
    const csq =
      "CSQ=AAAA|intron_variant|MODIFIER|GENE1|T|protein_coding|,AAAAA|frameshift_variant|HIGH|GENE1|T|protein_coding|";
    const [allele] = outcomes(plan, lineOf(csq, "G", "GAAAA")).alleles;
    expect(allele?.flags).toContain("annotation_ambiguous");
    expect(allele?.genes[0]?.consequence.reporting.class).toBe("lof");
  });

  it("is not dropped for the frequency of an allele that it may not be", () => {
    const csq =
      "CSQ=AAAA|frameshift_variant|HIGH|GENE1|T|protein_coding|0.3,AAAAA|frameshift_variant|HIGH|GENE1|T|protein_coding|";
    expect(outcomes(plan, lineOf(csq, "G", "GAAAA")).dropped).toBeNull();
    expect(outcomes(plan, lineOf(`${csq}0.2`, "G", "GAAAA")).dropped).toBe("frequency");
  });
});

describe("DEC-46 bcftools csq with several samples", () => {
  const bcsq = (samples: string[]): ScanPlan =>
    planFor({
      header: [
        "##fileformat=VCFv4.2",
        "##contig=<ID=1,length=248956422>",
        '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq">',
        '##FORMAT=<ID=BCSQ,Number=.,Type=Integer,Description="Bitmask">',
        `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`,
        "",
      ].join("\n"),
    });
  const trio = bcsq(["kid", "dad", "mum"]);
  const one = bcsq(["kid"]);
  const missense = "missense|GENE1|T|protein_coding|+|5R>5W|1500G>A";
  const stop = "stop_gained|GENE1|T|protein_coding|+|5R>5*|1500G>A+1501C>T";
  const row = (
    pos: number,
    ref: string,
    alt: string,
    info: string,
    format: string,
    calls: string[],
  ) => `1\t${pos}\t.\t${ref}\t${alt}\t50\tPASS\tBCSQ=${info}\t${format}\t${calls.join("\t")}`;

  function told(plan: ScanPlan, ...lines: string[]): string[] {
    const data = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    return new Scanner(compilePlan(plan))
      .scan(data, 0, data.length)
      .survivors.flatMap(({ pos, alleles }) =>
        alleles.map(({ genes, flags }) => {
          const mark = flags.includes("annotation_ambiguous") ? "?" : "";
          const { reporting, worse } = genes[0]?.consequence ?? {};
          return `${pos} ${(worse ?? reporting)?.terms.join("&")}${mark}`;
        }),
      );
  }
  const at = (format: string, calls: string[], plan = trio): string[] =>
    told(plan, row(1500, "G", "A", `${missense},${stop}`, format, calls));

  it.each([
    ["his own by the mask", "GT:BCSQ", ["0|1:2", "1|0:4", "0|0:0"], ["1500 missense_variant"]],
    ["the compound by the mask", "GT:BCSQ", ["0|1:8", "1|0:1", "0|0:0"], ["1500 stop_gained"]],
    ["unphased", "GT:BCSQ", ["0/1:1", "1|0:4", "0|0:0"], ["1500 missense_variant"]],
    ["an unphased call left out", "GT:BCSQ", ["0/1:0", "1|0:4", "0|0:0"], ["1500 stop_gained?"]],
    ["a missing mask", "GT:BCSQ", ["0/1:.", "1|0:4", "0|0:0"], ["1500 stop_gained?"]],
    ["no mask in the record", "GT", ["0/1", "1|0", "0|0"], ["1500 stop_gained?"]],
  ])("%s", (_, format, calls, expected) => {
    expect(at(format, calls)).toEqual(expected);
  });

  it("a file of one sample holds its own alone", () => {
    expect(at("GT", ["0/1"], one)).toEqual(["1500 stop_gained"]);
  });

  it("DEC-43 a record that was split since has the entries that name its own change", () => {
    const harmless = "synonymous|GENE1|T|protein_coding|+|5R|1500G>T";
    const only = "stop_gained|GENE1|T|protein_coding|+|5R>5*|1500G>A";
    const split = (ref: string, alt: string): string[] =>
      told(one, row(1500, ref, alt, `${harmless},${only}`, "GT", ["0/1"]));
    expect(split("G", "T")).toEqual([]);
    expect(split("G", "A")).toEqual(["1500 stop_gained"]);
    expect(split("GC", "GCC")).toEqual(["1500 stop_gained?"]);
  });

  it("the sixteenth entry stands in the second integer, by thirty bits", () => {
    const many = [
      ...Array.from({ length: 15 }, (_, i) => `intron|GENE1|T${i}|lincRNA`),
      missense,
      stop,
    ];
    const of = (mask: string): string[] =>
      told(
        trio,
        row(1500, "G", "A", many.join(","), "GT:BCSQ", [`0|1:${mask}`, "1|0:0,5", "0|0:0,0"]),
      );
    expect(of("715827882,2")).toEqual(["1500 missense_variant"]);
    expect(of("0,8")).toEqual(["1500 stop_gained"]);
    expect(of("715827882")).toEqual(["1500 stop_gained?"]);
  });

  it("a pointer leads to his own compound alone", () => {
    const first = (mask: string): string =>
      row(1500, "G", "A", `${missense},${stop}`, "GT:BCSQ", [`0|1:${mask}`, "1|0:4", "0|0:0"]);
    const second = row(1501, "C", "T", "@1500", "GT:BCSQ", ["0|1:2", "1|0:1", "0|0:0"]);
    expect(told(trio, first("8"), second)).toEqual(["1500 stop_gained", "1501 stop_gained"]);
  });

  it("BCSQ-03 a stop that may be a relative's takes nothing from a consequence", () => {
    const after = `*${missense}`;
    expect(told(trio, row(1500, "G", "A", after, "GT:BCSQ", ["0|1:2", "0|0:0", "0|0:0"]))).toEqual([
      "1500 missense_variant?",
    ]);
    expect(told(one, row(1500, "G", "A", after, "GT:BCSQ", ["0|1:2"]))).toEqual([]);
  });
});

describe("terms told by their bytes", () => {
  it("reads what stands there, however alike, wherever it ends", () => {
    const gate = termsGate((text) => text);
    // Of one beginning and of one middle; shorter than a word; cut by whatever ends a value.
    const texts = ["", "x", "xy", "xyz", "abcd", "abcde", "abcdefgh", "abcdefgX", "Xbcdefgh"];
    for (const tail of ["", "n", "on", "one", "onee", "&other", "&othex", "&x"])
      texts.push(`intron_variant${tail}`, `inframe_variant${tail}`);
    const text = texts.flatMap((t) => [`${t}|`, `${t}|MODIFIER|`, `${t},`, `${t};`]);
    for (let round = 0; round < 3; round++)
      for (const lead of ["", "A", "AB", "ABC"])
        for (const piece of text) {
          const wanted = /^[^|,;]*/.exec(piece)?.[0] ?? "";
          for (const after of ["", "LOW|GENE0123456789\n"]) {
            const data = Buffer.from(`${lead}${piece}${after}`);
            const { answer, length } = gate(data, lead.length, data.length);
            expect([answer, length]).toEqual([wanted, wanted.length]);
            // The field's end may be that of the terms.
            const short = gate(data, lead.length, lead.length + Math.max(0, wanted.length - 1));
            expect(short.answer).toBe(wanted.slice(0, -1));
          }
        }
  });

  it("answers no less when it keeps no more", () => {
    const gate = termsGate((text) => text);
    for (let i = 0; i < 10_000; i++) {
      const data = Buffer.from(`A|term_${i % 5000}_variant|MODIFIER|GENE\n`);
      expect(gate(data, 2, data.length).answer).toBe(`term_${i % 5000}_variant`);
    }
  });
});

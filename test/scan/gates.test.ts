/**
 * What the byte gates answer at a glance. That they drop nothing which the judgement keeps is tested elsewhere; here,
 * that they know what is plain, since all else costs a judgement.
 */
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { lastBase } from "../../src/scan/index.ts";
import { tallyCall } from "../../src/scan/tally-call.ts";
import {
  consequenceGate,
  findKey,
  isCalled,
  isPlainAlt,
  isPlainCarrier,
  isPlainReference,
  isRaised,
  spliceColumns,
  passesFilterColumn,
  standsAgain,
  startsWithGt,
} from "../../src/scan/gates/gates.ts";
import { noColumns } from "../../src/scan/gates/columns.ts";
import { callFilterGate, clinvarColumnGate, endsValue } from "../../src/scan/gates/header-gates.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { CSQ_COLUMNS, headerText } from "../helpers/vcf-text.ts";

/** Ends of a sample's genotype. */
const ENDS = ["\t", "\n", "\r\n", ":30"];

describe("a genotype", () => {
  it.each([
    ["0", true, false],
    ["0/0", true, false],
    ["0|0", true, false],
    ["1", false, true],
    ["0/1", false, true],
    ["1|0", false, true],
    ["1/1", false, true],
    ["0/2", false, false],
    ["1/2", false, false],
    ["2/1", false, false],
    ["2", false, false],
    [".", false, false],
    ["./.", false, false],
    ["0/.", false, false],
    ["./1", false, false],
    ["1/.", false, false],
    ["0/0/0", false, false],
    ["0/0/1", false, false],
    ["0/1/1", false, false],
    ["10", false, false],
    ["0/10", false, false],
    ["00", false, false],
  ])("%s", (gt, isReference, isCarrier) => {
    for (const end of ENDS) {
      const data = Buffer.from(`x\t${gt}${end}`);
      expect([isPlainReference(data, 2), isPlainCarrier(data, 2)]).toEqual([
        isReference,
        isCarrier,
      ]);
    }
  });

  it.each([
    ["GT", "0/1", true],
    ["GT:DP", "./1:3", true],
    ["GT", "9", true],
    ["GT:DP", "./.:30", false],
    ["GT", ".", false],
    ["DP:GT", "3:0/1", false],
    ["GTX", "0/1", false],
    ["PGT", "0/1", false],
  ])("%s %s is called: %s", (format, sample, called) => {
    const data = Buffer.from(`.\t${format}\t${sample}\t1/1\n`);
    const columns = {
      ...noColumns(),
      infoEnd: 1,
      proband: 3 + format.length,
      end: data.length - 1,
    };
    expect(isCalled(data, columns)).toBe(called);
    expect(isCalled(data, { ...columns, proband: -1 })).toBe(false);
    expect(startsWithGt(data, 2)).toBe(/^GT(:|$)/.test(format));
  });
});

it.each([
  ["PASS", true, true],
  [".", false, true],
  ["PASSED", false, false],
  ["PAS", false, false],
  ["PASX", false, false],
  ["PXSS", false, false],
  ["", false, false],
  ["q", false, false],
])("FILTER %j", (text, passes, withMissing) => {
  const data = Buffer.from(`\t${text}\t`);
  expect(passesFilterColumn(data, 1, 1 + text.length, false)).toBe(passes);
  expect(passesFilterColumn(data, 1, 1 + text.length, true)).toBe(withMissing);
});

it.each([
  ["A", true],
  ["acgtn", true],
  ["ACGTN", true],
  ["", false],
  ["*", false],
  [".", false],
  ["A,C", false],
  ["<DEL>", false],
  ["A[2:5[", false],
  ["AR", false],
])("ALT %j", (text, plain) => {
  expect(isPlainAlt(Buffer.from(text), 0, text.length)).toBe(plain);
});

describe("keys of INFO", () => {
  const info = "DP=3;AF=0.1;XAF=9;FLAG;AF=0.2";
  const data = Buffer.from(info);
  it.each([
    ["DP=", 3],
    ["AF=", 8],
    ["XAF=", 16],
    ["F=", -1],
    ["FLAG=", -1],
  ])("%s", (key, at) => {
    expect(findKey(data, 0, data.length, Buffer.from(key))).toBe(at);
  });

  it("not beyond the end of INFO, and as far as it", () => {
    const key = Buffer.from("AF=");
    expect(findKey(data, 0, 7, key)).toBe(-1);
    expect(findKey(data, 0, 8, key)).toBe(8);
  });

  it("one that stands again", () => {
    const again = (key: string, end = data.length): boolean => {
      const bytes = Buffer.from(key);
      return standsAgain(data, findKey(data, 0, data.length, bytes), end, bytes);
    };
    expect([again("AF="), again("DP="), again("AF=", info.lastIndexOf("AF="))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

it.each([
  ["0.05", false],
  ["0.0", false],
  ["0", false],
  ["", false],
  ["0.1", true],
  ["0.95", true],
  ["1", true],
  ["1.0", true],
  ["0.01&0.02&0.30", true],
  ["0.01&1&0", true],
  ["0.01&0.02", false],
  ["21", false],
  ["NA", false],
  ["nan", false],
  ["4e-05", false],
  ["high", true],
  ["0.01&?", true],
])("a splice score of %j is one to look at: %s", (text, raised) => {
  for (const end of ["|0.9", ",0.9", ";A=0.9", "\t0.9", "\n"])
    expect(isRaised(Buffer.from(`${text}${end}`), 0, false)).toBe(raised);
});

it("a symbol before the scores is no word in the place of one", () => {
  const of = (text: string): boolean => isRaised(Buffer.from(`${text}|`), 0, true);
  expect([of("POLR1A&0.01&0.00"), of("POLR1A&0.01&0.20")]).toEqual([false, true]);
});

it("knows the columns of SpliceAI's scores, and which of them begin with a symbol", () => {
  const names = [
    "spliceai_pred_ds_ag",
    "spliceai_pred_dp_ag",
    "spliceai_pred_symbol",
    "spliceai_pred",
  ];
  expect([...spliceColumns(names)]).toEqual([
    [0, false],
    [3, true],
  ]);
});

describe("a sample column for the sample checks", () => {
  const keys = { depth: 1, quality: 3 };
  it.each<[string, number[], number | null, number | null]>([
    ["0/1:39:x:99", [0, 1], 39, 99],
    ["1|1:0:x:10", [1, 1], 0, 10],
    ["./.:.:.:.", [-1, -1], null, null],
    ["0/.:7", [0, -1], 7, null],
    ["1:1234567890", [1], 1234567890, null],
    [".", [-1], null, null],
  ])("%s", (text, alleles, depth, genotypeQuality) => {
    for (const end of ["\t0/1:5", "\n", "\r\n"]) {
      const call = tallyCall(Buffer.from(`\t${text}${end}`), 1, keys);
      expect(call).toEqual({ alleles, depth, genotypeQuality, failedFilters: [] });
    }
  });

  it.each(["0/2:3", "2", "0/1/1", "0/1:3x", "0/1:-3", "0/1:3.5", "x"])(
    "%s is left to the decoder",
    (text) => {
      expect(tallyCall(Buffer.from(`${text}\n`), 0, keys)).toBeNull();
    },
  );
});

describe("consequences at a glance", () => {
  const gateOf = (columns: string): ReturnType<typeof consequenceGate> => {
    const text = headerText({ samples: ["C"] }).replace(CSQ_COLUMNS.join("|"), columns);
    const found = parseHeader(text, "x.vcf");
    return consequenceGate(found, found.annotations[0] ?? null, DEFAULT_POLICY);
  };

  it.each([
    ["Allele|Consequence|IMPACT|SYMBOL", "A|intron_variant|MODIFIER|G", "A|stop_gained|HIGH|G"],
    ["Consequence|Allele|IMPACT|SYMBOL", "intron_variant|A|MODIFIER|G", "stop_gained|A|HIGH|G"],
    ["Allele|SYMBOL|Consequence", "A|G|intron_variant", "A|G|missense_variant"],
  ])("%s", (columns, harmless, harmful) => {
    const gate = gateOf(columns);
    const may = (entries: string): boolean | undefined => {
      const data = Buffer.from(`DP=3;CSQ=${entries};END=5\t`);
      return gate?.(data, 0, data.length - 1);
    };
    expect(may(harmless)).toBe(false);
    expect(may(`${harmless},${harmless}`)).toBe(false);
    expect(may(harmful)).toBe(true);
    expect(may(`${harmless},${harmful}`)).toBe(true);
  });

  it.each([
    ["intron|G|T|protein_coding", false],
    ["synonymous|G|T|protein_coding|+|5R", false],
    ["intron|G|T|x,3_prime_utr|G|T|x", false],
    ["missense|G|T|x", true],
    ["intron|G|T|x,stop_gained|G|T|x", true],
    ["@1502", true],
    ["intron|G|T|x;X=1,missense|", false],
  ])("bcftools csq: %s", (entries, harmful) => {
    const bcsq =
      '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq">';
    const text = headerText({ samples: ["C"], extra: [bcsq] }).replace(/##INFO=<ID=CSQ.*\n/, "");
    const found = parseHeader(text, "x.vcf");
    const gate = consequenceGate(found, found.annotations[0] ?? null, DEFAULT_POLICY);
    for (const info of [`BCSQ=${entries}`, `DP=3;BCSQ=${entries};END=9`]) {
      const data = Buffer.from(`${info}\t`);
      expect(gate?.(data, 0, info.length)).toBe(harmful);
    }
  });

  it("none of a file without an annotation, or without its consequences", () => {
    expect(
      consequenceGate(parseHeader(headerText({ samples: ["C"] }), "x.vcf"), null, DEFAULT_POLICY),
    ).toBeNull();
    expect(gateOf("Allele|IMPACT|SYMBOL")).toBeNull();
  });
});

it.each([
  ["A", ["C"], "END=9", 5],
  ["ACG", ["C"], "END=9", 7],
  ["A", ["<NON_REF>"], "END=9", 9],
  ["A", ["."], "DP=1;END=9", 9],
  ["ACG", ["<*>"], "END=5", 7],
  ["A", ["<NON_REF>"], "END=x", 5],
])("the last base of %s>%s with %s is %i", (ref, alts, info, last) => {
  const record = { pos: 5, ref, alts, info } as Parameters<typeof lastBase>[0];
  expect(lastBase(record, true)).toBe(last);
  expect(lastBase(record, false)).toBe(5 + ref.length - 1);
});

describe("the filter of a call", () => {
  const ft = '##FORMAT=<ID=FT,Number=1,Type=String,Description="x">';
  const gate = callFilterGate(parseHeader(headerText({ samples: ["C"], extra: [ft] }), "x.vcf"));

  it("is none where the header knows none", () => {
    expect(callFilterGate(parseHeader(headerText({ samples: ["C"] }), "x.vcf"))).toBeNull();
  });

  it.each([
    ["GT:FT", "0/1:PASS", true],
    ["GT:FT", "0/1:.", true],
    ["GT:FT", "0/1:", true],
    ["GT:FT", "0/1", true],
    ["GT:DP", "0/1:3", true],
    ["FT", "PASS", true],
    ["FT:GT", "LowGQ:0/1", false],
    ["GT:FT", "0/1:PASSED", false],
    ["GT:FT", "0/1:PAS", false],
    ["GT:FT", "0/1:.x", false],
    ["GT:DP:FT:GQ", "0/1:30:PASS:9", true],
    ["GT:DP:FT:GQ", "0/1:PASS:LowGQ:9", false],
    ["GT:DP:FT:GQ", "0/1:30", true],
    ["GT:FTX:DP", "0/1:LowGQ:3", true],
  ])("%s %s: %s", (format, sample, passes) => {
    for (const end of ["\t1/1", "\n", "\r\n"]) {
      const data = Buffer.from(`${format}\t${sample}${end}`);
      expect(gate?.(data, 0, format.length + 1)).toBe(passes);
    }
  });

  it("a value ends at a colon, a tab or a line's end", () => {
    const ends = [...":\t\n\r;,. A"].filter((c) => endsValue(c.charCodeAt(0)));
    expect(ends).toEqual([":", "\t", "\n", "\r"]);
  });
});

describe("ClinVar in a column of the annotation", () => {
  const text = headerText({ samples: ["C"] }).replace(
    CSQ_COLUMNS.join("|"),
    "Allele|Consequence|SYMBOL|ClinVar|ClinVar_CLNSIG|LAST",
  );
  const header = parseHeader(text, "x.vcf");
  const [layout = null] = header.annotations;
  const gate = clinvarColumnGate(header, layout);

  it.each([
    ["CSQ=A|missense_variant|GENE1|||", false],
    ["CSQ=A|missense_variant|GENE1||Benign|", true],
    ["CSQ=A|missense_variant|GENE1||", false],
    ["CSQ=A|x|G1|||,A|x|G2||Pathogenic|", true],
    ["CSQ=A|x|G1|||,A|x|G2|||", false],
    ["CSQ=A|x|G1|||;X=A|x|G2||Pathogenic|", false],
    ["CSQ=A|x|G1|||;CSQ=A|x|G1|||", true],
    ["DP=3", false],
  ])("%s: %s", (info, holds) => {
    const data = Buffer.from(`${info}\tGT`);
    expect(gate?.(data, 0, info.length)).toBe(holds);
  });
});

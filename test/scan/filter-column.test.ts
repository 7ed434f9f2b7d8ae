// FILTER and a call's own FT: what passes, what fails, and which of the two counts (VCF-42, VCF-43, DEC-19).
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { checkFilter } from "../../src/scan/judge/filter-column.ts";
import { decodeRecord, parseHeader, sampleCall } from "../../src/vcf/index.ts";
import { headerText } from "../helpers/vcf-text.ts";

const header = parseHeader(headerText({ samples: ["C"] }), "x.vcf");

interface Asked {
  filter: string;
  /** FORMAT/FT; none where it is left out. */
  ft?: string | undefined;
  /** The whole sample column. */
  sample?: string;
  acceptMissing?: boolean;
  allow?: string[];
  byCall?: boolean;
  sequenced?: boolean;
}

function checked({ filter, ft, sample, acceptMissing = true, allow = [], ...of }: Asked) {
  const hasFt = ft !== undefined || sample !== undefined;
  const text = sample ?? (ft === undefined ? "0/1" : `0/1:${ft}:9`);
  const format = hasFt ? "GT:FT:DP" : "GT";
  const line = `1\t1\t.\tG\tA\t.\t${filter}\t.\t${format}\t${text}`;
  const record = decodeRecord(line, header, { path: "x.vcf" });
  const policy = structuredClone(DEFAULT_POLICY);
  policy.filter = { ...policy.filter, acceptMissing, allow };
  const call = of.sequenced === false ? null : sampleCall(record, 0);
  return checkFilter(record, call, of.byCall === true ? { callFilterRules: true } : {}, policy);
}

describe("FILTER", () => {
  it.each<[Asked, string, string]>([
    [{ filter: "PASS" }, "pass", "PASS"],
    [{ filter: "LowQual" }, "fail", "LowQual"],
    [{ filter: "A;B" }, "fail", "A;B"],
    [{ filter: "LowQual", allow: ["LowQual"] }, "pass", "LowQual"],
    [{ filter: "LowQual", allow: ["Other"] }, "fail", "LowQual"],
    [{ filter: "A;B", allow: ["A"] }, "fail", "B"],
    [{ filter: "." }, "not_assessed", "."],
    [{ filter: ".", acceptMissing: false }, "fail", "."],
    [{ filter: "PASS", acceptMissing: false }, "pass", "PASS"],
    [{ filter: "LowQual", acceptMissing: false }, "fail", "LowQual"],
    [{ filter: "PASS", sequenced: false }, "pass", "PASS"],
  ])("%j: %s", (asked, outcome, value) => {
    expect(checked(asked)).toMatchObject({ id: "filter", outcome, value, rule: "VCF-42" });
  });

  it.each<[Pick<Asked, "acceptMissing" | "allow">, string]>([
    [{}, "PASS or ."],
    [{ acceptMissing: false }, "PASS"],
    [{ allow: ["A", "B"] }, "PASS or . or A or B"],
    [{ acceptMissing: false, allow: ["A"] }, "PASS or A"],
  ])("says what passes: %j", (asked, limit) => {
    expect(checked({ filter: "PASS", ...asked }).limit).toBe(limit);
  });
});

describe("a call's own filter", () => {
  it.each<[string, Asked, string, string]>([
    ["adds to FILTER", { filter: "PASS", ft: "LowGQ" }, "fail", "FT:LowGQ"],
    ["both failed", { filter: "A", ft: "B" }, "fail", "A;FT:B"],
    ["both passed", { filter: "PASS", ft: "PASS" }, "pass", "PASS"],
    ["cannot mend FILTER", { filter: "A", ft: "PASS" }, "fail", "A"],
    ["allowed by its bare name", { filter: "PASS", ft: "LowGQ", allow: ["LowGQ"] }, "pass", "PASS"],
    ["failed where FILTER is missing", { filter: ".", ft: "LowGQ" }, "fail", "FT:LowGQ"],
    [
      "nothing said of who was not sequenced",
      { filter: ".", ft: "B", sequenced: false },
      "not_assessed",
      ".",
    ],
  ])("%s", (_, asked, outcome, value) => {
    expect(checked(asked)).toMatchObject({ outcome, value });
  });

  // DEC-19.
  it.each<[string, Asked, string, string]>([
    ["PASS mends FILTER", { filter: "A", ft: "PASS" }, "pass", "FT:PASS"],
    ["a failure counts though FILTER passed", { filter: "PASS", ft: "B" }, "fail", "FT:B"],
    ["a failure counts alone", { filter: "A", ft: "B" }, "fail", "FT:B"],
    ["PASS where FILTER is missing", { filter: ".", ft: "PASS" }, "pass", "FT:PASS"],
    [
      "that, where it must not be missing",
      { filter: ".", ft: "PASS", acceptMissing: false },
      "pass",
      "FT:PASS",
    ],
    ["`.` says nothing", { filter: "A", ft: "." }, "fail", "A"],
    ["an empty one says nothing", { filter: "A", sample: "0/1::9" }, "fail", "A"],
    ["one that is left out says nothing", { filter: "A", sample: "0/1" }, "fail", "A"],
    ["no FT in FORMAT", { filter: "A" }, "fail", "A"],
    ["no FT in FORMAT, FILTER passed", { filter: "PASS" }, "pass", "PASS"],
    ["of who was not sequenced", { filter: "A", ft: "PASS", sequenced: false }, "fail", "A"],
  ])("stands before FILTER in DRAGEN's files: %s", (_, asked, outcome, value) => {
    expect(checked({ ...asked, byCall: true })).toMatchObject({ outcome, value });
  });
});

import type { Told } from "../../src/core/warnings.ts";
import { expect, it } from "vitest";
import { checkAnnotation } from "../../src/analysis/input-checks.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { inputOf } from "./build.ts";

it.each([
  ["Allele|Consequence|IMPACT", 1],
  ["Allele|SYMBOL|IMPACT", 1],
  ["Allele|Consequence|Gene", 0],
])("VEP-02 columns %s: %i warnings", (columns, count) => {
  const text = `##fileformat=VCFv4.2
##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${columns}">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1
`;
  const input = inputOf({ path: "a.vcf", header: parseHeader(text, "a.vcf"), size: 1 });
  const warnings: Told[] = [];
  checkAnnotation([input], { vcfs: [] }, warnings);
  expect(warnings).toHaveLength(count);
});

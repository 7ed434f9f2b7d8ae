import { expect, it } from "vitest";
import { mitochondrialName } from "../../src/vcf/index.ts";

it.each([
  [3243, "A", "G", "m.3243A>G"],
  [11778, "G", "A", "m.11778G>A"],
  // In a record of several ALTs the allele is padded.
  [3242, "GA", "GG", "m.3243A>G"],
  [8270, "CACCCCCTCT", "C", "m.8271_8279del"],
  [7471, "CA", "C", "m.7472del"],
  [7471, "C", "CC", "m.7471dup"],
  [302, "A", "AC", "m.302_303insC"],
  // REF shows more than the anchor.
  [12760, "TAC", "TACAC", "m.12761_12762dup"],
  [12760, "TACG", "TACACG", "m.12761_12762dup"],
  [12760, "TACA", "TACACA", "m.12762_12763dup"],
  [12760, "TAC", "TACACAC", "m.12762_12763insACAC"],
  [7471, "CCC", "CCCC", "m.7473dup"],
  [7471, "CCA", "CCCA", "m.7472dup"],
  [12760, "TACACG", "TACG", "m.12763_12764del"],
  [7470, "ACCCA", "ACCA", "m.7473del"],
  [7470, "ACG", "ATCG", "m.7470_7471insT"],
  [302, "A", "ACC", "m.302_303insCC"],
  [8992, "CT", "GG", "m.8992_8993delinsGG"],
  [3250, "TT", "C", "m.3250_3251delinsC"],
])("%i %s>%s is %s", (pos, ref, alt, name) => {
  expect(mitochondrialName(pos, ref, alt)).toBe(name);
});

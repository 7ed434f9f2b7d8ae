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
  [302, "A", "ACC", "m.302_303insCC"],
  [8992, "CT", "GG", "m.8992_8993delinsGG"],
  [3250, "TT", "C", "m.3250_3251delinsC"],
])("%i %s>%s is %s", (pos, ref, alt, name) => {
  expect(mitochondrialName(pos, ref, alt)).toBe(name);
});

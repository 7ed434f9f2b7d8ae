import { describe, expect, it } from "vitest";
import { parsePenetrance } from "../../src/panel/mode.ts";
import { parseMode } from "../../src/panel/mode.ts";
import { parseConfidence } from "../../src/panel/mode.ts";
import { joinModes } from "../../src/panel/mode.ts";
import type { ModeOfInheritance } from "../../src/panel/index.ts";
import { parseModeOrShorthand, saysLofNotMechanism } from "../../src/panel/mode.ts";

const MONO = "MONOALLELIC, autosomal or pseudoautosomal";

describe("MOI-01: mode of inheritance by prefix", () => {
  it.each<[string | null, ModeOfInheritance]>([
    // Every text of the table, as PanelApp writes it.
    [`${MONO}, NOT imprinted`, "monoallelic"],
    [`${MONO}, maternally imprinted (paternal allele expressed)`, "monoallelic_paternal_expressed"],
    [`${MONO}, paternally imprinted (maternal allele expressed)`, "monoallelic_maternal_expressed"],
    [`${MONO}, imprinted status unknown`, "monoallelic"],
    ["BIALLELIC, autosomal or pseudoautosomal", "biallelic"],
    ["BOTH monoallelic and biallelic, autosomal or pseudoautosomal", "both"],
    [
      "BOTH monoallelic and biallelic (but BIALLELIC mutations cause a more SEVERE disease form), autosomal or pseudoautosomal",
      "both_biallelic_severe",
    ],
    [
      "X-LINKED: hemizygous mutation in males, biallelic mutations in females",
      "x_biallelic_females",
    ],
    [
      "X-LINKED: hemizygous mutation in males, monoallelic mutations in females may cause disease (may be less severe, later onset than males)",
      "x_monoallelic_females",
    ],
    ["MITOCHONDRIAL", "mitochondrial"],
    ["Unknown", "unknown"],
    ["Other", "other"],
    ["Other - please specifiy in evaluation comments", "other"],
    ["Other - please specify in evaluation comments", "other"],
    ["", "missing"],
    [null, "missing"],
    // Case, blanks and dashes of other writers.
    [
      "  x - linked : Hemizygous mutation in males,  BIALLELIC mutations in females",
      "x_biallelic_females",
    ],
    ["X_LINKED", "x_monoallelic_females"],
    ["Biallelic", "biallelic"],
    ["both monoallelic & biallelic", "both"],
    // A mode counts by its beginning alone.
    ["probably biallelic", "missing"],
    ["autosomal dominant", "missing"],
  ])("%s -> %s", (text, mode) => {
    expect(parseMode(text)).toBe(mode);
  });

  it.each<[string, ModeOfInheritance]>([
    ["AD", "monoallelic"],
    ["ar", "biallelic"],
    ["AD/AR", "both"],
    ["AR, AD", "both"],
    ["XLR", "x_biallelic_females"],
    ["X-linked recessive", "x_biallelic_females"],
    ["X-linked dominant", "x_monoallelic_females"],
    ["monoallelic_X_hem", "x_biallelic_females"],
    ["monoallelic_autosomal", "monoallelic"],
    ["MT", "mitochondrial"],
    ["ADHD", "missing"],
  ])("a table's shorthand %s -> %s", (text, mode) => {
    expect(parseModeOrShorthand(text)).toBe(mode);
  });
});

describe("PA-01 to PA-03: the other words of a row", () => {
  it.each([
    ["4", "green"],
    ["3", "green"],
    ["Green", "green"],
    ["2", "amber"],
    ["AMBER", "amber"],
    ["1", "red"],
    ["0", "grey"],
    ["gray", "grey"],
    ["No List", "grey"],
    ["5", null],
    ["3.0", null],
    ["yes", null],
    ["", null],
  ])("PA-01 confidence %s -> %s", (text, confidence) => {
    expect(parseConfidence(text)).toBe(confidence);
  });

  it.each([
    ["Complete", "complete"],
    ["Incomplete", "incomplete"],
    ["unknown", "unknown"],
    [null, "unknown"],
  ])("PA-03 penetrance %s -> %s", (text, penetrance) => {
    expect(parsePenetrance(text)).toBe(penetrance);
  });

  const popUp = "(as defined in pop up message) DO NOT cause this phenotype";
  it.each([
    [`Loss-of-function variants ${popUp} - please provide details in the comments`, true],
    [`Loss-of-function variants ${popUp} -please provide details in the comments`, true],
    ["Other - please provide details in the comments ", false],
    ["Loss-of-function variants cause this phenotype", false],
    ["", false],
    [null, false],
  ])("PA-02 %s -> %s", (text, expected) => {
    expect(saysLofNotMechanism(text)).toBe(expected);
  });
});

describe("PA-05: modes of several rows as one", () => {
  it.each<[ModeOfInheritance[], ModeOfInheritance]>([
    [["monoallelic", "monoallelic"], "monoallelic"],
    [["monoallelic", "biallelic"], "both"],
    [["both", "biallelic"], "both"],
    [["both_biallelic_severe", "monoallelic"], "both_biallelic_severe"],
    [["missing", "biallelic"], "biallelic"],
    [["unknown", "monoallelic"], "monoallelic"],
    [["missing", "unknown"], "unknown"],
    [["missing", "other"], "other"],
    [["missing"], "missing"],
    [["x_biallelic_females", "x_monoallelic_females"], "unknown"],
    [["monoallelic", "monoallelic_paternal_expressed"], "unknown"],
  ])("%j -> %s", (modes, joined) => {
    expect(joinModes(modes)).toBe(joined);
    expect(joinModes([...modes].reverse())).toBe(joined);
  });
});

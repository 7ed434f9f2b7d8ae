// Where a file has ClinVar: one family of names, whatever their prefix (CV-01).
import { describe, expect, it } from "vitest";
import { clinvarFieldsFrom } from "../../src/vcf/clinvar-fields.ts";
import type { AnnotationLayout, FieldDefinition } from "../../src/vcf/types.ts";

const keys = (...ids: string[]): ReadonlyMap<string, FieldDefinition> =>
  new Map(ids.map((id) => [id, { id, number: ".", type: "String", description: "" }]));
const layout = (...columns: string[]): AnnotationLayout => ({
  annotator: "vep",
  tag: "CSQ",
  columns,
  picked: false,
  unsplit: [],
});
const NONE = { clnsig: null, clnrevstat: null, clnsigconf: null, geneinfo: null, origin: null };

describe("INFO", () => {
  it.each<[string[], object]>([
    [[], NONE],
    [
      ["CLNSIG", "CLNREVSTAT", "CLNSIGCONF", "GENEINFO", "ORIGIN"],
      {
        clnsig: "CLNSIG",
        clnrevstat: "CLNREVSTAT",
        clnsigconf: "CLNSIGCONF",
        geneinfo: "GENEINFO",
        origin: "ORIGIN",
      },
    ],
    [
      ["clinvar_CLNSIG", "ClinVar_clnrevstat", "GENEINFO"],
      { ...NONE, clnsig: "clinvar_CLNSIG", clnrevstat: "ClinVar_clnrevstat" },
    ],
    [["cv.CLNSIG", "cv.ORIGIN"], { ...NONE, clnsig: "cv.CLNSIG", origin: "cv.ORIGIN" }],
    [["xCLNSIG", "CLNSIGINCL"], NONE],
    [["CLNREVSTAT", "GENEINFO"], NONE],
    // The shortest name is the family's.
    [["old_CLNSIG", "CLNSIG", "old_CLNREVSTAT"], { ...NONE, clnsig: "CLNSIG" }],
    [
      ["CLNSIG", "old_CLNSIG", "CLNREVSTAT"],
      { ...NONE, clnsig: "CLNSIG", clnrevstat: "CLNREVSTAT" },
    ],
  ])("%j", (ids, fields) => {
    expect(clinvarFieldsFrom(keys(...ids), undefined)).toEqual({
      ...fields,
      clinSigColumn: -1,
      customColumns: undefined,
    });
  });
});

describe("columns of the annotation", () => {
  it.each<[string[], number, object | undefined]>([
    [["Allele", "Consequence"], -1, undefined],
    [["CLIN_SIG", "Allele"], 0, undefined],
    [["Allele", "clin_sig"], 1, undefined],
    [["Allele", "ClinVar_CLNSIG"], -1, { clnsig: 1 }],
    [["ClinVar_ORIGIN", "ClinVar_CLNSIG", "ClinVar"], -1, { clnsig: 1, origin: 0 }],
    [["ClinVar_ORIGIN", "Allele"], -1, undefined],
  ])("%j", (columns, clinSigColumn, customColumns) => {
    expect(clinvarFieldsFrom(keys(), layout(...columns))).toEqual({
      ...NONE,
      clinSigColumn,
      customColumns,
    });
  });
});

// Which INFO fields are annotations, and what their columns are called.
import { describe, expect, it } from "vitest";
import { transcriptConsequences, unreadAnnotation } from "../../src/vcf/index.ts";
import { header, record, SNPEFF_LINE, thrownBy, vepLine } from "./build.ts";

const info = (id: string, description: string): string =>
  `##INFO=<ID=${id},Number=.,Type=String,Description="${description}">`;
const OTHER = info(
  "CSQ",
  "Consequences from Another. Format: Allele|Consequence|IMPACT|SYMBOL|HGNC_ID",
);

describe("ANN-01 VEP's entries by another annotator", () => {
  it("are read by their columns", () => {
    const of = header([OTHER]);
    expect(of.annotations).toMatchObject([{ annotator: "vep", tag: "CSQ" }]);
  });

  it("stand behind the annotators that are known", () => {
    expect(header([OTHER, SNPEFF_LINE]).annotations.map(({ tag }) => tag)).toEqual(["ANN", "CSQ"]);
  });

  it("may name the ALT by number and the gene in a column HGNC", () => {
    const of = header([
      info("CSQT", "Consequence type. Format: GenotypeIndex|HGNC|Transcript ID|Consequence"),
    ]);
    const [layout] = of.annotations;
    if (layout === undefined) throw new Error("not read");
    const one = record(
      { alt: "C,G", info: "CSQT=2|G2|NM_2|stop_gained,1|G1|NM_1|missense_variant" },
      of,
    );
    const terms = [1, 2].map((i) => transcriptConsequences(one, i, layout).entries);
    expect(terms.map((entries) => entries.map((e) => `${e.symbol} ${e.terms.join()}`))).toEqual([
      ["G1 missense_variant"],
      ["G2 stop_gained"],
    ]);
  });

  it.each([
    ["CSQ", "Effects from Another. Format: Allele|Effect|Gene", "must name the Consequence"],
    ["CSQ", "Effects from Another", "names no columns"],
    ["EFFECTS", "From Another. Format: Allele|Consequence|Impact", "must name the Consequence"],
  ])("INFO/%s %s: says why it is not read", (id, description, words) => {
    const { info: fields, annotations } = header([info(id, description)]);
    expect(annotations).toEqual([]);
    expect(unreadAnnotation(fields)).toContain(words);
    expect(unreadAnnotation(fields)).toContain(`INFO/${id}`);
  });

  it("has nothing to say of a header without any", () => {
    expect(unreadAnnotation(header([info("DP", "Depth")]).info)).toBeNull();
  });
});

describe("VEP-01 a header that describes the annotation twice", () => {
  it("is an error where the columns differ", () => {
    const error = thrownBy(() =>
      header([vepLine("Allele|Consequence|SYMBOL"), vepLine("Allele|SYMBOL|Consequence")]),
    );
    expect(error).toMatchObject({
      code: "E_ANNOTATION",
      message: "the header describes INFO/CSQ twice, differently",
    });
  });

  it("is none where they are the same", () => {
    expect(header([vepLine(), vepLine()]).annotations).toHaveLength(1);
  });
});

describe("DEC-17 VEP's old column HGNC", () => {
  it.each([
    ["ASAH2C", "ASAH2C", null],
    ["HGNC:8582", "", "HGNC:8582"],
    ["8582", "", "HGNC:8582"],
  ])("%s: symbol %s, id %s", (value, symbol, hgncId) => {
    const of = header([vepLine("Consequence|Gene|HGNC|Feature")]);
    const [layout] = of.annotations;
    if (layout === undefined) throw new Error("not read");
    const one = record({ info: `CSQ=missense_variant|ENSG1|${value}|ENST1` }, of);
    expect(transcriptConsequences(one, 1, layout).entries).toMatchObject([{ symbol, hgncId }]);
  });
});

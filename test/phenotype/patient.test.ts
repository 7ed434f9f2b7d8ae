import { describe, expect, it } from "vitest";
import type { ToolError } from "../../src/core/errors.ts";
import { pedOf, readCaseFile } from "../../src/phenotype/case-file/index.ts";
import { readPhenopacket } from "../../src/phenotype/index.ts";
import { parsePed } from "../../src/pedigree/index.ts";

const V2 = {
  id: "PMID:20461149-girl",
  subject: { id: "girl", sex: "FEMALE" },
  phenotypicFeatures: [
    {
      type: { id: "HP:0001250", label: "Seizure" },
      onset: { ontologyClass: { id: "HP:0003593", label: "Infantile onset" } },
      severity: { id: "HP:0012828", label: "Severe" },
      modifiers: [{ id: "HP:0025297", label: "Prolonged" }],
      evidence: [{ reference: { id: "PMID:111" } }],
    },
    { type: { id: "HP:0000252", label: "Microcephaly" }, excluded: true },
    { type: { id: "HP:0001263" }, onset: { age: { iso8601duration: "P1Y" } } },
  ],
  diseases: [{ term: { id: "OMIM:2", label: "b" } }, { term: { id: "OMIM:3" }, excluded: true }],
  interpretations: [
    {
      diagnosis: {
        disease: { id: "OMIM:1", label: "a" },
        genomicInterpretations: [
          {
            variantInterpretation: {
              variationDescriptor: {
                geneContext: { valueId: "HGNC:1", symbol: "GENE1", alternateIds: ["entrez:7020"] },
              },
            },
          },
        ],
      },
    },
  ],
  files: [
    {
      uri: "file:///x.vcf.gz",
      individualToFileIdentifiers: { girl_one: "NA_1" },
      fileAttributes: { fileFormat: "VCF", genomeAssembly: "GRCh38" },
    },
  ],
  metaData: { externalReferences: [{ id: "PMID:222" }, { id: "DOI:3" }] },
};

describe("phenopackets", () => {
  const packet = readPhenopacket(JSON.stringify(V2), "x");

  it("version 2: terms, absent ones, onset, modifiers, sex", () => {
    expect(packet.sex).toBe("female");
    expect(packet.features.map(({ at: _at, ...told }) => told)).toEqual([
      {
        text: "HP:0001250",
        label: "Seizure",
        excluded: false,
        onset: "Infantile onset",
        modifiers: ["HP:0012828", "HP:0025297"],
      },
      { text: "HP:0000252", label: "Microcephaly", excluded: true, onset: null, modifiers: [] },
      { text: "HP:0001263", label: "", excluded: false, onset: "P1Y", modifiers: [] },
    ]);
  });

  it("version 2: diseases, the diagnosis first, excluded ones not; gene, files, publications", () => {
    expect(packet.diseases.map(({ id }) => id)).toEqual(["OMIM:1", "OMIM:2"]);
    expect(packet.genes).toEqual([{ symbol: "GENE1", ids: ["HGNC:1", "entrez:7020"] }]);
    expect(packet.files).toHaveLength(1);
    expect(packet.files[0]).toEqual({
      uri: "file:///x.vcf.gz",
      format: "VCF",
      assembly: "GRCh38",
      samples: { girl_one: "NA_1" },
    });
    expect(packet.publications).toEqual([20461149, 222, 111]);
  });

  it("version 1: negated, classOfOnset, genes, htsFiles", () => {
    const old = {
      id: "old",
      subject: { id: "p", sex: "MALE" },
      phenotypicFeatures: [
        { type: { id: "HP:0001250" }, negated: true },
        {
          type: { id: "HP:0000252" },
          classOfOnset: { id: "HP:0003577", label: "Congenital onset" },
        },
      ],
      genes: [{ id: "NCBIGene:101", symbol: "GENE1" }],
      diseases: [{ term: { id: "OMIM:1", label: "a" } }],
      htsFiles: [
        {
          uri: "x.vcf",
          htsFormat: "VCF",
          genomeAssembly: "GRCh37",
          individualToSampleIdentifiers: { p: "S1" },
        },
      ],
    };
    const read = readPhenopacket(JSON.stringify(old), "x");
    expect(read.features.map(({ excluded, onset }) => [excluded, onset])).toEqual([
      [true, null],
      [false, "Congenital onset"],
    ]);
    expect(read.genes[0]?.ids).toEqual(["NCBIGene:101"]);
    expect(read.files[0]?.samples).toEqual({ p: "S1" });
    expect(read.sex).toBe("male");
  });

  it.each([
    ['{"subject": {"sex": "MALE",\n"sex": "FEMALE"}, "phenotypicFeatures": []}', 2],
    ['{"phenotypicFeatures": [], "phenotypic_features": [{"type": {"id": "HP:1"}}]}', undefined],
  ])("%j: a key twice is refused, and the log does not name it", (text, line) =>
    expect(() => readPhenopacket(text, "x")).toThrow(
      expect.objectContaining({ message: "a key stands twice", place: { path: "x", line } }),
    ),
  );

  const feature = (told: object): string =>
    JSON.stringify({ subject: {}, phenotypicFeatures: [{ type: { id: "HP:0001250" }, ...told }] });

  it.each([
    [{ excluded: true }, true],
    [{ excluded: 1 }, true],
    [{ excluded: "true" }, true],
    [{ negated: "TRUE" }, true],
    [{ is_excluded: true }, true],
    [{ excluded: false, negated: true }, true],
    [{ observed: "no" }, true],
    [{ present: false }, true],
    [{ observed: true }, false],
    [{ observed: null }, false],
    [{}, false],
    [{ excluded: false }, false],
    [{ excluded: 0 }, false],
    [{ excluded: "false" }, false],
    [{ excluded: null }, false],
  ])("%j: absent %s", (told, excluded) => {
    expect(readPhenopacket(feature(told), "x").features[0]?.excluded).toBe(excluded);
  });

  it.each([
    { excluded: "" },
    { excluded: "maybe" },
    { excluded: 2 },
    { negated: [] },
    { excluded: {} },
  ])("%j is an error, never a feature that is there", (told) => {
    expect(() => readPhenopacket(feature(told), "x")).toThrow(
      /phenotypicFeatures\[0\]\.\w+ is not true or false/,
    );
  });

  it.each([
    [{ sex: "female" }, "female"],
    [{ sex: 1 }, "female"],
    [{ sex: 2 }, "male"],
    [{ sex: "OTHER_SEX" }, "unknown"],
    [{ sex: null }, "unknown"],
    [{ sex: "UNKNOWN_SEX", karyotypicSex: "XY" }, "male"],
    [{ karyotypic_sex: "XX" }, "female"],
    [{ karyotypicSex: "XXY" }, "unknown"],
    [{ sex: "FEMALE", karyotypicSex: "XY" }, "female"],
  ])("subject %j is %s", (subject, sex) => {
    expect(readPhenopacket(JSON.stringify({ subject }), "x").sex).toBe(sex);
  });

  it.each([
    ["AFFECTED", "affected"],
    [2, "affected"],
    ["Unaffected", "unaffected"],
    [1, "unaffected"],
    ["MISSING", "unknown"],
    [0, "unknown"],
  ])("affected status %j is %s", (affectedStatus, affected) => {
    const pedigree = { persons: [{ individualId: "a", affectedStatus }] };
    const read = readPhenopacket(JSON.stringify({ subject: {}, pedigree }), "x");
    expect(read.pedigree[0]).toMatchObject({ affected });
  });

  it("a disease that is ruled out is none, however that is written", () => {
    const diseases = [true, 1, "true", false].map((excluded, i) => ({
      excluded,
      term: { id: `OMIM:${i}`, label: "" },
    }));
    const read = readPhenopacket(JSON.stringify({ subject: {}, diseases }), "x");
    expect(read.diseases.map(({ id }) => id)).toEqual(["OMIM:3"]);
  });

  it("a term of another ontology is passed on", () => {
    const read = readPhenopacket(feature({ type: { id: "NCIT:C76251" } }), "x");
    expect(read.features[0]?.text).toBe("NCIT:C76251");
  });

  it("a family: the proband's terms, the pedigree; snake_case keys", () => {
    const family = {
      id: "f",
      proband: {
        id: "p",
        phenotypic_features: [{ type: { id: "HP:0001250" } }],
        subject: { id: "p" },
      },
      pedigree: {
        persons: [
          {
            family_id: "F",
            individual_id: "p",
            paternal_id: "d",
            maternal_id: "m",
            sex: "MALE",
            affected_status: "AFFECTED",
          },
        ],
      },
    };
    const read = readPhenopacket(JSON.stringify(family), "x");
    expect(read.features).toHaveLength(1);
    expect(read.pedigree).toEqual([
      {
        familyId: "F",
        individualId: "p",
        paternalId: "d",
        maternalId: "m",
        sex: "male",
        affected: "affected",
      },
    ]);
  });

  it.each([
    ["no JSON", "{", /not JSON/],
    ["an array", "[]", /not a phenopacket/],
    ["another document", '{"a": 1}', /not a phenopacket/],
    [
      "a feature without HPO id",
      '{"subject": {}, "phenotypicFeatures": [{"type": {"id": "MP1"}}]}',
      /phenotypicFeatures\[0\]/,
    ],
    [
      "a mistyped HPO id",
      '{"subject": {}, "phenotypicFeatures": [{"type": {"id": "HPO:0001250"}}]}',
      /not an HPO id/,
    ],
    ["features that are no list", '{"phenotypicFeatures": {"type": {"id": "HP:1"}}}', /a list/],
    [
      "a feature that is a text",
      '{"phenotypicFeatures": ["HP:0001250"]}',
      /phenotypicFeatures\[0\] is not an object/,
    ],
    ["a sex as in a PED file", '{"subject": {"sex": "1"}}', /subject\.sex is not one of/],
    ["a sex of no meaning", '{"subject": {"sex": true}}', /subject\.sex is not one of/],
    [
      "an affected status of no meaning",
      '{"subject": {}, "pedigree": {"persons": [{}, {"affectedStatus": true}]}}',
      /pedigree\.persons\[1\]\.affectedStatus is not one of/,
    ],
    ["no such number", '{"subject": {"sex": 4}}', /subject\.sex is not one of/],
  ])("%s is one clear error", (_, text, message) => {
    expect(() => readPhenopacket(text, "x.json")).toThrow(message);
  });

  it.each([
    ['{"subject": {}, "phenotypicFeatures": [{"type": {"id": "secret"}}]}'],
    ['{"phenotypicFeatures": ["secret"]}'],
    ['{"subject": {"sex": "secret"}}'],
    ['{"subject": {"id": secret"}}'],
  ])("%s: what the file says is told to those alone who ask", (text) => {
    try {
      readPhenopacket(text, "x.json");
      expect.unreachable();
    } catch (error) {
      const { message, named, hint = "" } = error as ToolError;
      expect(message + hint).not.toContain("secret");
      expect(named?.message).toContain("secret");
    }
  });
});

const CASE = `
schema: panelist.case
version: 1
id: F1
proband: child
family:
  - {id: child, sample: S1, father: dad, mother: mum, sex: female, affected: true}
  - {id: dad, sample: S2, sex: male, affected: false}
  - {id: mum, sex: female}
vcfs: [family.vcf.gz]
terms:
  - HP:0001250
  - "!HP:0000252"
  - {id: HP:0001263, label: Global developmental delay, onset: P1Y}
indication: R59
consent: {given: true, until: 2040-01-01}
status: open
`;

const HEAD = "schema: panelist.case\nversion: 1\nid: a\n";

describe("case file", () => {
  const told = readCaseFile(CASE, "case.yaml");

  it("tells terms, indication, files", () => {
    expect(told.terms.map(({ at }) => at)).toEqual(["terms[0]", "terms[1]", "terms[2]"]);
    expect(told.terms.map(({ at: _at, ...term }) => term)).toEqual([
      { text: "HP:0001250", excluded: false },
      { text: "HP:0000252", excluded: true },
      { text: "HP:0001263", excluded: false, onset: "P1Y", modifiers: [] },
    ]);
    expect([told.indication, told.vcfs, told.proband]).toEqual(["R59", ["family.vcf.gz"], "child"]);
  });

  it("its family is a pedigree by sample names", () => {
    const ped = pedOf(told);
    expect(ped.split("\n").slice(0, 3)).toEqual([
      "F1\tS1\tS2\tmum\t2\t2",
      "F1\tS2\t0\t0\t1\t1",
      "F1\tmum\t0\t0\t2\t0",
    ]);
    expect(parsePed(ped, "case.yaml")).toHaveLength(3);
  });

  it("JSON says the same", () => {
    const json = `{"schema": "panelist.case", "version": 1, "id": "F1", "terms": ["!Seizure"]}`;
    expect(readCaseFile(json, "case.json").terms).toMatchObject([
      { text: "Seizure", excluded: true },
    ]);
  });

  it.each([
    ["no YAML", "a: [1", /not YAML or JSON/, 1],
    ["a key twice", "schema: panelist.case\nversion: 1\nid: a\nid: b\n", /unique/, 4],
    ["another schema", "schema: other\nversion: 1\nid: a\n", /schema/, undefined],
    ["an unknown field", "schema: panelist.case\nversion: 1\nid: a\nhpo: []\n", /hpo/, undefined],
    [
      "a term that is a number",
      "schema: panelist.case\nversion: 1\nid: a\nterms: [5]\n",
      /terms\[0\]: not a form/,
      undefined,
    ],
    ["nothing", "", /the file/, undefined],
    ["a sign without quotes", `${HEAD}terms:\n  - ! HP:0000252\n`, /! without quotes/, 5],
    ["a sign without quotes", `${HEAD}terms: [!HP:0000252]\n`, /! without quotes/, 4],
  ])("%s is one clear error", (_, text, message, line) => {
    try {
      readCaseFile(text, "case.yaml");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "E_PATIENT" });
      expect((error as Error).message).toMatch(message);
      if (line !== undefined) expect((error as { place: { line: number } }).place.line).toBe(line);
    }
  });
});

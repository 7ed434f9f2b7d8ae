/** PED files and families (VCF-60 to VCF-66, T45). */
import { describe, expect, it } from "vitest";
import { isToolError, type ToolError } from "../../src/core/errors.ts";
import { buildFamily, parsePed, unreadWords } from "../../src/pedigree/index.ts";
import { type FamilyRequest } from "../../src/pedigree/family.ts";
import { nearestName } from "../../src/pedigree/names.ts";

function caught(run: () => unknown): ToolError {
  try {
    run();
  } catch (error) {
    if (isToolError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const TRIO = "F c f m 1 2\nF f 0 0 1 1\nF m 0 0 2 1\n";

function request(ped: string | null, over: Partial<FamilyRequest> = {}): FamilyRequest {
  return {
    rows: ped === null ? undefined : parsePed(ped, "x.ped"),
    vcfSamples: ["f", "c", "m"],
    sex: {},
    affected: [],
    notGeneticParents: [],
    ...over,
  };
}

describe("parsePed (VCF-63)", () => {
  it.each([
    ["blanks", "F  c f m 1 2"],
    ["tabs", "F\tc\tf\tm\t1\t2"],
    ["CRLF, comments, blank lines", "# head\r\n\r\nF\tc\tf\tm\t1\t2\r\n"],
    ["a header without #", "family id father mother sex phenotype\nF c f m 1 2"],
    ["words", "F c f m male affected"],
    ["a byte order mark", "\uFEFFF c f m 1 2"],
    ["a byte order mark before a header", "\uFEFFFID\tIID\tPAT\tMAT\tSEX\tPHENO\nF\tc\tf\tm\t1\t2"],
    [
      "a header of two words a column",
      "Family ID Individual ID Paternal ID Maternal ID Sex Affected\nF c f m 1 2",
    ],
    [
      "a header amid, as of two files",
      "#x\nF c f m 1 2\nfamily_id sample_id paternal_id maternal_id sex phenotype",
    ],
    ["a comment that is no header", "# phenotype, sex, mother, father, family\nF c f m 1 2"],
    ["tabs and blanks mixed", "F c\tf m\t1 2"],
    ["tabs and blanks, many", "F c\tf\tm\t1\t2\tnote"],
    ["quoted cells", '"F"\t"c"\t\'f\'\t"m"\t"1"\t"2"'],
    ["commas", "F,c, f,m,1,2,HP:1"],
    ["blanks after commas", 'F, c, "f", m, 1, 2'],
    ["semicolons", "F;c;f;m;XY;2"],
    ["trailing tabs and blanks", "F\tc\tf\tm\t1\t2\t\t  "],
    ["numbers of a data frame", "F\tc\tf\tm\t1.0\t2.0"],
    ["a truth value", "F c f m M True"],
  ])("%s", (_, text) => {
    expect(parsePed(text, "x.ped")).toMatchObject([
      { familyId: "F", id: "c", father: "f", mother: "m", sex: "male", affection: "affected" },
    ]);
  });

  it.each([
    ["0", "0", null, "unknown", "unknown"],
    ["-9", "-9", null, "unknown", "unknown"],
    [".", "other", null, "unknown", "unknown"],
    ["f", "1", "f", "male", "unaffected"],
    ["f", "2", "f", "female", "affected"],
  ])("father %s, sex and phenotype %s", (father, code, parent, sex, affection) => {
    const [row] = parsePed(`F c ${father} 0 ${code} ${code}`, "x.ped");
    expect(row).toMatchObject({ father: parent, sex, affection });
  });

  it.each(["0", ".", "", "None", "NA", "nan", "-1", "-9", "N/A", "null", "0.0", "unknown"])(
    "no parent: '%s'",
    (word) => {
      const [row] = parsePed(`F\tc\t${word}\t${word}\t2\t2`, "x.ped");
      expect(row).toMatchObject({ id: "c", father: null, mother: null, unread: [] });
    },
  );

  it("a person of that name is a parent, in the family alone", () => {
    const rows = parsePed("F\tc\tNA\t0\t1\t2\nF\tNA\t0\t0\t1\t1\nG\td\tNA\t0\t1\t2\n", "x.ped");
    expect(rows.map(({ father }) => father)).toEqual(["NA", null, null]);
  });

  it.each([
    ["XX", "female"],
    ["xy", "male"],
    ["F", "female"],
    ["2.0", "female"],
    ["nan", "unknown"],
    ["None", "unknown"],
    ["undetermined", "unknown"],
    ["U", "unknown"],
    ["Other", "unknown"],
  ])("sex %s of a first line is %s, and the person is there", (word, sex) => {
    const rows = parsePed(`F\tc\tf\tm\t${word}\t2\nF\tf\t0\t0\t1\t1\n`, "x.ped");
    expect(rows.map(({ id }) => id)).toEqual(["c", "f"]);
    expect(rows[0]).toMatchObject({ sex, unread: [] });
  });

  it.each([
    ["Affected", "affected"],
    ["CASE", "affected"],
    ["control", "unaffected"],
    ["False", "unaffected"],
    ["1.0", "unaffected"],
    ["NA", "unknown"],
    ["-9", "unknown"],
  ])("phenotype %s is %s", (word, affection) => {
    expect(parsePed(`F c 0 0 2 ${word}`, "x.ped")[0]).toMatchObject({ affection, unread: [] });
  });

  it("what is not understood is unknown, and told once with lines and words", () => {
    const rows = parsePed("F c f m XXY maybe\nF f 0 0 1 U\nG z 0 0 x 2\n", "x.ped");
    expect(rows.map(({ sex, affection }) => [sex, affection])).toEqual([
      ["unknown", "unknown"],
      ["male", "unknown"],
      ["unknown", "affected"],
    ]);
    expect(unreadWords(rows, "F")).toEqual([
      "line 1: sex (column 5)",
      "line 1: phenotype (column 6)",
      "line 2: phenotype (column 6)",
    ]);
    expect(unreadWords(parsePed(TRIO, "x.ped"), "F")).toEqual([]);
  });

  it("passes over extra columns, and an empty parent between tabs", () => {
    const [row] = parsePed("F\tc\t\tm\t2\t2\tHP:0001250,HP:0001298", "x.ped");
    expect(row).toMatchObject({ father: null, mother: "m" });
  });

  it.each([
    ["too few columns", "F c f m 1 2\nF d f m", 2],
    ["too few columns between tabs", "F\tkid one\tdad\tmom\t1", 1],
    ["no id", "F\t\t0\t0\t1\t2", 1],
    ["parents in another order", "family\tid\tmother\tfather\tsex\tphenotype\nF\tc\tm\tf\t1\t2", 1],
    ["no column for the sex", "# x\nfamily sample father mother affected notes\nF c f m 2 2", 2],
    ["the same behind #", "#family_id\tsample_id\tsex\tpaternal_id\tmaternal_id\taffected", 1],
  ])("E_PED with file and line: %s", (_, text, line) => {
    const error = caught(() => parsePed(text, "x.ped"));
    expect(error.code).toBe("E_PED");
    expect(error.place).toMatchObject({ path: "x.ped", line });
  });

  it("E_PED: nobody", () => {
    expect(caught(() => parsePed("# only this\n", "x.ped")).code).toBe("E_PED");
  });
});

describe("buildFamily", () => {
  it("VCF-60 addresses samples by name, whatever their order", () => {
    const fam = buildFamily(request(TRIO));
    expect(fam.people.map((p) => [p.id, p.sample])).toEqual([
      ["c", 1],
      ["f", 0],
      ["m", 2],
    ]);
    expect(fam).toMatchObject({ id: "F", proband: 0 });
    expect(fam.people[0]).toMatchObject({ father: 1, mother: 2 });
  });

  it("notes that the proband asked for is unaffected according to the pedigree", () => {
    const said = "the pedigree marks the person asked for as the proband as unaffected";
    expect(buildFamily(request(TRIO, { proband: "f" })).notes).toContain(said);
    expect(buildFamily(request(TRIO, { proband: "c" })).notes).toEqual([]);
  });

  it("VCF-65 keeps unsequenced relatives, ignores strangers with a note", () => {
    const fam = buildFamily(request(TRIO, { vcfSamples: ["m", "c", "zz", "qq"] }));
    expect(fam.people.find((p) => p.id === "f")?.sample).toBeNull();
    expect(fam.people.length).toBe(3);
    expect(fam.notes).toEqual([
      "samples of the VCF outside the family, ignored: 2",
      "people of the pedigree without genotypes in the VCF: 1",
    ]);
  });

  it.each([
    ["NA12878", "na12878_germline"],
    ["NA12878", "NA12878-ready"],
    ["P 1", "P1"],
  ])("T45 VCF-65 %s and %s: an error with the suggestion, no renaming", (inPed, inVcf) => {
    const ped = `F\t${inPed}\t0\t0\t2\t2`;
    const error = caught(() => buildFamily(request(ped, { vcfSamples: [inVcf] })));
    expect(error.code).toBe("E_SAMPLE");
    expect(error.named?.message).toContain(inPed);
    expect(error.named?.message).toContain(inVcf);
    expect(error.named?.hint).toContain(`'${inVcf}'`);
    expect(`${error.message} ${error.hint ?? ""}`).not.toContain(inPed);
  });

  it("T45 a relative's name that almost matches is no unsequenced relative", () => {
    const error = caught(() =>
      buildFamily(request(TRIO, { vcfSamples: ["c", "F_germline", "m"] })),
    );
    expect(error).toMatchObject({ code: "E_SAMPLE" });
    expect(error.named?.hint).toContain("F_germline");
    expect(error.hint).toContain("almost the same");
  });

  it("VCF-65 nearest name by edit distance, none when all are far", () => {
    expect(nearestName("NA12878", ["NA12891", "NA12879", "HG002"])).toBe("NA12879");
    expect(nearestName("NA12878", ["proband"])).toBeNull();
  });

  it.each([
    ["the same person twice", `${TRIO}F c f m 1 2\n`, 4, "twice"],
    ["a female father", "F c f m 1 2\nF f 0 0 2 1\nF m 0 0 2 1\n", 1, "female"],
    ["one's own ancestor", "F c f 0 1 2\nF f c 0 1 1\n", 1, "ancestor"],
  ])("VCF-64 fatal: %s", (_, ped, line, word) => {
    const error = caught(() => buildFamily(request(ped)));
    expect(error).toMatchObject({ code: "E_PED" });
    expect(error.place).toMatchObject({ path: "x.ped", line });
    expect(error.message).toContain(word);
  });

  it("nobody is affected for a word that is not understood: the error says which", () => {
    const error = caught(() => buildFamily(request(TRIO.replace("m 1 2", "m 1 betroffen"))));
    expect(error).toMatchObject({ code: "E_USAGE" });
    expect(String(error.hint)).toContain("line 1: phenotype (column 6) is not understood");
  });

  it("VCF-64 a proband without genotypes", () => {
    const error = caught(() =>
      buildFamily(request(TRIO, { vcfSamples: ["f", "m"], proband: "c" })),
    );
    expect(error.code).toBe("E_SAMPLE");
    expect(caught(() => buildFamily(request(TRIO, { vcfSamples: ["f", "m"] }))).code).toBe(
      "E_SAMPLE",
    );
  });

  it("VCF-64 a parent without a row is made, with unknown status and the parent's sex", () => {
    const fam = buildFamily(request("F c f m 1 2\n"));
    expect(fam.people[1]).toMatchObject({ id: "f", sex: "male", affection: "unknown", sample: 0 });
    expect(fam.notes.some((note) => note.includes("line 1"))).toBe(true);
    expect(fam.notes.join(" ")).not.toMatch(/\b[cfm]\b/);
  });

  it("VCF-64 an unknown sex of a parent is inferred", () => {
    const fam = buildFamily(request("F c f m 1 2\nF f 0 0 0 1\nF m 0 0 2 1\n"));
    expect(fam.people[1]?.sex).toBe("male");
  });

  it.each([
    ["without a PED, several samples", null, {}],
    ["several affected", "F a 0 0 1 2\nF b 0 0 1 2\n", { vcfSamples: ["a", "b"] }],
    ["nobody affected", "F a 0 0 1 1\nF b 0 0 1 1\n", { vcfSamples: ["a", "b"] }],
    ["two families", "F a 0 0 1 2\nG b 0 0 1 2\n", { vcfSamples: ["a", "b"] }],
    ["an override names a stranger", TRIO, { affected: ["zz"] }],
  ])("E_USAGE with a hint: %s", (_, ped, over) => {
    const error = caught(() => buildFamily(request(ped, over)));
    expect(error.code).toBe("E_USAGE");
    expect(error.hint).toBeTruthy();
  });

  it("a lone sample is the affected proband; its sex comes from the option", () => {
    const fam = buildFamily(request(null, { vcfSamples: ["s"], sex: { "": "female" } }));
    expect(fam.people).toEqual([
      {
        id: "s",
        father: null,
        mother: null,
        sex: "female",
        affection: "affected",
        sample: 0,
        geneticParent: true,
      },
    ]);
    expect(buildFamily(request(null, { vcfSamples: ["s"] })).people[0]?.sex).toBe("unknown");
  });

  it("--proband picks among several affected, and among families", () => {
    const ped = "F a 0 0 1 2\nF b 0 0 1 2\nG c 0 0 1 2\n";
    const over = { vcfSamples: ["a", "b", "c"] };
    const fam = buildFamily(request(ped, { ...over, proband: "b" }));
    expect([fam.id, fam.people[fam.proband]?.id]).toEqual(["F", "b"]);
    expect(buildFamily(request(ped, { ...over, proband: "c" })).id).toBe("G");
  });

  it("DEC-18 options stand over the PED", () => {
    const fam = buildFamily(
      request(TRIO, {
        proband: "c",
        sex: { c: "female" },
        affected: ["m"],
        notGeneticParents: ["f"],
      }),
    );
    expect(fam.people.map((p) => [p.sex, p.affection, p.geneticParent])).toEqual([
      ["female", "affected", true],
      ["male", "unaffected", false],
      ["female", "affected", true],
    ]);
  });

  it("three generations, one family of several", () => {
    const ped = `${TRIO}F gf 0 0 1 1\nF gm 0 0 2 1\nG x 0 0 1 2\n`.replace("F f 0 0", "F f gf gm");
    const fam = buildFamily(request(ped, { vcfSamples: ["c", "f", "m", "gf"] }));
    expect(fam.people.map((p) => p.id)).toEqual(["c", "f", "m", "gf", "gm"]);
    expect(fam.people[1]).toMatchObject({ father: 3, mother: 4 });
  });
});

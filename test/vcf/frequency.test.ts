import { describe, expect, it } from "vitest";
import { frequencyEvidence } from "../../src/vcf/index.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { header, headerText, record, vepEntry, vepLine } from "./build.ts";

const info = (id: string, number = "A"): string =>
  `##INFO=<ID=${id},Number=${number},Type=Float,Description="x">`;

describe("FREQ-01 names of population frequencies", () => {
  it.each([
    ["gnomad_af", "gnomAD af - ?"],
    ["gnomAD_AF", "gnomAD af - ?"],
    ["GNOMADAF", "gnomAD af - ?"],
    ["GNOMADAF_popmax", "gnomAD af - ?"],
    ["gnomad_popmax_af", "gnomAD af - ?"],
    ["gnomADe_AF", "gnomAD exomes af - e"],
    ["gnomADg_AF", "gnomAD genomes af - g"],
    ["gnomADg_AF_NFE", "gnomAD genomes af NFE g"],
    ["gnomAD_exomes_ASJ_AF", "gnomAD exomes af ASJ e"],
    ["gnomAD_genome_ALL", "gnomAD genomes af - g"],
    ["gnomad_nhomalt", "gnomAD hom - ?"],
    ["gnomADe_AC_XY", "gnomAD exomes hemi - e"],
    ["gnomADg_AN", "gnomAD genomes an - g"],
    ["gnomad4.1_joint_AF_grpmax", "gnomAD af - ?"],
    ["AF_grpmax", "gnomAD af - ?"],
    ["AF_popmax", "gnomAD af - ?"],
    ["nhomalt", "gnomAD hom - ?"],
    ["EXACAF", "ExAC af - e"],
    ["EXAC_AF", "ExAC af - e"],
    ["EXACMAX_AF", "ExAC af - e"],
    ["EXACMAXAF", "ExAC af - e"],
    ["AF_EXAC", "ExAC af - e"],
    ["1000GAF", "1000G af - ?"],
    ["1000G_MAX_AF", "1000G af - ?"],
    ["1000Gp3_EUR_AF", "1000G af EUR ?"],
    ["KG_AF", "1000G af - ?"],
    ["AF_TGP", "1000G af - ?"],
    ["SWEGENAF", "SweGen af - ?"],
    ["AF_ESP", "ESP af - e"],
    // SnpSift's dbNSFP
    ["dbNSFP_gnomAD_exomes_AF", "gnomAD exomes af - e"],
    ["dbNSFP_gnomAD_genomes_POPMAX_AF", "gnomAD genomes af - g"],
    ["dbNSFP_gnomAD_exomes_nhomalt", "gnomAD exomes hom - e"],
    ["dbNSFP_gnomAD4_1_joint_AF", "gnomAD af - ?"],
    ["dbNSFP_gnomAD2.1.1_exomes_AF", "gnomAD exomes af - e"],
    ["dbNSFP_1000Gp3_AF", "1000G af - ?"],
    ["dbNSFP_1000Gp3_EUR_AF", "1000G af EUR ?"],
    ["dbNSFP_ExAC_Adj_AF", "ExAC af - e"],
    ["dbNSFP_ESP6500_AA_AF", "ESP af AA e"],
    ["dbNSFP_ESP6500_EA_AF", "ESP af EA e"],
    ["dbNSFP_TOPMed_frz8_AF", "TOPMed af - g"],
    ["dbNSFP_UK10K_AF", "UK10K af - g"],
    ["dbNSFP_ALSPAC_AF", "UK10K af - g"],
    ["dbNSFP_ALFA_Total_AF", "ALFA af - ?"],
    ["dbNSFP_AllofUs_ALL_AF", "All of Us af - g"],
    ["dbNSFP_RegeneronME_ALL_AF", "Regeneron af - e"],
    // gnomAD 4.1's joint release, copied without a prefix
    ["AF_grpmax_joint", "gnomAD af - ?"],
    ["AF_joint", "gnomAD af - ?"],
    ["AF_exomes", "gnomAD exomes af - e"],
    ["AF_grpmax_genomes", "gnomAD genomes af - g"],
    ["AF_joint_afr", "gnomAD af AFR ?"],
    ["AN_joint", "gnomAD an - ?"],
    ["nhomalt_joint", "gnomAD hom - ?"],
    ["nhomalt_exomes", "gnomAD exomes hom - e"],
    ["AC_joint_XY", "gnomAD hemi - ?"],
    ["gnomADj_AF_grpmax_joint", "gnomAD af - ?"],
    // vcfanno, GEMINI, slivar
    ["aaf_gnomad_all", "gnomAD af - ?"],
    ["aaf_gnomad_nfe", "gnomAD af NFE ?"],
    ["af_gnomad_all", "gnomAD af - ?"],
    ["gnomad_num_hom_alt", "gnomAD hom - ?"],
    ["gnomad_num_chroms", "gnomAD an - ?"],
    ["aaf_exac_all", "ExAC af - e"],
    ["aaf_adj_exac_afr", "ExAC af AFR e"],
    ["af_adj_exac_sas", "ExAC af SAS e"],
    ["aaf_1kg_all", "1000G af - ?"],
    ["aaf_1kg_eur", "1000G af EUR ?"],
    ["aaf_esp_aa", "ESP af AA e"],
    ["aaf_esp_all", "ESP af - e"],
    ["gnomad_popmax_af", "gnomAD af - ?"],
    ["gnomAD3_AF", "gnomAD af - ?"],
    ["gnomad311_AF", "gnomAD af - ?"],
    ["gnomAD_v4.1_genomes_AF", "gnomAD genomes af - g"],
    ["topmed_af", "TOPMed af - g"],
    ["bravo_AF", "TOPMed af - g"],
    ["BRAVO_freeze8_AF", "TOPMed af - g"],
    ["TOPMed_Bravo_AF", "TOPMed af - g"],
    ["topmed8_AF", "TOPMed af - g"],
    ["UK10K_AF", "UK10K af - g"],
    ["UK10K_TWINSUK_AF", "UK10K af - g"],
    ["dbNSFP_UK10K_AF", "UK10K af - g"],
    ["ALSPAC_AF", "UK10K af - g"],
    // ANNOVAR
    ["gnomAD_exome_ALL", "gnomAD exomes af - e"],
    ["gnomAD_genome_EAS", "gnomAD genomes af EAS g"],
    ["gnomad41_exome_AF", "gnomAD exomes af - e"],
    ["ExAC_ALL", "ExAC af - e"],
    ["esp6500siv2_all", "ESP af - e"],
    ["1000g2015aug_all", "1000G af - ?"],
    ["1000g2015aug_eas", "1000G af EAS ?"],
    ["max_aaf_all", "1000G/ESP/gnomAD af - ?"],
    ["PopFreqMax", "1000G/ESP/gnomAD af - ?"],
  ])("INFO/%s", (name, expected) => {
    const found = header([info(name)]).frequencyFields.map(
      (f) =>
        `${f.source} ${f.kind} ${f.population ?? "-"} ${f.genomes === null ? "?" : f.genomes ? "g" : "e"}`,
    );
    expect(found).toEqual([expected]);
  });

  it.each([
    "AF",
    "AC",
    "AN",
    "MLEAF",
    "EUR_AF",
    "MAX_AF",
    "AF_raw",
    "gnomad_AC",
    "gnomad_AF_male",
    "gnomad_AF_XX",
    "gnomad_faf95_popmax",
    "gnomAD_controls_AF",
    "gnomad_nhomalt_nfe",
    "gnomad_filter",
    "SWEGENAC_Hom",
    "SWEGENAC_Het",
    "swegen_alu_FRQ",
    "ExAC_pLI",
    // the call set's own, by group too (bcftools +fill-tags -S)
    "AF_EUR",
    "AF_afr",
    "AF_cases",
    "MAF",
    "InbreedingCoeff",
    "AF_joint_raw",
    "AF_joint_XX",
    "AC_joint",
    "AC_grpmax_joint",
    "grpmax_joint",
    "nhomalt_joint_XX",
    "gnomADe_POPMAX",
    "gnomad_num_het",
    "non_topmed_AF_popmax",
    "controls_AF_popmax",
    "1000G_AA",
    "1000G",
    "max_aaf_no_fin",
  ])("INFO/%s is none", (name) => {
    expect(header([info(name)]).frequencyFields).toEqual([]);
  });

  it("VEP's columns: 1000G without a prefix, gnomAD with one", () => {
    const fields = header([
      vepLine(
        "Allele|Consequence|AF|AFR_AF|EUR_AF|AA_AF|gnomADe_AF|gnomADg_AMI_AF|MAX_AF|MAX_AF_POPS",
      ),
    ]).frequencyFields;
    expect(fields.map((f) => `${f.name}@${f.column} ${f.source} ${f.population ?? "-"}`)).toEqual([
      "AF@2 1000G -",
      "AFR_AF@3 1000G AFR",
      "EUR_AF@4 1000G EUR",
      "AA_AF@5 ESP AA",
      "gnomADe_AF@6 gnomAD exomes -",
      "gnomADg_AMI_AF@7 gnomAD genomes AMI",
    ]);
  });

  it("MAX_AF counts only where there is nothing else", () => {
    const alone = header([vepLine("Allele|Consequence|MAX_AF")]);
    expect(alone.frequencyFields.map((f) => f.name)).toEqual(["MAX_AF"]);
    const gemini = header([info("max_aaf_all"), info("aaf_gnomad_all")]);
    expect(gemini.frequencyFields.map((f) => f.name)).toEqual(["aaf_gnomad_all"]);
    const beside = header([vepLine("Allele|Consequence|MAX_AF"), info("gnomad_af")]);
    expect(beside.frequencyFields.map((f) => f.name)).toEqual(["gnomad_af"]);
  });

  it("the caller's own names are added, in any case", () => {
    const text = headerText([info("LocalFreq"), info("AF")]);
    expect(parseHeader(text, "x", ["localfreq"]).frequencyFields.map((f) => f.name)).toEqual([
      "LocalFreq",
    ]);
  });
});

const vep = header([
  vepLine("Allele|Consequence|gnomADe_AF|gnomADg_NFE_AF|AF"),
  info("gnomad_af"),
  info("EXACAF", "1"),
  info("1000GAF", "."),
  info("gnomad_nhomalt"),
  info("gnomad_nhemi"),
  info("gnomad_AN", "1"),
]);

function evidence(parts: Parameters<typeof record>[0], allele = 1) {
  return frequencyEvidence(record(parts, vep), allele, vep, vep.annotations[0]);
}

describe("FREQ values of an allele", () => {
  it("T29 FREQ-04 without columns: not assessed, no number", () => {
    const bare = header([info("AF")]);
    expect(frequencyEvidence(record({ info: "AF=0.5" }, bare), 1, bare, undefined)).toEqual({
      assessed: false,
      values: [],
      max: null,
      homozygotes: null,
      hemizygotes: null,
      alleleNumber: null,
      exomesOnly: false,
    });
  });

  it("FREQ-04 columns without a value: assessed, no number", () => {
    expect(evidence({ info: "DP=5" })).toMatchObject({ assessed: true, values: [], max: null });
    expect(evidence({ info: "gnomad_af=." }).max).toBeNull();
  });

  it.each([
    ["Number=A by index", "gnomad_af=0.1,0.2", 2, 0.2],
    ["Number=A missing for this one", "gnomad_af=0.1,.", 2, undefined],
    ["Number=1 for all", "EXACAF=0.3", 2, 0.3],
    ["Number=. as long as ALT", "1000GAF=0.3,0.1", 2, 0.1],
    ["one value left of a split record", "gnomad_af=0.4", 2, 0.4],
    ["a list that fits nothing: the highest", "1000GAF=0.3,0.1,0.2", 2, 0.3],
    ["exponent", "gnomad_af=1e-5,2.5e-05", 2, 2.5e-5],
  ])("%s", (_, text, allele, af) => {
    expect(evidence({ alt: "T,C", info: text }, allele).max?.af).toBe(af);
  });

  const entry = (values: Record<string, string>): string =>
    vepEntry(values, "Allele|Consequence|gnomADe_AF|gnomADg_NFE_AF|AF");

  it.each([
    [
      "highest over the allele's entries",
      [
        { Allele: "T", gnomADe_AF: "0.01" },
        { Allele: "T", gnomADe_AF: "0.02" },
      ],
      0.02,
    ],
    ["& lists", [{ Allele: "T", gnomADe_AF: "0.01&0.03" }], 0.03],
    ["old A:0.01 pairs of this allele", [{ Allele: "T", AF: "C:0.4&T:0.01" }], 0.01],
    [
      "not another allele's entries",
      [
        { Allele: "C", gnomADe_AF: "0.9" },
        { Allele: "T", gnomADe_AF: "0.1" },
      ],
      0.1,
    ],
    ["text that is no number", [{ Allele: "T", gnomADe_AF: "n/a" }], undefined],
  ])("VEP-08 %s", (_, entries, af) => {
    const text = entries.map((e) => entry(e as unknown as Record<string, string>)).join(",");
    expect(evidence({ alt: "T,C", info: `CSQ=${text}` }).max?.af).toBe(af);
  });

  it("names field, source and population of the highest", () => {
    const text = `CSQ=${entry({ Allele: "T", gnomADe_AF: "0.001", gnomADg_NFE_AF: "0.004" })};EXACAF=0.002`;
    const found = evidence({ info: text });
    expect(found.max).toEqual({
      field: "gnomADg_NFE_AF",
      source: "gnomAD genomes",
      population: "NFE",
      genomes: true,
      af: 0.004,
    });
    expect(found.values).toHaveLength(3);
  });

  it("FREQ-06 hemizygotes on X alone; homozygotes with their allele number", () => {
    const text = "gnomad_nhomalt=3;gnomad_nhemi=7;gnomad_AN=1000";
    expect(evidence({ chrom: "chrX", info: text })).toMatchObject({
      homozygotes: 3,
      hemizygotes: 7,
      alleleNumber: 1000,
    });
    expect(evidence({ info: text }).hemizygotes).toBeNull();
  });

  it("DEC-12 knows when exomes alone can answer", () => {
    const exomes = header([vepLine("Allele|Consequence|gnomADe_AF"), info("EXACAF")]);
    const one = record({ info: "EXACAF=0.1" }, exomes);
    expect(frequencyEvidence(one, 1, exomes, exomes.annotations[0]).exomesOnly).toBe(true);
    expect(evidence({ info: "EXACAF=0.1" }).exomesOnly).toBe(false);
  });
});

describe("values that are no plain frequency of the allele", () => {
  const of = (
    text: string,
    { alt = "T", allele = 1, extra = [] as string[], number = "A", name = "gnomad_af" } = {},
  ) => {
    const made = header([info(name, number), ...extra]);
    const found = frequencyEvidence(
      record({ alt, info: `${name}=${text}` }, made),
      allele,
      made,
      undefined,
    );
    const { max, assessed, unread } = found;
    return { af: max?.af, lowest: max?.lowest, assessed, unread };
  };
  const plain = (af: number | undefined) => ({
    af,
    lowest: undefined,
    assessed: true,
    unread: undefined,
  });
  const range = (lowest: number, af: number) => ({ af, lowest, assessed: true, unread: undefined });
  const unread = { af: undefined, lowest: undefined, assessed: false, unread: ["gnomad_af"] };

  it.each(["", ".", "-", "NA", "na", "N/A", "None", "NULL", "-1", "-1.0", ".|.", "NA&NA"])(
    "FREQ-04 '%s' is no value: absent",
    (text) => expect(of(text)).toEqual(plain(undefined)),
  );

  it.each([
    "nfe:0.3",
    "NFE:0.3,AFR:0.1",
    "nfe:0.3|afr:0.001",
    "nfe",
    "inf",
    "nan",
    "-0.3",
    "-9",
    "1.5",
    "30",
    "0.3%",
    "1e400",
    "0x1",
    "afr&nfe",
  ])("'%s' is not read, and not absent", (text) => expect(of(text)).toEqual(unread));

  it.each<[string, number]>([
    ["1", 1],
    ["0", 0],
    [".5", 0.5],
    ["2.", 2],
    ["1e-05", 1e-5],
    ["1.7E-5", 1.7e-5],
    ["+0.2", 0.2],
  ])("'%s' is a number", (text, af) => {
    expect(of(text)).toEqual(af > 1 ? unread : plain(af));
  });

  it.each<[string, number, number]>([
    ["1.7e-05&0.0115", 1.7e-5, 0.0115],
    ["1.7e-05|0.0115", 1.7e-5, 0.0115],
    ["1.7e-05/0.0115", 1.7e-5, 0.0115],
    [".&0.3", 0, 0.3],
    ["0.3&", 0, 0.3],
    ["nfe&0.3", 0, 0.3],
    ["0.1,0.2", 0.1, 0.2],
    ["0,1", 0, 1],
    ["0.1,0.2&0.3", 0.1, 0.3],
  ])("'%s' holds several, of which one may be the allele's", (text, lowest, af) => {
    expect(of(text)).toEqual(range(lowest, af));
  });

  it("several that are the same are one", () => expect(of("0.3&0.3")).toEqual(plain(0.3)));

  it("one value where the header promises one for each ALT may be another's", () => {
    expect(of("0.4", { alt: "T,C", allele: 2 })).toEqual(range(0, 0.4));
    expect(of("0.4", { alt: "T,C", allele: 2, number: "1" })).toEqual(plain(0.4));
  });

  it("Number=R counts REF", () => {
    expect(of("0.6,0.3,0.1", { alt: "T,C", allele: 2, number: "R" })).toEqual(plain(0.1));
    expect(of("0.7,0.3", { number: "R" })).toEqual(plain(0.3));
  });

  it.each([
    ["gnomad_alt", "G&T"],
    ["gnomad_alt", "G,T"],
    ["gnomad_allele", "G|T"],
    ["gnomad_id", "1-100-A-G&1-100-A-T"],
    ["gnomad", "chr1:100:A:G&chr1:100:A:T"],
    ["gnomad_variant_id", "A>G&A>T"],
  ])("INFO/%s=%s tells which is the allele's", (key, text) => {
    const extra = [info(key, ".")];
    expect(of(`1.7e-05&0.0115;${key}=${text}`, { extra })).toEqual(plain(0.0115));
    const back = text.split(/[&,|]/).reverse().join("&");
    expect(of(`1.7e-05&0.0115;${key}=${back}`, { extra })).toEqual(plain(1.7e-5));
  });

  it("a list beside it that names no such allele decides nothing", () => {
    const extra = [info("gnomad_id", ".")];
    expect(of("1e-5&0.3;gnomad_id=rs1&rs2", { extra })).toEqual(range(1e-5, 0.3));
    expect(of("1e-5&0.3;gnomad_id=1-100-A-T", { extra })).toEqual(range(1e-5, 0.3));
  });

  it("in VEP's --custom by the column that holds the id", () => {
    const columns = "Allele|Consequence|gnomADe|gnomADe_AF";
    const made = header([vepLine(columns)]);
    const csq = vepEntry(
      { Allele: "T", gnomADe: "1-100-A-C&1-100-A-T", gnomADe_AF: "1.7e-05&0.0115" },
      columns,
    );
    const one = record({ info: `CSQ=${csq}` }, made);
    expect(frequencyEvidence(one, 1, made, made.annotations[0]).max).toMatchObject({ af: 0.0115 });
    expect(frequencyEvidence(one, 1, made, made.annotations[0]).max?.lowest).toBeUndefined();
  });

  it.each<[string, string, string, number | undefined]>([
    ["gnomADe", "1-100-A-T", "the allele's own", undefined],
    ["gnomADe", "1-100-A-C", "another allele's", 0],
    ["gnomADe", "1-98-CTA-C", "of a deletion that overlaps", 0],
    ["gnomADe", "rs123", "of an rs number, which names no allele", undefined],
    ["gnomADe", "", "without an id", undefined],
    ["gnomADe_ALT", "C", "another ALT's", 0],
    ["gnomADe_ALT", "T", "the ALT's", undefined],
    ["gnomADe_AFR_AF", "0.1", "beside another number", undefined],
  ])("one number with %s=%s is %s", (column, id, _, lowest) => {
    const columns = `Allele|Consequence|${column}|gnomADe_AF`;
    const made = header([vepLine(columns)]);
    const csq = vepEntry({ Allele: "T", [column]: id, gnomADe_AF: "0.3" }, columns);
    const one = record({ info: `CSQ=${csq}` }, made);
    const { max } = frequencyEvidence(one, 1, made, made.annotations[0]);
    expect(max).toMatchObject({ af: 0.3 });
    expect(max?.lowest).toBe(lowest);
  });

  it("numbers of one family name no allele", () => {
    const made = header(["gnomad_AF", "gnomad_AF_nfe", "gnomad_AF_popmax"].map((n) => info(n)));
    expect(made.frequencyFields.map(({ namedBy }) => namedBy)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("counts of other alleles are not this one's", () => {
    const made = header([info("gnomad_af"), info("gnomad_nhomalt")]);
    const read = (text: string) =>
      frequencyEvidence(
        record({ info: `gnomad_af=1e-4;gnomad_nhomalt=${text}` }, made),
        1,
        made,
        undefined,
      );
    expect(read("0&500")).toMatchObject({ homozygotes: null, unread: ["gnomad_nhomalt"] });
    expect(read("7&7").homozygotes).toBe(7);
    expect(read("many")).toMatchObject({ homozygotes: null, unread: ["gnomad_nhomalt"] });
    expect(read("-1").homozygotes).toBeNull();
    expect(read("12").homozygotes).toBe(12);
  });
});

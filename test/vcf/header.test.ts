import { describe, expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import { mitochondrionAt, parseHeader, phasingRun } from "../../src/vcf/index.ts";
import {
  BCSQ_LINE,
  header,
  headerText,
  SNPEFF_LINE,
  thrownBy,
  VEP_COLUMNS,
  vepLine,
} from "./build.ts";

const chrom = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

describe("VCF-08 header", () => {
  it.each(["4.0", "4.1", "4.2", "4.3", "4.4", "4.5"])("reads VCFv%s", (version) => {
    const text = headerText().replace("VCFv4.2", `VCFv${version}`);
    expect(parseHeader(text, "x").fileformat).toBe(`VCFv${version}`);
  });

  it("tolerates CRLF, a byte order mark and missing contig lines", () => {
    const text = `\uFEFF${headerText(["##x=y"], ["A", "B"])}`.replaceAll("\n", "\r\n");
    const read = parseHeader(text, "x");
    expect(read.samples).toEqual(["A", "B"]);
    expect(read.lines.at(-1)?.endsWith("\tB")).toBe(true);
    expect(read.contigs).toEqual([]);
  });

  it.each([
    ["no fileformat", `##x=y\n${chrom}\n`, 1, "fileformat"],
    ["another format", `##fileformat=VCFv3.3\n${chrom}\n`, 1, "VCFv3.3"],
    ["a later format", `##fileformat=VCFv5.0\n${chrom}\n`, 1, "VCFv5.0"],
    ["no #CHROM", "##fileformat=VCFv4.2\n##x=y\n", 3, "#CHROM"],
    ["a data line first", "##fileformat=VCFv4.2\n1\t2\t.\tA\tT\n", 2, "1\t2"],
    ["an empty file, or a table", "", 1, "does not begin with a VCF header"],
    ["spaces for tabs", `##fileformat=VCFv4.2\n${chrom.replaceAll("\t", " ")}\n`, 2, "column 1"],
    ["a column missing", `##fileformat=VCFv4.2\n#CHROM\tPOS\tREF\tALT\n`, 2, "column 3"],
    ["a ninth column not FORMAT", `##fileformat=VCFv4.2\n${chrom}\tS1\n`, 2, "column 9"],
    ["VCF-60 a sample twice", `##fileformat=VCFv4.2\n${chrom}\tFORMAT\tS\tT\tS\n`, 2, "sample 3"],
    ["a sample without a name", `##fileformat=VCFv4.2\n${chrom}\tFORMAT\tS\t\n`, 2, "no name"],
    ["a NUL byte", `##fileformat=VCFv4.2\n##a=\0\n${chrom}\n`, 2, "NUL"],
  ])("refuses %s", (_, text, line, found) => {
    const error = thrownBy(() => parseHeader(text, "in.vcf"));
    expect(error).toBeInstanceOf(ToolError);
    if (!(error instanceof ToolError)) return;
    expect(error.code).toBe("E_VCF_HEADER");
    expect(error.place).toEqual({ path: "in.vcf", line });
    expect(error.message).toContain(found);
  });

  it("reads definitions with odd quoting, digits and other orders", () => {
    const read = header([
      `##INFO=<ID=1000GAF,Number=1,Type=Float,Description="a "quoted" word, Number=9">`,
      `##INFO=<ID=GERP++_RS,Type=String,Number=A,Description="x",Source="db",Version="1">`,
      `##INFO=<Description="first",ID=late,Number=R,Type=Integer>`,
      `##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype>`,
    ]);
    expect(read.info.get("1000GAF")).toEqual({
      id: "1000GAF",
      number: "1",
      type: "Float",
      description: 'a "quoted" word, Number=9',
    });
    expect(read.info.get("GERP++_RS")).toMatchObject({ number: "A", description: "x" });
    expect(read.info.get("late")).toMatchObject({ number: "R", type: "Integer" });
    expect(read.format.get("GT")?.description).toBe("Genotype");
  });
});

describe("VCF-32 assembly", () => {
  it.each([
    ["length", ["##contig=<ID=chr1,length=249250621>"], "GRCh37"],
    ["length", ["##contig=<ID=1,length=248956422>"], "GRCh38"],
    ["accession", ["##contig=<ID=NC_000001.11>"], "GRCh38"],
    ["reference", ["##reference=file:///x/human_g1k_v37_decoy.fasta"], "GRCh37"],
    ["reference", ["##reference=ftp://x/hs37d5.fa.gz"], "GRCh37"],
    ["reference", ["##reference=Homo_sapiens_assembly38.fasta"], "GRCh38"],
    ["reference", ["##reference=human_b37_20.fasta"], "GRCh37"],
    ["reference", ["##reference=GCF_000001405.13.fna"], "GRCh37"],
    ["reference", ["##reference=GCA_000001405.14.fna"], "GRCh37"],
    ["reference", ["##reference=GCA_000001405.1"], "GRCh37"],
    ["reference", ["##reference=GCA_000001405.15_no_alt_set.fna"], "GRCh38"],
    ["reference", ["##reference=file:///GRCh38_full_analysis_set_plus_decoy_hla.fa"], "GRCh38"],
    ["reference", ["##reference=/refs/hs38DH.fa"], "GRCh38"],
    ["VEP", ['##VEP="v110" cache="x" assembly="GRCh38.p14" dbSNP="1"'], "GRCh38"],
    ["VEP without quotes", ["##VEP=v85 db=. assembly=GRCh37.p13 sift=x"], "GRCh37"],
    ["other text", ["##source=caller --ref /ref/hg19.fa"], "GRCh37"],
    ["text that names both", ["##cmd=liftover hg19 hg38"], null],
    ["nothing", ["##contig=<ID=1>"], null],
    ["GenBank's accession", ["##contig=<ID=CM000674.1>"], "GRCh37"],
    ["GenBank's accession", ["##contig=<ID=cm000674.2,length=133275309>"], "GRCh38"],
    [
      "the same chromosome twice",
      ["1", "chr1"].map((c) => `##contig=<ID=${c},length=248956422>`),
      "GRCh38",
    ],
    ["made-up lengths", ["##contig=<ID=9,length=249250621>", "##contig=<ID=1,length=1254>"], null],
    ["no length", ["##contig=<ID=1,length=2147483647>", "##contig=<ID=2,length=0>"], null],
    ["one length for all", ["5", "6"].map((c) => `##contig=<ID=${c},length=200000000>`), null],
    [
      "decoys",
      ["##contig=<ID=1,length=249250621>", "##contig=<ID=hs37d5,length=35477943>"],
      "GRCh37",
    ],
    ["a text that names three", ["##reference=hg18_to_hg19_to_hg38.fa"], null],
    ["weak text beside contigs", ["##contig=<ID=1,length=248956422>", "##cmd=from hg19"], "GRCh38"],
  ])("by %s", (_, meta, assembly) => {
    expect(header(meta).assembly).toBe(assembly);
  });

  it.each([
    [["##contig=<ID=1,length=249250621>", "##contig=<ID=2,length=242193529>"]],
    [["##contig=<ID=1,length=249250621>", "##reference=hg38.fa"]],
    [["##reference=GRCh37.fa", '##VEP="v110" assembly="GRCh38"']],
  ])("stops where two disagree: %j", (meta) => {
    const error = thrownBy(() => header(meta));
    expect(error).toMatchObject({ code: "E_ASSEMBLY" });
    expect(String(error)).toMatch(/GRCh37.*GRCh38/);
  });

  it.each([
    ["T2T-CHM13", ["##contig=<ID=chr12,length=133324548>", "##contig=<ID=chrM,length=16569>"]],
    ["T2T-CHM13", ["##reference=chm13v2.0.fa"]],
    ["T2T-CHM13", ["##contig=<ID=NC_060925.1>"]],
    ["NCBI36", ["##reference=NCBI36", "##contig=<ID=20,length=62435964>"]],
    ["NCBI36", ["##contig=<ID=20,assembly=B36>"]],
    ["mouse", ["##contig=<ID=1,length=195471971>", "##contig=<ID=X,length=171031299>"]],
    ["mouse", ['##VEP="v110" assembly="GRCm39"']],
    ["NCBI36", ["##reference=ucsc_hg18.fa"]],
    ["NCBI36", ["##reference=human_b36_male.fa"]],
    ["NCBI36", ["##reference=Homo_sapiens_assembly18.fasta"]],
    ["NCBI35", ["##reference=hg17.fa"]],
    ["T2T-CHM13", ["##reference=t2t_maternal.fa"]],
    ["another species", ["##reference=mRatBN7.2.fa"]],
    ["another species", ["##reference=/ref/canFam3.1.fa"]],
    ["another species", ['##VEP="v110" assembly="Rnor_6.0"']],
    // A dog, and NCBI36 by accession.
    ["neither GRCh37 nor GRCh38", ["##contig=<ID=chr1,length=122678785>"]],
    ["neither GRCh37 nor GRCh38", ["##contig=<ID=NC_000012.10>"]],
    ["neither GRCh37 nor GRCh38", ["##contig=<ID=CM000674.3>"]],
  ])("refuses a build that is neither: %s %j", (build, meta) => {
    const error = thrownBy(() => header(meta));
    expect(error).toMatchObject({ code: "E_ASSEMBLY" });
    expect(String(error)).toContain(build);
  });

  it("stops if a chromosome is from another build", () => {
    const meta = ["##contig=<ID=chr1,length=248387328>", "##contig=<ID=chrY,length=57227415>"];
    expect(String(thrownBy(() => header(meta)))).toMatch(/T2T-CHM13.*GRCh38.*chrY/);
  });

  it("says what it was read from", () => {
    expect(header(["##contig=<ID=1,length=249250621>"]).assemblyEvidence).toEqual([
      "GRCh37: contig 1, length 249250621",
    ]);
  });
});

describe("VCF-31 T16 mitochondrial contig", () => {
  // Today's hg19 has the rCRS beside its own.
  const BOTH = ["##contig=<ID=chrMT,length=16569>", "##contig=<ID=chrM,length=16571>"];

  it.each([
    ["T16 hg19's own", ["##contig=<ID=chrM,length=16571>"], "not_rcrs"],
    ["rCRS", ["##contig=<ID=MT,length=16569>"], "rcrs"],
    ["any that is not", [...BOTH], "not_rcrs"],
    ["any that is not, first", BOTH.toReversed(), "not_rcrs"],
    ["GRCh38 without length", ["##reference=GRCh38", "##contig=<ID=chrM>"], "rcrs"],
    ["GRCh37 without length", ["##reference=hg19", "##contig=<ID=chrM>"], "unverified"],
    ["no evidence", [], "unverified"],
  ])("%s", (_, meta, expected) => {
    expect(header(meta).mitochondrion).toBe(expected);
  });

  it.each([
    [BOTH, "chrMT", "rcrs"],
    [BOTH, "chrM", "not_rcrs"],
    [BOTH, "MT", "not_rcrs"],
    [["##contig=<ID=MT,length=16569>"], "chrM", "rcrs"],
    [["##reference=hg19"], "chrM", "unverified"],
  ])("of one contig: %s, %s", (meta, contig, expected) =>
    expect(mitochondrionAt(header(meta), contig)).toBe(expected),
  );
});

describe("ANN-01 to ANN-03 annotators", () => {
  it.each([
    ["VEP under CSQ", [vepLine()], ["vep:CSQ"]],
    ["ANN-02 VEP under ANN", [vepLine(VEP_COLUMNS, "ANN")], ["vep:ANN"]],
    ["ANN-01 VEP under vep", [vepLine(VEP_COLUMNS, "vep")], ["vep:vep"]],
    ["SnpEff", [SNPEFF_LINE], ["snpeff:ANN"]],
    ["BCSQ", [BCSQ_LINE], ["bcsq:BCSQ"]],
    [
      "ANN-03 all three, VEP first",
      [BCSQ_LINE, SNPEFF_LINE, vepLine()],
      ["vep:CSQ", "snpeff:ANN", "bcsq:BCSQ"],
    ],
    ["none", [], []],
  ])("%s", (_, meta, expected) => {
    expect(header(meta).annotations.map((a) => `${a.annotator}:${a.tag}`)).toEqual(expected);
  });

  it("VEP-01 takes the columns from the header", () => {
    expect(header([vepLine("Consequence|Allele|SYMBOL")]).annotations[0]?.columns).toEqual([
      "Consequence",
      "Allele",
      "SYMBOL",
    ]);
  });

  it("EFF-01 names SnpEff's sixteen columns", () => {
    const columns = header([SNPEFF_LINE]).annotations[0]?.columns;
    expect(columns).toHaveLength(16);
    expect(columns?.at(-1)).toBe("ERRORS / WARNINGS / INFO");
  });

  it("ANN-01 refuses SnpEff's old EFF when it is all there is", () => {
    const old = `##INFO=<ID=EFF,Number=.,Type=String,Description="Predicted effects for this variant.Format: 'Effect ( ... )'">`;
    expect(thrownBy(() => header([old]))).toMatchObject({ code: "E_ANNOTATION" });
    expect(header([old, vepLine()]).annotations).toHaveLength(1);
  });

  it.each([
    ["--pick", "##VEP-command-line='vep --fork 4 --pick --vcf'", true],
    ["--flag_pick", "##VEP-command-line='vep --flag_pick --vcf'", false],
    ["--pick_order alone", "##VEP-command-line='vep --pick_order rank --vcf'", false],
    ["nothing", "##x=y", false],
  ])("TX-05 sees %s", (_, meta, picked) => {
    expect(header([meta, vepLine()]).annotations[0]?.picked).toBe(picked);
  });
});

describe("VCF-28 phasing that holds over a chromosome", () => {
  it.each([
    ["##phasing=none", null],
    ["##phasing=partial", null],
    ["##phasing=trio", "##phasing=trio"],
    ["##source=SHAPEIT5 phase_common", "SHAPEIT5"],
    ['##source="beagle.22Jul22.46e.jar"', "beagle"],
    ["##eagleCommand=eagle --vcf x", "eagle"],
    ["##GATKCommandLine=<ID=PhaseByTransmission,Version=3.6>", "PhaseByTransmission"],
    ["##commandline=whatshap phase --reference x", null],
    ["##bcftools_viewCommand=view x.beagle.vcf.gz", null],
    ["##reference=/home/eagle/ref.fa", null],
  ])("%s", (meta, phaser) => {
    expect(header([meta]).phaser).toBe(phaser);
  });
});

describe("SVH-08 the run that phased a file by reads", () => {
  it.each([
    [['##HiPhase_command="hiphase --vcf a.vcf --vcf b.vcf"'], '"hiphase --vcf a.vcf --vcf b.vcf"'],
    [['##commandline="(whatshap 1.7) phase a.vcf a.bam"'], '"(whatshap 1.7) phase a.vcf a.bam"'],
    [["##longphaseVersion=1.7.3", '##commandline="phase -s a.vcf"'], '"phase -s a.vcf"'],
    // The last one is that of the file's sets.
    [['##commandline="(whatshap 1.7) phase a"', "##HiPhase_command=hiphase"], "hiphase"],
    [['##commandline="phase -s a.vcf"'], null],
    // Reads that were phased say nothing of the calls.
    [["##CommandLine= --target-bam a.hiphase.bam"], null],
    [["##bcftools_viewCommand=view a.hiphase.vcf"], null],
  ])("%j", (meta, run) => {
    expect(phasingRun(header(meta))).toBe(run);
  });
});

describe("VCF-04 reference blocks", () => {
  it.each([
    ['##INFO=<ID=END,Number=1,Type=Integer,Description="End">', true],
    ['##ALT=<ID=NON_REF,Description="x">', true],
    ['##ALT=<ID=*,Description="x">', true],
    ["##GVCFBlock0-1=minGQ=0(inclusive)", true],
    ['##ALT=<ID=DEL,Description="x">', false],
  ])("%s", (meta, may) => {
    expect(header([meta]).mayHoldReferenceBlocks).toBe(may);
  });
});

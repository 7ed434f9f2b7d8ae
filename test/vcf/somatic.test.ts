// A somatic caller's file in a germline run (DEC-38): told by its header alone.
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join, relative } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseHeader, somaticMarks } from "../../src/vcf/index.ts";
import { sharedData } from "../helpers/shared.ts";
import { headerText } from "./build.ts";

const info = (id: string, said = "x", type = "Float"): string =>
  `##INFO=<ID=${id},Number=1,Type=${type},Description="${said}">`;
const format = (id: string, said: string): string =>
  `##FORMAT=<ID=${id},Number=1,Type=Integer,Description="${said}">`;
const marks = (meta: readonly string[], samples = ["A", "B"], contigs: string[] | null = null) =>
  somaticMarks(parseHeader(headerText(meta, samples), "x.vcf"), contigs);

const MUTECT = [
  "##source=Mutect2",
  "##tumor_sample=A",
  info("TLOD", "Log 10 likelihood ratio score of variant existing versus not existing"),
  info("NLOD", "Normal log 10 likelihood ratio of diploid het or hom alt genotypes"),
  format("AF", "Allele fractions of alternate alleles in the tumor"),
];
const mutectCommand = (options: string): string =>
  `##GATKCommandLine=<ID=Mutect2,CommandLine="Mutect2 ${options} --output x.vcf",Version="4.1.8.1">`;
const CONTIGS = ["##contig=<ID=chr1,length=248956422>", "##contig=<ID=chrM,length=16569>"];

describe("DEC-38 somatic callers' headers", () => {
  it.each<[string, string[]]>([
    ["Mutect2", MUTECT],
    ["Mutect2, no more than its command", [mutectCommand("--mitochondria-mode false")]],
    ["MuTect 1", ['##MuTect="analysis_type=MuTect"']],
    ["MuTect2 of GATK 3", ["##GATKCommandLine.MuTect2=<ID=MuTect2,Version=3.5-0>"]],
    ["a normal sample", ["##normal_sample=B"]],
    ["Torrent", ['##parametersName="Generic - PGM (3xx) - Somatic - Low Stringency"']],
    ["Pisces", ['##Pisces_cmdline="-bam a.bam -ploidy somatic -g r"']],
    ["Varlociraptor", [info("PROB_SOMATIC_TUMOR", "Posterior", "Float")]],
    ["a tumour by its pedigree", ["##PEDIGREE=<Derived=TUMOR,Original=NORMAL>"]],
    [
      "Strelka",
      [
        "##source=strelka",
        "##content=strelka somatic snv calls",
        "##priorSomaticSnvRate=0.0001",
        info("QSS", "Quality score for any somatic snv", "Integer"),
        info("SOMATIC", "Somatic mutation", "Flag"),
      ],
    ],
    [
      "Strelka, no more than its command",
      ["##cmdline=/opt/strelka/bin/configureStrelkaSomaticWorkflow.py --normalBam n.bam"],
    ],
    ["Strelka indels", [info("QSI", "Quality score for the ALT haplotype", "Integer")]],
    ["Manta", ["##cmdline=/opt/configManta.py --normalBam n.bam --tumorBam t.bam"]],
    ["Manta's score", [info("SOMATICSCORE", "Somatic variant quality score", "Integer")]],
    [
      "VarScan",
      [
        "##source=VarScan2",
        info("SOMATIC", "Indicates if record is a somatic mutation", "Flag"),
        info("SS", "Somatic status of variant (0=Reference,1=Germline,2=Somatic)", "String"),
      ],
    ],
    ["VarScan, one key", [info("SPV", "Fisher's Exact Test P-value of tumor, Somatic/LOH")]],
    ["SomaticSniper", [format("SSC", "Somatic Score")]],
    ["MuSE", ['##MuSE_version="v1.0rc"', format("SS", "0=wildtype,1=germline,2=somatic,3=LOH")]],
    ["VarDict, paired", ["##source=VarDict_v1.8", info("STATUS", "Somatic or germline status")]],
    ["LoFreq somatic", ["##source=lofreq call -f r.fa", info("SOMATIC", "Somatic event", "Flag")]],
    [
      "DRAGEN",
      [
        '##DRAGENCommandLine=<ID=dragen,Date="x",CommandLineOptions="--tumor-bam-input=t.bam -r x">',
      ],
    ],
    [
      "DRAGEN, later option",
      ['##DRAGENCommandLine=<ID=dragen,CommandLineOptions="-r x --tumor-fastq1 t_1.fq.gz">'],
    ],
    ["Sentieon", ['##SentieonCommandLine.TNscope=<ID=TNscope,CommandLine="x">']],
    ["Lancet", ["##cmdline=lancet --tumor t.bam --normal n.bam --ref r.fa"]],
    ["Octopus", ['##octopus=<version=0.7.4,command="octopus -I n.bam t.bam --normal-sample N">']],
    ["Octopus, tumour alone", ['##octopus=<version=0.7.4,command="octopus -C cancer -I t.bam">']],
    ["CaVEMan", ["##cavemanVersion=1.15.1", "##SAMPLE=<ID=TUMOUR,SampleName=x>"]],
    ["DeepSomatic", ["##DeepSomatic_version=1.7.0"]],
    ["SnpEff against a normal", ['##SnpEffCmd="SnpEff  -cancer -cancerSamples s.txt GRCh38 x"']],
    ["megSAP", ["##SAMPLE=<ID=A,Gender=male,IsTumor=yes,IsFFPE=no>"]],
    ["the specification's mixture", ["##SAMPLE=<ID=A,Genomes=Germline;Tumor,Mixture=.3;.7>"]],
    ["PCGR", [info("TVAF", "Allelic fraction of alternative allele in tumor")]],
    ["words of a FORMAT field", [format("DPT", "Sequencing depth at variant position (tumor)")]],
  ])("%s", (_, meta) => {
    expect(marks(meta)).not.toEqual([]);
    expect(marks([...meta, ...CONTIGS])).not.toEqual([]);
  });

  it("a sample's name", () => {
    expect(marks([], ["NORMAL", "TUMOR"])).toEqual(["a sample is named TUMOR"]);
    expect(marks([], ["Tumour"])).toEqual(["a sample is named Tumour"]);
  });

  it("says what it found", () => {
    expect(marks(MUTECT).slice(0, 3)).toEqual([
      "##source=Mutect2",
      "##tumor_sample=A",
      "INFO/TLOD",
    ]);
  });
});

describe("DEC-38 germline headers are left alone", () => {
  it.each<[string, string[]]>([
    ["HaplotypeCaller", ['##GATKCommandLine=<ID=HaplotypeCaller,CommandLine="HaplotypeCaller">']],
    [
      "Strelka germline",
      [
        "##content=strelka germline variant calls",
        "##cmdline=/opt/strelka/bin/configureStrelkaGermlineWorkflow.py --bam a.bam",
      ],
    ],
    ["Manta, whose --normalBam alone is germline", ["##cmdline=configManta.py --normalBam a.bam"]],
    [
      "DRAGEN germline, which scores chrM",
      [
        '##DRAGENCommandLine=<ID=dragen,CommandLineOptions="-r x -1 tumor_study/a_1.fq.gz">',
        format("SQ", "Somatic quality"),
      ],
    ],
    [
      "Octopus germline declares the specification's keys",
      [
        '##octopus=<command="octopus -I a.bam",options="normal-samples=None">',
        info(
          "SOMATIC",
          "Indicates that the record is a somatic mutation, for cancer genomics",
          "Flag",
        ),
      ],
    ],
    ["COSMIC annotated", [info("COSMIC_CNT", "Samples with this somatic mutation, all tumours")]],
    ["ClinVar annotated", [info("SCI", "Aggregate somatic clinical impact"), info("ONC")]],
    ["VarScan trio", [info("STATUS", "Variant status in trio (1=untransmitted,3=denovo)")]],
    [
      "gCNV",
      [format("QSS", "Probability that the segment start position is a genuine changepoint")],
    ],
    [
      "megSAP germline of a cancer patient",
      ["##SAMPLE=<ID=A,IsTumor=no,IsFFPE=no,DiseaseGroup=tumor,DiseaseStatus=affected>"],
    ],
    ["LoFreq", ["##source=lofreq call -f r.fa"]],
    ["Torrent germline", ['##parametersName="Generic - S5 - Germline - Low Stringency"']],
    ["Pisces germline", ['##Pisces_cmdline="-bam a.bam -ploidy diploid"']],
    ["a family's pedigree", ["##PEDIGREE=<ID=C,Mother=M,Father=F>"]],
  ])("%s", (_, meta) => {
    expect(marks(meta)).toEqual([]);
  });

  it("a sample's name that only begins so", () => {
    expect(marks([], ["NORMAL", "TUMOR_FAMILY_01"])).toEqual([]);
  });
});

describe("DEC-38 Mutect2's mitochondrial mode is germline use", () => {
  const mode = mutectCommand("--mitochondria-mode true");
  it("passes, alone and joined with the nuclear calls", () => {
    expect(marks([...MUTECT, mode, ...CONTIGS])).toEqual([]);
    expect(marks([...MUTECT, mode, "##DeepVariant_version=1.5.0", ...CONTIGS])).toEqual([]);
  });

  it("passes where chrM alone has records, or is the only contig", () => {
    expect(marks([...MUTECT, ...CONTIGS], ["A"], ["chrM"])).toEqual([]);
    expect(marks([...MUTECT, "##contig=<ID=MT,length=16569>"])).toEqual([]);
  });

  it("does not cover a nuclear run of the same file, nor a normal sample", () => {
    expect(marks([...MUTECT, mode, mutectCommand("--input t.bam"), ...CONTIGS])).not.toEqual([]);
    expect(marks([...MUTECT, mode, "##normal_sample=B"])).toEqual(["##normal_sample=B"]);
    expect(marks([...MUTECT, ...CONTIGS], ["A"], ["chr1", "chrM"])).not.toEqual([]);
  });
});

function firstBytes(path: string, most: number): Buffer {
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(most);
  const length = readSync(file, bytes);
  closeSync(file);
  return bytes.subarray(0, length);
}

/** A file's text up to the end of its header, as far as it lies in the first 300,000 bytes; most need a tenth of that. */
function headerOf(path: string): string {
  let text = "";
  for (const most of [30_000, 300_000]) {
    const bytes = firstBytes(path, most);
    const whole = { finishFlush: constants.Z_SYNC_FLUSH };
    text = (path.endsWith("gz") ? gunzipSync(bytes, whole) : bytes).toString("latin1");
    const end = text.indexOf("\n", text.indexOf("\n#CHROM") + 1);
    if (text.includes("\n#CHROM") && end > 0) return text.slice(0, end + 1);
  }
  return `${text}\n`;
}

/** The header of every VCF below a folder, as far as it can be read. */
function headersBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.vcf(?:\.b?gz)?$/.test(file.name))
    .flatMap((file): [string, string][] => {
      const path = join(file.parentPath, file.name);
      try {
        return [[relative(folder, path), headerOf(path)]];
      } catch {
        return [];
      }
    });
}

function alarmsBelow(folder: string): string[] {
  return headersBelow(folder).flatMap(([path, text]) => {
    try {
      return somaticMarks(parseHeader(text, path), null).length === 0 ? [] : [path];
    } catch {
      // Not a header that any run would take.
      return [];
    }
  });
}

describe("DEC-38 real files", () => {
  it("no alarm on the repository's own", () => {
    expect(headersBelow("test-data").length).toBeGreaterThan(3);
    expect(alarmsBelow("test-data")).toEqual([]);
  });

  it.skipIf(sharedData === null)("the somatic files alone (needs the shared data)", () => {
    const alarms = alarmsBelow(sharedData ?? "");
    expect(alarms.filter((path) => path.startsWith("systems/cancer/")).length).toBe(2);
    // Columns NORMAL and TUMOR, or a tumour's CNVkit calls.
    const other = alarms.filter((path) => !path.startsWith("systems/cancer/"));
    expect(other.filter((path) => !/annotsv34|cnvkit_mixed/.test(path))).toEqual([]);
  });
});

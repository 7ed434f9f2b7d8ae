// `annotate --compare`: nothing where the annotation is panelist's own, one row for each thing that was changed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import { compareAnnotation } from "../../src/analysis/compare-annotation.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { comparisonLines, comparisonText } from "../../src/cli/print/comparison.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { quietIo } from "../helpers/archive.ts";
import { gunzip } from "../helpers/bgzip.ts";
import {
  changes,
  gff3Text,
  makeRawWorld,
  rawVcf,
  type RawWorld,
  SEQUENCE,
  withSecondTranscripts,
} from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
let world: RawWorld;
let text = "";

beforeAll(async () => {
  world = await makeRawWorld(folder, changes(200), { text: withSecondTranscripts(gff3Text()) });
  const to = join(folder, "annotated.vcf.gz");
  await annotate({ ...DEFAULT_OPTIONS, store: world.store, vcfs: [world.vcf] }, to, quietIo());
  text = gunzip(readFileSync(to)).toString();
});

async function compared(changed: string, allowEmpty = false) {
  const path = join(folder, "changed.vcf");
  writeFileSync(path, changed);
  const options = { ...DEFAULT_OPTIONS, store: world.store, vcfs: [path], allowEmpty };
  return compareAnnotation(options, quietIo());
}

describe("compare", () => {
  it("with itself: every entry, no difference", async () => {
    const { differences, counts, annotator } = await compared(text);
    expect(differences).toEqual([]);
    expect(counts.compared).toBeGreaterThan(50);
    expect(counts.otherVersion + counts.unknownTranscript + counts.notInFile).toBe(0);
    expect(annotator).toBe("panelist, Ensembl 1");
  });

  it("SnpEff's ways of writing are no difference, another residue is", async () => {
    const written = text
      .replaceAll(/:p\.([A-Z][a-z]{2}\d+)[A-Z][a-z]{2}fsTer\d+(?=\|)/g, ":p.$1fs")
      .replaceAll(/(:p\.[A-Z][a-z]{2}\d+)Ter(?=\|)/g, "$1*");
    expect(written).toMatch(/:p\.\w+\*\|/);
    expect(written).toMatch(/:p\.\w+\dfs\|/);
    expect((await compared(written)).counts.hgvsp).toBe(0);
    const other = written.replaceAll(/:p\.\w{3}(\d+fs\|)/g, ":p.Sec$1");
    expect((await compared(other)).counts.hgvsp).toBeGreaterThan(0);
  });

  it("VEP's ways of writing are no difference", async () => {
    const written = text
      .replaceAll(/(:c\.[^|,]*del)(?=[|])/g, "$1A")
      .replaceAll(/:p\.([^|,%]*)(?=\|)/g, ":p.($1)");
    expect((await compared(written)).counts.hgvsp).toBe(0);
  });

  it("a changed class, name and transcript are a row each, in words and counted", async () => {
    const line = text.split("\n").find((one) => one.includes("|missense_variant|MODERATE|PLUS1|"));
    if (line === undefined) throw new Error("no missense");
    const other = line
      .replace("|missense_variant|MODERATE|", "|synonymous_variant|LOW|")
      .replace(/:c\.(\d+)/, ":c.9$1");
    const result = await compared(text.replace(line, other));
    expect(result.differences.map(({ what, gene }) => [what, gene])).toEqual([
      ["class", "PLUS1"],
      ["hgvsc", "PLUS1"],
    ]);
    expect(result.counts).toMatchObject({ class: 1, hgvsc: 1, hgvsp: 0 });
    expect(comparisonText(result).split("\n")).toHaveLength(4);
    expect(comparisonLines(result).at(-1)).toContain("class differs 1");
  });

  it("a class that is right at the other end of a repeat differs by its place alone", async () => {
    const { vcf, store } = await makeRawWorld(tempFolder(), changes(60));
    const to = `${vcf}.annotated.vcf`;
    await annotate({ ...DEFAULT_OPTIONS, store, vcfs: [vcf] }, to, quietIo());
    const whole = readFileSync(to, "utf8");
    const names = (/Format: ([^"]*)"/.exec(whole)?.[1] ?? "").split("|");
    const at = (name: string): number => names.indexOf(name);
    const entries = whole.match(/(?<=CSQ=)[^,;\t\n]+(?=[;\t\n])/g) ?? [];
    const found = entries.find((entry) => {
      const cells = entry.split("|");
      const [own = "", other = ""] = [cells[at("Consequence")], cells[at("OTHER_PLACEMENT")]];
      return other !== "" && other !== own;
    });
    if (found === undefined) throw new Error("no such indel");
    const told = async (terms: string) => {
      const cells = found.split("|");
      cells[at("Consequence")] = terms;
      const path = join(folder, "placed.vcf");
      writeFileSync(path, whole.replace(found, cells.join("|")));
      const options = { ...DEFAULT_OPTIONS, store, vcfs: [path] };
      return (await compareAnnotation(options, quietIo())).differences.map(({ what }) => what);
    };
    expect(await told(found.split("|")[at("OTHER_PLACEMENT")] ?? "")).toEqual(["placement"]);
    expect(await told("synonymous_variant")).toEqual(["class"]);
  });

  it("another version and an unknown transcript are counted, their names are not compared", async () => {
    const { counts } = await compared(
      text.replaceAll("ENST00000000.1", "ENST00000000.2").replaceAll("ENST00000001.1", "ENST09.1"),
    );
    expect(counts.otherVersion).toBeGreaterThan(10);
    expect(counts.unknownTranscript).toBeGreaterThan(10);
    expect(counts.notInFile).toBe(counts.unknownTranscript);
    expect(counts.hgvsc).toBe(0);
  });

  it("a release with two versions of a transcript: each is compared with its own", async () => {
    const second = (line: string): string =>
      line
        .replaceAll("transcript:ENST0", "transcript:ENST9")
        .replaceAll("ENSP0", "ENSP9")
        .replace("version=1", "version=2");
    const both = gff3Text().replaceAll(/^.*transcript:.*$/gm, (line) => `${line}\n${second(line)}`);
    const two = await makeRawWorld(tempFolder(), changes(200), { text: both });
    const to = `${two.vcf}.annotated.vcf`;
    const options = { ...DEFAULT_OPTIONS, store: two.store };
    await annotate({ ...options, vcfs: [two.vcf] }, to, quietIo());
    expect(readFileSync(to, "utf8")).toMatch(/ENST00000000\.1.*ENST00000000\.2/);
    const { counts } = await compareAnnotation({ ...options, vcfs: [to] }, quietIo());
    expect(counts).toMatchObject({ otherVersion: 0, notInFile: 0 });
    expect(counts.compared).toBeGreaterThan(50);
  });

  it("a file of another build is nothing to compare: REF tells", async () => {
    const swapped = text.replaceAll(
      /^(1\t\d+\t[^\t]*\t)([ACGT])\t([ACGT])\t/gm,
      (_all, before: string, ref: string, alt: string) => `${before}${alt}\t${ref}\t`,
    );
    await expect(compared(swapped)).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining("REF differs from the reference of Ensembl 1") as string,
    });
  });

  it("entries on transcripts of another release alone are nothing to compare", async () => {
    const other = text.replaceAll(/ENST/g, "NM_");
    await expect(compared(other)).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringMatching(
        /^nothing to compare: \d+ entries on transcripts, none of them of Ensembl 1$/,
      ) as string,
    });
    expect((await compared(other, true)).counts.compared).toBe(0);
  });

  it("several entries of one transcript, as bcftools csq writes them, are one answer", async () => {
    const ref = SEQUENCE.slice(2455, 2470);
    const entry = (term: string): string => `${term}|PLUS1|ENST00000000|protein_coding|+`;
    const header =
      '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq">';
    const of = async (...terms: string[]) => {
      const info = `BCSQ=${terms.map(entry).join(",")}`;
      const record = { pos: 2456, ref, alts: [ref.slice(0, 1)], info };
      return compared(rawVcf([record], [header]));
    };
    // A deletion from the stop codon into what follows it.
    const both = await of("3_prime_utr", "stop_lost");
    expect(both.counts).toMatchObject({ compared: 1, class: 0 });
    expect((await of("3_prime_utr")).counts).toMatchObject({ compared: 1, class: 1 });
  });

  it("an entry of a gene without a transcript stands for those that the file does not name", async () => {
    const header =
      '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq">';
    const of = async (pos: number, info: string, alt: string) => {
      const record = { pos, ref: SEQUENCE.slice(pos - 1, pos), alts: [alt], info: `BCSQ=${info}` };
      const { counts, differences } = await compared(rawVcf([record], [header]), true);
      return [counts.compared, counts.unknownTranscript, counts.notInFile, differences];
    };
    const intron = "intron|PLUS1||protein_coding";
    const donor = (alt: string) =>
      expect.objectContaining({
        gene: "PLUS1",
        transcript: "",
        what: "class",
        alt,
        file: "other: intron_variant",
        panelist: "lof: splice_donor_variant",
      }) as unknown;
    // The first base of the first intron, and one deep in it.
    expect(await of(1101, intron, "C")).toEqual([1, 0, 0, [donor("C")]]);
    expect(await of(1200, intron, "N")).toEqual([1, 0, 0, []]);
    // One of the two transcripts is named, then both are.
    const own = (id: string): string => `splice_donor|PLUS1|${id}|protein_coding`;
    const one = own("ENST00000000");
    expect(await of(1101, `${one},${intron}`, "C")).toEqual([2, 0, 0, [donor("C")]]);
    const both = `${one},${own("ENST10000000")}`;
    expect(await of(1101, `${both},${intron}`, "C")).toEqual([2, 0, 0, []]);
    // Where panelist has nothing of the gene, and of one that the release lacks.
    expect(await of(8500, intron, "N")).toEqual([
      0,
      0,
      0,
      [expect.objectContaining({ what: "class", panelist: "none" })],
    ]);
    expect(await of(8500, intron.replace("PLUS1", "OTHER1"), "N")).toEqual([0, 1, 0, []]);
  });

  describe("an allele that the file says nothing of", () => {
    const harmful = (): string => {
      const line = text
        .split("\n")
        .find((one) => one.includes("|missense_variant|MODERATE|PLUS1|"));
      if (line === undefined) throw new Error("no missense");
      return line;
    };

    it("is listed where panelist has something HIGH or MODERATE", async () => {
      const line = harmful();
      const [site = ""] = line.split("\tCSQ=");
      const bare = line.replace(/CSQ=[^\t]*/, ".");
      // An entry of another allele, without the number of one.
      const columns = (/Format: ([^"]*)"/.exec(text)?.[1] ?? "").split("|");
      const number = columns.indexOf("ALLELE_NUM");
      const entry = (/CSQ=([^,\t]*)/.exec(line)?.[1] ?? "").split("|").with(number, "");
      const foreign = line.replace(/CSQ=[^\t]*/, `CSQ=${entry.with(0, "GATTACA").join("|")}`);
      for (const other of [bare, foreign]) {
        // oxlint-disable-next-line no-await-in-loop -- one file at a time
        const result = await compared(text.replace(line, other));
        const [chrom, pos] = site.split("\t");
        expect(result.differences).toEqual([
          expect.objectContaining({
            chrom,
            pos: Number(pos),
            gene: "PLUS1",
            what: "absent",
            file: other === bare ? "" : "entries that may be another allele's",
            panelist: expect.stringMatching(/^protein_altering: missense/) as string,
          }),
        ]);
        expect(result.counts.absent).toBe(1);
        expect(comparisonLines(result).at(-1)).toContain("HIGH or MODERATE consequence 1,");
      }
    });

    it("or nothing that matters: it is counted", async () => {
      const line = text
        .split("\n")
        .find((one) => /CSQ=[^|]*\|intron_variant\|[^\t]*PLUS1/.test(one));
      if (line === undefined) throw new Error("no intron");
      const result = await compared(text.replace(line, line.replace(/CSQ=[^\t]*/, ".")));
      expect(result.differences).toEqual([]);
      expect(result.counts.notInFile).toBeGreaterThan(0);
    });
  });

  it("a transcript that the release lacks is no other version, whatever its name says", async () => {
    const line = text.split("\n").find((one) => one.includes("|missense_variant|MODERATE|PLUS1|"));
    const other = line?.replace("|ENST00000000.1|", "|ENST99.1|") ?? "";
    expect(other).not.toBe(line);
    const { counts } = await compared(text.replace(line ?? "", other));
    expect(counts).toMatchObject({ unknownTranscript: 1, otherVersion: 0 });
  });

  it("the same terms are the same class, whatever the transcript's biotype is called", async () => {
    const renamed = text.replaceAll("|lncRNA|", "|pseudogene|");
    expect(renamed).not.toBe(text);
    const { counts, differences } = await compared(renamed);
    expect(differences.filter(({ what }) => what === "class")).toEqual([]);
    expect(counts.class).toBe(0);
  });

  it("consequences where panelist has none on a known transcript are listed, whatever they are", async () => {
    const at = 8500;
    const ref = SEQUENCE.slice(at - 1, at);
    const columns = (/Format: ([^"]*)"/.exec(text)?.[1] ?? "").split("|");
    const cells: Record<string, string> = {
      Allele: "T",
      SYMBOL: "PLUS1",
      Feature: "ENST00000000.1",
    };
    const header = text.split("\n").filter((line) => line.startsWith("##INFO=<ID=CSQ"));
    const of = async (terms: string) => {
      const entry = columns.map((name) => (name === "Consequence" ? terms : (cells[name] ?? "")));
      const record = {
        pos: at,
        ref,
        alts: [ref === "T" ? "A" : "T"],
        info: `CSQ=${entry.join("|")}`,
      };
      return (await compared(rawVcf([record], header), true)).differences.map(({ what }) => what);
    };
    expect(await of("3_prime_UTR_variant")).toEqual(["class"]);
    expect(await of("downstream_gene_variant")).toEqual([]);
  });

  it("names for which the sequence is not known are counted, with what to do", async () => {
    // Deep in the intron between 1850 and 2400, where a release has no bases.
    const at = 2100;
    const ref = SEQUENCE.slice(at - 1, at + 1);
    const vcf = join(folder, "deep.vcf");
    writeFileSync(vcf, rawVcf([{ pos: at, ref, alts: [ref.slice(0, 1)] }]));
    const to = join(folder, "deep.annotated.vcf");
    const options = { ...DEFAULT_OPTIONS, store: world.store };
    await annotate({ ...options, reference: world.fasta, vcfs: [vcf] }, to, quietIo());
    const result = await compareAnnotation({ ...options, vcfs: [to] }, quietIo());
    expect(result.counts).toMatchObject({ hgvsc: 0, hgvsp: 0, unnamed: 2 });
    expect(result.differences).toEqual([]);
    expect(comparisonLines(result).join("\n")).toContain(
      "2 names of the file that panelist leaves out",
    );
    expect(comparisonLines(result).join("\n")).toContain("--reference");
    const whole = await compareAnnotation(
      { ...options, reference: world.fasta, vcfs: [to] },
      quietIo(),
    );
    expect(whole.counts).toMatchObject({ hgvsc: 0, unnamed: 0 });
    expect(comparisonLines(whole).join("\n")).not.toContain("--reference");
  });

  it("a file without an annotation has nothing to compare", async () => {
    await expect(compared(rawVcf([]))).rejects.toMatchObject({ code: "E_ANNOTATION" });
  });
});

describe("rows of bcftools csq carry no names", () => {
  it("they are given where the store has the transcript", async () => {
    const ref = SEQUENCE[1309] ?? "";
    const alt = ref === "A" ? "C" : "A";
    const entry = (id: string): string =>
      `missense|PLUS1|${id}|protein_coding|+|20X>20Y|1310${ref}>${alt}`;
    const bcsq = `BCSQ=${entry("ENST00000000")},${entry("ENST10000000")}`;
    const path = join(folder, "bcsq.vcf");
    writeFileSync(
      path,
      rawVcf(
        [{ pos: 1310, ref, alts: [alt], info: bcsq, calls: ["0/1", "0/0", "0/0"] }],
        [
          '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Haplotype-aware consequence annotation from BCFtools/csq">',
        ],
      ),
    );
    const given = { vcfs: [path], ped: world.ped, panels: [world.panel] };
    const [without] = rowsOf((await analyseHere(given)).text);
    const [named] = rowsOf((await analyseHere({ ...given, store: world.store })).text);
    expect(without).toMatchObject({ consequence: "missense_variant", hgvsc: ".", hgvsp: "." });
    expect(named?.["hgvsc"]).toMatch(/^ENST00000000\.1:c\.62[ACGT]>[ACGT]$/);
    expect(named?.["hgvsp"]).toMatch(/^ENSP00000000:p\.[A-Z][a-z]{2}21[A-Z][a-z]{2}$/);
    expect(named?.["consequence"]).toBe("missense_variant");
    const report = await analyseHere({ ...given, store: world.store }, { format: "json" });
    expect(report.text).toMatch(/"hgvsc": "ENST10000000\.1:c\.62[ACGT]>[ACGT]"/);
  });
});

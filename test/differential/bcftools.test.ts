// Our reading against bcftools': how many records, which of them are damaging, what their fields say.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { analyseHere, type Row, rowsOf } from "../helpers/analyse.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const hasBcftools = spawnSync("bcftools", ["--version"]).status === 0;
const folder = tempFolder();

/** Standard output of bcftools, by lines. */
function bcftools(...args: string[]): string[] {
  const done = spawnSync("bcftools", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`bcftools ${args.join(" ")}: ${done.stderr.slice(-500)}`);
  return done.stdout.split("\n").filter((line) => line !== "");
}

const vcfs = join(sharedData ?? "", "vcf");

/** A sites-only file becomes one person's: everything heterozygous. Without `##fileformat`: gets it. */
function withSample(path: string): string {
  const text = gunzip(readFileSync(path)).toString("utf8");
  if (/^#CHROM.*\tFORMAT\t/m.test(text)) return path;
  // Some of them have CRLF line ends: bcftools takes no column behind the carriage return.
  const lines = text.split(/\r?\n/).map((line) => {
    if (line.trim() === "" || line.startsWith("##")) return line;
    return line.startsWith("#") ? `${line}\tFORMAT\tS1` : `${line}\tGT\t0/1`;
  });
  if (!text.startsWith("##fileformat")) lines.unshift("##fileformat=VCFv4.1");
  const copy = join(folder, `sample-${basename(path, ".gz")}`);
  writeFileSync(copy, lines.join("\n"));
  return copy;
}

describe.skipIf(sharedData === null || !hasBcftools)(
  "records read, as bcftools counts them",
  () => {
    const files = sharedData === null ? [] : globVcfs();
    const bed = join(folder, "nowhere.bed");
    writeFileSync(bed, "22\t16000000\t16000100\tGENE1\n");

    it("has the shared files", () => {
      expect(files.length).toBeGreaterThanOrEqual(19);
    });

    it.each(files.map((path) => [path.slice(vcfs.length + 1), path]))("%s", async (_name, path) => {
      const input = withSample(path);
      const expected = bcftools("view", "-H", input).length;
      const several = bcftools("query", "-l", input).length > 1;
      const { recordsRead, eventRecords } = await analyseHere({
        vcfs: [input],
        panels: [bed],
        scan: "full",
        assembly: /GRCh38/.test(path) ? "GRCh38" : "GRCh37",
        allowUnannotated: true,
        // The panel lies nowhere.
        allowEmpty: true,
        ...(several ? { ped: pedBeside(path) } : { sex: { "": "female" as const } }),
      });
      expect(recordsRead + eventRecords).toBe(expected);
    });
  },
);

function globVcfs(): string[] {
  const done = spawnSync("find", [vcfs, "-name", "*.vcf.gz"], { encoding: "utf8" });
  return done.stdout
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

function pedBeside(path: string): string {
  return path.includes("ashk_trio")
    ? join(vcfs, "ashk_trio/ashk-trio.ped")
    : join(vcfs, "scout_trio", pedName());
}

function pedName(): string {
  const done = spawnSync("ls", [join(vcfs, "scout_trio")], { encoding: "utf8" });
  return done.stdout.split("\n").find((name) => name.endsWith(".ped")) ?? "";
}

/** Everything damaging, whatever its frequency, quality, or carrier. */
const POLICY = {
  schema: "panelist.policy",
  version: 1,
  quality: { enabled: false },
  frequency: { dominant: 1, recessive: 1, mitochondrial: 1 },
  consequence: { classes: ["lof", "protein_altering"], transcripts: "any" },
  inheritance: { enabled: false },
  sampleChecks: { enabled: false },
  incidental: "show",
};

const FORMAT =
  "%CHROM\\t%POS\\t%REF\\t%ALT\\t%SYMBOL\\t%IMPACT\\t%BIOTYPE\\t%Feature\\t%Consequence\\t%HGVSc\\t%HGVSp\\n";

describe.skipIf(sharedData === null || !hasBcftools)(
  "damaging variants and their fields, as +split-vep gives them",
  () => {
    const path = join(vcfs, "scout_trio/643594.clinical.vcf.gz");
    let ours: Row[] = [];
    let theirs: string[][] = [];
    beforeAll(async () => {
      const policy = join(folder, "policy.json");
      writeFileSync(policy, JSON.stringify(POLICY));
      const { text } = await analyseHere({
        vcfs: [path],
        ped: pedBeside(path),
        geneAgnostic: true,
        policy,
      });
      ours = rowsOf(text).filter((row) => /HIGH|MODERATE/.test(row["impact"] ?? ""));
      theirs = bcftools("+split-vep", path, "-d", "-f", FORMAT, "-i", 'FILTER="PASS"').map((line) =>
        line.split("\t"),
      );
    });
    const key = (row: Row): string =>
      [row["chrom"], row["pos"], row["ref"], row["alt"], row["gene"]].join(":");

    it("holds the same variants in the same genes", () => {
      // TX-07: these transcripts never speak for a coding gene.
      const silent = /nonsense_mediated_decay|retained_intron|processed_transcript|pseudogene/;
      const expected = theirs.filter(
        (f) => /HIGH|MODERATE/.test(f[5] ?? "") && !silent.test(f[6] ?? ""),
      );
      expect([...new Set(ours.map(key))].toSorted()).toEqual(
        [...new Set(expected.map((f) => f.slice(0, 5).join(":")))].toSorted(),
      );
      expect(ours.length).toBeGreaterThan(20);
    });

    it("shows a transcript, terms and HGVS that stand together in the file", () => {
      const lines = new Set(
        theirs.map((f) =>
          [...f.slice(0, 5), f[7], f[8], f[9], f[10]].join("|").replaceAll("%3D", "="),
        ),
      );
      const terms = (row: Row): string => (row["consequence"] ?? "").replaceAll(",", "&");
      const or = (text: string | undefined): string => text ?? ".";
      const strangers = ours.filter(
        (row) =>
          !lines.has(
            [
              ...key(row).split(":"),
              or(row["transcript"]),
              terms(row),
              or(row["hgvsc"]),
              or(row["hgvsp"]),
            ].join("|"),
          ),
      );
      expect(strangers).toEqual([]);
    });

    it("shows the genotypes of every sample", () => {
      const fields = "%CHROM:%POS:%REF:%ALT\\t[%SAMPLE\\t%GT\\t%AD\\t%RO,%AO\\t%DP\\t%GQ\\n]";
      const lines = bcftools("query", "-f", fields, path);
      const calls = new Map<string, string[]>();
      let at = "";
      for (const line of lines) {
        const cells = line.split("\t");
        if (cells.length === 7) at = cells.shift() ?? "";
        const [sample, gt, ad, counts, dp, gq] = cells;
        // VCF-44: AD, else FreeBayes' RO and AO.
        const reads = ad === "." && counts !== ".,." ? counts : ad;
        calls.set(at, [...(calls.get(at) ?? []), `${sample}=${gt}:${reads}:${dp}:${gq}`]);
      }
      for (const row of ours) {
        const record = [row["chrom"], row["pos"], row["ref"], row["alt"]].join(":");
        const shown = (row["genotypes"] ?? "").split(";");
        expect(shown.toSorted()).toEqual(calls.get(record)?.toSorted());
      }
    });
  },
);

describe.skipIf(sharedData === null || !hasBcftools)("damaging variants of bcftools csq", () => {
  const damaging =
    /(^|&)(missense|stop_gained|stop_lost|start_lost|frameshift|inframe_(insertion|deletion|altering)|splice_(acceptor|donor))($|&)/;
  it.each([
    ["1000G.chr20_1-2Mb.csq.vcf.gz", "GRCh37"],
    ["clinvar_2016-09-01.chr15_FBN1.csq.vcf.gz", "GRCh37"],
    ["clinvar_2016-09-01.chr1.csq.vcf.gz", "GRCh37"],
  ] as const)("%s: the same variants in the same genes", async (name, assembly) => {
    const input = withSample(join(vcfs, "csq_windows/expected_bcftools_csq_1.16", name));
    const policy = join(folder, "policy-bcsq.json");
    writeFileSync(policy, JSON.stringify(POLICY));
    const { text } = await analyseHere({
      vcfs: [input],
      geneAgnostic: true,
      policy,
      assembly,
      sex: { "": "female" },
    });
    const expected = new Set<string>();
    // BCSQ has no allele column (BCSQ-04): sites with one ALT can be compared by a naive reader.
    const query = bcftools(
      "query",
      "-e",
      'N_ALT!=1 || BCSQ="."',
      "-f",
      "%CHROM:%POS:%REF:%ALT\\t%BCSQ\\n",
      input,
    );
    const sites = new Set<string>();
    for (const line of query) {
      const [at = "", bcsq = ""] = line.split("\t");
      sites.add(at);
      for (const entry of bcsq.split(",")) {
        const [terms = "", gene = "", , biotype = ""] = entry.split("|");
        // `@POS` is printed elsewhere; `*` stands behind an upstream stop (BCSQ-02, BCSQ-03).
        if (damaging.test(terms) && !terms.startsWith("*") && biotype === "protein_coding")
          expected.add(`${at}:${gene}`);
      }
    }
    const ours = rowsOf(text)
      .map((row) => [row["chrom"], row["pos"], row["ref"], row["alt"], row["gene"]].join(":"))
      .filter((key) => sites.has(key.split(":").slice(0, 4).join(":")));
    expect([...new Set(ours)].toSorted()).toEqual([...expected].toSorted());
    expect(expected.size).toBeGreaterThan(50);
  });
});

// VCF-50, VCF-51, VCF-54: alleles against the reference sequence.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tabixIndex } from "./indexed.ts";
import { leftAligned, openFasta } from "../../src/io/fasta/index.ts";
import { minimalRepresentation } from "../../src/vcf/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();

/** A FASTA with lines of `width` bases, and its index as samtools writes it. */
function fasta(name: string, contigs: Record<string, string>, width = 10): string {
  const path = join(folder, name);
  let text = "";
  let index = "";
  for (const [contig, bases] of Object.entries(contigs)) {
    text += `>${contig} of a test\n`;
    index += `${contig}\t${bases.length}\t${text.length}\t${width}\t${width + 1}\n`;
    for (let i = 0; i < bases.length; i += width) text += `${bases.slice(i, i + width)}\n`;
  }
  writeFileSync(path, text);
  writeFileSync(`${path}.fai`, index);
  return path;
}

/** The sequence with the allele put in. */
function applied(bases: string, a: { pos: number; ref: string; alt: string }): string {
  return bases.slice(0, a.pos - 1) + a.alt + bases.slice(a.pos - 1 + a.ref.length);
}

const base = fc.constantFrom("A", "C");
const sequence = fc.array(base, { minLength: 4, maxLength: 24 }).map((list) => list.join(""));
const indel = fc
  .tuple(sequence, fc.nat(), fc.integer({ min: 1, max: 6 }), fc.array(base, { maxLength: 6 }))
  .map(([bases, at, length, put]) => {
    const pos = (at % (bases.length - 1)) + 1;
    const ref = bases.slice(pos - 1, pos - 1 + length);
    return { bases, pos, ref, alt: put.join("") };
  })
  .filter(({ ref, alt }) => alt !== "" && ref !== alt && ref.length !== alt.length);

describe("VCF-50 left alignment", () => {
  it.each([
    ["a deletion in a run", "GCAAAAT", 5, "AA", "A", [2, "CA", "C"]],
    ["an insertion in a repeat", "TGCACACAG", 7, "C", "CAC", [2, "G", "GCA"]],
    ["at the contig's start there is no base before", "AAAAC", 3, "AA", "A", [1, "AA", "A"]],
    ["a substitution stays", "AAAAC", 3, "A", "G", [3, "A", "G"]],
  ])("%s", (_name, bases, pos, ref, alt, expected) => {
    const found = leftAligned({ pos, ref, alt }, (at) => bases[at - 1] ?? "");
    expect([found.pos, found.ref, found.alt]).toEqual(expected);
  });

  it("is the leftmost of all alleles that make the same sequence, and the shortest there", () => {
    fc.assert(
      fc.property(indel, ({ bases, pos, ref, alt }) => {
        const made = applied(bases, { pos, ref, alt });
        const minimal = minimalRepresentation(pos, ref, alt);
        const found = leftAligned(minimal, (at) => bases[at - 1] ?? "");
        expect(applied(bases, found)).toBe(made);
        // Any other place of the same two lengths that makes the same sequence lies to the right.
        for (let at = 1; at < found.pos; at++) {
          const other = bases.slice(at - 1, at - 1 + found.ref.length);
          const put = made.slice(at - 1, at - 1 + found.alt.length);
          const same = applied(bases, { pos: at, ref: other, alt: put }) === made;
          expect(same && other[0] === put[0]).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.skipIf(spawnSync("bcftools", ["--version"]).status !== 0)(
    "is what bcftools norm gives, over random alleles (skipped without bcftools)",
    async () => {
      const samples = fc.sample(indel, { numRuns: 60, seed: 7 });
      // Clear of the contig's ends, where bcftools may anchor at the right.
      const padded = samples.map(({ bases }) => `G${bases}T`);
      const path = fasta("norm.fa", Object.fromEntries(padded.map((bases, i) => [`c${i}`, bases])));
      const vcf = join(folder, "norm.vcf");
      const contigs = padded.map((bases, i) => `##contig=<ID=c${i},length=${bases.length}>\n`);
      const records = samples.map(
        ({ pos, ref, alt }, i) => `c${i}\t${pos + 1}\t.\t${ref}\t${alt}\t.\t.\t.\n`,
      );
      writeFileSync(
        vcf,
        `##fileformat=VCFv4.2\n${contigs.join("")}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n${records.join("")}`,
      );
      const normed = execFileSync("bcftools", ["norm", "-f", path, "-Ov", vcf], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      const theirs = normed
        .split("\n")
        .filter((line) => line.startsWith("c"))
        .map((line) => line.split("\t"))
        .map(([name, at, , ref, alt]) => [name, at, ref, alt]);
      const reference = await openFasta(path);
      const ours = samples.map(({ pos, ref, alt }, i) => {
        const found = leftAligned(minimalRepresentation(pos + 1, ref, alt), (p) =>
          reference.bases(`c${i}`, p, p),
        );
        return [`c${i}`, String(found.pos), found.ref, found.alt];
      });
      reference.close();
      expect(ours).toEqual(theirs);
    },
    60_000,
  );
});

describe("an indexed FASTA", () => {
  it("gives bases over line ends, in upper case, cut at the contig's ends", async () => {
    const path = fasta("b.fa", { "1": "acgtacgtacGGGTTTcc", chrM: "ttttt" });
    const reference = await openFasta(path);
    expect(reference.bases("1", 9, 12)).toBe("ACGG");
    expect(reference.bases("1", -3, 2)).toBe("AC");
    expect(reference.bases("1", 17, 99)).toBe("CC");
    expect(reference.bases("chrM", 1, 5)).toBe("TTTTT");
    expect(reference.bases("MT", 1, 5)).toBe("TTTTT");
    expect(reference.bases("2", 1, 5)).toBe("");
    reference.close();
  });

  it.each([
    ["no index", (path: string) => writeFileSync(`${path}.fai`, "1\tx\n"), "not a line of a .fai"],
    [
      "compressed",
      (path: string) => writeFileSync(path, gzipSync(">1\nACGT\n")),
      "compressed with gzip, not bgzip",
    ],
    [
      "another file's index",
      (path: string) => writeFileSync(`${path}.fai`, "1\t900\t3\t10\t11\n"),
      "beyond the file's",
    ],
  ])("%s: one error", async (_name, damage, message) => {
    const path = fasta("c.fa", { "1": "ACGTACGTACGT" });
    damage(path);
    const asked = openFasta(path).then((file) => file.bases("1", 880, 900));
    await expect(asked).rejects.toThrowError(message);
  });

  it("a missing index says how to make one", async () => {
    const path = join(folder, "alone.fa");
    writeFileSync(path, ">1\nACGT\n");
    await expect(openFasta(path)).rejects.toThrowError("no .fai index");
  });
});

describe("analyse --reference", () => {
  // 1:21000 begins a run of T; the VCF writes the deletion at its end, the source at its start.
  const bases = `${"ACGA".repeat(5250)}`.slice(0, 20_999) + "GTTTTTC" + "ACGA".repeat(50);
  const path = fasta("ref.fa", { chr1: bases }, 60);
  const samples = ["C"];
  const vcf = join(folder, "in.vcf");
  const record = (ref: string, pos = 21_004): string =>
    `${headerText({ samples })}${recordText({ pos, ref, alt: "T", consequence: "frameshift_variant", genotypes: ["0/1"] })}\n`;
  const source = tabixIndex([
    "##fileformat=VCFv4.2",
    "##reference=GRCh38",
    '##INFO=<ID=AF,Number=A,Type=Float,Description="x">',
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    "chr1\t21000\t.\tGT\tG\t.\tPASS\tAF=0.25",
  ]);
  writeFileSync(join(folder, "s.vcf.gz"), source.vcf);
  writeFileSync(join(folder, "s.vcf.gz.tbi"), source.tbi);
  writeFileSync(
    join(folder, "sources.json"),
    JSON.stringify({
      schema: "panelist.sources",
      version: 1,
      sources: [
        {
          name: "freq",
          file: "s.vcf.gz",
          format: "vcf",
          assembly: "GRCh38",
          fields: [{ field: "AF", name: "af", as: "shown" }],
        },
      ],
    }),
  );
  writeFileSync(join(folder, "policy.json"), JSON.stringify({ annotate: "sources.json" }));
  const options = { vcfs: [vcf], panels: [], genes: ["GENE1"], sex: { "": "male" as const } };
  const answers = async (more: Record<string, unknown>): Promise<unknown> => {
    const { text } = await analyseHere({ ...options, ...more }, { format: "json" });
    type Variant = { knowledge: { annotations: { status: string }[] } | null };
    const { candidates } = JSON.parse(text) as { candidates: { variants: Variant[] }[] };
    return candidates[0]?.variants[0]?.knowledge?.annotations[0]?.status;
  };

  it("finds the indel that stands elsewhere, by --annotate and by the policy's declaration", async () => {
    writeFileSync(vcf, record("TT"));
    const annotate = join(folder, "sources.json");
    expect(await answers({ annotate })).toBe("absent");
    expect(await answers({ annotate, reference: path })).toBe("found");
    expect(await answers({ policy: join(folder, "policy.json"), reference: path })).toBe("found");
  });

  it("VCF-54: REF is not what the sequence says: another build", async () => {
    writeFileSync(vcf, record("GG"));
    await expect(analyseHere({ ...options, reference: path })).rejects.toThrowError(
      /REF differs from the reference in 1 of 1 record: GG at 1:21004, where it has TT/,
    );
  });

  it("VCF-54: one among a few is told, and stays", async () => {
    const few = Array.from({ length: 20 }, (_, i) => {
      const pos = 1001 + 4 * i;
      const ref = i === 7 ? "T" : "A";
      return recordText({ pos, ref, alt: "G", genotypes: ["0/1"] });
    });
    writeFileSync(vcf, `${headerText({ samples })}${few.join("\n")}\n`);
    const { log } = await analyseHere({ ...options, reference: path }, { format: "json" });
    const told = log.filter((line) => line.includes("REF differs"));
    expect(told).toEqual([
      "warn: REF differs from the reference sequence in 1 of 20 records, e.g. 1:1029 T: check where the file came from",
    ]);
  });

  it("is named in the run record", async () => {
    writeFileSync(vcf, record("TT"));
    const dir = join(folder, "out");
    await analyseHere({ ...options, reference: path }, { dir });
    const { inputs } = JSON.parse(readFileSync(join(dir, "run.json"), "utf8")) as {
      inputs: { role: string; path: string; digest: { kind: string } }[];
    };
    expect(inputs.find(({ role }) => role === "reference")).toMatchObject({
      path,
      digest: { kind: "index" },
    });
  });
});

/** Windows of ClinVar 2026 (g. names, molecular consequences) and older files against `bcftools csq` 1.16. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Allele } from "../../src/core/allele.ts";
import { CHROMOSOMES, type Assembly } from "../../src/core/assembly.ts";
import { termInfo } from "../../src/core/consequences.ts";
import { openNamer, type OpenNamer } from "../../src/effect/describe.ts";
import { genomicName } from "../../src/effect/genomic.ts";
import { termNames } from "../../src/effect/term-bits.ts";
import { sharedData } from "../helpers/shared.ts";
import { idsOf } from "../../src/effect/names.ts";
import {
  bare,
  inCsqWords,
  readerOf,
  readFasta,
  readGff,
  rowsOf,
  sliceOf,
  tagEnds,
  termsAsWritten,
  type Genome,
} from "./slices.ts";

const folder = join(sharedData ?? "", "vcf/csq_windows");

interface Window {
  chrom: string;
  genome: Genome;
  namer: OpenNamer;
  rows: { allele: Allele; alts: number; info: string }[];
}

function load(chrom: string, fasta: string, gff: string, vcf: string): Window {
  const genome = readFasta(join(folder, "fasta_padded", fasta));
  const list = tagEnds(readGff(join(folder, "derived_gff3", gff)), genome);
  const rows = rowsOf(join(folder, "expected_bcftools_csq_1.16", vcf)).flatMap(
    ([, pos, , ref = "", alts = "", , , info = ""]) =>
      alts.split(",").map((alt, _, { length }) => ({
        allele: { chrom, pos: Number(pos), ref, alt },
        alts: length,
        info,
      })),
  );
  return { chrom, genome, namer: openNamer(sliceOf(list, genome), readerOf(genome)), rows };
}

/**
 * `32316470AT[3]`: that many copies of the unit from there on, instead of those that stand there. Of several units, the
 * bases that are named (one, where no end is) give way to all of them.
 */
function expanded(name: string, { chrom, genome }: Window): Allele | null {
  const [, start = "", end = start, units = ""] = /^g\.(\d+)(?:_(\d+))?(.*)$/.exec(name) ?? [];
  const parts = [...units.matchAll(/([ACGT]+)\[(\d+)\]/g)];
  const fresh = parts.map(([, unit = "", copies]) => unit.repeat(Number(copies))).join("");
  if (fresh === "") return null;
  const sequence = genome.get(chrom) ?? "";
  const at = Number(start) - 1;
  const unit = parts[0]?.[1] ?? "";
  let length = Number(end) - at;
  if (parts.length === 1) {
    length = 0;
    while (sequence.startsWith(unit, at + length)) length += unit.length;
  }
  const anchor = sequence.slice(at - 1, at);
  const old = sequence.slice(at, at + length);
  return { chrom, pos: at, ref: anchor + old, alt: anchor + fresh };
}

/** Words of MC that are called otherwise, or say nothing that a transcript's terms would. */
const IN_OUR_WORDS: Record<string, RegExp> = {
  nonsense: /^stop_gained$/,
  inframe_indel: /^(?:protein_altering_variant|inframe_(?:deletion|insertion))$/,
  initiator_codon_variant: /^start_lost$/,
};

function clinvar(window: Window, assembly: Assembly): Record<string, number> {
  const { namer, rows, chrom } = window;
  const base = namer.engine.base;
  const found = { named: 0, same: 0, repeats: 0, sameRepeats: 0, consequences: 0, included: 0 };
  for (const { allele, info } of rows) {
    const name = bare(/CLNHGVS=([^;]*)/.exec(info)?.[1]);
    const ours = bare(genomicName(assembly, allele, base));
    if (name.includes("[")) {
      found.repeats++;
      const other = expanded(name, window);
      if (other !== null && bare(genomicName(assembly, other, base)) === ours) found.sameRepeats++;
    } else if (name !== "") {
      found.named++;
      if (name === ours) found.same++;
    }
    const [consequence, ...more] = (/;MC=([^;]*)/.exec(info)?.[1] ?? "").split(",");
    const word = consequence?.split("|")[1];
    if (word === undefined || more.length > 0) continue;
    found.consequences++;
    const effects = namer.engine.consequencesOf(
      CHROMOSOMES.indexOf(chrom),
      allele.pos,
      allele.ref,
      allele.alt,
    );
    const terms = new Set<string>();
    for (let i = 0; i < effects.count; i++)
      for (const packed of [effects.left[i] ?? 0, effects.right[i] ?? 0])
        for (const term of termNames(packed)) terms.add(term);
    const wanted = IN_OUR_WORDS[word] ?? new RegExp(`^${word.replaceAll("-", ".")}$`);
    if ([...terms].some((term) => wanted.test(term))) found.included++;
  }
  return found;
}

/** Single bases alone: those of indels differ by rule. */
function againstCsq({ namer, rows }: Window): { compared: number; differ: string[] } {
  const ids = idsOf(namer.slice.names);
  const differ: string[] = [];
  let compared = 0;
  for (const { allele, alts, info } of rows) {
    if (alts > 1 || allele.ref.length + allele.alt.length > 2) continue;
    const wanted = new Map<string, string[]>();
    for (const entry of (/BCSQ=([^;\s]*)/.exec(info)?.[1] ?? "").split(",")) {
      const [terms = "", , id = ""] = entry.split("|");
      if (id === "" || terms.startsWith("@")) continue;
      const named = terms.split("&").map((t) => termInfo(t.replace("*", "")).term);
      wanted.set(id, [...(wanted.get(id) ?? []), ...named]);
    }
    for (const [id, terms] of wanted) {
      compared++;
      const { pos, ref, alt } = allele;
      const ours = inCsqWords(termsAsWritten(namer.engine, ids.indexOf(id), pos, ref, alt));
      if (ours !== inCsqWords(terms)) differ.push(`${pos} ${alt} ${id} ${ours}`);
    }
  }
  return { compared, differ };
}

describe.skipIf(!existsSync(folder))("windows of the genome (beside the repository)", () => {
  it("BRCA2: names of DNA as ClinVar's, consequences that include ClinVar's", () => {
    const window = load(
      "13",
      "GRCh38.BRCA2_32300001-32500000.padded.fa.gz",
      "GRCh38.BRCA2.refseq.gff3",
      "clinvar_2026-02-26.BRCA2.GRCh38.csq.vcf.gz",
    );
    const found = clinvar(window, "GRCh38");
    expect(found).toMatchObject({ named: 20_728, same: 20_728, repeats: 278, sameRepeats: 278 });
    expect(found["consequences"]).toBe(16_336);
    expect(found["included"]).toBeGreaterThanOrEqual(0.995 * 16_336);
    expect(againstCsq(window).differ).toEqual([]);
  });

  it("BRCA1: the same, on 24 transcripts", () => {
    const window = load(
      "17",
      "GRCh38.BRCA1_43000001-43200000.padded.fa.gz",
      "GRCh38.BRCA1.refseq.gff3",
      "clinvar_2026-02-26.BRCA1.GRCh38.csq.vcf.gz",
    );
    const found = clinvar(window, "GRCh38");
    expect(found).toMatchObject({ named: 14_784, same: 14_784, repeats: 197, sameRepeats: 197 });
    expect(found["consequences"]).toBe(2870);
    expect(found["included"]).toBeGreaterThanOrEqual(0.99 * 2870);
    // The first codon is ATG, without a 5' UTR: a start for us, missense for csq.
    expect(againstCsq(window).differ.map((row) => row.split(" ").slice(2).join(" "))).toEqual(
      Array.from({ length: 3 }, () => "XM_006722035.1 splice_region_variant&start_lost"),
    );
  });

  it.each([
    [
      "15",
      "GRCh37.chr15_48500000-49000000.FBN1.padded.fa.gz",
      "GRCh37.chr15_48500000-49000000.FBN1.refseq20210519.gff3",
      "clinvar_2016-09-01.chr15_FBN1.csq.vcf.gz",
    ],
    [
      "1",
      "GRCh37.chr1_1-3400000.fa.gz",
      "GRCh37.chr1_1-3400000.refseq20210519.gff3",
      "clinvar_2016-09-01.chr1.csq.vcf.gz",
    ],
    [
      "20",
      "GRCh37.chr20_1000001-2000000.padded.fa.gz",
      "GRCh37.chr20_1000001-2000000.refseq20210519.gff3",
      "1000G.chr20_1-2Mb.csq.vcf.gz",
    ],
  ])("chromosome %s of GRCh37: single bases as bcftools csq has them", (...files) => {
    const { compared, differ } = againstCsq(load(...files));
    expect(compared).toBeGreaterThan(300);
    expect(differ).toEqual([]);
  });
});

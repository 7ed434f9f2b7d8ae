// The demo's annotation is true to its bases: REF and ALT, the strand, HGVS, codons and residues say one thing.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const BASES = "TCAG";
const ACIDS = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
const acidOf = (codon: string): string => {
  const [a = 0, b = 0, c = 0] = [...codon.toUpperCase()].map((base) => BASES.indexOf(base));
  return ACIDS[16 * a + 4 * b + c] ?? "?";
};
const LETTERS: Record<string, string> = Object.fromEntries(
  "Ala A Cys C Asp D Glu E Phe F Gly G His H Ile I Lys K Leu L Met M Asn N Pro P Gln Q Arg R Ser S Thr T Val V Trp W Tyr Y Ter *"
    .split(" ")
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1] ?? ""]] : [])),
);
const PAIR: Record<string, string> = { A: "T", C: "G", G: "C", T: "A" };
const onStrand = (bases: string, strand: string): string =>
  strand === "1"
    ? bases
    : [...bases]
        .reverse()
        .map((b) => PAIR[b] ?? "?")
        .join("");

interface Entry {
  ref: string;
  alt: string;
  at: (column: string) => string;
}

function entriesOf(path: string): Entry[] {
  const text = gunzipSync(readFileSync(new URL(`../../test-data/${path}`, import.meta.url)));
  const lines = text.toString("utf8").split("\n");
  const format = lines.find((l) => l.startsWith("##INFO=<ID=CSQ")) ?? "";
  const columns = (/Format: ([^"]+)/.exec(format)?.[1] ?? "").split("|");
  return lines.flatMap((line) => {
    const [, , , ref = "", alts = "", , , info = ""] = line.split("\t");
    const csq = /(?:^|;)CSQ=([^;]+)/.exec(info)?.[1];
    if (line.startsWith("#") || csq === undefined) return [];
    const real = alts.split(",").filter((a) => a !== "*");
    return csq.split(",").map((entry): Entry => {
      const cells = entry.split("|");
      const allele = cells[0] ?? "";
      const alt = real.find((a) => a === allele || (a.slice(1) || "-") === allele) ?? "?";
      return { ref, alt, at: (name) => cells[columns.indexOf(name)] ?? "" };
    });
  });
}

describe.each(["demo/trio.vcf.gz", "small/singleton.vcf.gz"])("%s", (path) => {
  const entries = entriesOf(path).filter(({ at }) => at("HGVSc") !== "");

  it("HGVS of the DNA has the bases of REF and ALT on the gene's strand", () => {
    expect(entries.length).toBeGreaterThan(20);
    for (const { ref, alt, at } of entries) {
      const change = at("HGVSc").replace(/^.*[cn]\.[-*\d+_]+/, "");
      const [lost, gained] = [onStrand(ref, at("STRAND")), onStrand(alt, at("STRAND"))];
      const told =
        ref.length === alt.length
          ? `${lost}>${gained}`
          : ref.length > alt.length
            ? "del"
            : `ins${onStrand(alt.slice(ref.length), at("STRAND"))}`;
      expect([at("HGVSc"), ref, alt, change]).toEqual([at("HGVSc"), ref, alt, told]);
    }
  });

  it("codons and residues fit the change and its place", () => {
    const coding = entries.filter(({ at }) => at("Codons") !== "" && !at("Codons").includes("-"));
    expect(coding.length).toBeGreaterThan(20);
    for (const { ref, alt, at } of coding) {
      const [before = "", after = ""] = at("Codons").split("/");
      const place = Number(/[cn]\.(\d+)/.exec(at("HGVSc"))?.[1]);
      const changed = [...before].findIndex((b) => b === b.toUpperCase());
      const codon = Number(at("Protein_position"));
      expect([at("HGVSc"), place]).toEqual([at("HGVSc"), codon * 3 - 2 + changed]);
      const [, first = "", residue, last = ""] =
        /p\.([A-Z][a-z]{2})(\d+)(%3D|[A-Z][a-z]{2})/.exec(at("HGVSp")) ?? [];
      expect([LETTERS[first], residue]).toEqual([acidOf(before), String(codon)]);
      if (ref.length !== alt.length) continue;
      const own = last === "%3D" ? LETTERS[first] : LETTERS[last];
      expect([at("HGVSp"), own]).toEqual([at("HGVSp"), acidOf(after)]);
      expect(before[changed]).toBe(onStrand(ref, at("STRAND")));
      expect(after[changed]).toBe(onStrand(alt, at("STRAND")));
    }
  });
});

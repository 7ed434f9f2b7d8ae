/**
 * Every small change of a short gene whose first or last codon is cut (CD-11), on both strands: what is said of it
 * against whole sequences that are translated, and that rows hold nothing that a VCF may not.
 */
import { describe, expect, it } from "vitest";
import { aminoAcid, RESIDUE_NAMES } from "../../src/core/genetic-code.ts";
import { openNamer, ownLayout, rowMaker } from "../../src/effect/index.ts";
import { FLAG } from "../../src/effect/flags.ts";
import { decodeRecord, parseHeader } from "../../src/vcf/index.ts";
import { bare, readerOf, reverseBases, sliceOf, termsAsWritten } from "./slices.ts";

const AROUND = "GATTGCACGT";
const WHOLE = "GCTGAATGGTTTCTGAAACATTACCAA";
const LETTERS = [..."ACGT"];

interface Gene {
  phase: number;
  rest: string;
  strand: 1 | -1;
  /** Untranslated bases behind, which no cut codon goes on into. */
  trailer: string;
}

function open({ phase, rest, strand, trailer }: Gene) {
  const mrna = "TC".slice(0, phase) + WHOLE + rest;
  const plus = AROUND + mrna + trailer + AROUND;
  const turn = (from: number, to: number): [number, number] =>
    strand > 0 ? [from, to] : [plus.length + 1 - to, plus.length + 1 - from];
  const first = AROUND.length + 1;
  const flags =
    (phase > 0 ? FLAG.cdsStartIncomplete : 0) | (rest === "" ? 0 : FLAG.cdsEndIncomplete);
  const list = [
    {
      id: "ENST1.1",
      chrom: "1",
      strand,
      exons: [turn(first, first - 1 + mrna.length + trailer.length)],
      cds: [turn(first, first - 1 + mrna.length)],
      phase,
      flags,
    },
  ];
  const genome = new Map([["1", strand > 0 ? plus : reverseBases(plus)]]);
  const namer = openNamer(sliceOf(list, genome), readerOf(genome));
  const rowsOf = rowMaker(namer.engine, namer.slice.names, namer);
  /** Bases [from, to) of the mRNA give way to others: as a record has it. */
  const allele = (from: number, to: number, fresh: string) => {
    const [low, high] = [AROUND.length + from - 1, AROUND.length + to];
    const [ref, alt] = [plus.slice(low, high + 1), plus[low] + fresh + plus[high]];
    return strand > 0
      ? { chrom: "1", pos: low + 1, ref, alt }
      : {
          chrom: "1",
          pos: plus.length - high,
          ref: reverseBases(ref),
          alt: reverseBases(alt),
        };
  };
  return { namer, rowsOf, mrna, allele };
}

const GENES = [0, 1, 2].flatMap((phase) =>
  ["", "T", "TA"].flatMap((rest): Gene[] => [
    { phase, rest, strand: 1, trailer: "" },
    { phase, rest, strand: -1, trailer: "AGGC" },
  ]),
);

function titled(gene: Gene): string {
  return `strand ${gene.strand}, ${gene.phase} bases of a first codon, "${gene.rest}" of a last, "${gene.trailer}"`;
}

const header = parseHeader(
  "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
  "x.vcf",
);

/** Changes of up to four bases at every place. */
function* changes(length: number): Generator<[from: number, to: number, fresh: string]> {
  const inserts = [
    "",
    ...LETTERS,
    ...LETTERS.flatMap((a) => LETTERS.map((b) => a + b)),
    "TAA",
    "GCA",
    "CTGA",
    "TATGAA",
  ];
  for (let from = 0; from <= length; from++)
    for (let to = from; to <= Math.min(length, from + 4); to++)
      for (const fresh of inserts) if (from < to || fresh !== "") yield [from, to, fresh];
}

describe("cut codons", () => {
  it.each(GENES.map((gene): [string, Gene] => [titled(gene), gene]))(
    "no row holds what a file may not: %s",
    (_title, gene) => {
      const { rowsOf, allele, mrna } = open(gene);
      const layout = ownLayout("panelist, test").columns;
      const [acids, name] = [layout.indexOf("Amino_acids"), layout.indexOf("HGVSp")];
      const wrong = new Set<string>();
      for (const change of changes(mrna.length)) {
        const { pos, ref, alt } = allele(...change);
        if (ref === alt) continue;
        const line = `1\t${pos}\t.\t${ref}\t${alt}\t.\tPASS\t.`;
        for (const row of rowsOf(decodeRecord(line, header, { path: "x.vcf" }))) {
          if (!/^[!-~]*$/.test(row.join(""))) wrong.add(`${change.join()}: ${row.join("|")}`);
          if (!/^(?:[A-Z*]+|-)?(?:\/(?:[A-Z*]+|-))?$/.test(row[acids] ?? ""))
            wrong.add(`${change.join()}: ${row[acids]}`);
          if ((row[name] ?? "").includes("Xaa")) wrong.add(`${change.join()}: ${row[name]}`);
        }
      }
      expect([...wrong].slice(0, 5)).toEqual([]);
    },
  );

  it.each(GENES.map((gene): [string, Gene] => [titled(gene), gene]))(
    "CD-07, CD-11: whole codons are read, a cut one is not: %s",
    (_title, gene) => {
      const { namer, allele, mrna } = open(gene);
      const { phase, rest } = gene;
      const end = phase + WHOLE.length;
      const codons = (bases: string): string[] =>
        (bases.slice(phase, end).match(/.../g) ?? []).map((codon) => aminoAcid(codon) ?? "");
      const wrong = new Set<string>();
      let spans = 0;
      for (const [from, to, fresh] of changes(mrna.length)) {
        if (from === to || fresh.length !== to - from) continue;
        const at = allele(from, to, fresh);
        // As short as it can be written: both ends differ.
        if (fresh[0] === mrna[from] || fresh.at(-1) === mrna[to - 1]) continue;
        const [old, now] = [codons(mrna), codons(mrna.slice(0, from) + fresh + mrna.slice(to))];
        const differ = now.flatMap((residue, i) => (residue === old[i] ? [] : [i]));
        const [inFirst, inLast] = [from < phase, to > end];
        const expected = new Set<string>();
        if (differ.length > 0)
          expected.add(differ.some((i) => now[i] === "*") ? "stop_gained" : "missense_variant");
        else if (!inFirst && !inLast) expected.add("synonymous_variant");
        if (inFirst || inLast) expected.add("coding_sequence_variant");
        if (inLast) expected.add("incomplete_terminal_codon_variant");
        if ((inFirst || inLast) && differ.length > 0) spans++;
        const told = termsAsWritten(namer.engine, 0, at.pos, at.ref, at.alt);
        if (told.toSorted().join() !== [...expected].toSorted().join())
          wrong.add(`${from}_${to}${fresh}: ${told.join()}`);
        const name = bare(namer.describe(0, at)?.hgvsp);
        if ((inFirst || inLast) && differ.length === 0 && name !== "")
          wrong.add(`${from}_${to}${fresh}: ${name}`);
        const [i = 0, ...more] = differ;
        const residues = `p.${RESIDUE_NAMES.get(old[i] ?? "")}${i + 1}${RESIDUE_NAMES.get(now[i] ?? "")}`;
        if (!inFirst && !inLast && differ.length > 0 && more.length === 0 && name !== residues)
          wrong.add(`${from}_${to}${fresh}: ${name}`);
      }
      expect([...wrong].slice(0, 5)).toEqual([]);
      expect(spans > 0).toBe(phase > 0 || rest !== "");
    },
  );

  it("a change of length is called by it where it takes bases of a whole codon", () => {
    for (const strand of [1, -1] as const) {
      const { namer, allele } = open({ phase: 2, rest: "TC", strand, trailer: "" });
      const end = 2 + WHOLE.length;
      const told = (from: number, to: number, fresh = ""): string => {
        const { pos, ref, alt } = allele(from, to, fresh);
        return termsAsWritten(namer.engine, 0, pos, ref, alt)
          .map((term) => term.replace("_variant", ""))
          .toSorted()
          .join(" ");
      };
      expect(told(1, 6)).toBe("coding_sequence frameshift");
      expect(told(0, 3)).toBe("coding_sequence inframe_deletion");
      expect(told(1, 5, "AA")).toBe("coding_sequence frameshift");
      expect(told(1, 5, "GTTTTTT")).toBe("coding_sequence protein_altering");
      expect(told(0, 2)).toBe("coding_sequence");
      const last = "coding_sequence incomplete_terminal_codon";
      expect(told(end - 1, end + 1)).toBe("coding_sequence frameshift incomplete_terminal_codon");
      expect(told(end - 2, end + 1)).toBe(
        "coding_sequence incomplete_terminal_codon inframe_deletion",
      );
      expect(told(end - 3, end + 1, "G")).toBe(
        "coding_sequence incomplete_terminal_codon protein_altering",
      );
      expect(told(end, end + 1)).toBe(last);
      expect(told(end + 1, end + 1, "GGG")).toBe(last);
    }
  });
});

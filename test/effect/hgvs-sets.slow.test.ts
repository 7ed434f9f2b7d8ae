/** HGVS as others write it: sets of biocommons/hgvs, Mutalyzer and Jannovar, each difference with its reason. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { openNamer, type OpenNamer } from "../../src/effect/describe.ts";
import { idsOf } from "../../src/effect/names.ts";
import { alleleOfName } from "./names.ts";
import {
  annotateData,
  bare,
  gffOf,
  genomeOf,
  readerOf,
  reverseBases,
  rowsOf,
  sliceOf,
  tagEnds,
  textOf,
  untar,
  type Genome,
  type TestTranscript,
} from "./slices.ts";

const folder = annotateData ?? "";

function open(genome: Genome, list: TestTranscript[]): OpenNamer {
  return openNamer(sliceOf(tagEnds(list, genome), genome), readerOf(genome));
}

/** In one form: no brackets, no bases behind del and dup. */
function plain(name: string): string {
  return bare(name)
    .replaceAll(/[()]/g, "")
    .replace(/(del|dup)[ACGT]+(?!ins)/, "$1")
    .replace(/del[ACGT]+ins/, "delins");
}

describe.skipIf(annotateData === null)("biocommons: c. to p. on nine made-up transcripts", () => {
  it("gives 37 of 40; three reach into the 3' UTR, of which no p. is given", () => {
    const rows = rowsOf(join(folder, "hgvs_biocommons/synthetic_transcripts.tsv"));
    const genome: Genome = new Map();
    const list = rows.map(([id = "", bases = "", from, to], i): TestTranscript => {
      const chrom = CHROMOSOMES[i] ?? "";
      genome.set(chrom, `${"N".repeat(9)}${bases}`);
      return {
        id,
        chrom,
        strand: 1,
        exons: [[10, 9 + bases.length]],
        cds: [[10 + Number(from), 9 + Number(to)]],
      };
    });
    const namer = open(genome, list);
    const cases = rowsOf(join(folder, "hgvs_biocommons/synthetic_c_to_p.tsv"));
    const differ = cases.flatMap(([name = "", expected = ""]) => {
      const t = idsOf(namer.slice.names).indexOf(name.replace(/:.*/, ""));
      const allele = alleleOfName(namer, t, bare(name));
      const ours = bare(allele === null ? null : namer.describe(t, allele)?.hgvsp);
      return (ours || "p.?") === plain(expected) ? [] : [bare(name)];
    });
    expect(cases).toHaveLength(40);
    expect(differ).toEqual(["c.27_*3del", "c.28_*3del", "c.28_*3delinsGGG"]);
  });
});

describe.skipIf(annotateData === null)("Mutalyzer's descriptions", () => {
  const files = annotateData === null ? null : untar(join(folder, "mutalyzer/references.tar.gz"));
  const known = new Map<string, OpenNamer | null>();
  function reference(id: string): OpenNamer | null {
    const there = known.get(id);
    if (there !== undefined) return there;
    const [gff, fasta] = [files?.get(`${id}.gff3`), files?.get(`${id}.fasta`)];
    let namer: OpenNamer | null = null;
    if (gff !== undefined && fasta !== undefined) {
      const genome = genomeOf(fasta, () => "1");
      const whole: [number, number] = [1, genome.get("1")?.length ?? 0];
      // Of an mRNA some files have the coding rows alone: all of it is the transcript.
      const list = gffOf(gff, { name: () => "1" }).map((t) =>
        id.startsWith("NM_") && String(t.exons) === String(t.cds) ? { ...t, exons: [whole] } : t,
      );
      namer = open(genome, list);
    }
    known.set(id, namer);
    return namer;
  }

  /** By input: why ours is another. */
  const OTHERWISE: Record<string, string> = {
    "NM_000088.3:g.460del": "n. of a coding transcript, which has c. here",
    "NM_000143.3:c.739_904del": "its 3' rule stops at the exon's end",
    "NM_002001.2:c.1_3delinsATG": "nothing changes",
    "NG_012337.1(NM_012459.2):c.6delinsCCCC": "a repeat, which is written as an insertion here",
  };
  const PROTEIN: Record<string, string> = {
    "NG_012772.1(BRCA2_v001):c.622_674del": "it spans an intron: no p.",
    "NG_012772.1(BRCA2_v001):c.622_672del": "it spans an intron: no p.",
    "NG_008835.1(NM_022153.2):c.677-21_704+62del": "it spans an intron: no p.",
    "NG_008835.1(NM_022153.2):c.677-20_704+62del": "it spans an intron: no p.",
    "NG_012337.1(NM_012459.2):c.297_*1del": "it reaches into the 3' UTR: no p.",
    "NG_009299.1(NM_017668.3):c.41A>C": "the reference has a frame of its own there",
    "NM_024426.4:c.1C>A": "ATG in the place of CTG is a start",
    "NM_024426.4:c.1_4delinsATGA": "ATG in the place of CTG is a start",
  };

  it("are the same in c., and in p. on genomic references and transcripts", () => {
    const count = { dna: 0, sameDna: 0, protein: 0, sameProtein: 0 };
    const unexplained: string[] = [];
    const text = textOf(join(folder, "mutalyzer/cases.jsonl"));
    for (const line of text.split("\n").filter((l) => l !== "")) {
      const one = JSON.parse(line) as Record<"input", string> &
        Partial<Record<"normalized" | "protein_description", string>>;
      const name = one.normalized ?? one.input;
      const [, id = "", transcript = id, dna = ""] =
        /^([^(:]+)(?:\(([^)]*)\))?:([cn]\..*)$/.exec(name) ?? [];
      const namer = reference(id);
      if (namer === null) continue;
      const ids = idsOf(namer.slice.names);
      const t = ids.includes(transcript) ? ids.indexOf(transcript) : ids.length === 1 ? 0 : -1;
      const allele =
        alleleOfName(namer, t, bare(one.input)) ?? (t < 0 ? null : alleleOfName(namer, t, dna));
      if (t < 0 || allele === null) continue;
      const ours = namer.describe(t, allele);
      if (one.normalized !== undefined) {
        count.dna++;
        if (bare(ours?.hgvsc) === dna) count.sameDna++;
        else if (OTHERWISE[one.input] === undefined)
          unexplained.push(`${one.input} ${ours?.hgvsc ?? ""}`);
      }
      if (one.protein_description !== undefined) {
        count.protein++;
        const theirs = plain(one.protein_description);
        const told = bare(ours?.hgvsp);
        // Theirs is short where no residue differs, and where the start is lost; outside the coding sequence, and where
        // it is not known, ours is none (HV-07).
        const same =
          told === theirs ||
          (theirs === "p.=" && (told === "" || told.endsWith("="))) ||
          (theirs === "p.?" && (told === "" || told === "p.Met1?"));
        if (same) count.sameProtein++;
        else if (PROTEIN[one.input] === undefined) unexplained.push(`${one.input} ${told}`);
      }
    }
    expect(unexplained).toEqual([]);
    expect(count).toEqual({ dna: 113, sameDna: 109, protein: 60, sameProtein: 52 });
  });
});

describe.skipIf(annotateData === null)("Jannovar's cases", () => {
  /** Of exons alone: what lies between is not known, and nothing moves there. */
  function reference(line: string, mrna: string): { namer: OpenNamer; shift: number } {
    const [, , sign, , , cdsFrom, cdsTo, , starts = "", ends = ""] = line.split(" ");
    const numbers = (text: string): number[] => text.split(",").filter(Boolean).map(Number);
    const [from, to] = [numbers(starts), numbers(ends)];
    const shift = (from[0] ?? 0) - 200 - mrna.length;
    const strand = sign === "-" ? -1 : 1;
    // Where the mRNA is longer than its exons, the last one goes on.
    const more = Math.max(0, mrna.length - from.reduce((sum, s, i) => sum + (to[i] ?? 0) - s, 0));
    if (strand === 1) to[to.length - 1] = (to.at(-1) ?? 0) + more;
    else from[0] = (from[0] ?? 0) - more;
    const length = from.reduce((sum, s, i) => sum + (to[i] ?? 0) - s, 0);
    const exonic = mrna.slice(0, length);
    const plus = strand === 1 ? exonic : reverseBases(exonic);
    const bases = Array.from({ length: (to.at(-1) ?? 0) - shift + 200 }, () => "N");
    let at = 0;
    for (const [i, s] of from.entries())
      for (let x = s; x < (to[i] ?? 0); x++) bases[x - shift] = plus[at++] ?? "N";
    const exons = from.map((s, i): [number, number] => [s - shift + 1, (to[i] ?? 0) - shift]);
    const cds = exons
      .map(([s, e]): [number, number] => [
        Math.max(s, Number(cdsFrom) - shift + 1),
        Math.min(e, Number(cdsTo) - shift),
      ])
      .filter(([s, e]) => s <= e);
    const genome: Genome = new Map([["1", bases.join("")]]);
    const transcript = { id: "t", chrom: "1", strand, exons } as const;
    return {
      namer: open(genome, [cds.length > 0 ? { ...transcript, cds } : { ...transcript }]),
      shift,
    };
  }

  it("64: MLH1's last codon with a base twice, as tricky case 64 has it", () => {
    const found = rowsOf(join(folder, "jannovar/transcripts.tsv")).find(([, , line = ""]) =>
      line.startsWith("uc011ayb.2 "),
    );
    const { namer } = reference(found?.[2] ?? "", found?.[3] ?? "");
    const { codingFrom, codingTo } = namer.engine.modelAt(0);
    const stop = (codingTo - codingFrom) / 3;
    const allele = alleleOfName(namer, 0, `c.${3 * stop - 2}dup`);
    const ours = allele === null ? null : namer.describe(0, allele);
    expect(bare(ours?.hgvsc)).toBe(`c.${3 * stop - 2}dup`);
    expect(bare(ours?.hgvsp)).toBe(`p.Ter${stop}LeuextTer33`);
  });

  /** Beginnings of what differs. */
  const JANNOVAR = [
    // The stop that is put in is said.
    "testForwardThreeBasesNoFrameShiftInsertion 3_4insTCCTAA",
    // AGATG: the start stands (CD-02).
    "testForwardTwoBaseFrameShiftInsertion 1_2insGA",
    // Not as far 3' as it goes; the residue that differs is not known, since the transcript ends before it.
    "testRealWorldCase_uc010hgj_1 589_590insTAAG 590_591insAAGT",
    "testRealWorldCase_uc010hgj_1 589_590insTAAG Leu198insLeuSerTer",
    // It reaches into the 3' UTR: no p. (HV-07).
    "testForwardStopLoss 2063_*3del Ter688",
  ];

  it("are the same where they are exonic and their base is the transcript's", () => {
    const lines = new Map(
      rowsOf(join(folder, "jannovar/transcripts.tsv")).map(([key = "", , line = "", mrna = ""]) => [
        key,
        [line, mrna] as const,
      ]),
    );
    const count = { dna: 0, sameDna: 0, protein: 0, sameProtein: 0, atEdge: 0 };
    const unexplained: string[] = [];
    for (const row of rowsOf(join(folder, "jannovar/cases.tsv"))) {
      const [test = "", key = "", , pos, ref = "", alt = "", , , dna = "", protein = "", , check] =
        row;
      const [line, mrna] = lines.get(key) ?? [];
      if (line === undefined || mrna === undefined) continue;
      if (check !== "exonic_ok" && check !== "insertion") continue;
      const { namer, shift } = reference(line, mrna);
      const at = Number(pos) - shift;
      const anchor = "ACGTN"[namer.engine.base(0, at)] ?? "N";
      const ours = namer.describe(0, { chrom: "1", pos: at, ref: anchor + ref, alt: anchor + alt });
      const [c, p] = [bare(ours?.hgvsc).slice(2), bare(ours?.hgvsp).slice(2)];
      // At an exon's edge the intron's bases, which these data lack, decide how far it moves and what it copies; some
      // transcripts have another base there.
      if (ours?.flags.some((f) => f === "hgvs_unshifted" || f === "reference_differs") === true) {
        if (/\d[+-]\d/.test(dna)) count.atEdge++;
        continue;
      }
      const label = `${test.replace(/^.*\./, "")} ${dna}`;
      if (dna !== "") {
        count.dna++;
        if (c === plain(dna)) count.sameDna++;
        else unexplained.push(`${label} ${c}`);
      }
      if (protein !== "") {
        count.protein++;
        const theirs = plain(protein).replaceAll("*", "Ter");
        const same =
          p === theirs ||
          (theirs === "=" && (p === "" || p.endsWith("="))) ||
          (theirs === "0?" && p === "Met1?") ||
          (theirs === "?" && p === "");
        if (same) count.sameProtein++;
        else unexplained.push(`${label} ${theirs} ${p}`);
      }
    }
    expect(unexplained.filter((one) => !JANNOVAR.some((known) => one.startsWith(known)))).toEqual(
      [],
    );
    expect(unexplained).toHaveLength(JANNOVAR.length);
    expect(count).toEqual({
      dna: 250,
      sameDna: 249,
      protein: 238,
      sameProtein: 234,
      atEdge: 12,
    });
  });
});

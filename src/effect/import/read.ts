/**
 * A GFF3 of Ensembl, GENCODE or RefSeq as features and their parts, in any order of the rows (GX-01 to GX-03): genes and
 * transcripts are found by their ids, exons and coding rows by the ids of their parents.
 */
import { canonicalChrom, chromosomeOrder } from "../../core/assembly.ts";
import { BYTE } from "../../core/bytes.ts";
import { ToolError } from "../../core/errors.ts";
import { withoutGencodeMark } from "../../core/gene.ts";
import { remembered } from "../../core/once.ts";
import {
  attributes,
  FewTexts,
  Gff3Pragmas,
  readGff3,
  type Gff3End,
  type Gff3Row,
  WHOLE,
} from "../../io/gff3.ts";
import { rowFacts, type RowFacts } from "./facts.ts";
import { Growing } from "./grow.ts";

const { PLUS, HYPHEN, ZERO } = BYTE;

/** A row that others may name as their parent: a gene or a transcript. */
export interface Feature {
  /** As the file writes it: `transcript:ENST1`, `rna-NM_1.2`. */
  id: string;
  /** Index of the chromosome in `CHROMOSOMES`. */
  chrom: number;
  start: number;
  end: number;
  /** 1 or -1; 0: not told. */
  strand: number;
  /** Line of the file. */
  line: number;
  /** Number of the feature that it names first as its parent; -1: none. */
  parent: number;
  facts: RowFacts;
}

/** Codons that are not read as the code has them, and others that a CDS row tells. */
export interface CodingNotes {
  protein: string;
  /** Genome extents. */
  sec: [number, number][];
  /** The stop codon is completed by polyadenylation. */
  hasTerm: boolean;
}

/** Bases of a transcript, counted from 1, that stand on the genome in one stretch. */
interface AlignedPart {
  chrom: number;
  start: number;
  end: number;
  from: number;
  to: number;
  hasGap: boolean;
  /** Somewhere in the alignment. */
  saysGaps: boolean;
}

export interface GffRows {
  pragmas: Gff3Pragmas;
  end: Gff3End;
  /** By number; null: named as a parent and never seen. */
  features: (Feature | null)[];
  /** Number of the feature that the last exon or coding row names; -1: there is none. */
  lastNamed: number;
  /** Each row with the number of the feature that it is part of. */
  exons: { of: Growing; start: Growing; end: Growing };
  /** `phase`: -1 where it is not told. */
  coding: { of: Growing; start: Growing; end: Growing; phase: Growing };
  /** Line of the last row that cannot be read; 0: there is none. */
  lastBad: number;
  notes: Map<number, CodingNotes>;
  /** Parts of alignments, by the accession that is aligned. */
  aligned: Map<string, AlignedPart[]>;
  /** What was left out, in words, with its number. */
  left: Map<string, number>;
}

/** Rows that are parts of nothing we read, and no parent of such parts either. */
const PASSED: ReadonlySet<string> = new Set(
  `five_prime_UTR three_prime_UTR UTR biological_region match region start_codon stop_codon chromosome scaffold contig
  supercontig intron enhancer silencer signal_peptide_region_of_CDS mature_protein_region_of_CDS sequence_feature origin_of_replication
  D_loop centromere CpG_island regulatory_region promoter`.split(/\s+/),
);
const SEC_ROW = "stop_codon_redefined_as_selenocysteine";
const MOST_FEATURES = 6_000_000;
/** One row in a hundred that cannot be read: the file is damaged, or something else. */
const MOST_BAD = 0.01;

const MITOCHONDRION = chromosomeOrder("MT");
const PARENT = Buffer.from("Parent");
const ID = Buffer.from("ID");

/** @throws ToolError E_KNOWLEDGE: not a GFF3, damaged; E_LIMIT; those of reading */
export async function readRows(path: string): Promise<GffRows> {
  const reader = new RowReader(path);
  const end = await readGff3(
    path,
    reader.pragmas,
    (row) => reader.row(row),
    (row) => reader.bad(row, `not nine columns`),
  );
  return reader.finish(end);
}

class RowReader {
  readonly pragmas = new Gff3Pragmas();
  readonly #path: string;
  readonly #rows: Omit<GffRows, "end">;
  readonly #texts = new FewTexts();
  readonly #chroms = new Map<string, number>();
  /** Numbers by chromosome and id. */
  readonly #numbers: Map<string, number>[] = [];
  /** Of the CDS that a feature's coding rows belong to: a number from the id of the first one that was seen. */
  readonly #cds: number[] = [];
  #read = 0;
  #bad = 0;
  #firstBad: { line: number; what: string; text: string } | null = null;
  /** The feature that the last row named, and how it is written there. */
  readonly #lastParent = { bytes: Buffer.alloc(0), chrom: -1, number: 0 };

  constructor(path: string) {
    this.#path = path;
    this.#rows = {
      pragmas: this.pragmas,
      features: [],
      lastNamed: -1,
      lastBad: 0,
      exons: { of: new Growing(), start: new Growing(), end: new Growing() },
      coding: { of: new Growing(), start: new Growing(), end: new Growing(), phase: new Growing() },
      notes: new Map(),
      aligned: new Map(),
      left: new Map(),
    };
  }

  bad(row: Gff3Row, what: string): void {
    this.#read += 1;
    this.#bad += 1;
    this.#rows.lastBad = row.line;
    this.#firstBad ??= {
      line: row.line,
      what,
      text: row.bytes.toString("latin1", row.at[0], Number(row.at[9]) - 1).slice(0, 60),
    };
  }

  row(row: Gff3Row): void {
    const type = this.#texts.of(row.bytes, Number(row.at[2]), Number(row.at[3]) - 1);
    if (WHOLE.has(type)) this.pragmas.sawWhole(row.text(0), row.text(1), row.number(4));
    if (PASSED.has(type)) return;
    const chrom = this.#chromOf(row);
    if (chrom < 0) {
      this.#leave("rows outside the chromosomes (patches, alternate loci)");
      return;
    }
    const start = row.number(3);
    const end = row.number(4);
    if (start < 1 || end < start) {
      this.bad(row, "start and end are not a range");
      return;
    }
    this.#read += 1;
    if (type === "exon") this.#exon(row, chrom, start, end);
    else if (type === "CDS") this.#coding(row, chrom, start, end);
    else if (type === SEC_ROW) this.#sec(row, chrom, start, end);
    else if (type === "cDNA_match") this.#match(row, chrom, start, end);
    else this.#feature(row, type, chrom, start, end);
  }

  finish(end: Gff3End): GffRows {
    const { features, exons, coding } = this.#rows;
    if (this.#bad > MOST_BAD * this.#read && this.#firstBad !== null) {
      const { line, what, text } = this.#firstBad;
      throw new ToolError(
        "E_KNOWLEDGE",
        `${this.#bad} of ${this.#read} rows cannot be read; first problem: ${what}: '${text}'`,
        { path: this.#path, line, hint: "Give a GFF3 file from Ensembl, GENCODE or RefSeq." },
      );
    }
    if (this.#bad > 0) this.#leave("rows that cannot be read", this.#bad);
    if (features.every((feature) => feature === null) || exons.of.length + coding.of.length === 0) {
      throw new ToolError(
        "E_KNOWLEDGE",
        "no transcripts with exons on chromosomes 1 to 22, X, Y, MT",
        {
          path: this.#path,
          hint: "Give a GFF3 file of the human genome from Ensembl, GENCODE or RefSeq.",
        },
      );
    }
    return { ...this.#rows, end };
  }

  #leave(what: string, count = 1): void {
    this.#rows.left.set(what, (this.#rows.left.get(what) ?? 0) + count);
  }

  /** Index in `CHROMOSOMES`, or -1. */
  #chromOf(row: Gff3Row): number {
    const contig = this.#texts.of(row.bytes, Number(row.at[0]), Number(row.at[1]) - 1);
    let index = this.#chroms.get(contig);
    if (index === undefined) {
      const chrom = canonicalChrom(contig);
      index = chrom === null ? -1 : chromosomeOrder(chrom);
      if (chrom !== null) this.pragmas.sawContig(contig);
      this.#chroms.set(contig, index);
    }
    return index;
  }

  #number(chrom: number, id: string): number {
    const numbers = (this.#numbers[chrom] ??= new Map());
    let number = numbers.get(id);
    if (number === undefined) {
      number = this.#rows.features.push(null) - 1;
      if (number >= MOST_FEATURES) {
        throw new ToolError("E_LIMIT", `more than ${MOST_FEATURES} genes and transcripts`, {
          path: this.#path,
          hint: "Download the file again: no release is that large.",
        });
      }
      numbers.set(id, number);
    }
    return number;
  }

  /** Numbers of the features that the row names as its parents. */
  #parents(row: Gff3Row, chrom: number, each: (number: number) => void): void {
    const last = this.#lastParent;
    let hasOne = false;
    row.parts(PARENT, (start, end) => {
      hasOne = true;
      if (last.chrom !== chrom || last.bytes.compare(row.bytes, start, end) !== 0) {
        last.number = this.#number(chrom, row.decode(start, end));
        last.bytes = Buffer.from(row.bytes.subarray(start, end));
        last.chrom = chrom;
      }
      this.#rows.lastNamed = last.number;
      each(last.number);
    });
    if (!hasOne) this.#leave("exons and coding rows that name no transcript");
  }

  #exon(row: Gff3Row, chrom: number, from: number, to: number): void {
    const { of, start, end } = this.#rows.exons;
    this.#parents(row, chrom, (number) => {
      of.push(number);
      start.push(from);
      end.push(to);
    });
  }

  #coding(row: Gff3Row, chrom: number, from: number, to: number): void {
    const { of, start, end, phase } = this.#rows.coding;
    const digit = Number(row.bytes[Number(row.at[7])]) - ZERO;
    let cds = 0;
    row.parts(ID, (idStart, idEnd) => {
      for (let i = idStart; i < idEnd; i++) cds = (Math.imul(cds, 31) + Number(row.bytes[i])) | 0;
    });
    this.#parents(row, chrom, (number) => {
      const first = this.#cds[number];
      if (first === undefined) {
        this.#cds[number] = cds;
        const sec = this.#rows.notes.get(number)?.sec ?? [];
        const notes = codingNotes(row.attributes());
        this.#rows.notes.set(number, { ...notes, sec: [...notes.sec, ...sec] });
      } else if (first !== cds) {
        this.#leave("rows of a transcript's second coding sequence (the first is used)");
        return;
      }
      of.push(number);
      start.push(from);
      end.push(to);
      phase.push(digit >= 0 && digit <= 2 ? digit : -1);
    });
  }

  #sec(row: Gff3Row, chrom: number, from: number, to: number): void {
    this.#parents(row, chrom, (number) => {
      const notes = this.#rows.notes.get(number) ?? codingNotes("");
      notes.sec.push([from, to]);
      this.#rows.notes.set(number, notes);
    });
  }

  #match(row: Gff3Row, chrom: number, start: number, end: number): void {
    const value = attributes(row.attributes());
    const [accession = "", from, to] = value("Target").split(" ");
    remembered(this.#rows.aligned, accession, () => []).push({
      chrom,
      start,
      end,
      from: Number(from),
      to: Number(to),
      hasGap: value("Gap") !== "",
      saysGaps: Number(value("gap_count")) > 0,
    });
  }

  #feature(row: Gff3Row, type: string, chrom: number, start: number, end: number): void {
    const text = row.attributes();
    const id = attributes(text)("ID");
    if (id === "") return;
    // NCBI's alone are so: `gene-ND1`, `rna-NM_000059.4`.
    if (id.startsWith("gene-") || id.startsWith("rna-")) this.pragmas.isRefseq = true;
    const sign = row.bytes[Number(row.at[6])];
    const strand = sign === PLUS ? 1 : sign === HYPHEN ? -1 : 0;
    let parent = -1;
    row.parts(PARENT, (from, to) => {
      if (parent < 0) parent = this.#number(chrom, row.decode(from, to));
    });
    const number = this.#number(chrom, id);
    if (this.#rows.features[number] !== null) {
      this.#leave("rows with an id that another row has");
      return;
    }
    this.#rows.features[number] = {
      id,
      chrom,
      start,
      end,
      strand,
      line: row.line,
      parent,
      facts: rowFacts(type, id, strand, chrom === MITOCHONDRION, text),
    };
  }
}

/** `transl_except=(pos:complement(12..14),aa:Sec)`: RefSeq; the rest is of all flavours. */
function codingNotes(text: string): CodingNotes {
  const value = attributes(text);
  const version = value("version");
  const protein = withoutGencodeMark(value("protein_id"));
  const exceptions = value("transl_except").split("(pos:").slice(1);
  const sec: [number, number][] = [];
  let hasTerm = false;
  for (const exception of exceptions) {
    const [place = "", residue = ""] = exception.split("aa:");
    const places = (place.match(/\d+/g) ?? []).map(Number);
    if (/^Sec\b/.test(residue)) sec.push([Math.min(...places), Math.max(...places)]);
    if (/^TERM\b/.test(residue)) hasTerm = true;
  }
  return {
    protein: version === "" || protein.includes(".") ? protein : `${protein}.${version}`,
    sec,
    hasTerm,
  };
}

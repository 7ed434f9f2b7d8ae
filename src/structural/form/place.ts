/** Where a symbolic ALT lies (SVE-02, SVE-03, SVE-08): its first and last base, or its two ends. */
import { type Assembly, canonicalChrom, chromosomeLength } from "../../core/assembly.ts";
import type { EventKind } from "../types.ts";
import { junctionOf, type Junction, orientationOf } from "./breakend.ts";
import type { EventRecord, Values } from "./record.ts";

interface Place {
  first: number;
  last: number;
  /** null: not known. */
  length: number | null;
  flags: string[];
}

/** END and length may differ by this share before it is told. */
const LENGTHS_DIFFER = 0.1;

/** @returns null: no end, or one that cannot be. @param index of the ALT, from 0 */
export function placeOf(
  record: EventRecord,
  kind: EventKind,
  index: number,
  values: Values,
  assembly: Assembly,
): Place | null {
  const { pos } = record;
  const chrom = record.chrom ?? record.contig;
  if (!isOnContig({ chrom, pos }, assembly)) return null;
  if (kind === "INS" || kind === "ME")
    return { first: pos, last: pos + 1, ...insertedLength(index, values) };
  const parts = kind === "CPX" ? complexParts(values, chrom) : null;
  if (parts !== null) return { ...parts, length: parts.last - parts.first + 1, flags: [] };
  const stated = Math.abs(values.whole("SVLEN", index) ?? 0);
  const end = endOf(record, values, assembly);
  const written = end !== null && end > pos ? end : stated > 0 ? pos + stated : null;
  const last = written === null ? null : onContig({ chrom, pos: written }, assembly);
  if (written === null || last === null || last <= pos) return null;
  const length = last - pos;
  const differs = stated > 0 && Math.abs(stated - length) > LENGTHS_DIFFER * length;
  const flags = [
    ...(last < written ? ["end_beyond_chromosome"] : []),
    ...(differs ? ["length_disagrees"] : []),
  ];
  return { first: pos + 1, last, length, flags };
}

/** END where it lies behind POS on the same chromosome; END2 or POS2 name no end of an interval. */
function endOf(record: EventRecord, values: Values, assembly: Assembly): number | null {
  const other = values.text("CHR2");
  const chrom = record.chrom ?? record.contig;
  if (other !== undefined && (canonicalChrom(other) ?? other) !== chrom) return null;
  const end = values.whole("END");
  return end !== null && end >= record.pos && onContig({ chrom, pos: end }, assembly) !== null
    ? end
    : null;
}

/**
 * The largest bins, in bases, of callers of genomes by depth: the last bin of a chromosome may be written in full. What
 * ends further off is of another sequence.
 */
const BIN = 2000;

/** The last base of the contig for a place that lies less than a bin beyond it; null: further off. */
function onContig(
  { chrom, pos }: { chrom: string; pos: number },
  assembly: Assembly,
): number | null {
  const length = chromosomeLength(assembly, chrom) ?? Infinity;
  return pos <= length + BIN ? Math.min(pos, length) : null;
}

/** Keys of the inserted length, the first that is there. */
const LENGTHS = ["SVLEN", "SVINSLEN", "INSLEN", "MEILEN"] as const;

function insertedLength(index: number, values: Values): Pick<Place, "length" | "flags"> {
  if (values.has("LEFT_SVINSSEQ") || values.has("RIGHT_SVINSSEQ")) {
    const ends = ["LEFT_SVINSSEQ", "RIGHT_SVINSSEQ"].map((key) => values.text(key) ?? "");
    return { length: null, flags: [`partly_assembled:${ends.join("").length}`] };
  }
  for (const key of LENGTHS) {
    const length = Math.abs(values.whole(key, index) ?? 0);
    if (length > 0) return { length, flags: [] };
  }
  const bases = values.text("SVINSSEQ") ?? values.text("INSSEQ") ?? values.text("SEQ");
  return { length: bases === undefined ? null : bases.length, flags: [] };
}

/** The union of CPX_INTERVALS (`DEL_chr3:10-20,INV_chr3:20-90`) on this chromosome. */
function complexParts(values: Values, chrom: string): { first: number; last: number } | null {
  const places = [
    ...(values.text("CPX_INTERVALS") ?? "").matchAll(/[A-Za-z]+_([^,]+):(\d{1,10})-(\d{1,10})/g),
  ].filter(([, contig = ""]) => (canonicalChrom(contig) ?? contig) === chrom);
  if (places.length === 0) return null;
  const first = Math.min(...places.map(([, , start]) => Number(start))) + 1;
  const last = Math.max(...places.map(([, , , end]) => Number(end)));
  return last >= first ? { first, last } : null;
}

/** Keys of the other end: position, first that is there; END belongs to CHR2 (Delly, TIDDIT) or to POS (GATK-SV). */
const OTHER_ENDS = ["END2", "POS2", "END"] as const;

/** `<BND>`, `<TRA>`: the other end in INFO. Without an orientation both are kept as they stand, and it is told. */
export function symbolicJunction(
  record: EventRecord,
  values: Values,
  assembly: Assembly,
): { junction: Junction; flags: string[] } | null {
  const contig = values.text("CHR2");
  if (contig === undefined) return null;
  const key = OTHER_ENDS.find((name) => values.whole(name) !== null);
  const pos = key === undefined ? null : values.whole(key);
  const chrom = canonicalChrom(contig) ?? contig;
  if (pos === null || !isOnContig({ chrom, pos }, assembly)) return null;
  const strands = orientationOf(values.text("CT") ?? values.text("STRANDS"));
  const [own, other] = strands ?? ["+", "-"];
  const at = { chrom: record.chrom ?? record.contig, pos: record.pos, strand: own };
  return {
    junction: junctionOf(at, { chrom, pos, strand: other }, ""),
    flags: strands === undefined ? ["orientation_unknown"] : [],
  };
}

/** Telomeres stand at 0 and one beyond the last base. */
export function isOnContig(
  { chrom, pos }: { chrom: string; pos: number },
  assembly: Assembly,
): boolean {
  return pos <= (chromosomeLength(assembly, chrom) ?? Infinity) + 1;
}

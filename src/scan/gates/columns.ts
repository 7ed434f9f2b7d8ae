/**
 * Where the columns of the current line begin, found on bytes. One object serves all lines. The function that
 * fills it is short on purpose: the engine makes it fast after a few lines, where a long loop over lines costs it
 * half a second in every thread.
 */
import { BYTE } from "../../core/bytes.ts";
import { MAX_POS } from "../../vcf/index.ts";

const { TAB, NEWLINE, CARRIAGE_RETURN, HASH } = BYTE;

/** Byte offsets. */
export interface Columns {
  /** CHROM [start, contigEnd), POS and ID. */
  start: number;
  contigEnd: number;
  /** CHROM is that of the line before. */
  sameContig: boolean;
  /** The position itself, 1-based. */
  pos: number;
  /** REF [ref, alt - 1). */
  ref: number;
  /** ALT [alt, qual - 1). */
  alt: number;
  qual: number;
  /** FILTER [filter, info - 1). */
  filter: number;
  /** INFO [info, infoEnd); then FORMAT and samples. */
  info: number;
  infoEnd: number;
  /** Value of the first annotation in INFO, where a gate came by it; else -1. */
  annotation: number;
  /** The proband's column; -1: it has none. */
  proband: number;
  /** Without the line's end. */
  end: number;
}

export function noColumns(): Columns {
  return {
    start: 0,
    contigEnd: 0,
    sameContig: false,
    pos: 0,
    ref: 0,
    alt: 0,
    qual: 0,
    filter: 0,
    info: 0,
    infoEnd: 0,
    annotation: -1,
    proband: -1,
    end: 0,
  };
}

/**
 * Reads the line that begins at `start`, and checks its number of columns.
 * @param to end of the data; its last byte is a newline
 * @param contig CHROM of the line before
 * @param samples columns after FORMAT
 * @param proband place of the proband's among them; -1: none
 * @returns the offset behind the line; -1: it cannot be read
 */
export function readColumns(
  data: Buffer,
  start: number,
  to: number,
  contig: Buffer,
  samples: number,
  proband: number,
  at: Columns,
): number {
  at.start = start;
  // CHROM: mostly the same as on the line before.
  let n = contig.length;
  if (n > 0 && data[start + n] === TAB) while (n > 0 && data[start + n - 1] === contig[n - 1]) n--;
  at.sameContig = n === 0 && contig.length > 0;
  const contigEnd = at.sameContig ? start + contig.length : endOfColumn(data, start);
  if (contigEnd <= start || data[start] === HASH) return -1;
  at.contigEnd = contigEnd;
  // POS
  let p = contigEnd + 1;
  let pos = 0;
  let c = data[p] as number;
  while (c >= 48 && c <= 57) {
    pos = pos * 10 + (c - 48);
    c = data[++p] as number;
  }
  if (c !== TAB || p === contigEnd + 1 || pos > MAX_POS) return -1;
  at.pos = pos;
  // ID REF ALT QUAL FILTER
  const idEnd = endOfColumn(data, p + 1);
  const refEnd = idEnd < 0 ? -1 : endOfColumn(data, idEnd + 1);
  const altEnd = refEnd < 0 ? -1 : endOfColumn(data, refEnd + 1);
  const qualEnd = altEnd < 0 ? -1 : endOfColumn(data, altEnd + 1);
  const filterEnd = qualEnd < 0 ? -1 : endOfColumn(data, qualEnd + 1);
  if (filterEnd < 0) return -1;
  at.ref = idEnd + 1;
  at.alt = refEnd + 1;
  at.qual = altEnd + 1;
  at.filter = qualEnd + 1;
  at.info = filterEnd + 1;
  // INFO is long: one hop. A cut line hops into the next one and shows by its column count.
  const infoEnd = data.indexOf(TAB, filterEnd + 1);
  if (infoEnd < 0 || infoEnd >= to) return -1;
  at.annotation = -1;
  at.infoEnd = infoEnd;
  // FORMAT and samples
  let tabs = 0;
  at.proband = -1;
  p = infoEnd + 1;
  for (;;) {
    c = data[p++] as number;
    if (c > NEWLINE) continue;
    if (c === TAB) {
      if (tabs === proband) at.proband = p;
      tabs++;
    } else if (c === NEWLINE) break;
    else return -1;
  }
  if (tabs !== samples) return -1;
  at.end = data[p - 2] === CARRIAGE_RETURN ? p - 2 : p - 1;
  return p;
}

/** Offset of the tab that ends the column at `at`; -1: anything else below a blank. */
function endOfColumn(data: Buffer, at: number): number {
  let p = at;
  while ((data[p] as number) > NEWLINE) p++;
  return data[p] === TAB ? p : -1;
}

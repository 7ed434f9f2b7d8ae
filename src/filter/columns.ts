/** Where the columns of the line at hand begin, as byte offsets. One object serves all lines. */
export interface Columns {
  /** CHROM, POS and ID. */
  start: number;
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
  /** Without the line's end. */
  end: number;
}

export function noColumns(): Columns {
  return { start: 0, ref: 0, alt: 0, qual: 0, filter: 0, info: 0, infoEnd: 0, end: 0 };
}

export interface EchtvarRow {
  chrom: string;
  /** 1-based. */
  pos: number;
  ref: string;
  alt: string;
  values: Record<string, number | string | null>;
}
export interface EchtvarField {
  field: string;
  alias: string;
  ftype: string;
  multiplier?: number;
  zigzag?: boolean;
  missing_string?: string;
}
export function writeEchtvar(
  path: string,
  rows: readonly EchtvarRow[],
  fields: readonly EchtvarField[],
): void;

/** The messages of a running job. */

/** Where the run speaks: one line each, to standard error. Sample names, genotypes and HPO terms go to `detail` only (--log-ids). */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** Only shown with --log-ids. */
  detail(message: string): void;
}

/** Called now and then while reading; `totalBytes` is null on a stream. */
export type OnProgress = (done: {
  bytes: number;
  totalBytes: number | null;
  records: number;
  /** Cases or panels are counted in place of bytes and records; or bytes without records. */
  unit?: "cases" | "panels" | "bytes";
}) => void;

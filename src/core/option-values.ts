/** What values an option takes, for the command line and the door for programs alike. */

/** The words of options that have few. */
export const WORDS = {
  minConfidence: ["green", "amber"],
  order: ["tier", "score"],
  penetrance: ["complete", "incomplete", "both"],
  scan: ["auto", "index", "full"],
  digest: ["header", "full"],
  sex: ["male", "female"],
  eventKind: ["sv", "cnv", "mobile"],
} as const;

export const MOST_THREADS = 1024;

/** A whole number, not below `from`, and of nine digits at most. */
export function isWhole(value: unknown, from: number, most = 999_999_999): value is number {
  return Number.isInteger(value) && Number(value) >= from && Number(value) <= most;
}

/** `YYYY-MM-DD`, a day that exists. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  const isWritten = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime());
  return isWritten && day.toISOString().startsWith(text);
}

/** Every `of`-th case, starting from the `index`-th, which counts from 0. */
export function isShard({ index, of }: { index: number; of: number }): boolean {
  return isWhole(of, 1, 999_999) && isWhole(index, 0, of - 1);
}

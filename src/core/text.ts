/** Text compared by code units, and numbers formatted: the same on every machine, whatever the locale. */

/** @returns negative, 0 or positive */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The parts of a cell that holds several, trimmed; empty ones are left out. */
export function partsOf(cell: string, separator: string | RegExp): string[] {
  return cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Parts up to this length are copies already. */
const COPIED = 12;

/** The same text with memory of its own: a part of a text holds all of it for as long as it lives. */
export function ownText(part: string): string {
  return part.length > COPIED ? Buffer.from(part).toString() : part;
}

/** Orders lists of numbers by the first in which they differ; the right one is as long. */
export function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Orders entries of objects and maps by their keys. */
export function compareKeys(
  [a]: readonly [string, ...unknown[]],
  [b]: readonly [string, ...unknown[]],
): number {
  return compareText(a, b);
}

/** The same object with its keys sorted. */
export function withSortedKeys<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(compareKeys));
}

/** An http(s) address, not a path. */
export function isRemote(file: string): boolean {
  return /^https?:\/\//i.test(file);
}

/** 12,345: without the locale. */
export function thousands(n: number): string {
  return String(n).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** Of so many, with one decimal: 100 only of all. */
export function percentBelow(part: number, all: number): number {
  return Math.floor((1000 * part) / all) / 10;
}

/** A number for people: at most six significant digits. */
export function formatNumber(x: number): string {
  return String(Number(x.toPrecision(6)));
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** A number as files write it, `1e-5` too; null: other text, such as an empty one, `0x1`, `Infinity`, `1_000`. */
export function writtenNumber(text: string): number | null {
  return digitsIn(text) ?? finiteIn(text);
}

/** Most numbers are a few digits, and files have millions of them. null: it is longer, or something else. */
function digitsIn(text: string): number | null {
  if (text.length === 0 || text.length > 9) return null;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = 10 * value + digit;
  }
  return value;
}

function finiteIn(text: string): number | null {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** `NM_007294` of `NM_007294.4`, `ENST1` of GENCODE's `ENST1.2_3`; an id without a version stays. */
export function withoutIdVersion(id: string): string {
  return id.replace(/\.\d+(?:_\d+)?$/, "");
}

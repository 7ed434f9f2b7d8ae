/** Text compared by its code units: the same order on every machine, whatever the locale. */

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

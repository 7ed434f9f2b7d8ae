/** Of the places [0, count), those that lie before what is looked for standing first: how many do. */
export function countBefore(count: number, isBefore: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Index of the first number in an ascending array that is `least` or more; the end of the range if there is none.
 * @param range rows [from, to) that are ascending; all, where it is not given
 */
export function firstAt(
  sorted: ArrayLike<number>,
  least: number,
  [from, to]: readonly [from: number, to: number] = [0, sorted.length],
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

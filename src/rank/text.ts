/** Numbers for people: no locale, at most six significant digits. */
export function formatNumber(x: number): string {
  return String(Number(x.toPrecision(6)));
}

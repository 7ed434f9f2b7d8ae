/**
 * Order of versions, ids and releases as people read them: runs of digits are compared as whole numbers, so 3.10
 * is after 3.9, panel 59 before panel 285, and 2024-04-26 after 2023-10-09. Never a float.
 *
 * @returns negative, 0 or positive; text that differs in leading zeros alone keeps a fixed order too
 */
import { compareText } from "./text.ts";
export function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = compareParts(left[i] ?? "", right[i] ?? "");
    if (difference !== 0) return difference;
  }
  return compareText(a, b);
}

function compareParts(a: string, b: string): number {
  if (!isDigits(a) || !isDigits(b)) return compareText(a, b);
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  return left.length - right.length || compareText(left, right);
}

function isDigits(text: string): boolean {
  return text !== "" && text >= "0" && text < ":";
}

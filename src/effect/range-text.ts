/** Ranges as VEP writes them. */
import type { Range } from "./types.ts";

/** `5/23`, `10-11/23`, `?-12/345`; "" where there is none. */
export function partText(part: Range | null | undefined, of: number | undefined): string {
  const text = rangeText(part ?? null);
  return text === "" ? "" : `${text}/${of ?? 0}`;
}

/** `12`, `12-14`, `?-14`. */
export function rangeText(part: Range | null): string {
  if (part === null) return "";
  const [first, last] = [part.first ?? "?", part.last ?? "?"];
  return first === last ? String(first) : `${first}-${last}`;
}

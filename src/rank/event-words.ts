/** The name of an event in text for people. Positions 1-based, inclusive. */
import { thousands } from "../core/text.ts";
import type { ShownEvent } from "./types.ts";

const KINDS: Readonly<Record<ShownEvent["kind"], string>> = {
  DEL: "deletion",
  DUP: "duplication",
  CNV: "copy-number change",
  INS: "insertion",
  ME: "mobile element insertion",
  INV: "inversion",
  BND: "breakend",
  CPX: "complex rearrangement",
  LOH: "loss of heterozygosity",
};

type Named = Pick<ShownEvent, "kind" | "length" | "inserted" | "ends">;

/** `deletion of 35,067 bases`, `insertion of an ALU element`, `breakend joining 20:63,000,000 and X:63,756,939`. */
export function eventName({ kind, length, inserted, ends }: Named): string {
  const word = KINDS[kind];
  if (kind === "BND") {
    const places = ends.map(({ chrom, pos }) => `${chrom}:${thousands(pos)}`);
    return places.length === 2 ? `${word} joining ${places.join(" and ")}` : word;
  }
  const what = kind === "ME" && inserted !== null ? `${word} (${inserted})` : word;
  if (length === null) return what;
  return `${what} of ${thousands(length)} ${length === 1 ? "base" : "bases"}`;
}

/** `6:129,457,127-129,492,193 DEL`; of breakends both places. */
export function eventPlace(
  chrom: string,
  { kind, first, last, ends }: Pick<ShownEvent, "kind" | "first" | "last" | "ends">,
): string {
  if (kind === "BND") return `${ends.map((end) => `${end.chrom}:${end.pos}`).join(" ~ ")} ${kind}`;
  return `${chrom}:${first}-${last} ${kind}`;
}

/** `copy number 1 of 2`; empty: not told. */
export function copiesText({ copies, expected }: ShownEvent["calls"][number]): string {
  if (copies === null) return "";
  return expected === null ? `copy number ${copies}` : `copy number ${copies} of ${expected}`;
}

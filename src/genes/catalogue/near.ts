/** Symbols that a mistyped one may have meant. */
import { slips } from "../../core/nearest.ts";
import type { Catalogue } from "./catalogue.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
const MOST = 3;

/** Genes whose symbol is one slip of the hand away. */
export function nearestSymbols(typed: string, catalogue: Catalogue): string[] {
  const found = slips(typed.trim().toUpperCase(), LETTERS).flatMap((symbol) =>
    catalogue.candidates(symbol),
  );
  return [...new Set(found)].slice(0, MOST);
}

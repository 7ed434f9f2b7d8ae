/** Symbols that a mistyped one may have meant. */
import type { Catalogue } from "./catalogue.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"];
const MOST = 3;

/** Genes whose symbol is one letter away: one too many, one missing, another one, or two swapped. */
export function nearestSymbols(typed: string, catalogue: Catalogue): string[] {
  const letters = [...typed.trim().toUpperCase()];
  const places = [...letters.keys(), letters.length];
  const written = [
    ...letters.map((_, i) => letters.toSpliced(i, 1)),
    ...places.flatMap((i) => LETTERS.map((letter) => letters.toSpliced(i, 0, letter))),
    ...letters.flatMap((_, i) => LETTERS.map((letter) => letters.with(i, letter))),
    ...letters.map((letter, i) => letters.toSpliced(i, 2, letters[i + 1] ?? "", letter)),
  ];
  const found = written.flatMap((symbol) => catalogue.candidates(symbol.join("")));
  return [...new Set(found)].slice(0, MOST);
}

/**
 * What a mistyped word may have meant: the only definition of "nearest". Short names are held against a list by
 * slips of the hand (`nearest`), or made one slip away to be looked up where the list is long (`slips`); phrases
 * by the runs of letters that they share (`likeness`). `didYouMean` words it.
 */
import { compareText } from "./text.ts";

const MOST = 3;

/**
 * The names at most a third of the word's letters away, the nearest first, ties by text; a slip is a letter too many,
 * missing, another one, or two neighbours swapped.
 * @param plain what of a name counts; without it all but its case
 */
export function nearest(
  word: string,
  names: Iterable<string>,
  { most = MOST, plain = lowerCase }: { most?: number; plain?: (name: string) => string } = {},
): string[] {
  const typed = plain(word);
  const limit = Math.max(1, Math.floor(typed.length / 3));
  if (typed === "") return [];
  return [...new Set(names)]
    .filter((name) => name !== "" && Math.abs(plain(name).length - typed.length) <= limit)
    .map((name) => ({ name, away: distance(typed, plain(name)) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || compareText(a.name, b.name))
    .slice(0, most)
    .map(({ name }) => name);
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}

/** Slips between two words (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Every word one slip away from this one, by these letters; the end of a word is mistyped most easily, so it comes first. */
export function slips(word: string, letters: string): string[] {
  const typed = [...word];
  const alphabet = [...letters];
  const gaps = Array.from({ length: typed.length + 1 }, (_, i) => typed.length - i);
  const written = [
    ...typed.map((_, i) => typed.toSpliced(i, 1)),
    ...alphabet.flatMap((letter) => gaps.map((i) => typed.toSpliced(i, 0, letter))),
    ...typed.flatMap((_, i) => alphabet.map((letter) => typed.with(i, letter))),
    ...typed.map((letter, i) => typed.toSpliced(i, 2, typed[i + 1] ?? "", letter)),
  ];
  return [...new Set(written.map((one) => one.join("")))];
}

/** Runs of three letters that two phrases share (Dice's measure), 0 to 1; the first phrase is taken apart once. */
export function likeness(phrase: string): (other: string) => number {
  const runs = runsOf(phrase);
  return (other) => {
    const theirs = runsOf(other);
    let both = 0;
    for (const run of runs) if (theirs.has(run)) both++;
    return (2 * both) / (runs.size + theirs.size || 1);
  };
}

function runsOf(text: string): Set<string> {
  const padded = ` ${text} `;
  const runs = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) runs.add(padded.slice(i, i + 3));
  return runs;
}

/** `Did you mean SCN1A or SCN1B?`; nothing for no name. */
export function didYouMean(names: readonly string[]): string {
  if (names.length === 0) return "";
  const last = names.slice(-1).join("");
  const head = names.slice(0, -1).join(", ");
  return `Did you mean ${head === "" ? last : `${head} or ${last}`}?`;
}

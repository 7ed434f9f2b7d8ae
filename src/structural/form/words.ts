/** The names for an event in ALT and SVTYPE, whatever the caller (SVE-04). */
import { onceForText } from "../../core/once.ts";
import type { EventKind } from "../types.ts";

/** `none`: no variant. `repeat`: a tandem repeat, which is another subject. */
type Word = EventKind | "none" | "repeat";

interface Named {
  word: Word;
  /** Normalised; null: the word names none. */
  element: string | null;
  /** `<CNn>`: copies of this one allele. */
  copies: number | null;
}

/** The first that fits. Of text in capitals, without angle brackets. */
const WORDS: readonly (readonly [RegExp, Word])[] = [
  [/^(?:NON_REF|\*|X|\*:DEL)$/, "none"],
  [/^(?:STR\d*|CNV:TR|TR|REPEAT)$/, "repeat"],
  [/^INV_?DUP|^DUP_?INV|^DEL_?INV|^INV_?DEL|^CPX|^COMPLEX/, "CPX"],
  [/^(?:CN=?0)$/, "DEL"],
  [/^(?:CN=?1)$/, "DEL"],
  [/^(?:CN=?\d+)$/, "DUP"],
  [/LOH/, "LOH"],
  [/^DEL/, "DEL"],
  [/^DUP|^GAIN|^AMP/, "DUP"],
  [/^CNV/, "CNV"],
  [/^INS:(?:ME|MT|NUMT)/, "ME"],
  [/^(?:ALU|L1|LINE-?1|SVA|HERV\w*|MEI?|NUMT)$/, "ME"],
  [/^INS/, "INS"],
  [/^INV/, "INV"],
  [/^(?:BND|TRA|CTX|ITX|BREAKEND)/, "BND"],
];

/** Families of mobile elements by the beginnings of their names. */
const ELEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^ALU/, "ALU"],
  [/^(?:L1|LINE-?1)/, "L1"],
  [/^SVA/, "SVA"],
  [/HERV/, "HERV"],
  [/^(?:MT|NUMT)/, "MT"],
];

/** `ALU`, `L1`, `SVA`, `HERV`, `MT` of any of its names (`AluYa5`, `LINE1`); null for another. */
export const elementOf = onceForText((name: string): { element: string | null } => {
  const text = name.toUpperCase();
  return { element: ELEMENTS.find(([pattern]) => pattern.test(text))?.[1] ?? null };
});

/** What a symbolic ALT (with or without its brackets) or an SVTYPE names; undefined: nothing that is known. */
export const namedBy = onceForText((text: string): Named | { word: undefined } => {
  const bare = text.replaceAll(/[<>]/g, "").toUpperCase();
  const word = WORDS.find(([pattern]) => pattern.test(bare))?.[1];
  if (word === undefined) return { word };
  const { element } = elementOf(bare.split(":").at(-1) ?? "");
  const copies = /^CN=?(\d{1,3})$/.exec(bare)?.[1];
  return { word, element, copies: copies === undefined ? null : Number(copies) };
});

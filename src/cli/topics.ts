/**
 * `panelist help flags`, `panelist help <word>`: the meaning of terms in results, from the pages that define them.
 */
import { readFileSync } from "node:fs";
import { folded } from "../core/display.ts";
import { PLACES } from "../core/places.ts";

/** By topic: the page of docs/, and the heading there. */
const TOPICS = new Map([
  ["flags", ["glossary.md", "Flags"]],
  ["reasons", ["glossary.md", "Reasons"]],
  ["verdicts", ["glossary.md", "Verdicts"]],
  ["score", ["glossary.md", "Score and odds"]],
  ["changes", ["glossary.md", "Events"]],
  ["errors", ["troubleshooting.md", "Error codes"]],
] as const);

/**
 * A topic, or a word that one of them has a row for, as text for people; undefined: it is neither.
 * @param width of the terminal, in columns
 */
export function topicText(asked: string, width: number): string | undefined {
  const topics = [...TOPICS].filter(([name]) => name === asked);
  const found = (topics.length > 0 ? topics : [...TOPICS]).flatMap(([, [page, heading]]) => {
    const lines = linesOf(page, heading).filter(
      (line) => topics.length > 0 || wordsOf(line).includes(asked),
    );
    return lines.length === 0 ? [] : [...lines, "", `More in docs/${page}.`];
  });
  if (found.length === 0) return undefined;
  return `${found.flatMap((line) => shown(line, width)).join("\n")}\n`;
}

/** Topics, and every word that one of them has a row for. */
export function topicWords(): string[] {
  const words = [...TOPICS.values()].flatMap(([page, heading]) =>
    linesOf(page, heading).flatMap(wordsOf),
  );
  return [...new Set([...TOPICS.keys(), ...words])];
}

/** The section under a heading, without the heads of tables. */
function linesOf(page: string, heading: string): string[] {
  const text = readFileSync(new URL(page, PLACES.docs), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const paragraphs = section.trim().replaceAll(/(?<=[^|\n])\n(?=[^|#\n])/g, " ");
  return paragraphs.split("\n").filter((line, i, all) => !isRule(line) && !isRule(all[i + 1]));
}

const isRule = (line: string | undefined): boolean => line?.startsWith("|---") ?? false;

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What a row of a table defines, without what may follow a colon. */
function wordsOf(line: string): string[] {
  const before = cellsOf(line).slice(0, -1).join(" ");
  return [...before.matchAll(/`([^`:]+)/g)].map(([, word = ""]) => word);
}

/** A row as its word, and the meaning on lines of its own; all else as paragraphs. */
function shown(line: string, width: number): string[] {
  const plain = line.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
  if (!line.startsWith("|")) return folded(plain.replace(/^#+ /, ""), width - 1, "");
  const cells = cellsOf(plain);
  const word = cells.slice(0, -1).join(": ");
  return [`  ${word}`, ...folded(`      ${cells.at(-1) ?? ""}`, width - 1, "      ")];
}

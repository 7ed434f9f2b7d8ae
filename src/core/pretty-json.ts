/** JSON in pieces: a report of a whole exome exceeds the maximum string length (512 MB). */
import { printable } from "../core/clean.ts";

const STEP = "  ";

/**
 * The bytes of `JSON.stringify(value, null, 2)` with a newline at the end. Items of arrays in the two outer
 * levels are pieces of their own.
 */
export function* prettyJson(value: object): Generator<string> {
  yield* pieces(value, "", 0);
  yield "\n";
}

/** A value as it stands inside of others, without the indentation of its first line. */
export function indented(value: unknown, indent: string): string {
  const text = JSON.stringify(value, null, 2) ?? "null";
  return printable(text).replaceAll("\n", `\n${indent}`);
}

function* pieces(value: unknown, indent: string, depth: number): Generator<string> {
  const inner = indent + STEP;
  let before = "";
  if (Array.isArray(value) && value.length > 0) {
    for (const item of value as unknown[]) {
      yield `${before === "" ? "[" : before}\n${inner}${indented(item, inner)}`;
      before = ",";
    }
    yield `\n${indent}]`;
    return;
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const members = isObject ? Object.entries(value).filter(([, of]) => of !== undefined) : [];
  if (depth >= 2 || members.length === 0) {
    yield indented(value, indent);
    return;
  }
  for (const [key, member] of members) {
    yield `${before === "" ? "{" : before}\n${inner}${printable(JSON.stringify(key))}: `;
    yield* pieces(member, inner, depth + 1);
    before = ",";
  }
  yield `\n${indent}}`;
}

/**
 * A small template language for a laboratory's own wording. `{{name}}` is a value; `{{#name}} … {{/name}}` stands
 * once for each entry of a list, or where a value is not empty; `{{^name}} … {{/name}}` where there is none; `{{!
 * … }}` is a remark. A tag alone on its line takes the line with it. Nothing is run, and a value is never read as
 * a template. What a template may name is known beforehand: a name that is not is refused, also where nothing
 * would be printed.
 */
import { oneLine, printable } from "../../core/clean.ts";
import type { ToolError } from "../../core/errors.ts";
import { didYouMean, nearest } from "../../core/nearest.ts";

/** What a template may name: each value with what it is; a list with that of its entries. */
export interface Fields {
  readonly [name: string]: string | readonly [what: string, entry: Fields];
}

/** The values of these fields. */
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends readonly [string, infer Entry extends Fields]
    ? readonly ValuesOf<Entry>[]
    : string;
};

interface Values {
  readonly [name: string]: string | readonly Values[];
}

type Part =
  | { kind: "text"; text: string }
  | { kind: "value"; name: string }
  | { kind: "section"; name: string; isInverted: boolean; parts: Part[] };

/** A section that is open while its inside is read. */
interface Open {
  name: string;
  line: number;
  parts: Part[];
  /** What its inside may name, the innermost last. */
  scopes: readonly Fields[];
}

/** @param line 1-based */
type Fault = (line: number, message: string, hint: string) => ToolError;

const ALONE = /^[ \t]*\{\{([#^/!])([^{}]*)\}\}[ \t]*\r?\n?$/;
const TAG = /\{\{([#^/!]?)([^{}]*)\}\}/g;

/**
 * @returns what makes the text of values
 * @throws what `fault` makes: a name that is unknown, sections that do not close
 */
export function compileTemplate<F extends Fields>(
  template: string,
  fields: F,
  fault: Fault,
): (values: ValuesOf<F>) => string {
  const top: Open = { name: "", line: 0, parts: [], scopes: [fields] };
  const open = [top];
  const lines = template.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (const [i, line] of lines.entries()) {
    const alone = ALONE.exec(line);
    if (alone === null) readLine(line, i + 1, open, fault);
    else readTag(alone[1] ?? "", alone[2] ?? "", i + 1, open, fault);
  }
  const unclosed = open[open.length - 1];
  if (unclosed !== undefined && unclosed !== top)
    throw fault(
      unclosed.line,
      `section '${unclosed.name}' is not closed`,
      `Add {{/${unclosed.name}}}.`,
    );
  return (values) => rendered(top.parts, [values]);
}

function readLine(line: string, number: number, open: Open[], fault: Fault): void {
  let at = 0;
  const addText = (text: string): void => {
    if (text.includes("{{") || text.includes("}}"))
      throw fault(number, `'${text.trim()}' has an incomplete tag`, SHAPES);
    if (text !== "") open.at(-1)?.parts.push({ kind: "text", text });
  };
  for (const tag of line.matchAll(TAG)) {
    addText(line.slice(at, tag.index));
    readTag(tag[1] ?? "", tag[2] ?? "", number, open, fault);
    at = tag.index + tag[0].length;
  }
  addText(line.slice(at));
}

const SHAPES = "Write {{name}}, {{#name}} … {{/name}}, {{^name}} … {{/name}} or {{! a remark }}.";

function readTag(sign: string, inside: string, line: number, open: Open[], fault: Fault): void {
  const name = inside.trim();
  const current = open.at(-1);
  if (sign === "!" || current === undefined) return;
  if (sign === "/") {
    if (open.length === 1 || current.name !== name)
      throw fault(line, `{{/${name}}} has no opening tag`, openHint(current));
    open.pop();
    return;
  }
  const field = fieldOf(name, current.scopes, line, fault);
  const isList = typeof field !== "string";
  if (sign === "") {
    if (isList)
      throw fault(
        line,
        `'${name}' is a list`,
        `Write {{#${name}}} … {{/${name}}} around its entries.`,
      );
    current.parts.push({ kind: "value", name });
    return;
  }
  if (isList && open.some((one) => one.name === name))
    throw fault(line, `list '${name}' is nested inside itself`, `Close {{/${name}}} first.`);
  const isInverted = sign === "^";
  const parts: Part[] = [];
  current.parts.push({ kind: "section", name, isInverted, parts });
  const scopes = isList && !isInverted ? [...current.scopes, field[1]] : current.scopes;
  open.push({ name, line, parts, scopes });
}

function openHint({ name, line }: Open): string {
  return line === 0
    ? "Remove it: no section is open there."
    : `The open section is '${name}', of line ${line}.`;
}

/** @throws an unknown name, with its nearest */
function fieldOf(
  name: string,
  scopes: readonly Fields[],
  line: number,
  fault: Fault,
): Fields[string] {
  const scope = scopes.findLast((one) => Object.hasOwn(one, name));
  const field = scope?.[name];
  if (field !== undefined) return field;
  const names = scopes.toReversed().flatMap((one) => Object.keys(one));
  const near = didYouMean(nearest(name, names));
  throw fault(
    line,
    `unknown placeholder '${name}'`,
    `${near === "" ? "" : `${near} `}Known here: ${names.join(", ")}.`,
  );
}

function rendered(parts: readonly Part[], scopes: readonly Values[]): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      const value = scopes.findLast((one) => Object.hasOwn(one, part.name))?.[part.name] ?? "";
      if (part.kind === "value") return typeof value === "string" ? printable(oneLine(value)) : "";
      if (part.isInverted) return value.length === 0 ? rendered(part.parts, scopes) : "";
      if (typeof value === "string") return value === "" ? "" : rendered(part.parts, scopes);
      return value.map((entry) => rendered(part.parts, [...scopes, entry])).join("");
    })
    .join("");
}

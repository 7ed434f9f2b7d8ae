/**
 * What is wrong with a document, in words: the location, what was expected, what was found, and what may have been
 * meant.
 */
import { z } from "zod";
import { didYouMean, nearest } from "./nearest.ts";

/** What of zod's issues is read. */
interface Issue {
  path: readonly PropertyKey[];
  message: string;
  code?: string | undefined;
  keys?: unknown;
  values?: unknown;
}

/** `frequency.dominant: expected number, got "x"`; `family[0].affectd: unknown field. Did you mean affected?` */
export function faultText(issue: Issue, json: unknown, schema: z.ZodType): string {
  const place = pathText(issue.path) || "the file";
  if (issue.code === "unrecognized_keys" && Array.isArray(issue.keys)) {
    const keys = issue.keys.map(String);
    const places = keys.map((key) => pathText([...issue.path, key]));
    const near = didYouMean(keys.flatMap((key) => nearest(key, fieldsAt(schema, issue.path))));
    return `${places.join(", ")}: unknown ${keys.length === 1 ? "field" : "fields"}${near === "" ? "" : `. ${near}`}`;
  }
  const message = issue.message
    .replace(/^Invalid input$/, "not a form that is read")
    .replace(/^Invalid ISO date$/, "expected a day such as 2031-05-14")
    .replace(/^Invalid ISO datetime$/, "expected a time such as 2031-05-14T09:30:00Z")
    .replace(/^Invalid string: must match pattern .*$/, "not written as expected")
    .replace(/^Invalid [a-z ]+: /, "")
    .replace(/, received .*$/, "")
    .replace(/^Too (small|big): /, "");
  const given = valueAt(json, issue.path);
  if (given === undefined) return `${place}: missing, ${message}`;
  const options = Array.isArray(issue.values) ? issue.values.map(String) : [];
  const near = didYouMean(typeof given === "string" ? nearest(given, options) : []);
  return `${place}: ${message}, got ${shortText(given)}${near === "" ? "" : `. ${near}`}`;
}

const MOST = 60;

/** A whole document that is another one's would be quoted whole. */
function shortText(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MOST ? `${text.slice(0, MOST)}...` : text;
}

/** `populations.ASJ.dominant`, `keepAlleles[0]`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = json;
  for (const key of path)
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}

/** The names of an object's fields there; [] where it has none of its own. */
function fieldsAt(schema: unknown, [key, ...rest]: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fieldsAt(schema.unwrap(), key === undefined ? [] : [key, ...rest]);
  if (schema instanceof z.ZodObject) {
    const { shape } = schema;
    return key === undefined ? Object.keys(shape) : fieldsAt(shape[String(key)], rest);
  }
  if (schema instanceof z.ZodArray && key !== undefined) return fieldsAt(schema.element, rest);
  return [];
}

/** A fault in a JSON panel as one error: the path as a reader of the file would write it, what was expected, what stood there. */
import type { z } from "zod";
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";

/** `genes[12].mode_of_inheritance`. */
export function writePath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path)
    if (typeof key === "number") text += `[${key}]`;
    else if (typeof key === "string" && /^\w+$/.test(key)) text += text === "" ? key : `.${key}`;
    else text += `[${JSON.stringify(shorten(String(key)))}]`;
  return text;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string" && value.length > 500)
    return `a text of ${value.length} characters`;
  return shorten(JSON.stringify(value));
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_union":
      return "expected a whole number or some text";
    case "too_small":
      return issue.origin === "string"
        ? "expected some text"
        : `expected at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `expected at most ${issue.maximum} characters`
        : `expected at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/**
 * The first fault of a document.
 * @param root path of `data` in the file, where it is a part of it
 */
export function faultOf(
  error: z.ZodError,
  data: unknown,
  path: string,
  root: readonly PropertyKey[] = [],
): ToolError {
  const [issue] = error.issues;
  if (issue === undefined) return new ToolError("E_PANEL", "not a panel", { path });
  let value: unknown = data;
  for (const key of issue.path)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined;
  const at = writePath([...root, ...issue.path]);
  const more =
    error.issues.length > 1 ? ` (and ${counted(error.issues.length - 1, "more fault")})` : "";
  const hint =
    issue.path.length === 1 && issue.path[0] === "genes" && value === undefined
      ? "a panel as PanelApp's /panels/{id}/ gives it is wanted, with its genes; a list of panels is not one"
      : "the file does not have the shape of PanelApp's API (v1)";
  return new ToolError(
    "E_PANEL",
    `${at === "" ? "" : `${at}: `}${expectation(issue)}, got ${show(value)}${more}`,
    { path, hint },
  );
}

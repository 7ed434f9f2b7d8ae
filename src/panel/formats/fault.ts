/**
 * A fault in a JSON panel as one error: the path as a reader of the file would write it, what was expected, what
 * was found.
 */
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

/** What is wrong in a document: where, and what was expected there. */
export interface Fault {
  path: readonly PropertyKey[];
  expected: string;
}

/**
 * The first fault of a document.
 * @param root path of `data` in the file, where it is a part of it
 */
export function faultOf(
  faults: readonly Fault[],
  data: unknown,
  path: string,
  root: readonly PropertyKey[],
): ToolError {
  const [first, ...others] = faults;
  if (first === undefined) return new ToolError("E_PANEL", "not a panel", { path });
  let value: unknown = data;
  for (const key of first.path)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined;
  const at = writePath([...root, ...first.path]);
  const more = others.length > 0 ? ` (and ${counted(others.length, "more fault")})` : "";
  const hint =
    first.path.length === 1 && first.path[0] === "genes" && value === undefined
      ? "Give a panel as PanelApp's /panels/{id}/ returns it, with its genes; a list of panels is not enough."
      : "The file does not have the structure of PanelApp's API (v1).";
  return new ToolError(
    "E_PANEL",
    `${at === "" ? "" : `${at}: `}${first.expected}, got ${show(value)}${more}`,
    { path, hint },
  );
}

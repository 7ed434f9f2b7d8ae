/** The texts that people meet, read out of the sources: messages of errors and the hints below them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What stands for a value in a template. */
export const VALUE = "\u2026";

export interface Said {
  kind: "message" | "hint";
  text: string;
  /** Path below the repository, and line. */
  where: string;
}

export interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node in it, as they stand in the text: all of `src/` is walked, so without a generator for each level. */
export function* nodesOf(value: unknown): Generator<Node> {
  const open = [value];
  for (;;) {
    const next = open.pop();
    if (next === undefined && open.length === 0) return;
    if (typeof next !== "object" || next === null) continue;
    if (isNode(next)) yield next;
    open.push(...Object.values(next).reverse());
  }
}

const list = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Every text that an expression may be; none where only a run could tell. */
function textsOf(node: unknown, constants: ReadonlyMap<string, unknown>): string[] {
  if (!isNode(node)) return [];
  const both = (left: unknown, right: unknown): string[] => [
    ...textsOf(left, constants),
    ...textsOf(right, constants),
  ];
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "string" ? [node["value"]] : [];
    case "TemplateLiteral": {
      const quasis = list(node["quasis"]).map((q) => (q["value"] as { cooked: string }).cooked);
      return [quasis.join(VALUE)];
    }
    case "ConditionalExpression":
      return both(node["consequent"], node["alternate"]);
    case "LogicalExpression":
      return both(node["left"], node["right"]);
    case "BinaryExpression": {
      const right = textsOf(node["right"], constants);
      return textsOf(node["left"], constants).flatMap((a) => right.map((b) => a + b));
    }
    case "Identifier":
      return textsOf(constants.get(String(node["name"])), new Map());
    default:
      return [];
  }
}

/** What readers of files call the function that makes their error of a message and a hint. */
const FAULTS = new Set(["fault", "fail", "faultAt", "headerError", "genotypeError"]);

/** Messages and hints of one file. @param source its text */
export function saidIn(source: string, file: string): Said[] {
  const nodes = [...nodesOf(parseAst(source, { lang: "ts" }).body)];
  const constants = new Map(
    nodes
      .filter(({ type }) => type === "VariableDeclarator")
      .map((node): [string, unknown] => [String((node["id"] as Node)["name"]), node["init"]]),
  );
  const said: Said[] = [];
  // There `fail` gives a model's verdict.
  const isInheritance = file.startsWith("src/inheritance/");
  const add = (kind: Said["kind"], node: unknown, at: Node): void => {
    const line = source.slice(0, at.start).split("\n").length;
    for (const text of textsOf(node, constants))
      said.push({ kind, text, where: `${file}:${line}` });
  };
  for (const node of nodes) {
    const args = list(node["arguments"]);
    const callee = isNode(node["callee"]) ? node["callee"]["name"] : undefined;
    if (node.type === "CallExpression" && callee === "usageError") {
      add("message", args[0], node);
      add("hint", args[1], node);
    }
    if (node.type === "NewExpression" && callee === "ToolError") add("message", args[1], node);
    if (node.type === "CallExpression" && FAULTS.has(String(callee)) && !isInheritance) {
      const [message, hint] = args.filter((arg) =>
        textsOf(arg, constants).some((text) => text !== ""),
      );
      add("message", message, node);
      add("hint", hint, node);
    }
    if (node.type === "Property" && isNode(node["key"]) && node["key"]["name"] === "hint")
      add("hint", node["value"], node);
    if (
      node.type === "VariableDeclarator" &&
      isNode(node["id"]) &&
      /hint$/i.test(String(node["id"]["name"]))
    )
      add("hint", node["init"], node);
  }
  return said.filter(({ text }) => text !== "");
}

/** Of all of `src/`. */
export function allSaid(): Said[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .flatMap((name) => saidIn(readFileSync(join(root, "src", name), "utf8"), `src/${name}`));
}

// npm run size [-- --check]
//
// The size of src/: lines that are neither blank nor comment per room, functions, casts. With `--check`
// exit code 1 where a figure is over bench/size-budget.json.
import { readFileSync, readdirSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";

const src = new URL("../src/", import.meta.url);
const budget = JSON.parse(readFileSync(new URL("./size-budget.json", import.meta.url), "utf8"));
const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "TSDeclareFunction",
]);

/** Every node below this one, without a generator for each level. */
function* nodes(root) {
  const open = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (node === null || typeof node !== "object") continue;
    if (typeof node.type === "string") yield node;
    open.push(...Object.values(node));
  }
}

/** Lines of code, the lengths in lines of functions with a body, and casts other than `as const`. */
function measure(text) {
  const lines = text.split("\n").filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length;
  const functions = [];
  let casts = 0;
  for (const node of nodes(parseAst(text, { lang: "ts" }))) {
    if (FUNCTIONS.has(node.type) && node.body?.type === "BlockStatement")
      functions.push(text.slice(node.start, node.end).split("\n").length);
    if (node.type === "TSAsExpression" && node.typeAnnotation.typeName?.name !== "const") casts++;
  }
  return { lines, functions, casts };
}

const rooms = new Map();
const functions = [];
let casts = 0;
for (const file of readdirSync(src, { recursive: true }).sort()) {
  if (!file.endsWith(".ts")) continue;
  const room = file.includes("/") ? file.slice(0, file.indexOf("/")) : ".";
  const measured = measure(readFileSync(new URL(file, src), "utf8"));
  const sum = rooms.get(room) ?? { files: 0, lines: 0 };
  rooms.set(room, { files: sum.files + 1, lines: sum.lines + measured.lines });
  functions.push(...measured.functions);
  casts += measured.casts;
}

const total = [...rooms.values()].reduce((sum, room) => sum + room.lines, 0);
console.log("room                 files   lines  share");
for (const [room, { files, lines }] of [...rooms].sort((a, b) => b[1].lines - a[1].lines))
  console.log(
    `${room.padEnd(20)} ${String(files).padStart(5)} ${String(lines).padStart(7)} ${((100 * lines) / total).toFixed(1).padStart(5)} %`,
  );

functions.sort((a, b) => a - b);
const figures = {
  lines: total,
  medianFunction: functions[functions.length >> 1] ?? 0,
  casts,
  largestRoomPercent: (100 * Math.max(...[...rooms.values()].map((room) => room.lines))) / total,
};
console.log(
  `\n${functions.length} functions, ${functions.filter((n) => n > 60).length} of more than 60 lines\n`,
);
let over = 0;
for (const [name, figure] of Object.entries(figures)) {
  const limit = budget[name];
  if (figure > limit) over++;
  console.log(
    `${name.padEnd(20)} ${String(Math.round(10 * figure) / 10).padStart(8)}, at most ${limit}${figure > limit ? ": over" : ""}`,
  );
}
if (process.argv.includes("--check") && over > 0) process.exit(1);

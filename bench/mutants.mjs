// npm run mutants -- [--seed TEXT] [--count N] [--only PATH,PATH] [--jobs N] [--tests PATH,PATH] [--list]
//                    [--again FOLDER] [--quick]
//
// How much the tests notice. Draws N faults (200) from the sources that decide, by a seed (the commit's
// digest): comparison, boundary, boolean, return value, order of arguments. All are built into one copy of
// the repository, each behind its number, so that one build serves all runs; a first run without a fault
// tells which test files reach which. Then each fault is tried against those files alone until one fails, those of its
// own room first, in processes that go from fault to fault (mutants-tests.mjs).
// Prints the share of faults that a test noticed, and the ones that none did, with their place. Half an hour.
// `--quick`: by the quick tests alone, which is the least that is noticed; the slow ones are not even run once.
// `--again`: goes on in the folder of a run of the same seed that was broken off after its first part,
// without what it had found out.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseAst } from "rolldown/parseAst";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    count: { type: "string", default: "200" },
    only: { type: "string" },
    jobs: { type: "string", default: String(availableParallelism()) },
    tests: { type: "string", default: "test" },
    list: { type: "boolean", default: false },
    again: { type: "string" },
    quick: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const seed = values.seed ?? run("git", ["rev-parse", "HEAD"]).trim();

/** Scan, panel matching, classifications, analysis. */
const TARGETS = values.only?.split(",") ?? [
  "src/scan",
  "src/panel/match.ts",
  "src/panel/table.ts",
  "src/panel/gene.ts",
  "src/core/classification.ts",
  "src/vcf/clinvar.ts",
  "src/vcf/clinvar-significance.ts",
  "src/vcf/clinvar-fields.ts",
  "src/classifications",
  "src/rank/clinvar.ts",
  "src/reanalysis/events/classified.ts",
  ...readdirSync(join(root, "src/analysis"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/analysis/${name}`),
];

function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    ...options,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

const COMPARISONS = { "===": "!==", "!==": "===", "<": ">=", ">=": "<", ">": "<=", "<=": ">" };
const BOUNDARIES = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
/** By the declared type: another value that a caller cannot tell from a right one by its type. */
const RETURNS = {
  TSBooleanKeyword: (e) => `!(${e})`,
  TSNumberKeyword: (e) => `((${e}) + 1)`,
  TSStringKeyword: (e) => `((${e}) + "x")`,
  TSArrayType: (e) => `(${e}).slice(1)`,
};

/** Every place in the file where one of the operators applies: [start, end) and the text in its stead. */
function faults(file) {
  const text = readFileSync(join(root, file), "utf8");
  const found = [];
  const source = (node) => text.slice(node.start, node.end);
  const add = (operator, node, changed) =>
    found.push({ file, operator, start: node.start, end: node.end, was: source(node), changed });
  const visit = (node, returns) => {
    if (node === null || typeof node !== "object") return;
    // What is computed once, at loading, no single test reaches.
    if (FUNCTIONS.has(node.type)) returns = node.returnType?.typeAnnotation?.type ?? "none";
    // Types and declarations hold no behaviour.
    if (typeof node.type === "string" && /^TS(?!As|NonNull|Satisfies)/.test(node.type)) return;
    if (returns !== undefined) operators(node, returns);
    for (const child of Object.values(node)) visit(child, returns);
  };
  const operators = (node, returns) => {
    if (node.type === "BinaryExpression") {
      const { left, right, operator } = node;
      const other = (sign) => `((${source(left)}) ${sign} (${source(right)}))`;
      if (COMPARISONS[operator]) add("comparison", node, other(COMPARISONS[operator]));
      if (BOUNDARIES[operator]) add("boundary", node, other(BOUNDARIES[operator]));
    }
    if (node.type === "LogicalExpression" && node.operator !== "??")
      add(
        "boolean",
        node,
        `((${source(node.left)}) ${node.operator === "&&" ? "||" : "&&"} (${source(node.right)}))`,
      );
    if (node.type === "UnaryExpression" && node.operator === "!")
      add("boolean", node, `(${source(node.argument)})`);
    const isReturn = node.type === "ReturnStatement" && node.argument !== null;
    // Of an empty list nothing can be taken.
    if (isReturn && RETURNS[returns] && source(node.argument) !== "[]")
      add("return", node.argument, RETURNS[returns](source(node.argument)));
    if (node.type === "CallExpression" && node.arguments.length >= 2) {
      const [a, b] = node.arguments;
      const plain = (x) => x.type === "Identifier" || x.type === "MemberExpression";
      // The same twice is no fault the other way round.
      if (plain(a) && plain(b) && source(a) !== source(b))
        add(
          "argument order",
          node,
          `${text.slice(node.start, a.start)}${source(b)}, ${source(a)}${text.slice(b.end, node.end)}`,
        );
    }
  };
  visit(parseAst(text, { lang: "ts" }), undefined);
  return found;
}

/** Numbers below `n` by the seed: digests of "seed:0", "seed:1", … */
function* numbers(n) {
  for (let i = 0; ; i++)
    yield createHash("sha256").update(`${seed}:${i}`).digest().readUInt32BE(0) % n;
}

const files = TARGETS.flatMap((target) =>
  target.endsWith(".ts")
    ? [target]
    : readdirSync(join(root, target), { recursive: true })
        .filter((f) => f.endsWith(".ts"))
        .sort()
        .map((f) => `${target}/${f}`),
);
const all = files.flatMap(faults);
const chosen = [];
/** None inside another: each stands in the text by itself. */
for (const i of numbers(all.length)) {
  const fault = all[i];
  const clear = chosen.every(
    (c) => c.file !== fault.file || c.end <= fault.start || c.start >= fault.end,
  );
  if (clear) chosen.push(fault);
  if (chosen.length >= Math.min(Number(values.count), all.length >> 2)) break;
}
const placeOf = ({ file, start }) =>
  `${file}:${readFileSync(join(root, file), "utf8").slice(0, start).split("\n").length}`;
const told = (fault) =>
  `${placeOf(fault)}  ${fault.operator}: ${fault.was.replace(/\s+/g, " ").slice(0, 90)}`;
console.log(`${chosen.length} of ${all.length} faults in ${files.length} files, seed ${seed}`);
if (values.list) {
  for (const fault of chosen) console.log(told(fault));
  process.exit(0);
}

// The copy; `../shared` is beside it as it is beside the repository.
mkdirSync(join(root, "bench/out"), { recursive: true });
const place = values.again ?? mkdtempSync(join(root, "bench/out/mutants-"));
const copy = join(place, "copy");
const hits = join(place, "hits");
if (values.again === undefined) makeCopy();

function makeCopy() {
  for (const path of run("git", ["ls-files"]).trim().split("\n"))
    if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path));
  symlinkSync(realpathSync(join(root, "node_modules")), join(copy, "node_modules"));
  if (existsSync(join(root, "../shared")))
    symlinkSync(realpathSync(join(root, "../shared")), join(place, "shared"));
  mkdirSync(hits);
  const HEAD = `import { isOn as $on } from "#fault";`;
  for (const file of new Set(chosen.map((fault) => fault.file))) {
    let text = readFileSync(join(root, file), "utf8");
    const own = chosen
      .map((fault, i) => ({ ...fault, i }))
      .filter((fault) => fault.file === file)
      .sort((a, b) => b.start - a.start);
    for (const { start, end, was, changed, i } of own)
      text = `${text.slice(0, start)}($on(${i}) ? (${changed}) : (${was}))${text.slice(end)}`;
    writeFileSync(join(copy, file), `${HEAD} ${text}`);
  }
  writeFileSync(
    join(copy, "fault.mjs"),
    `
import { readFileSync, writeFileSync } from "node:fs";
const from = process.env.FAULT_FROM;
let fault; let seen = {}; let file = "";
export function begin(name) {
  process.env.HIT_FILE = name; seen = {};
  fault = from === undefined ? -1 : Number(readFileSync(from, "utf8"));
}
begin(process.env.HIT_FILE ?? "");
export function isOn(i) {
  if (from !== undefined) return i === fault;
  if (process.env.HIT_FILE === "" || seen[i]) return false;
  seen[i] = true;
  writeFileSync(${JSON.stringify(hits)} + "/" + i + "@" + process.env.HIT_FILE, "");
  return false;
}
`,
  );
  writeFileSync(
    join(copy, "fault-setup.mjs"),
    `
import { beforeAll } from "vitest";
import { begin } from "#fault";
beforeAll(({}, suite) => begin((suite.file ?? suite).name.replaceAll("/", "+")));
`,
  );
  const pack = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
  pack.imports = { "#fault": "./fault.mjs" };
  writeFileSync(join(copy, "package.json"), JSON.stringify(pack, null, 2));
  const config = readFileSync(join(copy, "vitest.config.ts"), "utf8");
  writeFileSync(
    join(copy, "vitest.config.ts"),
    config.replace("test: {", `test: { setupFiles: ["./fault-setup.mjs"],`),
  );
  // For threads and spawned commands.
  run("npx", ["rolldown", "-c"], { cwd: copy });
}

/** Tests of the house itself, of other programs' files, and of the copy's own oddities: not of behaviour; and what takes minutes. */
const SKIPPED = ["test/lint/**", "test/browser/**", "test/workflow/**", "test/**/*.long.test.ts"];
function firstRun() {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        "node_modules/vitest/vitest.mjs",
        "run",
        `--maxWorkers=${values.jobs}`,
        "--project=quick",
        ...(values.quick ? [] : ["--project=slow"]),
        ...SKIPPED.flatMap((s) => ["--exclude", s]),
        "--reporter=json",
        `--outputFile=${report}`,
        ...values.tests.split(","),
      ],
      { cwd: copy, stdio: "ignore" },
    );
    child.on("exit", resolve);
  });
}

/** Test files against one fault after another. */
class Runner {
  #number = join(place, `fault-${Math.random()}`);
  #child;
  #ready;

  #start() {
    this.#child = spawn(process.execPath, ["bench/mutants-tests.mjs"], {
      cwd: copy,
      // Killed, they leave their folders behind: not in memory, and gone with the place.
      env: { ...process.env, FAULT_FROM: this.#number, TMPDIR: place },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      detached: true,
    });
    this.#ready = new Promise((resolve) => this.#child.once("message", resolve));
  }

  /** Does one of the tests fail, or none of them end within `limit` milliseconds? */
  async notices(fault, tests, limit) {
    writeFileSync(this.#number, String(fault));
    if (this.#child === undefined) this.#start();
    await this.#ready;
    return new Promise((resolve, reject) => {
      const child = this.#child;
      const timer = setTimeout(() => this.end(), limit);
      const done = (noticed) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(noticed);
      };
      child.once("exit", () => {
        this.#child = undefined;
        done(true);
      });
      child.once("message", ({ noticed, error }) => {
        if (error !== undefined) reject(new Error(error));
        done(noticed);
      });
      child.send({ files: tests });
    });
  }

  end() {
    if (this.#child !== undefined) process.kill(-this.#child.pid, "SIGKILL");
  }
}
const report = join(place, "report.json");
if (values.again === undefined) await firstRun();
const base = JSON.parse(readFileSync(report, "utf8"));
const seconds = new Map();
const broken = new Set();
for (const { name, status, startTime, endTime } of base.testResults) {
  const file = name.slice(copy.length + 1);
  seconds.set(file, (endTime - startTime) / 1000);
  if (status !== "passed") broken.add(file);
}
if (broken.size > 0) console.log(`left out, they fail without a fault: ${[...broken].join(", ")}`);
const isQuick = (file) =>
  !/^test\/(acceptance|browser|differential|fuzz|property|workflow)\/|\.slow\.test\.ts$/.test(file);
const reach = chosen.map(() => []);
for (const name of readdirSync(hits)) {
  const at = name.indexOf("@");
  const file = name.slice(at + 1).replaceAll("+", "/");
  if (!broken.has(file) && (!values.quick || isQuick(file)))
    reach[Number(name.slice(0, at))].push(file);
}

async function isNoticed(i, runner) {
  const own = reach[i].sort((a, b) => seconds.get(a) - seconds.get(b));
  const room = chosen[i].file.split("/")[1];
  const quick = own.filter((file) => seconds.get(file) < 3);
  const slow = own.filter((file) => seconds.get(file) >= 3);
  const ofRoom = (file) => file.startsWith(`test/${room}/`);
  const parts = [quick.filter(ofRoom), quick.filter((file) => !ofRoom(file))];
  for (const part of [...parts, slow]) {
    if (part.length === 0) continue;
    // A loop without end is what this is for; a machine with other work to do must not look like one.
    const limit = 300_000 + 12_000 * part.reduce((sum, file) => sum + seconds.get(file), 0);
    if (await runner.notices(i, part, limit)) return true;
  }
  return false;
}

/** What was found out before, where this goes on. */
const resultsFile = join(place, "results.json");
const noticed = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, "utf8")) : [];
let next = 0;
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    const runner = new Runner();
    while (next < chosen.length) {
      const i = next++;
      if (typeof noticed[i] === "boolean") continue;
      noticed[i] = await isNoticed(i, runner);
      writeFileSync(resultsFile, JSON.stringify(noticed));
      console.log(
        `${noticed[i] ? "noticed " : "SURVIVED"} ${told(chosen[i])}${reach[i].length === 0 ? "  (no test reaches it)" : ""}`,
      );
    }
    runner.end();
  }),
);
const count = noticed.filter(Boolean).length;
console.log(
  `\n${count} of ${chosen.length} noticed: ${((100 * count) / chosen.length).toFixed(1)} %. Those that were not:`,
);
chosen.forEach((fault, i) => {
  if (!noticed[i])
    console.log(`  ${told(fault)}\n      -> ${fault.changed.replace(/\s+/g, " ").slice(0, 120)}`);
});
rmSync(place, { recursive: true, force: true });

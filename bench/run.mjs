// npm run bench -- [--input DIR] [--rounds N] [--only job,job] [--slow]
// npm run bench -- --against COMMIT [--pairs N] [--only job,job] [--input DIR]     (against.mjs)
//
// Runs ours and the peers in turns on one input and holds the ratios against the project's bars; writes
// RESULTS.md beside this file. `--input`: a folder of ../shared/data/bench/make.sh; without it the input is
// made in bench/out (two minutes). `--slow` runs SnpSift too. Exit code 1 when a bar is missed.
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { spawnSync } from "node:child_process";
import { against, againstText } from "./against.mjs";
import { BY_NAME, JOBS } from "./jobs.mjs";
import { bigInput } from "./input.mjs";

const { values } = parseArgs({
  options: {
    input: { type: "string" },
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    slow: { type: "boolean", default: false },
    against: { type: "string" },
    pairs: { type: "string", default: "15" },
  },
});

const out = new URL("./out", import.meta.url).pathname;
mkdirSync(out, { recursive: true });
if (values.against !== undefined) {
  const asked = { commit: values.against, pairs: Number(values.pairs) };
  const only = values.only?.split(",");
  const rows = against({ ...asked, only, input: bigInput(values.input), out });
  const { text, ok } = againstText(rows, asked);
  process.stdout.write(`${text}\n`);
  process.exit(ok ? 0 : 1);
}
const context = {
  /** Made when a job asks for it. */
  get input() {
    return bigInput(values.input);
  },
  out,
  rounds: Number(values.rounds),
  threads: availableParallelism(),
  slow: values.slow,
};
const jobs = { ...JOBS, ...BY_NAME };
const wanted = values.only?.split(",") ?? Object.keys(JOBS);

const firstLine = (command, ...args) =>
  spawnSync(command, args, { encoding: "utf8" }).stdout?.split("\n")[0] ?? "absent";
const head = [
  "# Results of `npm run bench`",
  "",
  `${new Date().toISOString().slice(0, 10)}; ${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores; Node ${process.version}; ${firstLine("bcftools", "--version")}; ${firstLine("bedtools", "--version")}.`,
  `Wall seconds of whole processes, median (lowest to highest) of runs in turns; ratios carry over to other machines, seconds do not.`,
  "",
];

const seconds = (x) => x.toFixed(x < 1 ? 3 : 2);
/** A name may be a pipe of commands. */
const cell = (text) => text.replaceAll("|", "\\|");

function table(result) {
  const text = [`## ${result.title}`, ""];
  if (result.note !== undefined) text.push(result.note, "");
  if (result.times !== undefined) {
    text.push("| | wall s | user+sys s | peak MB |", "|---|---|---|---|");
    for (const [name, t] of Object.entries(result.times)) {
      const middle = t.wall[t.wall.length >> 1];
      text.push(
        `| ${cell(name)} | ${seconds(middle)} (${seconds(t.wall[0])} to ${seconds(t.wall.at(-1))}) | ${seconds(t.cpu)} | ${t.peakMb === null ? "" : t.peakMb.toFixed(0)} |`,
      );
    }
    text.push("");
  }
  text.push("| target | measured | limit | |", "|---|---|---|---|");
  for (const r of result.rows)
    text.push(`| ${cell(r.name)} | ${r.value} | ${r.limit} | ${r.ok ? "met" : "**missed**"} |`);
  return [...text, ""];
}

const body = [];
let missed = 0;
for (const name of wanted) {
  const job = jobs[name];
  if (job === undefined)
    throw new Error(`no job ${name}; there are ${Object.keys(jobs).join(", ")}`);
  let result;
  try {
    result = await job(context);
  } catch (error) {
    result = {
      title: name,
      rows: [
        {
          name: "run",
          value: String(error.message).split("\n").slice(0, 3).join(" / "),
          limit: "-",
          ok: false,
        },
      ],
    };
  }
  missed += result.rows.filter((r) => !r.ok).length;
  const text = table(result);
  process.stdout.write(`${text.join("\n")}\n`);
  body.push(...text);
}
if (values.only === undefined)
  writeFileSync(new URL("./RESULTS.md", import.meta.url), [...head, ...body].join("\n"));
process.exitCode = missed === 0 ? 0 : 1;

// npm run bench -- --against COMMIT [--pairs N] [--only job,job] [--input DIR]
//
// Is this checkout slower than another commit? Both builds run in turns, in pairs that begin with one and the
// other alternately; what is compared is processor time (user + sys) of whole processes, which a busy machine
// disturbs least. "No slower": the upper end of the confidence interval of the median ratio is at most 1.05.
import { join } from "node:path";
import { buildAt, buildHere, root } from "./build-at.mjs";
import { median, medianInterval, run } from "./measure.mjs";
import { analyse, version } from "./ours.mjs";

const MOST = 1.05;

/** What is run, by name: a command line for the `bin` of a build and a file to write to. */
const ARMS = {
  startUp: (_f, bin) => repeated(version(bin), 10),
  help: (_f, bin) => repeated(`${process.execPath} ${bin} analyse --help`, 10),
  indexScan: (f, bin, to) =>
    analyse(f.vcf, { bin, ped: f.ped, panel: f.bed, args: `--scan index -o ${to}` }),
  wholeFile: (f, bin, to) =>
    analyse(f.vcf, { bin, ped: f.ped, panel: f.bed, args: `--scan full -o ${to}` }),
  geneAgnostic: (f, bin, to) =>
    analyse(f.vcf, { bin, ped: f.ped, args: `--gene-agnostic -o ${to}` }),
};

const binOf = (folder) => join(folder, "bin/panelist.js");

/** Of a short process one run tells little. */
function repeated(line, times) {
  return `for i in $(seq ${times}); do ${line} >/dev/null; done`;
}

/** @returns rows of a table, one per job */
export function against({ commit, pairs, only, input, out }) {
  if (!Number.isInteger(pairs) || pairs < 1) throw new Error("--pairs wants a number");
  process.stderr.write(`building ${commit} and this checkout\n`);
  buildHere();
  const bins = { old: binOf(buildAt(commit)), new: binOf(root) };
  const f = {
    vcf: join(input, "wgs.vcf.gz"),
    bed: join(input, "panel.bed"),
    ped: join(input, "trio.ped"),
  };
  const wanted = only ?? Object.keys(ARMS);
  return wanted.map((name) => {
    const arm = ARMS[name];
    if (arm === undefined)
      throw new Error(`no job ${name}; there are ${Object.keys(ARMS).join(", ")}`);
    const lineOf = (which) => arm(f, bins[which], join(out, `against-${which}.tsv`));
    const times = { old: [], new: [] };
    // A first run of each fills the page cache and is not counted.
    for (const which of ["old", "new"]) run(lineOf(which));
    for (let pair = 0; pair < pairs; pair++)
      for (const which of pair % 2 === 0 ? ["old", "new"] : ["new", "old"])
        times[which].push(run(lineOf(which)).cpu);
    const ratios = times.new.map((cpu, i) => cpu / times.old[i]);
    return { name, old: median(times.old), new: median(times.new), ...medianInterval(ratios) };
  });
}

/** Text for people, and whether all is within the bar. */
export function againstText(rows, { commit, pairs }) {
  const three = (x) => x.toFixed(3);
  const lines = [
    `## Against ${commit}: processor time, ${pairs} pairs in turns`,
    "",
    `| job | old user+sys s | new user+sys s | median ratio | interval | upper end at most ${MOST} |`,
    "|---|---|---|---|---|---|",
    ...rows.map(
      (r) =>
        `| ${r.name} | ${three(r.old)} | ${three(r.new)} | ${three(r.median)} | ${three(r.low)} to ${three(r.high)} (${(100 * r.coverage).toFixed(1)} %) | ${verdict(r)} |`,
    ),
    "",
  ];
  return { text: lines.join("\n"), ok: rows.every((r) => verdict(r) === "met") };
}

function verdict({ high, coverage }) {
  if (coverage < 0.95) return "not shown: too few pairs";
  return high <= MOST ? "met" : "**missed**";
}

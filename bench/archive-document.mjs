/** bench/ARCHIVE.md from the figures of the parts. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const REFERENCE_NODE = 0.07;

export function writeDocument(folder, path) {
  const part = (name) => {
    const file = join(folder, `${name}.json`);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  };
  const lines = [
    "# Archive and re-analysis, measured",
    "",
    "Made by `bench/archive.mjs` and `bench/archive-exact.mjs`; each part names its command. Scaled times are",
    "wall times x 0.07 / (an empty Node's start at that moment): what a machine does whose Node starts in 0.07 s.",
    "Other work ran on the two cores meanwhile, so that wall times are upper bounds; processor seconds are of",
    "both processes together.",
    "",
    ...speedLines(part("speed")),
    ...noiseLines(part("noise")),
    ...exactLines(part("exact")),
  ];
  writeFileSync(path, `${lines.join("\n").trimEnd()}\n`);
}

const n = (value, digits = 1) => value.toFixed(digits);

function speedLines(speed) {
  if (speed === null) return [];
  const sizes = Object.entries(speed.sizes).sort(([a], [b]) => Number(a) - Number(b));
  const row = ([count, { same, random5, held5 }]) =>
    [
      ["the same panel", same],
      ["5 green genes drawn from all: amber", random5],
      ["5 green genes drawn from those that the cases hold: amber", held5],
    ]
      .filter(([, s]) => s !== undefined)
      .map(
        ([name, s]) =>
          `| ${count} | ${name} | ${s.untouched} | ${s.unchanged + s.changed} | ${n(s.wall)} s | ${n((s.wall * REFERENCE_NODE) / s.emptyNode)} s | ${n(s.cpu)} s | ${n((1000 * s.cpu) / Number(count), 2)} ms | ${n(s.mb, 0)} MB |`,
      );
  return [
    "## Speed",
    "",
    `\`${speed.command}\``,
    "",
    `Panel ${speed.panel} (${speed.greenGenes} green genes). The exome's distilled file: ${speed.kept} records, ${n(speed.distilled / 1e6, 2)} MB.`,
    "20 families have 70 % of these records each, drawn, every tenth a planted de novo; the cases are copies of them.",
    "Two processes, `--shard 0/2` and `1/2`.",
    "",
    "| cases | change | untouched | evaluated | wall | scaled | processor | per case | memory of one |",
    "|---|---|---|---|---|---|---|---|---|",
    ...sizes.flatMap(row),
    "",
    ...ratioLines(speed, sizes),
    "",
  ];
}

/** Against full runs, and from few cases to many, where these were measured. */
function ratioLines({ full, byIndex }, sizes) {
  const [count, large] = sizes.at(-1);
  if (full.length === 0)
    return [
      "The ratio to full analyses and the growth from 100 to 1,000 cases are not measured yet.",
    ];
  const perFull = full.reduce((sum, f) => sum + f.cpu, 0) / full.length;
  const ratio = (s) => (perFull * Number(count)) / s.cpu;
  const small = sizes[0][1];
  return [
    `Full analyses: ${full.length} measured, ${n(perFull, 2)} s of processor each (whole file): ${n(ratio(large.random5), 0)} times the re-analysis of the drawn genes, ${n(ratio(large.held5), 0)} times that of the held ones.${byIndex === undefined ? "" : ` By index: ${n(byIndex.cpu, 2)} s each.`}`,
    `From ${sizes[0][0]} to ${count} cases the processor time grows by x ${n(large.random5.cpu / small.random5.cpu)} (drawn), x ${n(large.held5.cpu / small.held5.cpu)} (held).`,
    ...["random5", "held5"].map((key, i) => {
      const more = Number(count) - Number(sizes[0][0]);
      const each = (large[key].cpu - small[key].cpu) / more;
      const node = (large[key].emptyNode + small[key].emptyNode) / 2;
      return `One more case costs ${n(1000 * each, 1)} ms of processor, ${n((1000 * each * REFERENCE_NODE) / node, 2)} ms scaled (${i === 0 ? "drawn: untouched" : "held: evaluated"}).`;
    }),
  ];
}

function noiseLines(noise) {
  if (noise === null) return [];
  const { counts } = noise;
  return [
    "## Noise",
    "",
    `\`${noise.command}\``,
    "",
    `${noise.cases} cases over ${noise.panels} panels, taken back to January 2025 by ${noise.changes} changes in ${noise.changedPanels} panels and then brought to March 2026 at once (${noise.months} months). Files as rules: every version counts as signed off, so this is an upper bound.`,
    "",
    `Changed ${counts.changed}, evaluated without a change ${counts.unchanged}, untouched ${counts.untouched}. Notified events: ${noise.notified} in ${noise.casesNotified} cases, silent ${noise.silent}: **${n(noise.per100CasesAndMonth, 2)} notified events per 100 cases and month**.`,
    "",
    ...[
      ["notified", noise.byType],
      ["silent", noise.silentByType],
    ].flatMap(([said, byType]) =>
      Object.entries(byType ?? {}).map(([type, count]) => `- ${said}: ${type}, ${count}`),
    ),
    "",
    "The cases are copies of the same 20 sets of kept lines, each under the panel of its turn.",
    ...(noise.notified > 0
      ? []
      : [
          `None in ${n((noise.cases * noise.months) / 100, 0)} hundreds of case months: with 95 % fewer than ${n(3 / ((noise.cases * noise.months) / 100), 2)} per 100 cases and month, were the cases independent (rule of three).`,
        ]),
    "",
  ];
}

function exactLines(exact) {
  if (exact === null) return [];
  return [
    "## Exactness and recall on real changes",
    "",
    `\`${exact.command}\``,
    "",
    "| change | input | evaluated | candidates before -> after | events | equals a full analysis |",
    "|---|---|---|---|---|---|",
    ...exact.changes.map(
      (c) =>
        `| ${c.what} | ${c.input} | ${c.evaluated} | ${c.before} -> ${c.after} | ${c.events} | ${c.equal ? "byte for byte" : "NO"} |`,
    ),
    "",
    ...exact.recall.map(
      (r) =>
        `Recall, ${r.input}: ${r.found} of ${r.wanted} alleles of candidates of a full run (every gene green, doubled limits, the later ClinVar) are kept or reachable by index (${r.kept} kept); the distilled file has ${n(r.bytes / 1e6, 2)} MB of ${n(r.original / 1e6, 2)} MB.`,
    ),
    "",
  ];
}

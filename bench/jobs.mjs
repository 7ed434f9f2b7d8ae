// One function per bar of the project: each returns rows for the table, with its verdict.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inTurns, median, run } from "./measure.mjs";
import { byIndex, snpSiftPanel, wholeFilePanel, wholeGenome } from "./peers.mjs";
import { analyse, digest, emptyNode, help, tsvRows, vcfKeys, version } from "./ours.mjs";
import { manySamples, panelOfIntervals, smallInput } from "./input.mjs";
import { effect } from "./effect.mjs";
import { events } from "./events-speed.mjs";
import { page } from "./page.mjs";
import { tests } from "./tests.mjs";
import { valuesJob } from "./values.mjs";

const policy = new URL("./policy.json", import.meta.url).pathname;
const lines = (text) =>
  text
    .split("\n")
    .filter((l) => l !== "")
    .sort();
const bar = (name, value, limit, unit = "") => ({
  name,
  value: `${value.toFixed(2)}${unit}`,
  limit: `<= ${limit}${unit}`,
  ok: value <= limit,
});
const fact = (name, ok, value) => ({ name, value, limit: "yes", ok });

function files(input) {
  return {
    vcf: join(input, "wgs.vcf.gz"),
    bed: join(input, "panel.bed"),
    ped: join(input, "trio.ped"),
    truth: readFileSync(join(input, "truth.tsv"), "utf8")
      .trim()
      .split("\n")
      .map((l) => l.split("\t").slice(0, 4).join("\t")),
  };
}

/** Same work first: under the bench policy our VCF holds the records of the peers. */
function sameWork({ input, out, threads }) {
  const f = files(input);
  const panel = panelOfIntervals(input);
  const path = join(out, "same-work.vcf.gz");
  const peers = wholeFilePanel(f.vcf, f.bed, threads);
  const expected = lines(
    run(Object.values(byIndex(f.vcf, f.bed))[0] ?? Object.values(peers)[0]).stdout,
  );
  run(
    analyse(f.vcf, {
      ped: f.ped,
      panel,
      args: `--policy ${policy} --scan full --format vcf -o ${path}`,
    }),
  );
  const ours = vcfKeys(path);
  const same = ours.length === expected.length && ours.every((k, i) => k === expected[i]);
  const missing = expected.filter((k) => !ours.includes(k)).length;
  return {
    title: "Same work: the peers' records under the bench policy",
    rows: [
      fact(
        "same records",
        same,
        `${ours.length} of ours, ${expected.length} of theirs, ${missing} missing`,
      ),
    ],
  };
}

/** The whole file, panel genes, real policy, against the faster of the peers. */
function wholeFile({ input, out, rounds, threads, slow }) {
  const f = files(input);
  const peers = wholeFilePanel(f.vcf, f.bed, threads);
  const ours = analyse(f.vcf, {
    ped: f.ped,
    panel: f.bed,
    args: `--scan full -o ${join(out, "full.tsv")}`,
  });
  const t = inTurns({ panelist: ours, ...peers }, rounds);
  if (slow) Object.assign(t, inTurns(snpSiftPanel(f.vcf, f.bed), 1));
  const fastest = Math.min(...Object.keys(peers).map((n) => median(t[n].wall)));
  return {
    title: "Whole file, 100-gene panel (`--scan full`, the real policy)",
    times: t,
    rows: [
      bar(
        "wall time over the faster of bcftools and bedtools",
        median(t.panelist.wall) / fastest,
        0.48,
      ),
      ...memory("peak memory", t.panelist.peakMb),
    ],
  };
}

/** By index, start-up included. */
function indexScan({ input, out, rounds }) {
  const f = files(input);
  const t = inTurns(
    {
      panelist: analyse(f.vcf, {
        ped: f.ped,
        panel: f.bed,
        args: `--scan index -o ${join(out, "index.tsv")}`,
      }),
      ...byIndex(f.vcf, f.bed),
      "empty Node": emptyNode,
    },
    Math.max(rounds, 9),
  );
  return {
    title: "By index, 100-gene panel",
    times: t,
    rows: [
      bar(
        "wall time over bcftools -R",
        median(t.panelist.wall) / median(t["bcftools -R"].wall),
        Number(process.versions.node.split(".")[0]) >= 24 ? 2.8 : 4,
      ),
    ],
  };
}

/** Trio models over the whole genome, against a bare filter without models. */
function geneAgnostic({ input, out, rounds, threads }) {
  const f = files(input);
  const path = join(out, "agnostic.tsv");
  const t = inTurns(
    {
      panelist: analyse(f.vcf, { ped: f.ped, args: `--gene-agnostic -o ${path}` }),
      ...wholeGenome(f.vcf, threads),
    },
    rounds,
  );
  const ranks = truthRanks(tsvRows(path), f.truth);
  return {
    title: "Whole genome, trio models, gene-agnostic",
    times: t,
    rows: [
      bar(
        "wall time over bcftools' bare filter",
        median(t.panelist.wall) / median(t["bcftools filter"].wall),
        0.65,
      ),
      ...memory("peak memory", t.panelist.peakMb),
      fact(
        "planted variants within the first 30 candidates",
        ranks.every((r) => r <= 30),
        ranks.join(" "),
      ),
    ],
  };
}

/** Rank of each planted variant, Infinity when it is not there. */
function truthRanks(rows, truth) {
  return truth.map((key) => {
    const hits = rows.filter(
      (r) => [r.chrom.replace(/^chr/, ""), r.pos, r.ref, r.alt].join("\t") === key,
    );
    return Math.min(Infinity, ...hits.map((r) => Number(r.rank)));
  });
}

/** Planted variants with the panel: tier 1 or 2, and how many rows stand there. */
function planted({ input, out }) {
  const f = files(input);
  const path = join(out, "planted.tsv");
  run(analyse(f.vcf, { ped: f.ped, panel: f.bed, args: `-o ${path}` }));
  const top = tsvRows(path).filter((r) => r.tier === "1" || r.tier === "2");
  const found = truthRanks(top, f.truth).filter((r) => r !== Infinity).length;
  return {
    title: "Planted variants, with the panel",
    rows: [
      fact("in tier 1 or 2", found === f.truth.length, `${found} of ${f.truth.length}`),
      bar("rows in tiers 1 and 2", top.length, 40),
    ],
  };
}

const memory = (name, mb) => (mb === null ? [] : [bar(name, mb, 300, " MB")]);

/** Peak memory does not grow with the file, nor with its samples. */
async function memoryBars({ input, out }) {
  const rows = [];
  const peak = (folder, scan) => {
    const f = {
      vcf: join(folder, "wgs.vcf.gz"),
      bed: join(folder, "panel.bed"),
      ped: join(folder, "trio.ped"),
    };
    return run(
      analyse(f.vcf, { ped: f.ped, panel: f.bed, args: `--scan ${scan} -o ${join(out, "m.tsv")}` }),
    ).peakMb;
  };
  const records = (folder) =>
    Number(run(`bcftools index -n ${join(folder, "wgs.vcf.gz")}`).stdout).toLocaleString("en-US");
  const small = smallInput();
  rows.push(...memory(`${records(input)} records`, peak(input, "full")));
  rows.push(...memory(`${records(small)} records`, peak(small, "full")));
  rows.push(...memory("2,000 samples", peak(await manySamples(), "full")));
  rows.push(...memory("by index", peak(input, "index")));
  return { title: "Peak memory", rows };
}

/** Where the bars for start-up were set, an empty Node took 70 ms; a slower machine gets more in proportion. */
const EMPTY_NODE_SECONDS = 0.07;

/** What a user waits for before anything happens. */
function startUp({ rounds }) {
  const t = inTurns(
    { "empty Node": emptyNode, "--version": version(), "--help": help },
    Math.max(rounds, 15),
  );
  const empty = median(t["empty Node"].wall);
  const slower = Math.max(1, empty / EMPTY_NODE_SECONDS);
  const over = (name, ms) =>
    bar(
      `${name} over an empty Node`,
      (median(t[name].wall) - empty) * 1000,
      Math.round(ms * slower),
      " ms",
    );
  return {
    title: "Start-up",
    note: `Targets: 25 and 50 ms where an empty Node takes 70 ms; it takes ${(empty * 1000).toFixed(0)} ms here.`,
    times: t,
    rows: [over("--version", 25), over("--help", 50)],
  };
}

/** The same bytes, whatever the threads, the scan, the source. */
async function sameBytes({ input, out }) {
  const f = files(input);
  const arms = {
    "1 thread": ["", f.vcf, "--scan full --threads 1"],
    "2 threads": ["", f.vcf, "--scan full --threads 2"],
    "4 threads": ["", f.vcf, "--scan full --threads 4"],
    index: ["", f.vcf, "--scan index"],
    "standard input": [`cat ${f.vcf} | `, "-", ""],
  };
  const digests = {};
  for (const [name, [before, vcf, args]] of Object.entries(arms)) {
    const dir = join(out, `bytes-${name.replaceAll(" ", "-")}`);
    mkdirSync(dir, { recursive: true });
    run(`${before}${analyse(vcf, { ped: f.ped, panel: f.bed, args: `${args} --out-dir ${dir}` })}`);
    const names = ["candidates.tsv", "report.json", "candidates.vcf.gz"];
    digests[name] = await Promise.all(names.map((n) => digest(join(dir, n))));
  }
  const [first, ...rest] = Object.entries(digests);
  const counted = Number(run(`bcftools index -n ${f.vcf}`).stdout);
  const { counts } = JSON.parse(readFileSync(join(out, "bytes-1-thread", "run.json"), "utf8"));
  return {
    title: "Same bytes: candidates.tsv, report.json, candidates.vcf.gz",
    rows: [
      fact(
        "records read, as bcftools counts them",
        counts.recordsRead === counted,
        `${counts.recordsRead} of ${counted}`,
      ),
      ...rest.map(([name, d]) =>
        fact(
          `${name} = ${first[0]}`,
          d.join() === first[1].join(),
          d.map((x, i) => (x === first[1][i] ? "same" : "differs")).join(", "),
        ),
      ),
    ],
  };
}

/** In the order of the report. */
export const JOBS = {
  sameWork,
  wholeFile,
  indexScan,
  geneAgnostic,
  planted,
  memoryBars,
  startUp,
  sameBytes,
  page,
};

/** Run when they are named, and only then. */
export const BY_NAME = { tests, effect, events, values: valuesJob };

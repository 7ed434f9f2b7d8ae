// Frequencies and scores: look-ups over a slow network, prefetched values, echtvar's ZIP. Run by name: --only values.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeEchtvar } from "./echtvar-like.mjs";
import { gnomadLike, random } from "./gnomad-like.mjs";
import { rawTrioRows } from "./raw-trio.mjs";

const DELAY_MS = 40;
const FIELDS = [
  ["AC", "alleleCount"],
  ["AN", "alleleNumber"],
  ["nhomalt", "homozygotes"],
  ["AF_grpmax", "frequency"],
  ["grpmax", "group"],
  ["fafmax_faf95_max", "faf95"],
  ["FILTER", "filters"],
].map(([field, as]) => ({ field, name: field, as }));

const atMost = (name, value, limit, unit) => ({
  name,
  value: `${value.toFixed(2)} ${unit}`,
  limit: `<= ${limit} ${unit}`,
  ok: value <= limit,
});
const fact = (name, ok, value) => ({ name, value, limit: "yes", ok });

async function timed(work) {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  const result = await work();
  const used = process.cpuUsage(cpu);
  return { result, wall: (performance.now() - wall) / 1000, cpu: (used.user + used.system) / 1e6 };
}

function byBcftools(folder, file) {
  const columns =
    "INFO/AC,INFO/AN,INFO/nhomalt,INFO/AF_grpmax,INFO/grpmax,INFO/fafmax_faf95_max,FILTER";
  const query =
    "%CHROM:%POS:%REF:%ALT\\t%AC\\t%AN\\t%nhomalt\\t%AF_grpmax\\t%grpmax\\t%fafmax_faf95_max\\t%FILTER\\n";
  const done = spawnSync(
    "bash",
    [
      "-c",
      `bcftools annotate -a ${file} -c ${columns} ${join(folder, "survivors.vcf.gz")} | bcftools query -f '${query}'`,
    ],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (done.status !== 0) throw new Error(done.stderr);
  return new Map(
    done.stdout
      .trim()
      .split("\n")
      .map((line) => [line.split("\t")[0].replace(/^chr/, ""), line.split("\t").slice(1)]),
  );
}

/** Numbers by value, to the six digits that a 32-bit float of bcftools holds. */
function same(ours, theirs) {
  if (theirs === "." || theirs === undefined) return ours === null || ours === undefined;
  if (Number.isNaN(Number(theirs))) return String(ours) === theirs;
  return Math.abs(Number(ours) - Number(theirs)) <= 1e-5 * Math.abs(Number(theirs));
}

async function inside() {
  const out = process.argv[2];
  const lookup = await import("../src/lookup/index.ts");
  const { source } = await import("../src/lookup/schema.ts");
  const { RangeCache } = await import("../src/io/range-cache.ts");
  const { fetchIndex, mergeChunks, openRanges } = await import("../src/io/bgzf/index.ts");
  const { openEchtvar } = await import("../src/lookup/echtvar.ts");
  const { answersOf, ALLELES, inFlight, LOCAL_ONLY, prefetch } = lookup;
  const folder = join(out, "gnomad-like");
  const file = gnomadLike(folder);
  const server = spawn(process.execPath, [
    new URL("./range-server.mjs", import.meta.url).pathname,
    folder,
    String(DELAY_MS),
  ]);
  const base = await new Promise((done) =>
    server.stdout.once("data", (text) => done(String(text).trim())),
  );
  const log = async () => (await fetch(`${base}/-/log`)).json();
  const spec = (path) =>
    source.parse({
      name: "gnomAD",
      release: "4.1",
      assembly: "GRCh38",
      file: path,
      format: "vcf",
      records: "split",
      fields: FIELDS,
    });
  const address = `${base}/gnomad-like.vcf.gz`;
  const keys = readFileSync(join(folder, "survivors.tsv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [chrom, pos, ref, alt] = line.split("\t");
      return { chrom, pos: Number(pos), ref, alt };
    });
  const places = readFileSync(join(folder, "genes.bed"), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [contig, from, to] = line.split("\t");
      return { chrom: contig.replace("chr", ""), start: Number(from) + 1, end: Number(to) };
    });
  const cacheAt = join(out, "values-cache");
  rmSync(cacheAt, { recursive: true, force: true });
  const asking = (offline) => ({
    access: { cache: new RangeCache(cacheAt), offline, inTurn: inFlight() },
    remoteLookups: true,
    prefetched: [],
  });
  await answersOf(spec(file), keys.slice(0, 20), ALLELES, LOCAL_ONLY);
  const rows = [];
  try {
    await log();
    const cold = await timed(() => answersOf(spec(address), keys, ALLELES, asking(false)));
    const traffic = await log();
    rows.push(
      atMost(
        `300 look-ups at ${DELAY_MS} ms a request, cold (${traffic.requests} requests, ${cold.cpu.toFixed(1)} s of processor)`,
        cold.wall,
        2.5,
        "s",
      ),
    );
    rows.push(atMost("its traffic", traffic.bytes / 1e6, 25, "MB"));
    const warm = await timed(() => answersOf(spec(address), keys, ALLELES, asking(true)));
    rows.push(
      atMost(
        `the same from the cache (${warm.cpu.toFixed(2)} s of processor)`,
        warm.wall,
        0.1,
        "s",
      ),
    );
    const theirs = byBcftools(folder, file);
    const wrong = keys.filter(({ chrom, pos, ref, alt }, i) => {
      const own = theirs.get(`${chrom}:${pos}:${ref}:${alt}`) ?? [];
      const { values } = cold.result[i];
      return !FIELDS.every(({ name }, n) => same(values[name] ?? null, own[n]));
    });
    rows.push(
      fact(
        "every row as bcftools annotate has it",
        wrong.length === 0,
        `${keys.length - wrong.length} of ${keys.length}`,
      ),
    );
    rows.push(
      fact(
        "the same from the cache",
        JSON.stringify(warm.result) === JSON.stringify(cold.result),
        `${keys.length} rows`,
      ),
    );
    await log();
    const walked = await timed(() =>
      prefetch(
        spec(address),
        places,
        { cache: null, offline: false, inTurn: inFlight() },
        () => {},
      ),
    );
    const walk = await log();
    const ranges = (walk.ranges["/gnomad-like.vcf.gz"] ?? [])
      .filter(([, end]) => end > 1)
      .sort((a, b) => a[0] - b[0]);
    const twice = ranges.filter(([start], i) => start < (ranges[i - 1]?.[1] ?? 0)).length;
    const index = await fetchIndex(address, { cache: null, offline: false });
    const chunks = [...new Set(places.map(({ chrom }) => chrom))].flatMap((chrom) =>
      mergeChunks(
        places
          .filter((p) => p.chrom === chrom)
          .flatMap((p) => index.blocksForRange(`chr${chrom}`, p.start - 1, p.end)),
      ),
    );
    const local = await openRanges(file, { cache: null, offline: false });
    let blocks = 0;
    for (const { minv, maxv } of chunks) {
      const last =
        maxv.within === 0
          ? 0
          : Buffer.from(await local.read(maxv.block + 16, maxv.block + 18)).readUInt16LE(0) + 1;
      blocks += maxv.block - minv.block + last;
    }
    rows.push(
      atMost(
        `prefetch of 100 genes (${walked.cpu.toFixed(1)} s of processor)`,
        walked.wall,
        20,
        "s",
      ),
    );
    rows.push(
      fact("no byte of it fetched twice", twice === 0, `${ranges.length} ranges, ${twice} overlap`),
    );
    rows.push(
      atMost(
        "its traffic over the blocks of the index",
        ranges.reduce((n, [s, e]) => n + e - s, 0) / blocks,
        1.1,
        "times",
      ),
    );
    rows.push(atMost("its entry", walked.result.data.length / 1e6, 5, "MB"));
  } finally {
    server.kill();
  }
  rows.push(...(await echtvarRows(out, { openEchtvar, source, ALLELES })));
  console.log(JSON.stringify(rows));
}

/** Five million rows; look-ups in the order of the file, half of them of alleles that it does not have. */
async function echtvarRows(out, { openEchtvar, source, ALLELES }) {
  const path = join(out, "echtvar-like.zip");
  const fields = [
    { field: "AC", alias: "ac", ftype: "Integer" },
    { field: "D", alias: "delta", ftype: "Integer", zigzag: true },
    { field: "AF", alias: "af", ftype: "Float", multiplier: 2_000_000 },
  ];
  const rand = random(11);
  const rows = [];
  for (let pos = 1; rows.length < 5_000_000; pos += rand() < 0.5 ? 1 : 9) {
    const ref = "ACGT"[pos % 4];
    for (const alt of "ACGT") {
      if (alt === ref || rand() < 0.25) continue;
      const long = rand() < 0.02;
      const ac = Math.floor(rand() ** 4 * 100_000);
      rows.push({
        chrom: "1",
        pos,
        ref,
        alt: long ? `${ref}${alt.repeat(8)}` : alt,
        values: { ac, delta: (pos % 201) - 100, af: rand() < 0.1 ? null : ac / 2_000_000 },
      });
    }
  }
  if (!existsSync(path)) writeEchtvar(path, rows, fields);
  const spec = source.parse({
    name: "e",
    file: path,
    format: "echtvar",
    assembly: "GRCh38",
    fields: fields.map(({ alias }) => ({ field: alias, name: alias })),
  });
  const file = await openEchtvar(spec, path, { cache: null, offline: false });
  const asked = [];
  for (let i = 0; i < rows.length; i += 5) {
    const { chrom, pos, ref, alt } = rows[i];
    asked.push({ chrom, pos, ref, alt });
    asked.push({ chrom, pos, ref, alt: `${ref}${alt}${alt}` });
  }
  const done = await timed(async () => {
    const found = await file.rows(asked, ALLELES);
    let sum = 0;
    for (const [row] of found.values()) sum += row.values().length;
    return { found: found.size, sum };
  });
  const perSecond = asked.length / done.cpu;
  const sample = await file.rows(
    rows.filter((_, i) => i % 9973 === 0),
    ALLELES,
  );
  const wrong = rows.filter((row, i) => {
    if (i % 9973 !== 0) return false;
    const { values } = row;
    const own = sample
      .get(row)?.[0]
      ?.values()
      .map((text) => (text === undefined ? null : Number(text)));
    const truth = [
      values.ac,
      values.delta,
      values.af === null ? null : Math.trunc(values.af * 2_000_000) / 2_000_000,
    ];
    return JSON.stringify(own) !== JSON.stringify(truth);
  }).length;
  file.close();
  return [
    {
      name: "echtvar, 5,000,000 rows: look-ups a second of processor, values read",
      value: Math.round(perSecond).toLocaleString("en-US"),
      limit: ">= 500,000",
      ok: perSecond >= 500_000,
    },
    fact("its values as they were written", wrong === 0, `${sample.size} sampled, ${wrong} differ`),
  ];
}

/** A job of bench/run.mjs. */
export function valuesJob({ out, rounds }) {
  mkdirSync(out, { recursive: true });
  const script = new URL(import.meta.url).pathname;
  const sources = new URL("./sources.mjs", import.meta.url).pathname;
  const done = spawnSync(
    process.execPath,
    ["--max-old-space-size=6000", "--import", sources, script, out],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (done.status !== 0) throw new Error(done.stderr);
  const rows = JSON.parse(done.stdout.trim().split("\n").at(-1));
  rows.push(...rawTrioRows({ out, rounds }));
  writeFileSync(join(out, "values.json"), JSON.stringify(rows, null, 1));
  return { title: "Frequencies and scores: look-ups, prefetched values, echtvar", rows };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await inside();

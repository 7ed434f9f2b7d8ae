/**
 * Many archived cases out of one: the kept lines of a family, each case with a part of them, some with a
 * de novo planted in a gene of its panel. Seeded: the same cases every time.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { documentText } from "../src/archive/files.ts";
import { initArchive } from "../src/archive/index.ts";
import { startLog } from "../src/archive/log.ts";
import { IndexedVcfWriter } from "../src/io/bgzf/index.ts";
import { DEFAULT_OPTIONS } from "../src/analysis/options.ts";
import { addCase } from "../src/reanalysis/add.ts";

const KEPT = 0.7;

/** A quiet outside world. */
export function quietIo() {
  const nothing = () => {};
  return {
    log: { info: nothing, warn: nothing, detail: nothing },
    onProgress: nothing,
    commandLine: [],
    version: JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
    now: () => new Date("2026-01-01T00:00:00Z"),
    stdin: Readable.from([]),
    stdout: new Writable({ write: (_chunk, _encoding, done) => done() }),
  };
}

/** What the command line asks for when nothing is given. */
export function optionsOf(given) {
  return { ...DEFAULT_OPTIONS, assembly: "GRCh37", threads: 1, ...given };
}

export function add(archive, id, options) {
  const about = {
    archive,
    id,
    status: "open",
    consent: { given: true, until: null },
    assay: "exome",
    by: "bench",
    panelVersions: [],
  };
  return addCase(about, optionsOf(options), quietIo());
}

/** A small repeatable generator: mulberry32. */
export function generator(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Header and kept lines of an archived case. */
export function poolOf(archive, id) {
  const path = join(archive, "cases", id, "datasets/1/distilled.vcf.gz");
  const lines = gunzipSync(readFileSync(path)).toString("utf8").trimEnd().split("\n");
  const first = lines.findIndex((line) => !line.startsWith("#"));
  const header = lines.slice(0, first).filter((line) => !line.startsWith("##panelistDistilled"));
  return { header, lines: lines.slice(first) };
}

/** Writes a bgzipped VCF with its index. */
export function writeVcf(path, header, lines) {
  const parts = [];
  const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
  for (const line of [...header, ...lines]) writer.write(line);
  const index = writer.finish();
  writeFileSync(path, Buffer.concat(parts));
  writeFileSync(`${path}.tbi`, index);
}

/**
 * @param {{header: string[], lines: string[]}} pool
 * @param {(i: number) => {panel: string, genes: Set<string> | null}} ruleOf panel of a case; genes for a
 *   planted de novo, or null
 */
export async function makeCases(archive, pool, ped, count, ruleOf) {
  initArchive(archive, new Date("2026-01-01T00:00:00Z"));
  const work = join(archive, "..", "work");
  mkdirSync(work, { recursive: true });
  const random = generator(6);
  for (let i = 0; i < count; i++) {
    const { panel, genes } = ruleOf(i);
    const own = pool.lines.filter(() => random() < KEPT);
    if (genes !== null) plant(own, genes, random);
    const vcf = join(work, `C${i}.vcf.gz`);
    writeVcf(vcf, pool.header, own);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await add(archive, `C${String(i).padStart(4, "0")}`, { vcfs: [vcf], ped, panels: [panel] });
    rmSync(vcf);
    rmSync(`${vcf}.tbi`);
  }
  rmSync(work, { recursive: true });
}

/**
 * An archive of `count` cases, copies of the families of another.
 * @param {((i: number) => string) | null} ruleOf another panel for each; its first re-analysis then makes a
 *   run under that
 */
export function copyCases(from, archive, count, ruleOf = null) {
  initArchive(archive, new Date("2026-01-01T00:00:00Z"));
  cpSync(join(from, "knowledge"), join(archive, "knowledge"), { recursive: true });
  const families = readdirSync(join(from, "cases")).sort();
  for (let i = 0; i < count; i++) {
    const source = families[i % families.length];
    const id = `C${String(i).padStart(4, "0")}`;
    const to = join(archive, "cases", id);
    cpSync(join(from, "cases", source), to, { recursive: true });
    for (const name of ["case.json", "runs/1.json"]) {
      const path = join(to, name);
      const text = readFileSync(path, "utf8").replaceAll(`"${source}"`, `"${id}"`);
      const { sha256: _seal, ...file } = JSON.parse(text);
      if (name === "case.json" && ruleOf !== null) file.analysis.panels = [ruleOf(i)];
      writeFileSync(path, documentText(file));
    }
    rmSync(join(to, "log.jsonl"));
    startLog(to, { date: "2026-01-01T00:00:00.000Z", by: "bench", what: "add" });
  }
}

/** A harmful line of one of the genes becomes the child's own. */
function plant(lines, genes, random) {
  const fit = lines.flatMap((line, i) => {
    const csq = /(?:^|;)CSQ=([^;\t]*)/.exec(line)?.[1] ?? "";
    const harmful = csq.split(",").some((entry) => {
      const [, terms = "", , symbol = ""] = entry.split("|");
      return genes.has(symbol) && /missense|stop_gained|frameshift|splice_(?:acc|don)/.test(terms);
    });
    return harmful ? [i] : [];
  });
  const at = fit[Math.floor(random() * fit.length)];
  if (at === undefined) return;
  const columns = lines[at].split("\t");
  const keys = columns[8].split(":").slice(1).join(":");
  const reads = { AD: ["40,38", "40,0"], DP: ["78", "40"], GQ: ["99", "99"] };
  const call = (gt, which) =>
    keys === ""
      ? gt
      : `${gt}:${keys
          .split(":")
          .map((key) => reads[key]?.[which] ?? ".")
          .join(":")}`;
  lines[at] = [...columns.slice(0, 9), call("0/1", 0), call("0/0", 1), call("0/0", 1)].join("\t");
}

/**
 * npm run bench:events -- [--data ../shared/data] [--only NAME] [--stress] [--write]
 *
 * Ranks of the causal variants of 186 published cases (events-cases.mjs) in `analyse` without a panel, by HPO terms. A
 * case of two variants is a hit only where one pair holds both. `--stress`: the events of every other gene's case stand
 * beside. `--write`: the figures and the misses go into bench/EVENTS.md. `--part 1/4 --keep FILE`: a quarter of the
 * cases, kept; `--from FILE,FILE`: the figures of what was kept.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { analyse } from "../src/index.ts";
import { makeStore, readCases, readGenome, writeCase } from "./events-cases.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    only: { type: "string" },
    stress: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    part: { type: "string", default: "1/1" },
    keep: { type: "string" },
    from: { type: "string" },
  },
});

const kept = new URL("./out/events-store", import.meta.url).pathname;
const store = existsSync(kept) ? join(kept, "store") : await makeStore(kept, values.data);
const folder = mkdtempSync(join(tmpdir(), "panelist-events-"));
try {
  const cases = readCases(values.data, mkdtempSync(join(folder, "packets-")));
  const genome = readGenome(values.data);
  writeFileSync(join(folder, "policy.json"), JSON.stringify({ incidental: "show" }));
  const found = (values.from?.split(",") ?? []).flatMap((file) =>
    JSON.parse(readFileSync(file, "utf8")),
  );
  const [part, parts] = values.part.split("/").map(Number);
  const asked = values.from === undefined ? cases.filter((_, i) => i % parts === part - 1) : [];
  for (const each of asked.filter(({ name }) => name.includes(values.only ?? ""))) {
    const rivals = values.stress ? rivalsOf(each, cases) : [];
    found.push({ each, ...(await rankOf(each, genome, rivals)) });
  }
  if (values.keep !== undefined) writeFileSync(values.keep, JSON.stringify(found));
  const text = figures(found.sort((a, b) => (a.each.name < b.each.name ? -1 : 1)));
  console.log(text);
  if (values.write) writePart(values.stress ? "stress" : "cases", text);
} finally {
  rmSync(folder, { recursive: true });
}

async function rankOf(each, genome, rivals) {
  const { vcfs, packet } = writeCase(folder, each, genome, rivals);
  const { report } = await analyse({
    vcfs,
    store,
    geneAgnostic: true,
    policy: join(folder, "policy.json"),
    phenotype: { phenopacket: packet, skipUnknownTerms: true },
    scan: "full",
    threads: 1,
    allowEmpty: true,
  });
  if (values.only !== undefined)
    for (const c of report.candidates.slice(0, 30)) console.log(lineOf(c));
  const ids = each.variants.map(({ id }) => id);
  const hit = report.candidates.find((c) => ids.every((id) => c.variants.some((v) => has(v, id))));
  const parts = report.candidates.filter((c) =>
    ids.some((id) => c.variants.some((v) => has(v, id))),
  );
  // Before a pair may stand each of its alleles alone: no other gene's.
  const isOwn = (c) => c.variants.every((v) => ids.some((id) => has(v, id)));
  const own = report.candidates.filter((c) => c.rank < (hit?.rank ?? 0) && isOwn(c)).length;
  return {
    rank: hit?.rank ?? null,
    clear: hit === undefined ? null : hit.rank - own,
    model: hit?.models[0]?.model ?? null,
    best: shortOf(parts[0]),
  };
}

function shortOf(candidate) {
  return candidate && { rank: candidate.rank, gene: { symbol: candidate.gene.symbol } };
}

function lineOf({ rank, gene, band, score, scoreParts, models, variants, flags }) {
  const parts = scoreParts.map(({ part, value }) => `${part} ${value}`);
  const keys = variants.map((v) => v.event?.key ?? v.pos);
  return [
    rank,
    gene.symbol,
    `place ${band}`,
    score,
    ...parts,
    models[0]?.model,
    ...keys,
    ...flags,
  ].join(" | ");
}

function has(variant, id) {
  return variant.id === id || variant.event?.members.some((member) => member.id === id) === true;
}

/** One case of every other gene, of an event where there is one. */
function rivalsOf(each, cases) {
  const seen = new Set([each.gene.symbol]);
  const hasEvent = ({ variants }) => variants.some(({ isEvent }) => isEvent);
  const ordered = [...cases.filter(hasEvent), ...cases.filter((one) => !hasEvent(one))];
  return ordered.filter(({ gene }) => {
    if (seen.has(gene.symbol)) return false;
    seen.add(gene.symbol);
    return true;
  });
}

function figures(found) {
  const share = (n, all) => `${n} of ${all} (${((100 * n) / all).toFixed(1)} %)`;
  const within = (some, most, of = "rank") =>
    some.filter((one) => one[of] !== null && one[of] <= most).length;
  const row = (name, some, of) =>
    `| ${name} | ${[Infinity, 1, 5, 10].map((most) => share(within(some, most, of), some.length)).join(" | ")} |`;
  const pairs = found.filter(({ each }) => each.variants.length === 2);
  const withEvent = found.filter(({ each }) => each.variants.some(({ isEvent }) => isEvent));
  const overDeletion = pairs.filter(({ each }) => each.isOverDeletion);
  const kinds = [...new Set(withEvent.map(kindOf))].sort();
  const missed = found.filter(({ rank }) => rank === null || rank > 10);
  return [
    "| | among the candidates | top 1 | top 5 | top 10 |",
    "|---|---|---|---|---|",
    row("all", found),
    row("all, their own single alleles aside", found, "clear"),
    row("with an event", withEvent),
    row("with an event, their own single alleles aside", withEvent, "clear"),
    row("two variants, as one pair", pairs),
    row("the same, their own single alleles aside", pairs, "clear"),
    ...(overDeletion.length === 0
      ? []
      : [row("small variant over its partner's deletion", overDeletion)]),
    ...kinds.map((kind) =>
      row(
        kind,
        withEvent.filter((one) => kindOf(one) === kind),
      ),
    ),
    "",
    "Beyond the first ten, or missed:",
    "",
    ...missed.map(missLine),
  ].join("\n");
}

/** Of a case's largest event: its kind, and whether it is longer than 10 kb. */
function kindOf({ each }) {
  const [largest] = each.variants
    .filter(({ isEvent }) => isEvent)
    .sort((a, b) => (b.size ?? 0) - (a.size ?? 0));
  const size =
    largest.size === null ? "" : largest.size >= 10_000 ? ", 10 kb or more" : ", below 10 kb";
  return `${largest.type}${size}`;
}

function missLine({ each, rank, best }) {
  const what = each.variants.map(
    ({ type, fact }) => `${type} ${fact?.MANE_hit ?? ""} ${fact?.detail ?? ""}`,
  );
  const place = rank === null ? "not among the candidates" : `rank ${rank}`;
  const part =
    best === undefined || best.rank === rank
      ? ""
      : `; a part of it at rank ${best.rank} in ${best.gene.symbol}`;
  const gene =
    best?.rank === rank && best.gene.symbol !== each.gene.symbol ? ` in ${best.gene.symbol}` : "";
  return `- ${each.name} (${what.join(" + ")}): ${place}${gene}${part}`;
}

/** A part of bench/EVENTS.md stands between two marks. */
function writePart(part, text) {
  const path = new URL("../bench/EVENTS.md", import.meta.url).pathname;
  const document = readFileSync(path, "utf8");
  const [start, end] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`];
  const from = document.indexOf(start) + start.length;
  const to = document.indexOf(end);
  writeFileSync(path, `${document.slice(0, from)}\n\n${text}\n\n${document.slice(to)}`);
}

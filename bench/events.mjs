/**
 * npm run bench:events -- [--data ../shared/data] [--only NAME] [--stress] [--write]
 *
 * Ranks of the causal variants of 186 published cases (events-cases.mjs) in `analyse` without a panel, by HPO terms. A
 * case of two variants is a hit only where one pair holds both. `--stress`: the events of every other gene's case stand
 * beside. `--write`: bench/EVENTS.md.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { analyse } from "../src/index.ts";
import { makeStore, readGenome, readCases, writeCase } from "./events-cases.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    only: { type: "string" },
    stress: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "panelist-events-"));
try {
  const kept = new URL("./out/events-store", import.meta.url).pathname;
  const store = existsSync(kept) ? join(kept, "store") : await makeStore(kept, values.data);
  const packets = mkdtempSync(join(folder, "packets-"));
  const cases = readCases(values.data, packets);
  const background = readGenome(values.data);
  writeFileSync(join(folder, "policy.json"), JSON.stringify({ incidental: "show" }));
  const wanted = cases.filter(
    ({ name }) => values.only === undefined || name.includes(values.only),
  );
  const found = [];
  for (const each of wanted) {
    found.push({ each, ...(await ranksOf(each, values.stress ? rivalsOf(each, cases) : [])) });
    if (values.only !== undefined) console.log(JSON.stringify(found.at(-1), null, 1));
  }
  const text = figures(found);
  console.log(text);

  async function ranksOf(each, rivals) {
    const { vcfs, packet } = writeCase(folder, each, background, rivals);
    const { report } = await analyse({
      vcfs,
      store,
      geneAgnostic: true,
      policy: join(folder, "policy.json"),
      phenotype: { phenopacket: packet, skipUnknownTerms: true },
      scan: "full",
      allowEmpty: true,
      threads: 1,
    });
    const holds = (candidate) =>
      each.variants.every(({ id }) => candidate.variants.some((v) => idsOf(v).includes(id)));
    const hit = report.candidates.find(holds);
    const some = report.candidates.filter((c) =>
      c.variants.some((v) => idsOf(v).some((id) => id.startsWith("causal"))),
    );
    if (values.only !== undefined)
      for (const c of report.candidates.slice(0, 30))
        console.log(
          [
            c.rank,
            c.gene.symbol,
            `place ${c.band}`,
            c.score,
            ...c.scoreParts.map((p) => `${p.part} ${p.value}`),
            c.models[0]?.model,
            c.variants.map((v) => v.event?.key ?? v.pos).join(" "),
            c.flags.join(","),
          ].join(" | "),
        );
    return {
      rank: hit?.rank ?? null,
      model: hit?.models[0]?.model ?? null,
      of: report.candidates.length,
      partly: some.slice(0, 3).map((c) => `${c.rank} ${c.gene.symbol} ${c.reason}`),
    };
  }
} finally {
  rmSync(folder, { recursive: true });
}

function idsOf(variant) {
  return [variant.id, ...(variant.event?.members ?? []).map(({ id }) => id)];
}

/** One case of every other gene. */
function rivalsOf(each, cases) {
  const seen = new Set([each.gene.symbol]);
  return cases.filter(({ gene }) => {
    if (seen.has(gene.symbol)) return false;
    seen.add(gene.symbol);
    return true;
  });
}

function figures(found) {
  const share = (n, all) => `${n} of ${all} (${((100 * n) / all).toFixed(1)} %)`;
  const within = (some, most) => some.filter(({ rank }) => rank !== null && rank <= most).length;
  const pairs = found.filter(({ each }) => each.variants.length === 2);
  const lines = [
    `present ${share(within(found, Infinity), found.length)}`,
    ...[1, 5, 10].map((most) => `top ${most}: ${share(within(found, most), found.length)}`),
    `pairs complete: ${share(within(pairs, Infinity), pairs.length)}`,
    `hemizygous over a deletion: ${found.filter(({ model }) => model === "AR_DEL_HEMI").length}`,
  ];
  const missed = found
    .filter(({ rank }) => rank === null || rank > 10)
    .map(
      ({ each, rank, partly }) =>
        `- ${each.name} (${each.variants.map(({ type, fact }) => `${type} ${fact?.MANE_hit} ${fact?.detail}`).join(" + ")}): ${rank === null ? "not among the candidates" : `rank ${rank}`}${partly.length === 0 ? "" : `; ${partly.join(" | ").slice(0, 200)}`}`,
    );
  return [...lines, "", ...missed].join("\n");
}

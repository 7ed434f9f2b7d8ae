/**
 * Re-analysis against full analyses on real changes of knowledge, and the recall of what is kept:
 * `node --import ./bench/sources.mjs bench/archive-exact.mjs <annotated exome.vcf.gz> <ped>
 * <folder of shared data>`.
 * Writes bench/out/archive/exact.json for bench/archive-document.mjs.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { add, generator, optionsOf, poolOf, quietIo, writeVcf } from "./archive-cases.mjs";
import { initArchive, inArchive, readHead, readRun } from "../src/archive/index.ts";
import { differencesOf } from "../src/reanalysis/events/differences.ts";
import { importClinVar } from "../src/classifications/index.ts";
import { importHpo } from "../src/phenotype/index.ts";
import { analyseInto } from "../src/analysis/analyse.ts";
import { reanalyse } from "../src/reanalysis/reanalyse.ts";
import { openStore } from "../src/store/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "bench/out/archive/exact");
const [vcf, ped, data] = process.argv.slice(2);
if (data === undefined) throw new Error("an exome, a pedigree and the shared data, please");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const panels = join(data, "panelapp/versions");
const PANEL_OLD = join(panels, "panel_185_v4.1.from_superpanel_465_v19.1.json");
const PANEL_NEW = join(panels, "panel_185_v5.29.api_cache_2026-03.json");
const TERMS = "HP:0001250,HP:0001263,HP:0000252";

async function clinvar(store, release) {
  const path = join(data, `clinvar/clinvar_${release}.b37.vcf.gz`);
  await importClinVar(openStore(store), path, { assembly: "GRCh37", release, now: new Date(0) });
}

async function hpo(store, release) {
  const files = [
    "hp.json",
    "gene_to_terms.tsv",
    "omim_disease_to_terms.tsv",
    "orpha_disease_to_terms.tsv",
    "terms.tsv",
  ];
  const paths = files.map((name) => join(data, "hpo", release, `${name}.gz`));
  await importHpo(openStore(store), paths, { release, now: "2026-01-01T00:00:00Z" });
}

const answerOf = ({ candidates, untiered, withheld, sampleChecks, acmg }) =>
  JSON.stringify({ candidates, untiered, withheld, sampleChecks, acmg });

async function full(options) {
  const file = join(out, "full.json");
  await analyseInto(optionsOf(options), { file, format: "json", dir: null }, quietIo());
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Archive under the old knowledge, bring the new, re-analyse, analyse in full, compare. */
async function change(what, input, options, bring) {
  const archive = join(out, `cases-${what.replaceAll(/\W+/g, "-")}`);
  initArchive(archive, new Date(0));
  await add(archive, "C1", options);
  const folder = inArchive.case(archive, "C1");
  const before = readRun(folder, 1).report;
  await bring();
  const started = process.cpuUsage();
  const { result } = await reanalyse(
    {
      archive,
      cases: [],
      panelVersions: [],
      store: options.store,
      dryRun: false,
      by: "bench",
    },
    quietIo(),
  );
  if (result.failed.length > 0) throw new Error(JSON.stringify(result.failed));
  const { user, system } = process.cpuUsage(started);
  const run = readRun(folder, readHead(folder).run);
  const young = await full(options);
  const row = {
    what,
    input,
    evaluated: run.evaluated === null ? "all genes" : `${run.evaluated.length} genes`,
    source: run.source,
    before: before.candidates.length,
    after: run.report.candidates.length,
    events: run.run === 1 ? 0 : run.events.length,
    differences: differencesOf(run.report, young).length,
    cpu: (user + system) / 1e6,
    equal: answerOf(run.report) === answerOf(young),
  };
  console.error(JSON.stringify(row));
  return row;
}

const symbolsOf = (line) =>
  (/(?:^|;|\t)CSQ=([^;\t]*)/.exec(line)?.[1] ?? "").split(",").map((e) => e.split("|")[3] ?? "");

/** The child's own, in good quality. */
function deNovo(line) {
  const columns = line.split("\t");
  const call = (gt) => `${gt}:${gt === "0/1" ? "40,38:78:99" : "40,0:40:99"}`;
  return [...columns.slice(0, 8), "GT:AD:DP:GQ", call("0/1"), call("0/0"), call("0/0")].join("\t");
}

const changes = [];
const recall = [];
const exome = { vcfs: [vcf], ped };

// The exome's kept lines are a small original of their own; every line in a gene of the panel is de novo.
const base = join(out, "base");
initArchive(base, new Date(0));
const rule = join(out, "panel.json");
const put = (path) => writeFileSync(rule, readFileSync(path));
put(PANEL_OLD);
await add(base, "C0", { ...exome, panels: [rule] });
const pool = poolOf(base, "C0");
const genes = new Set(
  [PANEL_OLD, PANEL_NEW].flatMap((path) =>
    JSON.parse(readFileSync(path, "utf8")).genes.map((g) => g.entity_name),
  ),
);
const small = join(out, "small.vcf.gz");
const planted = pool.lines.map((line) =>
  symbolsOf(line).some((symbol) => genes.has(symbol)) ? deNovo(line) : line,
);
writeVcf(small, pool.header, planted);
const family = { vcfs: [small], ped, panels: [rule] };
const input = `${planted.length} records of the exome, de novo in the panel's genes`;
changes.push(await change("panel 185 v4.1 to v5.29", input, family, () => put(PANEL_NEW)));

const store = join(out, "store");
await hpo(store, "2024-04-26");
const phenotype = { hpo: [TERMS] };
const withTerms = { ...family, store, phenotype };
put(PANEL_OLD);
const both = { ...withTerms, panels: [rule] };
const agnostic = { ...withTerms, panels: [], geneAgnostic: true };
const archived = join(out, "store-young");
await hpo(archived, "2024-04-26");
changes.push(
  await change("HPO 2024-04 to 2024-08, every gene", `the same, terms ${TERMS}`, agnostic, () =>
    hpo(store, "2024-08-13"),
  ),
  await change(
    "panel 185 v4.1 to v5.29 and HPO 2024-04 to 2024-08",
    `the same, terms ${TERMS}`,
    { ...both, store: archived },
    async () => {
      put(PANEL_NEW);
      await hpo(archived, "2024-08-13");
    },
  ),
);

// ClinVar's own records of two genes, annotated, carried by a child: every tenth.
const annotated = gunzipSync(
  readFileSync(join(data, "clinvar/brca1_opa1_GRCh37_2023-03.vep.vcf.gz")),
)
  .toString("utf8")
  .trimEnd()
  .split("\n");
const random = generator(8);
const header = annotated
  .filter((line) => line.startsWith("##"))
  .concat(
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tHG002\tHG003\tHG004",
  );
// The file's own statements go: ClinVar is the store's.
const bare = (line) => {
  const columns = line.split("\t").slice(0, 8);
  const info = columns[7].split(";").filter((field) => field.startsWith("CSQ="));
  return deNovo([...columns.slice(0, 7), info.join(";")].join("\t"));
};
const carried = annotated.filter((line) => !line.startsWith("#") && random() < 0.1).map(bare);
const two = join(out, "two.vcf.gz");
writeVcf(two, header, carried);
const twoGenes = join(out, "two.tsv");
writeFileSync(
  twoGenes,
  "symbol\tconfidence\tmode_of_inheritance\tchrom\tstart\tend\nBRCA1\tgreen\tMONOALLELIC\t17\t41196312\t41277500\nOPA1\tgreen\tMONOALLELIC\t3\t193310933\t193415612\n",
);
const clinvarStore = join(out, "store-clinvar");
await clinvar(clinvarStore, "2015-11-30");
const ofTwo = { vcfs: [two], ped, panels: [twoGenes], store: clinvarStore };
changes.push(
  await change(
    "ClinVar 2015-11 to 2016-09",
    `${carried.length} ClinVar records of BRCA1 and OPA1 in a child`,
    ofTwo,
    () => clinvar(clinvarStore, "2016-09-01"),
  ),
);

/** Every gene green, doubled limits, the later ClinVar: are the alleles kept, or reachable by index? */
async function recallOf(name, given, original) {
  const older = join(out, "store-older");
  await clinvar(older, "2015-11-30");
  const archive = join(out, `recall-${basename(original)}`);
  initArchive(archive, new Date(0));
  await add(archive, "C1", { ...given, store: older });
  const dataset = join(inArchive.case(archive, "C1"), "datasets/1");
  const kept = new Set(readFileSync(join(dataset, "alleles.txt"), "utf8").trimEnd().split("\n"));
  const lines = gunzipSync(readFileSync(original)).toString("utf8").trimEnd().split("\n");
  const symbols = [...new Set(lines.filter((l) => !l.startsWith("#")).flatMap(symbolsOf))].sort();
  const green = join(out, "green.tsv");
  const rows = symbols
    .filter((s) => s !== "")
    .map((s) => `${s}\tgreen\tBOTH monoallelic and biallelic`);
  writeFileSync(green, ["symbol\tconfidence\tmode_of_inheritance", ...rows, ""].join("\n"));
  const policy = join(out, "doubled.json");
  writeFileSync(policy, JSON.stringify({ frequency: { dominant: 0.002, recessive: 0.02 } }));
  const report = await full({ ...given, panels: [green], genes: [], policy, store: clinvarStore });
  const shown = [...report.candidates, ...Object.values(report.untiered).flat()];
  const wanted = new Set(
    shown.flatMap((c) => c.variants.map((v) => minimal(v.chrom, v.pos, v.ref, v.alt))),
  );
  const held = [...wanted].filter((key) => kept.has(key)).length;
  const row = {
    input: name,
    wanted: wanted.size,
    candidates: shown.length,
    kept: held,
    // What was not kept can be reached where the original has an index.
    found:
      statSync(`${original}.tbi`, { throwIfNoEntry: false }) === undefined ? held : wanted.size,
    bytes: statSync(join(dataset, "distilled.vcf.gz")).size,
    original: statSync(original).size,
  };
  console.error(JSON.stringify(row));
  return row;
}

function minimal(chrom, pos, ref, alt) {
  let [p, r, a] = [pos, ref, alt];
  while (r.length > 1 && a.length > 1 && r.at(-1) === a.at(-1))
    [r, a] = [r.slice(0, -1), a.slice(0, -1)];
  while (r.length > 1 && a.length > 1 && r[0] === a[0]) [p, r, a] = [p + 1, r.slice(1), a.slice(1)];
  return `${chrom}:${p}:${r}:${a}`;
}

recall.push(
  await recallOf("BRCA1 and OPA1", { vcfs: [two], ped, panels: [twoGenes] }, two),
  await recallOf("exome", { ...exome, panels: [rule] }, vcf),
);
writeFileSync(
  join(root, "bench/out/archive/exact.json"),
  `${JSON.stringify(
    {
      command: `node --import ./bench/sources.mjs bench/archive-exact.mjs ${basename(vcf)} ${basename(ped)} <shared data>`,
      changes,
      recall,
    },
    null,
    2,
  )}\n`,
);

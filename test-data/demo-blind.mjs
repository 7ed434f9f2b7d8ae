/**
 * `npm run demo:blind`: twelve planted variants of the demo family as the VCF has them, to be judged by hand;
 * `npm run demo:blind -- --mark demo-blind/worksheet.tsv` says which were judged as planted (docs/assurance/training.md).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const demo = `${root}test-data/demo`;
const SHEET = "demo-blind/worksheet.tsv";

/** What each is there to teach. */
const LESSONS = {
  denovo_lof: "a de novo loss of function in a green gene",
  too_common_lof: "too common in the population, whatever it does",
  filtered_lof: "the caller's FILTER, and nothing known that would rescue it",
  filtered_clinvar_rescue: "the same FILTER, but ClinVar calls it pathogenic",
  father_no_call: "the father has no call: this is no de novo, and not inherited either",
  ar_hom: "both parents carry it",
  splice_region_denovo: "near a splice site: less than a loss of function",
  amber_gene_missense: "an amber gene reaches tier 3 alone",
  mode_mismatch_denovo_lof: "the panel's mode of inheritance does not fit",
  ad_incomplete_unaffected_father: "a healthy father carries it: incomplete penetrance",
  possible_mosaic: "few of the reads: shown apart, in no tier",
  mt_homoplasmic_common: "a common variant of the mitochondrion",
};

const tableOf = (text) => {
  const [head = "", ...rows] = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const names = head.split("\t");
  return rows.map((row) => {
    const cells = row.split("\t");
    return Object.fromEntries(names.map((name, i) => [name, (cells[i] ?? "").trim()]));
  });
};
const planted = tableOf(readFileSync(`${demo}/truth.tsv`, "utf8")).filter(({ case: id }) => id in LESSONS);
const placeOf = (row) => `${row.chrom}:${row.pos}:${row.ref}:${row.alt}`;
/** A tier, or none; the reason is for the talk afterwards. */
const tierOf = ({ expect }) => /^tier(\d)$/.exec(expect)?.[1] ?? "none";

function worksheet() {
  const lines = gunzipSync(readFileSync(`${demo}/trio.vcf.gz`)).toString().split("\n");
  const columns = /##INFO=<ID=CSQ,.*Format: ([^"]*)"/.exec(lines.find((line) => line.includes("ID=CSQ")) ?? "");
  const names = (columns?.[1] ?? "").split("|");
  const samples = (lines.find((line) => line.startsWith("#CHROM")) ?? "").split("\t").slice(9);
  const rows = planted.map((row) => {
    const line = lines.find((one) => {
      const [chrom, pos, , ref, alt] = one.split("\t", 5);
      return (chrom === `chr${row.chrom}` || (chrom === "chrM" && row.chrom === "MT")) && pos === row.pos && ref === row.ref && alt === row.alt;
    });
    if (line === undefined) throw new Error(`${placeOf(row)} is not in the demo`);
    const cells = line.split("\t");
    const info = Object.fromEntries((cells[7] ?? "").split(";").map((field) => field.split(/=(.*)/s)));
    const entry = (info.CSQ ?? "").split(",")[0]?.split("|") ?? [];
    const value = (name) => entry[names.indexOf(name)] || ".";
    const people = samples.map((sample, i) => [sample.replace("DEMO-", "").toLowerCase(), cells[9 + i]]);
    const calls = ["child", "mother", "father"].map((who) => people.find(([name]) => name === who)?.[1] ?? ".");
    return [placeOf(row), value("SYMBOL"), value("Consequence"), value("HGVSp"), value("MAX_AF"), info.CLNSIG ?? ".", cells[6], cells[8], ...calls, "", "", ""];
  });
  const head = "variant gene consequence protein max_af clinvar filter format child mother father tier model why".split(" ");
  return `${[head, ...rows].map((row) => row.join("\t")).join("\n")}\n`;
}

const USAGE = `Usage: npm run demo:blind [-- --mark ${SHEET}]`;

function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(2);
}

/** The filled-in worksheet, as a spreadsheet program may have saved it. */
function answersIn(path) {
  if (!existsSync(path)) fail(`${path}: no such file. Run \`npm run demo:blind\` to write it.`);
  const rows = tableOf(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  const answers = new Map(rows.map((row) => [row.variant, row]));
  if (!planted.some((row) => answers.has(placeOf(row))) || rows[0].tier === undefined || rows[0].model === undefined)
    fail(`${path}: not the worksheet: a table with tabs and the columns variant, tier and model. Save it as text with tabs (.tsv).`);
  return answers;
}

function mark(path) {
  const answers = answersIn(path);
  let right = 0;
  for (const row of planted) {
    const { tier = "", model = "" } = answers.get(placeOf(row)) ?? {};
    const isTier = tier.toLowerCase().replace(/^tier\s*/, "") === tierOf(row);
    const isRight = isTier && (tierOf(row) === "none" || model.toUpperCase() === row.model);
    right += Number(isRight);
    const told = isRight ? "right" : `tier ${tierOf(row)}, model ${row.model} (${row.expect})`;
    process.stdout.write(`${placeOf(row)}\t${row.gene}\t${told}: ${LESSONS[row.case]}\n`);
  }
  process.stdout.write(`${right} of ${planted.length} as planted\n`);
}

const [flag, path = SHEET, ...rest] = process.argv.slice(2);
if (flag === "--mark" && rest.length === 0) mark(path);
else if (flag !== undefined) fail(`what was asked is not understood. ${USAGE}`);
else if (existsSync(SHEET)) fail(`${SHEET} is there already. Mark it, or move it away.\n${USAGE}`);
else {
  mkdirSync(dirname(SHEET), { recursive: true });
  writeFileSync(SHEET, worksheet());
  process.stdout.write(`${SHEET}: ${planted.length} variants. Fill in tier, model and why; then: npm run demo:blind -- --mark ${SHEET}\n`);
}

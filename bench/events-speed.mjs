// Structural and copy-number events: what they do to genes, and how common they are.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { median, run } from "./measure.mjs";

const sources = new URL("./sources.mjs", import.meta.url).pathname;
const mane = new URL("../../shared/data/events/regions/MANE_GRCh38_exons.tsv.gz", import.meta.url);

/** The script's own JSON, in several rounds. */
function told(script, rounds, ...words) {
  const path = new URL(script, import.meta.url).pathname;
  return Array.from({ length: rounds }, () =>
    JSON.parse(run([process.execPath, "--import", sources, path, ...words].join(" ")).stdout),
  );
}

const bar = (name, answers, field, limit) => {
  const value = median(answers.map((answer) => answer[field]).sort((a, b) => a - b));
  return { name, value: `${value.toFixed(1)} ms`, limit: `<= ${limit} ms`, ok: value <= limit };
};

/** Records of one genome into normal form; people's events held against each other; `bcftools query` of the same fields. */
function reading(folder, rounds) {
  const answers = told("./events-read.mjs", rounds, folder);
  const [first] = answers;
  const fields =
    "%CHROM %POS %ID %REF %ALT %QUAL %FILTER %INFO/END %INFO/SVTYPE %INFO/SVLEN[ %GT]\\n";
  const query = run(`bcftools query -f '${fields}' ${first.path} > ${folder}/query.txt`);
  const cpu =
    query.cpu === null ? "" : `; bcftools query of the fields: ${Math.round(query.cpu * 1000)} ms`;
  return {
    note: `60,000 records are ${first.events} events${cpu}. Of 20,000 events, ${first.matched.join(" and ")} are a relative's too.`,
    rows: [
      bar("60,000 records of one genome, processor", answers, "readMs", 1000),
      bar("20,000 events of three people matched, processor", answers, "matchMs", 200),
    ],
  };
}

/** 20,000 events against all of MANE; 300 that are left against a source like gnomAD-SV. Processor time. */
export function events({ out, rounds }) {
  const folder = join(out, "events");
  mkdirSync(folder, { recursive: true });
  const effects = existsSync(mane) ? told("./events-effects.mjs", rounds) : [];
  const common = told("./events-frequency.mjs", rounds, folder);
  const [first] = effects;
  const read = reading(folder, rounds);
  const rows = [
    ...read.rows,
    bar("frequency of an event in 1.2 million, processor", common, "msEach", 3),
  ];
  if (first !== undefined)
    rows.push(bar("effects of 20,000 events on all of MANE, processor", effects, "ms", 600));
  return {
    title: "Events: reading, matching, effects on genes, frequency",
    note: `${read.note} ${
      first === undefined
        ? "MANE's exons are not at hand: effects were not measured."
        : `${first.events} events have ${first.effects} effects, ${first.protein} of them on proteins.`
    }`,
    rows,
  };
}

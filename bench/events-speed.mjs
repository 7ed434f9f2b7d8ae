// Structural and copy-number events: what they do to genes, and how common they are.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { inTurns, median, run } from "./measure.mjs";
import { analyse } from "./ours.mjs";

const sources = new URL("./sources.mjs", import.meta.url).pathname;
const shared = new URL("../../shared/data/", import.meta.url).pathname;
const mane = join(shared, "events/regions/MANE_GRCh38_exons.tsv.gz");

/** The script's own JSON, in several rounds. */
function told(script, rounds, ...words) {
  const path = new URL(script, import.meta.url).pathname;
  return Array.from({ length: rounds }, () =>
    JSON.parse(run([process.execPath, "--import", sources, path, ...words].join(" ")).stdout),
  );
}

/** A trio's files (GRCh37): the source, records to write, and its columns in the order child, father, mother. */
const TRIO = {
  sv: ["events/pairs/annotsv24_delly_trio_severalSV.vcf.gz", 30_000, [2, 0, 1]],
  cnv: ["events/callers/varfish_dragen-cnv-min.vcf", 1000, [0, 0, 0]],
  mobile: ["vcf/scout_trio/643594.clinical.mei.vcf.gz", 252, [1, 0, 2]],
};

/** Real records as often as it takes, each at another place of the autosomes. */
function trioFile(folder, name, samples) {
  const [source, records, columns] = TRIO[name];
  const path = join(folder, `trio.${name}.vcf`);
  const bytes = readFileSync(join(shared, source));
  const lines = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8").trim().split("\n");
  const head = lines.filter((line) => line.startsWith("##"));
  const body = lines.filter((line) => !line.startsWith("#"));
  const contigs = Array.from({ length: 22 }, (_, i) => `##contig=<ID=${i + 1}>`);
  const written = Array.from({ length: records }, (_, i) => {
    const [, pos, ...rest] = body[i % body.length].split("\t");
    const at = 1_000_000 + ((i * 7_919) % 40_000_000);
    const moved = (_all, key, end) => `${key}${at + Number(end) - Number(pos)}`;
    const info = rest[5].replace(/((?:^|;)END=)(\d+)/, moved).replace(/CHR2=[^;]*;/, "");
    const calls = columns.map((column) => rest[7 + column]);
    return [1 + (i % 22), at, ...rest.slice(0, 5), info, rest[6], ...calls].join("\t");
  });
  const title = `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`;
  const own = head.filter((line) => !line.startsWith("##contig"));
  writeFileSync(path, `${[...own, ...contigs, title, ...written].join("\n")}\n`);
  return path;
}

/** The exome of a trio, without files of events and with them. */
function besideExome(folder, input, rounds) {
  const exome = join(input, "exome.vcf.gz");
  const samples = run(`bcftools query -l ${exome}`).stdout.trim().split("\n");
  const files = Object.keys(TRIO).map((name) => trioFile(folder, name, samples));
  const options = { ped: join(input, "trio.ped"), panel: join(input, "panel.bed") };
  const args = `--scan full -o ${join(folder, "exome.tsv")}`;
  const fields = "%CHROM %POS %ID %REF %ALT %QUAL %FILTER %INFO/END %INFO/SVTYPE[ %GT]\\n";
  const times = inTurns(
    {
      exome: analyse(exome, { ...options, args }),
      "exome with events": analyse([exome, ...files].join(" "), { ...options, args }),
      "bcftools query of the events' fields": files
        .map((path) => `bcftools query -u -f '${fields}' ${path} > ${folder}/query.txt`)
        .join("; "),
    },
    rounds,
  );
  const { exome: alone, "exome with events": both } = times;
  const seconds = median(both.wall) - median(alone.wall);
  const row = (what, value, unit, limit) => ({
    name: `an exome trio's SV, CNV and mobile-element files, ${what} added`,
    value: `${value.toFixed(2)} ${unit}`,
    limit: `<= ${limit} ${unit}`,
    ok: value <= limit,
  });
  const memory =
    both.peakMb === null ? [] : [row("peak memory", both.peakMb - alone.peakMb, "MB", 60)];
  return { times, rows: [row("wall time", seconds, "s", 1), ...memory] };
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
  return {
    note: `60,000 records are ${first.events} events; bcftools query of the fields: ${Math.round(query.cpu * 1000)} ms. Of 20,000 events, ${first.matched.join(" and ")} are a relative's too.`,
    rows: [
      bar("60,000 records of one genome, processor", answers, "readMs", 1000),
      bar("20,000 events of three people matched, processor", answers, "matchMs", 200),
    ],
  };
}

/** 20,000 events against all of MANE; 300 that are left against a source like gnomAD-SV. Processor time. */
export function events(context) {
  const { out, rounds } = context;
  const folder = join(out, "events");
  mkdirSync(folder, { recursive: true });
  const effects = existsSync(mane) ? told("./events-effects.mjs", rounds) : [];
  const common = told("./events-frequency.mjs", rounds, folder);
  const [first] = effects;
  const read = reading(folder, rounds);
  const whole = existsSync(shared) ? besideExome(folder, context.input, rounds) : { rows: [] };
  const rows = [
    ...whole.rows,
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
    times: whole.times,
    rows,
  };
}

// A genome-wide GFF3 for measurements: Ensembl's chromosome 21 (release 84) seventy times, under other contigs, places
// and ids; and nothing else, since no whole release may be fetched here. 340 MB, 2.1 million lines.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const shared = new URL("../../shared/data/annotate/ensembl_chr21/", import.meta.url).pathname;

/** The folder with the annotation that is copied; null: it is not there. */
export const chr21 = existsSync(shared) ? shared : null;

const COPIES = 70;
/** Bases from one copy to the next on a contig; chromosome 21's genes lie in 42 Mb. */
const STEP = 42_000_000;
const MEGABASES = [
  248, 242, 198, 190, 181, 170, 159, 145, 138, 133, 135, 133, 114, 107, 101, 90, 83, 80, 58, 64, 46,
  50, 156, 57,
];

/** Contigs and their bases, with room for what stands behind a copy. */
export const LENGTHS = MEGABASES.map((length, i) => [
  i < 22 ? String(i + 1) : "XY"[i - 22],
  (length + 1) * 1_000_000,
]);

/** Contig and shift of each copy: as many side by side as fit, then some more a few bases off. */
function places() {
  const found = [];
  for (const [i, length] of MEGABASES.entries()) {
    const [contig] = LENGTHS[i];
    for (let n = 0; n * STEP + 41_800_000 <= length * 1e6; n++)
      found.push({ contig, shift: n * STEP - 5_000_000 });
  }
  const first = found.length;
  for (let n = 0; found.length < COPIES; n++)
    found.push({ ...found[n % first], shift: found[n].shift - 3000 });
  const order = (p) => LENGTHS.findIndex(([contig]) => contig === p.contig);
  return found.slice(0, COPIES).toSorted((a, b) => order(a) - order(b) || a.shift - b.shift);
}

/** @returns the path of the file, made once in `folder` */
export function syntheticGff3(folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "synthetic-x70.gff3");
  if (existsSync(path)) return path;
  const text = gunzipSync(
    readFileSync(join(chr21, "Homo_sapiens.GRCh38.chr21.e84.gff3.gz")),
  ).toString("latin1");
  const rows = text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#") && !line.includes("\tchromosome\t"));
  const cells = rows.map((line) => line.split("\t"));
  writeFileSync(`${path}.part`, "##gff-version 3\n#!genome-build GRCh38\n");
  for (const [n, { contig, shift }] of places().entries()) {
    const number = String(n + 10);
    const lines = cells.map((c) => {
      const [, source, type, start, end, score, strand, phase, attributes] = c;
      const named = attributes.replaceAll(/ENS([GTP])00000(\d{6})/g, `ENS$1${number}000$2`);
      return [
        contig,
        source,
        type,
        Number(start) + shift,
        Number(end) + shift,
        score,
        strand,
        phase,
        named,
      ].join("\t");
    });
    appendFileSync(`${path}.part`, `${lines.join("\n")}\n`);
  }
  renameSync(`${path}.part`, path);
  return path;
}

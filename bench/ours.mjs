// Our command lines, and how to read what they wrote.
import { createReadStream, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";

const bin = new URL("../bin/panelist.js", import.meta.url).pathname;
const node = process.execPath;

export const emptyNode = `${node} -e 0`;
export const version = (of = bin) => `${node} ${of} --version`;
export const help = `${node} ${bin} --help`;

/** `panelist analyse` with the options that every bench run shares; `bin`: of another build. */
export function analyse(vcf, { bin: of = bin, ped, panel, args = "" }) {
  const options = [
    panel === undefined ? "" : `--panel ${panel}`,
    `--ped ${ped}`,
    "--quiet --no-progress",
    args,
  ];
  return `${node} ${of} analyse ${vcf} ${options.filter((o) => o !== "").join(" ")}`;
}

const textOf = (path) => {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
};

/** `chrom pos ref alt` of every record of a VCF, sorted. */
export function vcfKeys(path) {
  return textOf(path)
    .split("\n")
    .filter((l) => l !== "" && !l.startsWith("#"))
    .map((l) => {
      const f = l.split("\t");
      return `${f[0]}\t${f[1]}\t${f[3]}\t${f[4]}`;
    })
    .sort();
}

/** Rows of a TSV as objects. */
export function tsvRows(path) {
  const lines = textOf(path)
    .split("\n")
    .filter((l) => l !== "" && !l.startsWith("##"));
  const names = lines[0].replace(/^#/, "").split("\t");
  return lines.slice(1).map((l) => Object.fromEntries(l.split("\t").map((v, i) => [names[i], v])));
}

/** sha256 of a file. */
export function digest(path) {
  return new Promise((done, fail) => {
    const hash = createHash("sha256");
    createReadStream(path)
      .on("data", (chunk) => hash.update(chunk))
      .on("end", () => done(hash.digest("hex")))
      .on("error", fail);
  });
}

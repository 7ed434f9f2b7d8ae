/**
 * `knowledge import inhouse`: the laboratory's own classifications. A VCF with CLNSIG or CLASSIFICATION in
 * INFO, or a table with a header line: chrom, pos, ref, alt, classification, and gene, id, protein where
 * there are such columns.
 */
import { writtenNumber } from "../core/text.ts";
import { canonicalChrom, type Assembly } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { decodePercent, infoValue, minimalRepresentation } from "../vcf/index.ts";
import type { Store } from "../store/types.ts";
import { SnapshotBuilder } from "./builder.ts";
import { keep, releaseDate, type ImportedSnapshot } from "./import.ts";
import type { Words } from "./types.ts";
import { readClassifications, type ReadVcf } from "./read-vcf.ts";
import { numberOf, type RecordStatement } from "./record-words.ts";
import { linesOf } from "../io/text-lines.ts";
import { molecularBits } from "./words.ts";

export interface InhouseRequest {
  /** The list's name; it stands beside ClinVar's. */
  name: string;
  /** YYYY-MM-DD. */
  release: string;
  /** Of a table, or of a VCF whose header does not tell it. */
  assembly: Assembly | undefined;
  now: Date;
}

/** @throws ToolError E_KNOWLEDGE, E_ASSEMBLY, E_USAGE, E_STORE, and those of reading */
export async function importInhouse(
  store: Store,
  path: string,
  requested: InhouseRequest,
): Promise<ImportedSnapshot> {
  const { name, assembly } = requested;
  if (name.trim() === "" || name === "none" || name.includes("@"))
    throw usageError(
      `'${name}' is not a valid name for a list`,
      "Use a name other than none, without @.",
    );
  const release = releaseDate(requested.release, path);
  const builder = new SnapshotBuilder();
  const { first, batches } = await withFirstLine(linesOf(path));
  const read = first.startsWith("##")
    ? await readClassifications(batches, path, assembly, builder, told)
    : await readTable(batches, path, assembly, builder);
  return keep(store, path, builder, read, requested.now, {
    kind: "inhouse",
    source: name,
    release,
    terms: "the laboratory's own",
  });
}

const CODES: readonly (readonly [word: string, letters: string, number: string])[] = [
  ["Pathogenic", "p", "5"],
  ["Likely_pathogenic", "lp", "4"],
  ["Uncertain_significance", "vus", "3"],
  ["Likely_benign", "lb", "2"],
  ["Benign", "b", "1"],
];
const WORDS = new Map(
  CODES.flatMap(([word, ...codes]) => [word.toLowerCase(), ...codes].map((code) => [code, word])),
);

/** ACGS's numbers 1 to 5, letters, or words. */
function wordsOf(text: string): Words | null {
  const key = text
    .trim()
    .toLowerCase()
    .replaceAll(/[ -]+/g, "_")
    .replace(/^class_?/, "");
  const significance = WORDS.get(key);
  return significance === undefined
    ? null
    : { significance, review: null, conflict: null, somaticOnly: false };
}

function told(info: string, id: string): RecordStatement | null {
  const text = (key: string): string => {
    const value = infoValue(info, key);
    return typeof value === "string" ? decodePercent(value) : "";
  };
  const words = wordsOf(text("CLASSIFICATION") || text("CLNSIG"));
  if (words === null) return null;
  const genes = (text("GENE") || text("GENEINFO")).replaceAll(",", "|");
  return { words, genes, id: numberOf(id), molecular: molecularBits(text("MC")) };
}

async function withFirstLine(
  lines: AsyncGenerator<string[], void>,
): Promise<{ first: string; batches: AsyncIterable<string[]> }> {
  const head = await lines.next();
  async function* batches(): AsyncGenerator<string[], void> {
    if (head.done !== true) yield head.value;
    yield* lines;
  }
  return { first: head.done === true ? "" : (head.value[0] ?? ""), batches: batches() };
}

const NEEDED = ["chrom", "pos", "ref", "alt", "classification"] as const;

async function readTable(
  batches: AsyncIterable<string[]>,
  path: string,
  assembly: Assembly | undefined,
  builder: SnapshotBuilder,
): Promise<Pick<ReadVcf, "assembly" | "lines" | "skipped">> {
  if (assembly === undefined)
    throw new ToolError("E_ASSEMBLY", "a table does not state its assembly", {
      path,
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  let columns: Map<string, number> | null = null;
  let line = 0;
  let lines = 0;
  let otherContig = 0;
  for await (const batch of batches) {
    for (const text of batch) {
      line++;
      if (text === "") continue;
      const cells = text.split("\t").map((cell) => cell.trim());
      if (columns === null) {
        columns = headerOf(cells, path);
        continue;
      }
      lines++;
      const cell = (name: string): string => cells[columns?.get(name) ?? -1] ?? "";
      const fail = (what: string, hint: string): ToolError =>
        new ToolError("E_KNOWLEDGE", what, { path, line, hint });
      const words = wordsOf(cell("classification"));
      if (words === null)
        throw fail(
          `'${cell("classification")}' is not a classification`,
          "Write P, LP, VUS, LB or B, their full names, or 5 to 1.",
        );
      const pos = writtenNumber(cell("pos")) ?? 0;
      const [ref, alt] = [cell("ref").toUpperCase(), cell("alt").toUpperCase()];
      if (!Number.isInteger(pos) || pos < 1 || !/^[ACGTN]+$/.test(ref) || !/^[ACGTN]+$/.test(alt))
        throw fail(
          `${cell("chrom")}:${cell("pos")}:${ref}:${alt} is not an allele`,
          "Write 1-based positions, and alleles as in a VCF.",
        );
      const chrom = canonicalChrom(cell("chrom"));
      if (chrom === null) {
        otherContig++;
        continue;
      }
      builder.add({
        chrom,
        ...minimalRepresentation(pos, ref, alt),
        words,
        genes: cell("gene").replaceAll(",", "|"),
        id: numberOf(cell("id")),
        molecular: 0,
        protein: cell("protein") === "" ? "" : `${cell("gene")}:${cell("protein")}`,
      });
    }
  }
  return { assembly, lines, skipped: otherContig === 0 ? {} : { other_contig: otherContig } };
}

function headerOf(cells: readonly string[], path: string): Map<string, number> {
  const names = cells.map((name) => name.replace(/^#/, "").toLowerCase());
  const wrong = NEEDED.filter((name) => names.filter((other) => other === name).length !== 1);
  if (wrong.length > 0)
    throw new ToolError("E_KNOWLEDGE", `the table needs one column ${wrong.join(", ")}`, {
      path,
      line: 1,
      hint: `Begin the table with the column names ${NEEDED.join(", ")} and, if known, gene, id, protein.`,
    });
  return new Map(names.map((name, i) => [name, i]));
}

/**
 * Tables of genes and their diseases: G2P's CSV (DDG2P and its sisters, in the column names of 2015 to today) and
 * GenCC's export of submissions. In: the file. Out: one row per statement, words read as ours and kept as written.
 */
import { ToolError } from "../core/errors.ts";
import { parseHgncId } from "../core/gene.ts";
import { separatedRows } from "../io/separated.ts";
import type { GeneDisease } from "./types.ts";

export type DiseaseTable = "g2p" | "gencc";

/** What a table says of one gene: without the table's name and release, which stand once. */
export type StatedDisease = Omit<GeneDisease, "source" | "release">;

interface DiseaseRow extends StatedDisease {
  symbol: string;
  hgncId: string | null;
}

interface DiseaseRows {
  rows: DiseaseRow[];
  /** The parts of G2P that the file holds: DD, Eye, ...; empty where it does not say. */
  parts: string[];
  /** Words that are not known, with their number of rows: kept as written, and read as saying nothing. */
  unread: Record<string, number>;
}

interface Columns {
  /** By our name: the source's names, the first that is there counts. */
  needed: Readonly<Record<string, readonly string[]>>;
  optional: Readonly<Record<string, readonly string[]>>;
  /** What the file is, where another one was given. */
  hint: string;
}

const TABLES: Readonly<Record<DiseaseTable, Columns>> = {
  g2p: {
    needed: {
      symbol: ["gene symbol"],
      disease: ["disease name"],
      mode: ["allelic requirement"],
      strength: ["confidence", "confidence category", "ddd category"],
      mechanism: ["molecular mechanism", "mutation consequence", "variant consequence"],
    },
    optional: {
      hgncId: ["hgnc id"],
      diseaseId: ["disease mim"],
      mondo: ["disease mondo"],
      consequence: ["variant consequence"],
      part: ["panel"],
    },
    hint: "Give G2P's CSV, such as DDG2P.csv.gz from https://www.ebi.ac.uk/gene2phenotype/downloads.",
  },
  gencc: {
    needed: {
      hgncId: ["gene_curie"],
      symbol: ["gene_symbol"],
      diseaseId: ["disease_curie"],
      disease: ["disease_title"],
      strength: ["classification_title"],
      mode: ["moi_title"],
      submitter: ["submitter_title"],
    },
    optional: {},
    hint: "Give GenCC's export of submissions as TSV or CSV, from https://search.thegencc.org/download.",
  },
};

/** @throws ToolError E_KNOWLEDGE with the line: another header, a row of another width, no gene; those of reading */
export async function readDiseaseTable(path: string, table: DiseaseTable): Promise<DiseaseRows> {
  let at: Record<string, number> | undefined;
  let width = 0;
  const found: DiseaseRows = { rows: [], parts: [], unread: {} };
  const parts = new Set<string>();
  for (const { cells, line } of await separatedRows(path)) {
    if (at === undefined) {
      at = columnsOf(cells, TABLES[table], path);
      width = cells.length;
      continue;
    }
    if (cells.length !== width)
      throw new ToolError("E_KNOWLEDGE", `${cells.length} columns, but the header has ${width}`, {
        path,
        line,
        hint: "The file may be truncated, or was written by a program that does not quote its cells.",
      });
    const places = at;
    const cell = (name: string): string => (cells[places[name] ?? -1] ?? "").trim();
    const part = cell("part");
    if (part !== "") for (const one of part.split(/\s*[;|]\s*/)) parts.add(one);
    found.rows.push(rowOf(cell, table, found.unread, { path, line }));
  }
  if (at === undefined || found.rows.length === 0)
    throw new ToolError("E_KNOWLEDGE", "the table has no genes", {
      path,
      hint: TABLES[table].hint,
    });
  return { ...found, parts: [...parts].sort() };
}

function columnsOf(
  header: readonly string[],
  table: Columns,
  path: string,
): Record<string, number> {
  const names = header.map((cell) => cell.trim().toLowerCase());
  const at: Record<string, number> = {};
  const missing: string[] = [];
  for (const [ours, theirs] of Object.entries({ ...table.needed, ...table.optional })) {
    const place = theirs.map((name) => names.indexOf(name)).find((i) => i >= 0);
    if (place !== undefined) at[ours] = place;
    else if (ours in table.needed) missing.push(theirs.join(" or "));
  }
  if (missing.length > 0)
    throw new ToolError(
      "E_KNOWLEDGE",
      `no column ${missing.map((name) => `'${name}'`).join(", ")} among ${names.slice(0, 8).join(", ").slice(0, 200)}`,
      { path, line: 1, hint: table.hint },
    );
  return at;
}

function rowOf(
  cell: (name: string) => string,
  table: DiseaseTable,
  unread: Record<string, number>,
  where: { path: string; line: number },
): DiseaseRow {
  const symbol = cell("symbol");
  const hgncId = parseHgncId(cell("hgncId"));
  if (symbol === "" && hgncId === null)
    throw new ToolError("E_KNOWLEDGE", "a row has no gene", where);
  const known = <T>(column: string, text: string, value: T | undefined, open: T): T => {
    if (value !== undefined) return value;
    const name = `${column}: ${text}`;
    unread[name] = (unread[name] ?? 0) + 1;
    return open;
  };
  const [strength, modeText, mechanism] = [cell("strength"), cell("mode"), cell("mechanism")];
  // Where the mechanism is undetermined, the consequence on the gene's product may still tell.
  const consequence = cell("consequence");
  const settled = mechanismOf(mechanism);
  const better = settled === "unknown" && consequence !== "" ? consequence : mechanism;
  return {
    symbol,
    hgncId,
    disease: cell("disease"),
    diseaseId: diseaseIdOf(cell("diseaseId")) ?? diseaseIdOf(cell("mondo")),
    strength: known("strength", strength, STRENGTHS.get(plain(strength)), "unknown"),
    strengthText: strength,
    mode: known("mode", modeText, MODES.get(plainMode(modeText)), "other"),
    modeText,
    mechanism: known("mechanism", better, mechanismOf(better), "unknown"),
    mechanismText: table === "gencc" ? "" : better,
    submitter: cell("submitter"),
  };
}

/** `OMIM:610188` of a bare number or an id; null of "No disease mim". */
function diseaseIdOf(text: string): string | null {
  if (/^\d+$/.test(text)) return `OMIM:${text}`;
  return /^(?:OMIM|MONDO|Orphanet|ORPHA|MIM):\w+$/i.test(text) ? text : null;
}

/** Hyphens and underscores as spaces: the sources write "loss of function" with each. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");
}

/** By the plain form of what a source writes. @param words the ways to write each meaning, parted by semicolons */
function wordsOf<T extends string>(words: Partial<Record<T, string>>): ReadonlyMap<string, T> {
  const meanings = Object.entries(words) as [T, string][];
  return new Map(
    meanings.flatMap(([read, ways]) => ways.split(";").map((way) => [plain(way), read] as const)),
  );
}

const STRENGTHS = wordsOf<GeneDisease["strength"]>({
  definitive: "definitive; confirmed",
  strong: "strong; probable",
  moderate: "moderate",
  supportive: "supportive",
  limited: "limited; possible",
  disputed: "disputed; disputed evidence",
  refuted: "refuted; refuted evidence",
  no_known_relationship: "no known disease relationship",
  animal_model: "animal model only",
  // G2P's genes that are also on a list of incidental findings: it does not say how strong.
  unknown: "both rd and if; both dd and if; child if; adult if",
});

/** Without GenCC's ids and "inheritance", which it writes in some releases. */
function plainMode(text: string): string {
  return plain(text)
    .replace(/\s*\(?hp:\d+\)?$/, "")
    .replace(/ inheritance(?= |$)/, "");
}

const MODES = wordsOf<GeneDisease["mode"]>({
  missing: "",
  unknown: "unknown",
  monoallelic: "monoallelic; monoallelic autosomal; monoallelic par; autosomal dominant",
  monoallelic_paternal_expressed: "autosomal dominant with maternal imprinting",
  monoallelic_maternal_expressed: "autosomal dominant with paternal imprinting",
  biallelic: "biallelic; biallelic autosomal; biallelic par; autosomal recessive",
  both: "semidominant",
  x_biallelic_females:
    "hemizygous; monoallelic x hem; monoallelic x hemizygous; x-linked recessive",
  x_monoallelic_females:
    "x-linked dominant; x-linked over-dominance; monoallelic x het; monoallelic x heterozygous",
  mitochondrial: "mitochondrial",
  // Of X without which copy, of a parent without which: kept as written, no model follows from them.
  other:
    "monoallelic x; x-linked; imprinted; mosaic; somatic mosaicism; digenic; monoallelic y hem; monoallelic y hemizygous; y-linked",
});

/** Undefined: a word that is not known. Of several in one cell loss of function is told before another. */
function mechanismOf(text: string): GeneDisease["mechanism"] | undefined {
  const read = plain(text)
    .split(/\s*[;,|]\s*/)
    .map((one) => MECHANISMS.get(one));
  if (read.includes("loss_of_function")) return "loss_of_function";
  if (read.includes(undefined)) return undefined;
  return read.includes("other") ? "other" : "unknown";
}

const MECHANISMS = wordsOf<GeneDisease["mechanism"]>({
  loss_of_function: "loss of function; absent gene product",
  other:
    "all missense/in frame; activating; gain of function; dominant negative; increased gene dosage; increased gene product level; part of contiguous gene duplication; undetermined non-loss-of-function",
  // What comes of these is not told.
  unknown:
    "altered gene product structure; decreased gene product level; cis-regulatory or promotor mutation; 5_prime or 3_prime utr mutation; undetermined; uncertain; ",
});

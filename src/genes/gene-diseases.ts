/**
 * Diseases of genes, as G2P and GenCC state them: mode of inheritance, strength of the evidence, mechanism. In: the
 * table; out: one sheet in the store, looked up by HGNC id, else by symbol (DEC-44).
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { ToolError } from "../core/errors.ts";
import { symbolsOf, type GeneIdentity } from "../core/gene.ts";
import { isObject } from "../core/json.ts";
import { compareKeys, compareText } from "../core/text.ts";
import { damaged } from "../store/damaged.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { type DiseaseTable, readDiseaseTable, type StatedDisease } from "./disease-tables.ts";
import type { GeneDisease } from "./types.ts";

/** What a sheet says before its genes. */
interface SheetHead {
  schema: "panelist.gene_diseases";
  version: 1;
  source: string;
  release: string;
  /** The table gives mechanisms. */
  mechanisms: boolean;
}

/** A sheet of the store; a gene's lines are parsed when it is asked for. */
interface GeneDiseaseSheet extends SheetHead {
  /** Strongest first. @param key `HGNC:n`, of rows without an id the upper-case symbol */
  of(key: string): StatedDisease[];
  /** Keys of the genes that the table calls so. @param symbol in upper case */
  keysOf(symbol: string): string[];
}

interface ImportedDiseases {
  entry: StoreEntry;
  added: boolean;
  /** Words that are not known, with their number of rows. */
  unread: Record<string, number>;
}

/** GenCC's scale, strongest first. */
const STRENGTHS: readonly GeneDisease["strength"][] = [
  "definitive",
  "strong",
  "moderate",
  "supportive",
  "limited",
  "unknown",
  "animal_model",
  "disputed",
  "refuted",
  "no_known_relationship",
];

/**
 * @param release the date of the release; undefined: the date in the file's name
 * @throws ToolError E_KNOWLEDGE, E_USAGE where nothing tells the release, E_STORE, and those of reading
 */
export async function importGeneDiseases(
  store: Store,
  path: string,
  { table, release: given, now }: { table: DiseaseTable; release: string | undefined; now: Date },
): Promise<ImportedDiseases> {
  const name = basename(path);
  const release = releaseOf(given ?? DATE_IN_NAME.exec(name)?.[0]);
  if (release === undefined)
    throw new ToolError(
      "E_USAGE",
      given === undefined
        ? `'${name}' does not state its release`
        : `the release '${given}' is not a date`,
      { path, hint: "Add --release with the day, month or year of the file, such as 2026-11-01." },
    );
  const { rows, parts, unread } = await readDiseaseTable(path, table);
  const source = table === "gencc" ? "GenCC" : parts.length === 1 ? `G2P ${parts[0]}` : "G2P";
  const genes = new Map<string, StatedDisease[]>();
  const symbols = new Map<string, Set<string>>();
  for (const { symbol, hgncId, ...stated } of rows) {
    const upper = symbol.toUpperCase();
    const key = hgncId ?? upper;
    const there = genes.get(key) ?? [];
    genes.set(key, there);
    if (!there.some((one) => JSON.stringify(one) === JSON.stringify(stated))) there.push(stated);
    if (upper !== "") symbols.set(upper, (symbols.get(upper) ?? new Set()).add(key));
  }
  for (const stated of genes.values()) stated.sort(compareStated);
  const head: SheetHead = {
    schema: "panelist.gene_diseases",
    version: 1,
    source,
    release,
    mechanisms: table === "g2p",
  };
  const { entry, added } = await store.put(
    { kind: "gene-diseases", source, id: "genes", version: release },
    sheetText(head, genes, symbols),
    {
      extension: "tsv",
      fetched: now.toISOString(),
      origin: name,
      terms: "of the source",
      assembly: null,
      facts: { genes: genes.size, statements: rows.length },
    },
  );
  return { entry, added, unread };
}

const DATE_IN_NAME = /(?<!\d)20\d\d(?:[-_]?\d\d(?:[-_]?\d\d)?)?(?!\d)/;

/** In one form, by which the newest is found: `2026-11-01`, `2026-11` or `2026`; undefined: no date. */
function releaseOf(text: string | undefined): string | undefined {
  const match = /^(20\d\d)(?:[-_]?(\d\d)(?:[-_]?(\d\d))?)?$/.exec(text?.trim() ?? "");
  const [, year = "", month = "01", day = "01"] = match ?? [];
  const date = new Date(`${year}-${month}-${day}`);
  if (match === null || Number.isNaN(date.getTime())) return undefined;
  // The 31st of a month of 30 days would be read as the next month's first.
  if (!date.toISOString().startsWith(`${year}-${month}-${day}`)) return undefined;
  return match
    .slice(1)
    .filter((part) => part !== undefined)
    .join("-");
}

function compareStated(a: StatedDisease, b: StatedDisease): number {
  return (
    STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) ||
    compareText(a.disease, b.disease) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Its head, then a line for each gene and, marked by `=`, for each symbol: as objects GenCC would cost every run 50 ms. */
function sheetText(
  head: SheetHead,
  genes: ReadonlyMap<string, StatedDisease[]>,
  symbols: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const lines = [
    ...[...genes].map(([key, stated]) => [key, JSON.stringify(stated)] as const),
    ...[...symbols].map(([symbol, keys]) => [`=${symbol}`, [...keys].sort().join(" ")] as const),
  ];
  const sorted = lines.sort(compareKeys).map(([key, value]) => `${key}\t${value}\n`);
  return `${JSON.stringify(head)}\n${sorted.join("")}`;
}

/** @throws ToolError E_STORE */
export function readGeneDiseases(path: string): GeneDiseaseSheet {
  const fault = damaged(path, "not a table of genes and diseases");
  let text: string;
  let head: unknown;
  try {
    text = readFileSync(path, "utf8");
    head = JSON.parse(text.slice(0, text.indexOf("\n")));
  } catch {
    throw fault;
  }
  if (!isHead(head)) throw fault;
  const places = linesByKey(text);
  const valueOf = (key: string): string => {
    const [start, end] = places.get(key) ?? [0, 0];
    return text.slice(start, end);
  };
  return {
    ...head,
    of: (key) => {
      const value = valueOf(key);
      return value === "" ? [] : (JSON.parse(value) as StatedDisease[]);
    },
    keysOf: (symbol) =>
      valueOf(`=${symbol}`)
        .split(" ")
        .filter((key) => key !== ""),
  };
}

function isHead(head: unknown): head is SheetHead {
  return isObject(head) && head["schema"] === "panelist.gene_diseases" && head["version"] === 1;
}

/** Where the value of each key stands. */
function linesByKey(text: string): Map<string, [start: number, end: number]> {
  const places = new Map<string, [number, number]>();
  let start = text.indexOf("\n") + 1;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    const tab = text.indexOf("\t", start);
    if (end < 0 || tab < 0) break;
    places.set(text.slice(start, tab), [tab + 1, end]);
    start = end + 1;
  }
  return places;
}

/**
 * What the sheets say of a gene, in their order. By its id; where either side has none, by its symbols, if these are
 * one gene's (DEC-55).
 */
export function diseasesOf(sheets: readonly GeneDiseaseSheet[], gene: GeneIdentity): GeneDisease[] {
  return sheets.flatMap((sheet) => {
    const { source, release } = sheet;
    const byId = gene.hgncId === null ? [] : sheet.of(gene.hgncId);
    const stated = byId.length > 0 ? byId : bySymbol(sheet, gene);
    return stated.map((one) => ({ source, release, ...one }));
  });
}

function bySymbol(sheet: GeneDiseaseSheet, gene: GeneIdentity): StatedDisease[] {
  for (const symbol of symbolsOf(gene)) {
    const keys = sheet.keysOf(symbol.toUpperCase());
    const own = keys.filter((key) => gene.hgncId === null || !key.startsWith("HGNC:"));
    if (own.length === 1) return sheet.of(own[0] ?? "");
  }
  return [];
}

/** Said against a relationship: no mode follows from it. */
const AGAINST: ReadonlySet<GeneDisease["strength"]> = new Set([
  "disputed",
  "refuted",
  "no_known_relationship",
  "animal_model",
]);

/** What the tables say of a gene as a whole. */
export interface StatedGene {
  /** Modes of inheritance that say which copies, of diseases that nobody disputes; empty: none is stated. */
  modes: GeneDisease["mode"][];
  /** Disputed or refuted, and by nobody held to be at least moderate; "supportive" says no strength. */
  disputed: boolean;
}

export function statedOf(diseases: readonly GeneDisease[]): StatedGene {
  const held = diseases.filter(({ strength }) => !AGAINST.has(strength));
  const modes = held.map(({ mode }) => mode).filter((mode) => !OPEN_MODES.has(mode));
  const against = diseases.some(
    ({ strength }) => strength === "disputed" || strength === "refuted",
  );
  const backed = held.some(({ strength }) => BACKING.has(strength));
  return { modes: [...new Set(modes)].sort(compareText), disputed: against && !backed };
}

/** Strong enough to stand against a dispute. */
const BACKING: ReadonlySet<GeneDisease["strength"]> = new Set(["definitive", "strong", "moderate"]);

const OPEN_MODES: ReadonlySet<GeneDisease["mode"]> = new Set(["unknown", "other", "missing"]);

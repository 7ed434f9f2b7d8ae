/** What a snapshot knows around an allele: the same codon, the same base, missense nearby (PS1, PM5, PM1). */
import { alleleKey, type Allele } from "../core/allele.ts";
import { hasStars, saysBenign, saysPathogenic } from "../core/classification.ts";
import type { ClinVarFacts, ClinVarNeighbour, GeneCounts } from "./model.ts";
import { proteinChange } from "../vcf/protein-change.ts";
import { alleleText } from "./builder.ts";
import { aminoAcid, changed, codonOf } from "./codon.ts";
import { MOLECULAR, type ChromosomeRows, type SnapshotTables } from "./model.ts";
import { firstAt, proteinOf, type Snapshot } from "./snapshot.ts";

/** PM1-01. */
const NEARBY_BASES = 25;

export interface AroundAsked {
  allele: Allele;
  /** Every symbol that the candidate's gene goes by, the current one first (CV-09). */
  names: readonly string[];
  /** Of a substitution: what the candidate's own annotation says; null: unknown. */
  change: { residue: number; from: string; to: string } | null;
  /** VEP's Codons; empty when the annotation has none. */
  codons: string;
}

/** Without `same`, which the record's own statement gives. */
export type Around = Pick<ClinVarFacts, "release" | "codon" | "base" | "nearbyMissense">;

export function around(snapshot: Snapshot, asked: AroundAsked): Around {
  const { release } = snapshot.head;
  const rows = snapshot.chromosome(asked.allele.chrom);
  const told = hasMolecular(snapshot);
  if (rows === null)
    return { release, codon: [], base: [], nearbyMissense: told ? NO_MISSENSE : null };
  return {
    release,
    codon: codonNeighbours(snapshot, rows, asked),
    base: baseNeighbours(snapshot, rows, asked),
    nearbyMissense: told ? nearbyMissense(snapshot, rows, asked) : null,
  };
}

const NO_MISSENSE = { pathogenic: 0, benign: 0 };

/** Old layouts have no molecular consequences: then nothing is counted, not zero. */
function hasMolecular(snapshot: Snapshot): boolean {
  return Object.keys(snapshot.tables.counts).length > 0;
}

/** Counts of a whole gene by any of its names; null where the release cannot tell. */
export function geneCounts(snapshot: Snapshot, names: readonly string[]): GeneCounts | null {
  if (!hasMolecular(snapshot)) return null;
  const counts = countsBySymbol(snapshot.tables);
  const name = names.map((symbol) => symbol.toUpperCase()).find((symbol) => counts.has(symbol));
  const [pathogenicLof, pathogenicMissense, benignMissense, vusMissense] = (name === undefined
    ? undefined
    : counts.get(name)) ?? [0, 0, 0, 0];
  return { pathogenicLof, pathogenicMissense, benignMissense, vusMissense };
}

type Counts = ReadonlyMap<string, SnapshotTables["counts"][string]>;

const countsOf = new WeakMap<SnapshotTables, Counts>();

/** By upper-case symbol: `C12orf65` is what others know as `C12ORF65`. */
function countsBySymbol(tables: SnapshotTables): Counts {
  const counts =
    countsOf.get(tables) ??
    new Map(Object.entries(tables.counts).map(([symbol, own]) => [symbol.toUpperCase(), own]));
  countsOf.set(tables, counts);
  return counts;
}

/** By codon on the genome where the annotation gives it; by protein change where the release has one. */
function codonNeighbours(
  snapshot: Snapshot,
  rows: ChromosomeRows,
  asked: AroundAsked,
): ClinVarNeighbour[] | null {
  const { allele, change } = asked;
  if (change === null) return null;
  const found = new Map<number, ClinVarNeighbour["substitution"]>();
  // The mitochondrial code is another one.
  const codon = allele.chrom === "MT" ? null : codonOf(asked.codons, allele);
  const proteins = proteinIndex(rows);
  if (codon === null && proteins === null) return null;
  if (codon !== null) {
    const low = Math.min(codon.first, codon.first + 2 * codon.strand);
    for (const { row, pos, ref, alt } of between(rows, low, low + 2)) {
      const known = rows.molecular[row] as number;
      if (known !== 0 && (known & MOLECULAR.missense) === 0) continue;
      const bases = changed(codon, { pos, ref, alt });
      const to = bases === null ? null : aminoAcid(bases);
      if (to === null || to === change.from || to === "*") continue;
      found.set(row, { residue: change.residue, from: change.from, to });
    }
  }
  for (const name of asked.names)
    for (const row of proteins?.get(`${name.toUpperCase()}:${change.residue}`) ?? []) {
      const own = proteinChange(withoutSymbol(proteinOf(rows, row)));
      if (own.residue === null || own.substitution?.from !== change.from) continue;
      found.set(row, { residue: own.residue, ...own.substitution });
    }
  return [...found].flatMap(([row, substitution]) =>
    neighbour(snapshot, rows, row, asked, substitution),
  );
}

function baseNeighbours(
  snapshot: Snapshot,
  rows: ChromosomeRows,
  asked: AroundAsked,
): ClinVarNeighbour[] {
  const { pos, ref, alt } = asked.allele;
  if (ref.length !== 1 || alt.length !== 1) return [];
  return between(rows, pos, pos)
    .filter((other) => other.ref.length === 1 && other.alt.length === 1)
    .flatMap(({ row }) => neighbour(snapshot, rows, row, asked, null));
}

/** One star or more (PM1-01). */
function nearbyMissense(
  snapshot: Snapshot,
  rows: ChromosomeRows,
  asked: AroundAsked,
): { pathogenic: number; benign: number } {
  const { pos } = asked.allele;
  const counts = { ...NO_MISSENSE };
  for (const { row } of between(rows, pos - NEARBY_BASES, pos + NEARBY_BASES)) {
    if (((rows.molecular[row] as number) & MOLECULAR.missense) === 0) continue;
    for (const other of neighbour(snapshot, rows, row, asked, null)) {
      if (!hasStars(other, 1)) continue;
      if (saysPathogenic(other)) counts.pathogenic++;
      if (saysBenign(other)) counts.benign++;
    }
  }
  return counts;
}

/** None for the allele itself, for somatic records, and for those of another gene. */
function neighbour(
  snapshot: Snapshot,
  rows: ChromosomeRows,
  row: number,
  { allele, names }: AroundAsked,
  substitution: ClinVarNeighbour["substitution"],
): ClinVarNeighbour[] {
  const [ref = "", alt = ""] = alleleText(rows.allele[row] as number, rows.pool).split(">");
  const pos = rows.position[row] as number;
  if (pos === allele.pos && ref === allele.ref && alt === allele.alt) return [];
  const { significance, stars, somaticOnly } = snapshot.judgedOf(rows.words[row] as number);
  const genes = snapshot.genesOf(rows, row);
  if (somaticOnly || (genes.length > 0 && !genes.some((gene) => isOneOf(gene, names)))) return [];
  const key = alleleKey({ chrom: rows.chrom, pos, ref, alt });
  return [{ key, significance, stars, substitution, spliceAi: null }];
}

function isOneOf(symbol: string, names: readonly string[]): boolean {
  return names.some((name) => name.toUpperCase() === symbol.toUpperCase());
}

function between(
  rows: ChromosomeRows,
  from: number,
  to: number,
): { row: number; pos: number; ref: string; alt: string }[] {
  const found = [];
  for (let row = firstAt(rows.position, from); row < rows.position.length; row++) {
    const pos = rows.position[row] as number;
    if (pos > to) break;
    const [ref = "", alt = ""] = alleleText(rows.allele[row] as number, rows.pool).split(">");
    found.push({ row, pos, ref, alt });
  }
  return found;
}

const indexes = new WeakMap<ChromosomeRows, Map<string, number[]> | null>();

/** Rows by `SYMBOL:residue`, upper case, made when it is first asked for; null: the release has no protein changes. */
function proteinIndex(rows: ChromosomeRows): Map<string, number[]> | null {
  let index = indexes.get(rows);
  if (index !== undefined) return index;
  index = null;
  for (let row = 0; row < rows.position.length; row++) {
    const text = proteinOf(rows, row);
    if (text === null) continue;
    index ??= new Map();
    const { residue } = proteinChange(withoutSymbol(text));
    const key = `${text.slice(0, text.indexOf(":")).toUpperCase()}:${residue ?? ""}`;
    const list = index.get(key);
    if (list === undefined) index.set(key, [row]);
    else list.push(row);
  }
  indexes.set(rows, index);
  return index;
}

function withoutSymbol(text: string | null): string {
  return text === null ? "" : text.slice(text.indexOf(":") + 1);
}

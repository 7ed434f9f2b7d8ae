/**
 * What a snapshot contains near an allele: the same codon, the same base, missense variants nearby (PS1, PM5,
 * PM1).
 */
import { alleleKey } from "../core/allele.ts";
import { hasStars, saysBenign, saysPathogenic } from "../core/classification.ts";
import { aminoAcid, MITOCHONDRIAL_CODE, STANDARD_CODE } from "../core/genetic-code.ts";
import { onceFor, remembered } from "../core/once.ts";
import { firstAt } from "../core/sorted.ts";
import { proteinChange } from "../vcf/protein-change.ts";
import { alleleText } from "./builder.ts";
import { changed, codonOf } from "./codon.ts";
import {
  MOLECULAR,
  type ChromosomeRows,
  type SnapshotTables,
  type Around,
  type ClinVarNeighbour,
  type GeneCounts,
  type NeighbourRequest,
} from "./types.ts";
import { proteinOf, type Snapshot } from "./snapshot.ts";

/** PM1-01. */
const NEARBY_BASES = 25;

export function around(snapshot: Snapshot, requested: NeighbourRequest): Around {
  const { release } = snapshot.head;
  const rows = snapshot.chromosome(requested.allele.chrom);
  const stated = hasMolecular(snapshot);
  if (rows === null)
    return { release, codon: [], base: [], nearbyMissense: stated ? NO_MISSENSE : null };
  const place: Surroundings = { ...requested, snapshot, rows };
  return {
    release,
    codon: codonNeighbours(place),
    base: baseNeighbours(place),
    nearbyMissense: stated ? nearbyMissense(place) : null,
  };
}

interface Surroundings extends NeighbourRequest {
  snapshot: Snapshot;
  /** Of the allele's chromosome. */
  rows: ChromosomeRows;
}

const NO_MISSENSE = { pathogenic: 0, benign: 0 };

/** Old layouts have no molecular consequences: then nothing is counted, not zero. */
const hasMolecular = onceFor(
  (snapshot: Snapshot): boolean =>
    Object.keys(snapshot.tables.counts).length > 0 ||
    // What has no stars is not counted, and tells all the same.
    snapshot.head.chromosomes.some(
      ({ chrom }) => snapshot.chromosome(chrom)?.molecular.some((bits) => bits !== 0) === true,
    ),
);

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

/** By upper-case symbol: `C12orf65` is what others know as `C12ORF65`. */
const countsBySymbol = onceFor(
  ({ counts }: SnapshotTables) =>
    new Map(Object.entries(counts).map(([symbol, own]) => [symbol.toUpperCase(), own])),
);

/** By codon on the genome where the annotation gives it; by protein change where the release has one. */
function codonNeighbours(place: Surroundings): ClinVarNeighbour[] | null {
  const { rows, allele, change } = place;
  if (change === null) return null;
  const code = allele.chrom === "MT" ? MITOCHONDRIAL_CODE : STANDARD_CODE;
  const found = new Map<number, ClinVarNeighbour["substitution"]>();
  // What VEP writes there is not told by which code it was read.
  const ofVep = allele.chrom === "MT" ? null : codonOf(place.codons, allele);
  const codon = place.codon ?? ofVep;
  const proteins = proteinIndex(rows);
  if (codon === null && proteins === null) return null;
  if (codon !== null) {
    const [low, high] = [Math.min(...codon.positions), Math.max(...codon.positions)];
    for (const { row, pos, ref, alt } of between(rows, low, high)) {
      const known = rows.molecular[row] as number;
      if (known !== 0 && (known & MOLECULAR.missense) === 0) continue;
      const bases = changed(codon, { pos, ref, alt });
      const to = bases === null ? null : aminoAcid(bases, code);
      if (to === null || to === change.from || to === "*") continue;
      found.set(row, { residue: change.residue, from: change.from, to });
    }
  }
  for (const name of place.names)
    for (const row of proteins?.get(`${name.toUpperCase()}:${change.residue}`) ?? []) {
      const own = proteinChange(withoutSymbol(proteinOf(rows, row)));
      if (own.residue === null || own.substitution?.from !== change.from) continue;
      found.set(row, { residue: own.residue, ...own.substitution });
    }
  return [...found].flatMap(([row, substitution]) => neighbour(place, row, substitution));
}

function baseNeighbours(place: Surroundings): ClinVarNeighbour[] {
  const { pos, ref, alt } = place.allele;
  if (ref.length !== 1 || alt.length !== 1) return [];
  return between(place.rows, pos, pos)
    .filter((other) => other.ref.length === 1 && other.alt.length === 1)
    .flatMap(({ row }) => neighbour(place, row, null));
}

/**
 * P or LP of one star or more that begin in the stretches, in a gene of these names.
 * @param stretches 1-based, inclusive
 */
export function pathogenicIn(
  snapshot: Snapshot,
  requested: Pick<NeighbourRequest, "allele" | "names">,
  stretches: readonly { start: number; end: number }[],
): number {
  const rows = snapshot.chromosome(requested.allele.chrom);
  if (rows === null) return 0;
  const place: Surroundings = { ...requested, codons: "", change: null, snapshot, rows };
  return stretches
    .flatMap(({ start, end }) => between(rows, start, end))
    .flatMap(({ row }) => neighbour(place, row, null))
    .filter((other) => hasStars(other, 1) && saysPathogenic(other)).length;
}

/** One star or more (PM1-01). */
function nearbyMissense(place: Surroundings): { pathogenic: number; benign: number } {
  const { rows } = place;
  const { pos } = place.allele;
  const counts = { ...NO_MISSENSE };
  for (const { row } of between(rows, pos - NEARBY_BASES, pos + NEARBY_BASES)) {
    if (((rows.molecular[row] as number) & MOLECULAR.missense) === 0) continue;
    for (const other of neighbour(place, row, null)) {
      if (!hasStars(other, 1)) continue;
      if (saysPathogenic(other)) counts.pathogenic++;
      if (saysBenign(other)) counts.benign++;
    }
  }
  return counts;
}

/** None for the allele itself, for somatic records, and for those of another gene. */
function neighbour(
  { snapshot, rows, allele, names }: Surroundings,
  row: number,
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

/** Rows by `SYMBOL:residue`, upper case, made when it is first asked for; null: the release has no protein changes. */
const proteinIndex = onceFor((rows: ChromosomeRows) => {
  let index: Map<string, number[]> | null = null;
  for (let row = 0; row < rows.position.length; row++) {
    const text = proteinOf(rows, row);
    if (text === null) continue;
    index ??= new Map();
    const { residue } = proteinChange(withoutSymbol(text));
    const key = `${text.slice(0, text.indexOf(":")).toUpperCase()}:${residue ?? ""}`;
    remembered(index, key, () => []).push(row);
  }
  return index;
});

function withoutSymbol(text: string | null): string {
  return text === null ? "" : text.slice(text.indexOf(":") + 1);
}

/** Differences between two snapshots of one source, allele by allele. */
import type { Allele } from "../core/allele.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import { genesOfStatement } from "../core/classification.ts";
import { sameGene } from "../core/gene.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import { alleleText } from "./builder.ts";
import { lookUp } from "./lookup.ts";
import type { ChromosomeRows } from "./types.ts";
import type { Snapshot } from "./snapshot.ts";

interface StatementChange {
  allele: Allele;
  /** null: it is not in that snapshot. */
  old: ClinVarEvidence | null;
  new: ClinVarEvidence | null;
}

/** Class, stars, text, conflict and genes count; a record's number and molecular words do not. */
export function isSameStatement(a: ClinVarEvidence | null, b: ClinVarEvidence | null): boolean {
  return wordOf(a) === wordOf(b) && isSameGenes(a, b);
}

/** A gene under its newer symbol is no change (DEC-44). */
function isSameGenes(a: ClinVarEvidence | null, b: ClinVarEvidence | null): boolean {
  const [was, is] = [a, b].map((s) => (s === null ? [] : genesOfStatement(s)));
  return (
    was?.length === is?.length &&
    was?.every((gene, i) => is?.[i] !== undefined && sameGene(gene, is[i])) === true
  );
}

/** In genome order; a chromosome of each snapshot is in memory at a time. */
export function* changedStatements(old: Snapshot, newer: Snapshot): Generator<StatementChange> {
  for (const chrom of CHROMOSOMES) {
    const [before, after] = [old.chromosome(chrom), newer.chromosome(chrom)];
    const places = [...placesOf(before), ...placesOf(after)].sort((a, b) => a.pos - b.pos);
    let pos = -1;
    let done = new Set<string>();
    for (const place of places) {
      if (place.pos !== pos) done = new Set();
      pos = place.pos;
      if (done.has(place.alleles)) continue;
      done.add(place.alleles);
      const [ref = "", alt = ""] = place.alleles.split(">");
      const allele = { chrom, pos, ref, alt };
      const [was, is] = [old, newer].map((snapshot) => lookUp(snapshot, allele).statement);
      if (!isSameStatement(was ?? null, is ?? null))
        yield { allele, old: was ?? null, new: is ?? null };
    }
  }
}

function placesOf(rows: ChromosomeRows | null): { pos: number; alleles: string }[] {
  if (rows === null) return [];
  return Array.from(rows.position, (pos, i) => ({
    pos,
    alleles: alleleText(rows.allele[i] as number, rows.pool),
  }));
}

function wordOf(statement: ClinVarEvidence | null): string {
  if (statement === null) return "";
  const { significance, stars, text, pathogenicLeaning, somaticOnly } = statement;
  return JSON.stringify([significance, stars, text, pathogenicLeaning, somaticOnly]);
}

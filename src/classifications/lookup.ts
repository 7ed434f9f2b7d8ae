/** What a snapshot contains for one allele (VCF-50 to VCF-53, CV-07). */
import type { Allele } from "../core/allele.ts";
import { compareClass } from "../core/classification.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Match } from "./types.ts";

interface Lookup {
  match: Match;
  /** Of the exact allele: the weightiest of its records. */
  statement: ClinVarEvidence | null;
  /** Single bases of an unmatched substitution of several (VCF-53): shown, no match. */
  components: ClinVarEvidence[];
}

/** @param allele in minimal representation */
export function lookUp(snapshot: Snapshot, allele: Allele): Lookup {
  const { chrom, pos, ref, alt } = allele;
  const statement = statementOf(snapshot, allele);
  if (statement !== null) return { match: "exact", statement, components: [] };
  if (ref.length !== alt.length) return { match: "not_left_aligned", statement, components: [] };
  const components: ClinVarEvidence[] = [];
  if (ref.length > 1)
    for (let i = 0; i < ref.length; i++) {
      const single = { chrom, pos: pos + i, ref: ref[i] ?? "", alt: alt[i] ?? "" };
      const own = single.ref === single.alt ? null : statementOf(snapshot, single);
      if (own !== null) components.push(own);
    }
  return { match: components.length > 0 ? "component" : "none", statement, components };
}

/** Where a release has an allele twice: more stars, then the weightier class, then the lower id. */
function statementOf(snapshot: Snapshot, { chrom, pos, ref, alt }: Allele): ClinVarEvidence | null {
  const rows = snapshot.chromosome(chrom);
  if (rows === null) return null;
  const found = snapshot.find(chrom, pos, ref, alt).map((row) => snapshot.evidence(rows, row));
  found.sort(
    (a, b) =>
      (b.stars ?? -1) - (a.stars ?? -1) ||
      compareClass(a, b) ||
      Number(a.stored?.id) - Number(b.stored?.id),
  );
  return found[0] ?? null;
}

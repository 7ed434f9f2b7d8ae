/** Evidence from other alleles in ClinVar at the same position: PS1, PM5, PM1. */
import { alleleOfKey } from "../core/allele.ts";
import { hasStars } from "../core/classification.ts";
import type {
  AcmgInput,
  AcmgSettings,
  CriterionResult,
  Inputs,
  Outcome,
  Strength,
  TranscriptFacts,
} from "./types.ts";
import type { ClinVarNeighbour } from "../classifications/types.ts";
import { isStatedPathogenic } from "./frequency.ts";
import { grantham } from "./grantham.ts";
import { met, notApplicable, notAssessed, notMet, POINTS, suggested } from "./outcome.ts";
import { isCanonicalSplice, isMissense } from "./terms.ts";

const NO_SNAPSHOT = "no ClinVar release was available to look up other alleles";

/** Neither where the codon lies is told, as VEP's column Codons does, nor has the release protein changes. */
const NO_CODON =
  "the bases of the codon are not known (the annotation has no column Codons), so other alleles of it cannot be looked up in ClinVar";

const NO_MITOCHONDRIAL_CODON =
  "other alleles of the codon were not looked up: the annotation does not tell the bases of mitochondrial codons";

function withoutCodon({ clinvar, allele }: AcmgInput): string {
  if (clinvar.release === null) return NO_SNAPSHOT;
  return allele.chrom === "MT" ? NO_MITOCHONDRIAL_CODON : NO_CODON;
}

/** A neighbour that may be compared: another allele, and not one that holds this change in itself. */
function comparable(input: AcmgInput, neighbour: ClinVarNeighbour): boolean {
  const { chrom, pos, ref, alt } = input.allele;
  const other = alleleOfKey(neighbour.key);
  if (other?.chrom !== chrom) return false;
  const at = pos - other.pos;
  const holds =
    other.ref.slice(at, at + ref.length) === ref &&
    other.alt.slice(at, at + alt.length) === alt &&
    other.ref.length - ref.length === other.alt.length - alt.length;
  return !(at >= 0 && holds);
}

/** P of two stars, P of one or LP of two, LP of one; null: without weight. `P/LP` counts as LP. */
function rankOf(neighbour: ClinVarNeighbour): "best" | "good" | "fair" | null {
  if (!isStatedPathogenic(neighbour, 1)) return null;
  const reviewed = hasStars(neighbour, 2);
  if (neighbour.significance === "P") return reviewed ? "best" : "good";
  return reviewed ? "good" : "fair";
}

function splices(score: number | null | undefined, settings: AcmgSettings): boolean {
  return (score ?? 0) >= settings.splicing.pathogenic;
}

function shown(list: readonly ClinVarNeighbour[]): string {
  return list.map((n) => `${n.key} ${n.significance} ${n.stars ?? "?"}*`).join(", ");
}

/** Heaviest of the strengths, or null. */
function heaviest(strengths: readonly (Strength | null)[]): Strength | null {
  return strengths.reduce<Strength | null>(
    (most, s) => (s !== null && (most === null || POINTS[s] > POINTS[most]) ? s : most),
    null,
  );
}

/** The change, and what ClinVar knows of other changes of the same residue. */
function atResidue(
  input: AcmgInput,
  { substitution: change, residue }: TranscriptFacts,
): { change: { from: string; to: string }; known: ClinVarNeighbour[] } | Outcome {
  if (change === null || residue === null) return notAssessed("the protein change is not known");
  if (input.clinvar.codon === null) return notAssessed(withoutCodon(input));
  const known = input.clinvar.codon.filter(
    (n) =>
      n.substitution?.residue === residue &&
      n.substitution?.from === change.from &&
      comparable(input, n),
  );
  return { change, known };
}

/** PS1-01 to PS1-03. */
export function ps1(
  input: AcmgInput,
  settings: AcmgSettings,
  judged: { pvs1: CriterionResult; pp3: CriterionResult },
): Outcome {
  const t = input.transcript;
  if (t === null) return notAssessed("no consequence is annotated");
  if (!isMissense(t)) return splicePs1(input, settings, judged);
  const there = atResidue(input, t);
  if ("status" in there) return there;
  const { change, known } = there;
  const same = known.filter((n) => n.substitution?.to === change.to);
  const spliceAi = input.predictors.spliceAi?.max ?? null;
  const inputs = { residue: t.residue, ...change, comparators: shown(same), spliceAi };
  const strengths = same.map((n): Strength | null => {
    const rank = rankOf(n);
    return rank === "best" ? "strong" : rank === "good" ? "moderate" : null;
  });
  const strength = heaviest(strengths);
  if (strength === null)
    return notMet("no other base change to this residue is P or LP with enough stars", inputs);
  if (splices(spliceAi, settings) || same.some((n) => splices(n.spliceAi, settings)))
    return notApplicable("the mechanism may be splicing", inputs);
  return met(strength, "the same protein change, from another base change", inputs);
}

/** PS1-03, Walker 2023: another change of the same base that splices wrongly. */
function splicePs1(
  input: AcmgInput,
  settings: AcmgSettings,
  { pvs1, pp3 }: { pvs1: CriterionResult; pp3: CriterionResult },
): Outcome {
  const t = input.transcript;
  const site = t !== null && isCanonicalSplice(t);
  const spliced = splices(input.predictors.spliceAi?.max, settings) && pp3.status === "met";
  if (!site && !spliced) return notApplicable("neither missense nor a splicing variant");
  if (site && pvs1.status !== "met")
    return notAssessed("at a splice site it depends on PVS1, which is not met");
  if (input.clinvar.base === null) return notAssessed(NO_SNAPSHOT);
  const others = input.clinvar.base.filter((n) => comparable(input, n));
  const inputs: Inputs = { pvs1: pvs1.strength, comparators: shown(others) };
  const strength = heaviest(
    others.map((n): Strength | null => {
      if (!isStatedPathogenic(n, 1)) return null;
      if (n.significance !== "P") return site ? null : "moderate";
      return site && pvs1.strength === "very_strong" ? "supporting" : "strong";
    }),
  );
  return strength === null
    ? notMet("no other change of this base is P or LP", inputs)
    : met(strength, "another change of the same base, with the same effect on splicing", inputs);
}

/** PM5-01, PM5-02. */
export function pm5(input: AcmgInput, settings: AcmgSettings): Outcome {
  const t = input.transcript;
  if (t === null) return notAssessed("no consequence is annotated");
  if (!isMissense(t)) return notApplicable("not a missense change");
  const there = atResidue(input, t);
  if ("status" in there) return there;
  const { change, known } = there;
  const others = known.filter(
    (n) => ![change.to, "*"].includes(n.substitution?.to ?? "*") && rankOf(n) !== null,
  );
  const revel = input.predictors.scores.REVEL ?? null;
  const own = grantham(change.from, change.to);
  const inputs: Inputs = {
    residue: t.residue,
    ...change,
    comparators: shown(others),
    grantham: own,
    revel,
  };
  const best = others.filter((n) => rankOf(n) === "best");
  if (others.length === 0)
    return notMet("no other change of this residue is P or LP with a star", inputs);
  const strength: Strength = best.length > 0 ? "moderate" : "supporting";
  const asSevere = (best.length > 0 ? best : others).some((n) => {
    const theirs = n.substitution === null ? null : grantham(change.from, n.substitution.to);
    return own !== null && theirs !== null && own >= theirs;
  });
  if (!asSevere && !(revel !== null && revel >= settings.pm5MinRevel))
    return suggested(strength, "a milder change than the known one: compare them", inputs);
  const changes = new Set(best.map((n) => n.substitution?.to));
  const reason = "another change of the same residue";
  return changes.size >= 2
    ? met(strength, `${reason}, two of them P with two stars`, inputs, "strong")
    : met(strength, reason, inputs);
}

/** PM1-01: ClinVar's alleles around suggest it; no curated table of hot spots is read. */
export function pm1(input: AcmgInput, settings: AcmgSettings): Outcome {
  const t = input.transcript;
  if (t === null) return notAssessed("no consequence is annotated");
  if (!isMissense(t)) return notApplicable("not a missense change");
  const nearby = input.clinvar.nearbyMissense;
  const inputs = {
    pathogenicNearby: nearby?.pathogenic ?? null,
    benignNearby: nearby?.benign ?? null,
  };
  if (nearby === null)
    return notAssessed(
      input.clinvar.release === null
        ? "no table of hot spots and no ClinVar release"
        : "no table of hot spots, and the ClinVar release does not tell missense variants",
      inputs,
    );
  return nearby.pathogenic >= settings.pm1MinPathogenic && nearby.benign === 0
    ? suggested(
        "supporting",
        "many P and LP missense variants within 25 bases, and no benign one",
        inputs,
      )
    : notAssessed("no table of hot spots; ClinVar shows none", inputs);
}

/** A statement's words to its class (CV-02 to CV-05, CV-11). */
import {
  conflictCounts,
  isPathogenicLeaning,
  sideTokens,
  significanceOf,
  starsOf,
} from "../vcf/index.ts";
import type { ClinVarEvidence, StoredStatement } from "../vcf/model.ts";
import { MOLECULAR, type SnapshotHead, type Words } from "./model.ts";

/** What the words alone decide. */
export type Judged = Pick<
  ClinVarEvidence,
  "significance" | "text" | "stars" | "pathogenicLeaning" | "somaticOnly"
> &
  Pick<StoredStatement, "review" | "conflict" | "sideTokens">;

export function judgeWords(words: Words): Judged {
  const { significance, position } = significanceOf(words.significance);
  const breakdown = significance === "CONF" ? words.conflict : null;
  const conflict = breakdown === null ? null : conflictCounts(breakdown);
  const counted = conflict !== null && Object.values(conflict).some((count) => count > 0);
  const among = breakdown === null || counted ? "" : ` (${breakdown.replaceAll("|", ", ")})`;
  return {
    significance,
    text: `${words.significance}${among}`.replaceAll("_", " "),
    stars: words.review === null ? null : starsOf(words.review, position),
    pathogenicLeaning: breakdown !== null && isPathogenicLeaning(breakdown),
    somaticOnly: words.somaticOnly,
    review: words.review?.replaceAll("_", " ") ?? null,
    conflict: counted ? conflict : null,
    sideTokens: sideTokens(words.significance),
  };
}

const TERMS: readonly (readonly [string, number])[] = [
  ["missense_variant", MOLECULAR.missense],
  ["nonsense", MOLECULAR.nonsense],
  ["stop_gained", MOLECULAR.nonsense],
  ["frameshift_variant", MOLECULAR.frameshift],
  ["splice_donor_variant", MOLECULAR.spliceSite],
  ["splice_acceptor_variant", MOLECULAR.spliceSite],
  ["initiator_codon_variant", MOLECULAR.startLost],
  ["start_lost", MOLECULAR.startLost],
  ["synonymous_variant", MOLECULAR.synonymous],
  ["inframe_deletion", MOLECULAR.inframe],
  ["inframe_insertion", MOLECULAR.inframe],
  ["inframe_indel", MOLECULAR.inframe],
];

/** Bits of the terms in MC, or in a list of annotators' terms. 0: nothing is told. */
export function molecularBits(text: string): number {
  if (text === "") return 0;
  let bits = 0;
  for (const [term, bit] of TERMS) if (text.includes(term)) bits |= bit;
  return bits === 0 ? MOLECULAR.other : bits;
}

const NAMES: readonly (readonly [number, string])[] = [
  [MOLECULAR.nonsense, "nonsense"],
  [MOLECULAR.frameshift, "frameshift"],
  [MOLECULAR.spliceSite, "splice site"],
  [MOLECULAR.startLost, "start lost"],
  [MOLECULAR.missense, "missense"],
  [MOLECULAR.inframe, "inframe"],
  [MOLECULAR.synonymous, "synonymous"],
  [MOLECULAR.other, "other"],
];

export function molecularNames(bits: number): string[] {
  return NAMES.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
}

export function originOf(kind: SnapshotHead["kind"]): "store" | "inhouse" {
  return kind === "clinvar" ? "store" : "inhouse";
}

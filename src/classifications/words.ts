/** From the words of a classification to its class (CV-02 to CV-05, CV-11). */
import {
  conflictCounts,
  isPathogenicLeaning,
  sideTokens,
  significanceOf,
  starsOf,
} from "../vcf/index.ts";
import type { ClinVarEvidence, StoredStatement } from "../vcf/types.ts";
import { MOLECULAR, type SnapshotHead, type Words } from "./types.ts";

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

/** Each bit with its name, and the terms that set it. */
const KINDS: readonly (readonly [bit: number, name: string, terms: string])[] = [
  [MOLECULAR.nonsense, "nonsense", "nonsense stop_gained"],
  [MOLECULAR.frameshift, "frameshift", "frameshift_variant"],
  [MOLECULAR.spliceSite, "splice site", "splice_donor_variant splice_acceptor_variant"],
  [MOLECULAR.startLost, "start lost", "initiator_codon_variant start_lost"],
  [MOLECULAR.missense, "missense", "missense_variant"],
  [MOLECULAR.inframe, "inframe", "inframe_deletion inframe_insertion inframe_indel"],
  [MOLECULAR.synonymous, "synonymous", "synonymous_variant"],
  [MOLECULAR.other, "other", ""],
];
const TERMS = KINDS.flatMap(([bit, , terms]) =>
  terms === "" ? [] : terms.split(" ").map((term) => ({ term, bit })),
);

/** Bits of the terms in MC, or in a list of annotators' terms. 0: nothing is told. */
export function molecularBits(text: string): number {
  if (text === "") return 0;
  let bits = 0;
  for (const { term, bit } of TERMS) if (text.includes(term)) bits |= bit;
  return bits === 0 ? MOLECULAR.other : bits;
}

export function molecularNames(bits: number): string[] {
  return KINDS.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
}

export function originOf(kind: SnapshotHead["kind"]): "store" | "inhouse" {
  return kind === "clinvar" ? "store" : "inhouse";
}

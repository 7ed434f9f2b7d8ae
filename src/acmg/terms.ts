/** What kind of change a transcript's terms describe, as the criteria need it. */
import type { TranscriptFacts } from "./types.ts";

export function has(transcript: TranscriptFacts, ...terms: string[]): boolean {
  return terms.some((term) => transcript.terms.includes(term));
}

export function isMissense(t: TranscriptFacts): boolean {
  return has(t, "missense_variant") && !isNull(t);
}

/** The first two bases of an intron, or its last two. */
export function isCanonicalSplice(t: TranscriptFacts): boolean {
  return has(t, "splice_donor_variant", "splice_acceptor_variant");
}

/** Terms of PVS1's tree. A lost stop is none (CSQ-01). */
export function isNull(t: TranscriptFacts): boolean {
  return (
    isCanonicalSplice(t) ||
    has(
      t,
      "stop_gained",
      "frameshift_variant",
      "start_lost",
      "transcript_ablation",
      "exon_loss_variant",
    )
  );
}

export function isInFrame(t: TranscriptFacts): boolean {
  return has(t, "inframe_insertion", "inframe_deletion", "protein_altering_variant") && !isNull(t);
}

/** Changes no residue: here a splice prediction speaks for benign, too. */
export function isSilent(t: TranscriptFacts): boolean {
  return !isNull(t) && !isMissense(t) && !isInFrame(t) && !has(t, "stop_lost");
}

const SPLICE_NEAR = [
  "splice_region_variant",
  "splice_donor_5th_base_variant",
  "splice_donor_region_variant",
  "splice_polypyrimidine_tract_variant",
];

export function isSpliceNear(t: TranscriptFacts): boolean {
  return has(t, ...SPLICE_NEAR);
}

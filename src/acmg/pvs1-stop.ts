/** PVS1 for premature stops, frameshifts and lost starts. */
import type { AcmgInput, AcmgSettings, Inputs, Strength, TranscriptFacts } from "./types.ts";
import { decayBefore, decayByExons, decayByNumber, type Decay } from "./nmd.ts";
import { has } from "./terms.ts";

/** What a branch of PVS1's tree says, before the mechanism and the gene's own rules. */
export type Branch =
  /** `ask`: a human step that makes it a suggestion. */
  | { strength: Strength; reason: string; inputs: Inputs; ask?: string }
  | { applies: false; reason: string; inputs: Inputs }
  | { unknown: true; reason: string; inputs: Inputs };

export function unknown(reason: string, inputs: Inputs): Branch {
  return { unknown: true, reason, inputs };
}

export function stopBranch(input: AcmgInput, t: TranscriptFacts, settings: AcmgSettings): Branch {
  const frameshift = has(t, "frameshift_variant") && !has(t, "stop_gained");
  const stop = t.stopCodon ?? t.residue;
  const decay = decayOf(t, stop, settings);
  const guessed = frameshift && t.stopCodon === null;
  const inputs: Inputs = {
    exon: t.exon === null ? null : `${t.exon.number}/${t.exon.total}`,
    residue: t.residue,
    stopCodon: t.stopCodon,
    decay: decay?.decays ?? null,
    decayBasis: decay?.reason ?? null,
    approximate: decay === null ? null : decay.approximate || guessed,
  };
  if (removedShare(t) === 0)
    return { applies: false, reason: "the protein keeps all of its residues", inputs };
  if (t.decay === null)
    return truncated(input, settings, {
      removed: removedShare(t),
      why: "the transcript has no stop in the new reading frame, so it is not known whether it decays",
      inputs,
    });
  if (decay === null)
    return unknown(
      t.exons === null
        ? "no exon number and no gene model: it is not known whether the transcript decays"
        : "the position of the new stop is not known, so neither is whether the transcript decays",
      inputs,
    );
  if (decay.decays === true)
    return { strength: "very_strong", reason: `decay is expected: ${decay.reason}`, inputs };
  // 5.2: the exon before the last one, without its length
  if (decay.decays === null)
    return {
      strength: "strong",
      reason: `${decay.reason}: decay is uncertain, so Strong instead of Very Strong`,
      inputs,
    };
  return truncated(input, settings, {
    removed: removedShare(t),
    why: `no decay: ${decay.reason}`,
    inputs,
  });
}

/** By the changed mRNA where there is a model of it, else by the exons as they were, else by their number. */
function decayOf(t: TranscriptFacts, stop: number | null, settings: AcmgSettings): Decay | null {
  if (t.decay !== undefined)
    return t.decay === null || t.decay.nmd === "unknown"
      ? null
      : decayBefore(t.decay.toLastJunction, settings.pvs1.escapeBases);
  if (t.exons !== null && stop !== null)
    return decayByExons(t.exons, stop * 3 - 2, settings.pvs1.escapeBases);
  return t.exon === null ? null : decayByNumber(t.exon);
}

/** Of the protein, from the new stop on (PV-03); where its place is not known, from the first residue that changes. */
function removedShare(t: TranscriptFacts): number | null {
  if (t.removed !== undefined) return t.removed;
  const { proteinLength: length } = t;
  const stop = t.stopCodon ?? t.residue;
  return length === null || stop === null ? null : Math.max(0, length - stop + 1) / length;
}

/** The tree's branch of a shortened or altered protein, for stops and for splice sites. */
export function truncated(
  { region }: AcmgInput,
  { pvs1 }: AcmgSettings,
  given: { removed: number | null; why: string; inputs: Inputs },
): Branch {
  const { removed, why } = given;
  const inputs: Inputs = {
    ...given.inputs,
    exonLofFrequency: region.exonLofFrequency,
    removedShare: removed === null ? null : Number(removed.toPrecision(3)),
  };
  if ((region.exonLofFrequency ?? 0) > pvs1.exonLofFrequency)
    return { applies: false, reason: `${why}; loss of function is common in this exon`, inputs };
  if (removed === null)
    return unknown(`${why}; how much of the protein is lost is not known`, inputs);
  const percent = `${Number((100 * removed).toPrecision(3))} % of the protein`;
  return removed > pvs1.proteinFraction
    ? { strength: "strong", reason: `${why}; ${percent} lost`, inputs }
    : { strength: "moderate", reason: `${why}; only ${percent} lost`, inputs };
}

export function startBranch({ region, clinvar }: AcmgInput): Branch {
  const upstream = clinvar.beforeNextMet;
  const inputs = { otherStart: region.otherStart, pathogenicBeforeNextMet: upstream };
  if (region.otherStart === true)
    return { applies: false, reason: "another functional transcript starts elsewhere", inputs };
  if (upstream === null)
    return unknown(
      `P or LP before the next methionine: ${clinvar.release === null ? "no ClinVar release was available" : "where it lies is not known"}`,
      inputs,
    );
  return upstream > 0
    ? { strength: "moderate", reason: `${upstream} P or LP before the next methionine`, inputs }
    : { strength: "supporting", reason: "no P or LP before the next methionine", inputs };
}

/** Changes in protein length and the gene's variant spectrum: PM4, BP3, PP2, BP1. */
import type { AcmgInput, AcmgSettings, Outcome } from "./types.ts";
import { met, notApplicable, notAssessed, notMet, suggested } from "./outcome.ts";
import { has, isInFrame, isMissense, isNull } from "./terms.ts";

/** Residues gained or lost. */
function residues({ allele: { ref, alt } }: AcmgInput): number {
  const change = Math.abs(ref.length - alt.length);
  return Math.ceil((change > 0 ? change : ref.length) / 3);
}

/** PM4-01. */
export function pm4(input: AcmgInput): Outcome {
  const { transcript: t } = input;
  if (t === null) return notAssessed("no consequence is annotated");
  const terms = t.terms.join("&");
  if (has(t, "stop_lost") && !has(t, "stop_gained"))
    return met("moderate", "the protein is longer: the stop codon is lost", { terms });
  if (!isInFrame(t)) return notApplicable("the protein keeps its length", { terms });
  const count = t.inFrame?.residues ?? residues(input);
  const strength = count >= 2 ? "moderate" : "supporting";
  const reason = count >= 2 ? `${count} residues in frame` : "one residue in frame";
  const inputs = { terms, residues: count };
  const repeat = t.inFrame?.repeat ?? null;
  if (repeat !== null && repeat.copies >= REPEAT) {
    const { unit, copies } = repeat;
    const repeated = { ...inputs, repeatOf: unit, repeatCopies: copies };
    return notMet(`${reason}, of ${copies} ${unit} in a row: a repeat`, repeated);
  }
  // Repeats of other kinds: no table is read, a human looks.
  return suggested(strength, `${reason}; check that it is not in a repeat`, inputs);
}

/** So many equal units in a row are a repeat. */
const REPEAT = 4;

/** BP3-01: repeats and protein domains would decide it; no table of either is read. */
export function bp3({ transcript: t }: AcmgInput): Outcome {
  if (t === null) return notAssessed("no consequence is annotated");
  return isInFrame(t)
    ? notAssessed("no table of repeats and protein domains is read")
    : notApplicable("not an in-frame change");
}

/** PP2-01: never more than a suggestion. */
export function pp2(input: AcmgInput, settings: AcmgSettings): Outcome {
  const { transcript: t, gene } = input;
  if (t === null) return notAssessed("no consequence is annotated");
  if (!isMissense(t)) return notApplicable("not a missense change");
  const share = missenseShare(input);
  const inputs = { missenseZ: gene.missenseZ, pathogenicShare: share };
  const { missenseZ: limit, pathogenicShare } = settings.pp2;
  if (gene.missenseZ !== null && gene.missenseZ < limit)
    return notMet(`missense Z below ${limit}`, inputs);
  if (share !== null && share < pathogenicShare)
    return notMet(
      `fewer than ${pathogenicShare} of ClinVar's missense variants are P or LP`,
      inputs,
    );
  if (gene.missenseZ === null || share === null)
    return notAssessed("missense constraint or ClinVar's spectrum of the gene not known", inputs);
  return suggested("supporting", "constrained, and missense is how it causes disease", inputs);
}

function missenseShare({ gene }: AcmgInput): number | null {
  const c = gene.clinvar;
  if (c === null) return null;
  const all = c.pathogenicMissense + c.benignMissense + c.vusMissense;
  return all === 0 ? null : Number((c.pathogenicMissense / all).toPrecision(3));
}

/** Missense in a gene that causes disease by loss of function alone. */
export function bp1(input: AcmgInput, settings: AcmgSettings): Outcome {
  const { transcript: t, gene } = input;
  if (t === null) return notAssessed("no consequence is annotated");
  if (!isMissense(t) || isNull(t)) return notApplicable("not a missense change");
  const c = gene.clinvar;
  if (c === null) return notAssessed("ClinVar's spectrum of the gene is not known");
  const all = c.pathogenicLof + c.pathogenicMissense;
  const inputs = {
    pathogenicLof: c.pathogenicLof,
    pathogenicMissense: c.pathogenicMissense,
    lofShareLimit: settings.bp1LofShare,
  };
  const enough = c.pathogenicLof >= settings.pvs1.minPathogenicLof;
  return enough && c.pathogenicMissense === 0 && c.pathogenicLof / all >= settings.bp1LofShare
    ? suggested("supporting", "no missense variant is known to cause disease in this gene", inputs)
    : notMet("missense variants cause disease, or too little is known", inputs);
}

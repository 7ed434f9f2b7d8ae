/** Changes of the protein's length and the gene's spectrum: PM4, BP3, PP2, BP1 (section 5.6). */
import type { AcmgInput } from "../model.ts";
import {
  met,
  notApplicable,
  notAssessed,
  notMet,
  suggested,
  type AcmgSettings,
  type Inputs,
  type Outcome,
} from "./outcome.ts";
import { has, isInFrame, isMissense, isNull } from "./terms.ts";

/** Residues gained or lost. */
function residues({ allele: { ref, alt } }: AcmgInput): number {
  const change = Math.abs(ref.length - alt.length);
  return Math.ceil((change > 0 ? change : ref.length) / 3);
}

/** PM4-01. */
export function pm4(input: AcmgInput): Outcome {
  const { transcript: t, region } = input;
  if (t === null) return notAssessed("no consequence is annotated");
  const terms = t.terms.join("&");
  if (has(t, "stop_lost") && !has(t, "stop_gained"))
    return met("moderate", "the protein is longer: the stop codon is lost", { terms });
  if (!isInFrame(t)) return notApplicable("the protein keeps its length", { terms });
  const count = residues(input);
  const inputs: Inputs = { terms, residues: count, repeat: region.repeat };
  if (region.repeat === true) return notMet("in a repeat", inputs);
  const strength = count >= 2 ? "moderate" : "supporting";
  const reason = count >= 2 ? `${count} residues in frame` : "one residue in frame";
  // RULES 5.6 names this step: without a table of repeats a human looks.
  return region.repeat === null
    ? suggested(strength, `${reason}; make sure that it is not in a repeat`, inputs)
    : met(strength, `${reason}, not in a repeat`, inputs);
}

/** BP3-01. */
export function bp3(input: AcmgInput): Outcome {
  const { transcript: t, region, clinvar } = input;
  if (t === null) return notAssessed("no consequence is annotated");
  if (!isInFrame(t)) return notApplicable("not an in-frame change");
  const { repeat, domain } = region;
  const inputs = { repeat, domain, pathogenicInRepeat: clinvar.inRepeat };
  if (repeat === false) return notMet("not in a repeat", inputs);
  if (domain === true) return notMet("in a protein domain", inputs);
  if ((clinvar.inRepeat ?? 0) > 0) return notMet("ClinVar has P or LP in this repeat", inputs);
  if (repeat === null || domain === null || clinvar.inRepeat === null)
    return notAssessed("no table of repeats, of domains, or no ClinVar snapshot", inputs);
  return met("supporting", "in frame, in a repeat, in no domain", inputs);
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
    return notMet(`fewer than ${pathogenicShare} of ClinVar's missense are P or LP`, inputs);
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
    ? suggested("supporting", "no missense is known to cause disease in this gene", inputs)
    : notMet("missense is known to cause disease, or too little is known", inputs);
}

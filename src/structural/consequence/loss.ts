/** The effect on a transcript of the loss of a range: exons, frame, first and last exon, promoter. */
import { codingOf, exonFrom, hitOf, toSpliceSite, type Hit, type Model } from "./model.ts";
import { shared, type Span } from "../spans.ts";
import { exonWords, frameWords, told, type Told } from "./told.ts";

/** Bases of an intron that splicing cannot do without. */
const SPLICE_SITE = 2;
/** Bases of an intron near a splice site. */
export const NEAR_SPLICE = 50;
/** A stop so near to the last junction, or behind it, does not lead to decay. */
const DECAY_REACH = 50;
/** A larger share of the protein is not lost without harm. */
const TOLERATED_SHARE = 0.1;

/** @returns null: the transcript is not touched. @param promoter bases before the start that count as promoter */
export function lossOf(model: Model, span: Span, promoter: number): Told | null {
  if (span.to < model.first || span.from > model.last) return besideOf(model, span, promoter);
  const hit = hitOf(model, span);
  if (model.codingLength === 0) return nonCodingLoss(model, span, hit);
  return hit.coding > 0 ? codingLoss(model, span, hit) : quietLoss(model, span, hit);
}

function besideOf(model: Model, span: Span, promoter: number): Told | null {
  if (shared(span, { from: model.first - promoter, to: model.first - 1 }) > 0)
    return told("promoter_loss", "other", "part of the promoter deleted, no coding base", null);
  if (shared(span, { from: model.last + 1, to: model.last + promoter }) > 0)
    return told("downstream", "other", "deleted beyond the last exon", null);
  return null;
}

function nonCodingLoss(model: Model, span: Span, hit: Hit): Told {
  if (hit.last < hit.first) return inIntron(model, span);
  const at = { model, hit };
  const isWhole =
    hit.left !== "exon" && hit.right !== "exon" && hit.last - hit.first + 1 === model.starts.length;
  const what = exonWords(model, hit);
  if (isWhole) return told("whole_loss", "lof", `whole gene deleted: ${what} (no protein)`, at);
  if (hit.left === "outside")
    return told("promoter_loss", "other", `promoter and ${what} deleted (no protein)`, at);
  return told("exon_loss", "other", `${what} deleted (no protein)`, at);
}

function quietLoss(model: Model, span: Span, hit: Hit): Told {
  const site = lostSite(model, span, hit) ?? lostStart(model, hit);
  if (site !== null)
    return told("exon_loss", "lof", `${siteWords(model, site)} deleted, no coding base`, {
      model,
      hit,
    });
  if (hit.last < hit.first) return inIntron(model, span);
  const what = exonWords(model, hit);
  const at = { model, hit };
  if (hit.left === "outside")
    return told("promoter_loss", "other", `promoter and ${what} deleted, no coding base`, at);
  const isLeader = (model.ends[hit.first] ?? 0) < model.codeFrom;
  if (isLeader && hit.left === "intron" && (model.ends[hit.first] ?? Infinity) <= span.to)
    return told("promoter_loss", "other", `${what} deleted, before the coding part`, at);
  return told("utr_exon", "other", `${what} deleted, outside the coding part`, at);
}

/** Of what lies in an intron. */
function inIntron(model: Model, span: Span): Told {
  const next = exonFrom(model, span.from);
  const words = `in intron ${next} of ${model.starts.length - 1}`;
  const away = toSpliceSite(model, span);
  return away <= NEAR_SPLICE
    ? told("intronic_near", "other", `${words}, ${away} bases from the exon`, null)
    : told("spanned", "none", words, null);
}

function codingLoss(model: Model, span: Span, hit: Hit): Told {
  const { coding, before } = hit;
  const at = { model, hit };
  const { codingLength } = model;
  if (coding === codingLength) {
    const text = `whole coding part deleted: ${exonWords(model, hit)}${frameWords(coding, null)}`;
    return told("whole_loss", "lof", text, at);
  }
  const what = `${exonWords(model, hit)} deleted`;
  const startLost = model.hasStart && before < 3;
  if (startLost)
    return told("exon_loss", "lof", `${what} with the start codon${frameWords(coding, null)}`, at);
  const [firstCoding, lastCoding] = codingExons(model);
  if (firstCoding < lastCoding && allOfExon(model, hit, lastCoding))
    return told(
      "last_exon_loss",
      "protein_altering",
      `${what}, the last coding one${frameWords(coding, null)}`,
      at,
    );
  const stopLost = model.hasStop && before + coding > codingLength - 3;
  const site = stopLost ? null : brokenSite(model, span, hit);
  const inFrame = stopLost || site !== null ? null : coding % 3 === 0;
  const how = stopLost
    ? " with the stop codon"
    : site === null
      ? ""
      : ` with the ${siteWords(model, site)}`;
  const text = `${what}${how}${frameWords(coding, inFrame)}`;
  const rest = { inFrame };
  if (inFrame === true) {
    const share = coding / codingLength;
    return told("exon_loss", share > TOLERATED_SHARE ? "lof" : "protein_altering", text, at, rest);
  }
  if (!stopLost && endsLate(model, span, hit))
    return told(
      "truncating_end",
      "protein_altering",
      `${text}, near the end of the protein`,
      at,
      rest,
    );
  return told("exon_loss", "lof", text, at, rest);
}

function codingExons(model: Model): [first: number, last: number] {
  return [exonFrom(model, model.codeFrom), exonFrom(model, model.codeTo)];
}

/** All coding bases that are hit are of one exon. */
function allOfExon(model: Model, hit: Hit, exon: number): boolean {
  return hit.last >= exon && hit.before >= model.codingLength - codingOf(model, exon);
}

/** A splice site by its exon: the exon's own start (acceptor) or end (donor). */
interface Site {
  exon: number;
  side: "before" | "behind";
}

function siteWords({ starts }: Model, { exon, side }: Site): string {
  return `splice site ${side} exon ${exon + 1} of ${starts.length}`;
}

/**
 * The splice site of an exon that is partly kept, or of a whole kept neighbour, without which exons cannot be joined.
 * A loss up to an exon's own border leaves the site there to what is kept.
 */
function brokenSite(model: Model, span: Span, hit: Hit): Site | null {
  const { first, last, left, right } = hit;
  if (left === "exon" && right === "intron")
    return span.to > (model.ends[last] ?? 0) ? { exon: first, side: "behind" } : null;
  if (left === "intron" && right === "exon")
    return span.from < (model.starts[first] ?? 0) ? { exon: last, side: "before" } : null;
  return lostSite(model, span, hit);
}

/** A splice site without which coding bases are lost, of an exon of which no base is lost on that side. */
function lostSite(
  model: Model,
  { from, to }: Span,
  { first, last, left, right }: Hit,
): Site | null {
  const end = model.ends[first - 1];
  if (left === "intron" && end !== undefined && from <= end + SPLICE_SITE)
    if (end >= model.codeFrom && end < model.codeTo) return { exon: first - 1, side: "behind" };
  const start = model.starts[last + 1];
  if (right === "intron" && start !== undefined && to >= start - SPLICE_SITE)
    if ((model.ends[last + 1] ?? 0) >= model.codeFrom && start <= model.codeTo)
      return { exon: last + 1, side: "before" };
  return null;
}

/** The acceptor of the exon that holds the start codon, where some bases before the codon are lost with it. */
function lostStart({ ends, codeFrom }: Model, { first, last, left, right }: Hit): Site | null {
  const isStart = (ends[last] ?? 0) >= codeFrom && (ends[last - 1] ?? 0) < codeFrom;
  if (left !== "intron" || right !== "exon" || last === 0 || last < first || !isStart) return null;
  return { exon: last, side: "before" };
}

/** Whatever stop the new frame has lies where none leads to decay, and little of the protein is behind the loss. */
function endsLate(model: Model, { from }: Span, hit: Hit): boolean {
  const { codingLength, before, ends } = model;
  if ((codingLength - hit.before) / codingLength >= TOLERATED_SHARE) return false;
  const end = ends.length - 1;
  const kept = hit.right === "exon" ? hit.last : hit.last + 1;
  if (kept >= end) return true;
  // Bases of this exon that are left behind the beginning of the loss: its stop lies among them.
  const isPenultimate = kept === end - 1 && (before[end] ?? 0) > 0;
  return isPenultimate && (ends[end - 1] ?? 0) - from < DECAY_REACH;
}

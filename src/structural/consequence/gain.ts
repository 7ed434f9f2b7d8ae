/** The effect on a transcript of a second copy of a range. */
import { hitOf, toSpliceSite, exonFrom, type Hit, type Model } from "./model.ts";
import { shared, type Span } from "../spans.ts";
import { NEAR_SPLICE } from "./loss.ts";
import { exonWords, frameWords, told, type Told } from "./told.ts";

/** Shorter ones in coding bases act as an insertion does (SVC-04). */
const SMALL = 50;

/**
 * @param isPlaced the second copy is known to stand beside the first: by a junction, not by depth alone
 * @returns null: the transcript is not touched
 */
export function gainOf(model: Model, span: Span, isPlaced: boolean): Told | null {
  if (span.to < model.first || span.from > model.last) return null;
  const hit = hitOf(model, span);
  const at = { model, hit };
  if (hit.left === "outside" && hit.right === "outside") {
    const size = model.codingLength === 0 ? "" : frameWords(hit.coding, null);
    return told("whole_gain", "gain", `whole gene duplicated: ${exonWords(model, hit)}${size}`, at);
  }
  if (hit.last < hit.first) return inIntron(model, span);
  const what = exonWords(model, hit);
  if (hit.left === "outside" || hit.right === "outside")
    return told(
      "partial_gain",
      "other",
      `${what} duplicated, with the sequence beside the gene`,
      at,
    );
  if (hit.coding === 0)
    return told("utr_exon", "other", `${what} duplicated, outside the coding part`, at);
  const length = span.to - span.from + 1;
  return length < SMALL ? smallGain(at, length) : insideGain(at, span, what, isPlaced);
}

function smallGain(at: { model: Model; hit: Hit }, length: number): Told {
  const inFrame = length % 3 === 0;
  const text = `${length} bases duplicated in ${exonWords(at.model, at.hit)}${frameWords(at.hit.coding, inFrame)}`;
  return told("coding_insertion", inFrame ? "protein_altering" : "lof", text, at, { inFrame });
}

function insideGain(
  at: { model: Model; hit: Hit },
  span: Span,
  what: string,
  isPlaced: boolean,
): Told {
  const { model, hit } = at;
  const { coding, before, left, right } = hit;
  if (isPlaced && model.hasStop && before + coding === model.codingLength) {
    const text = `${what} duplicated with the stop codon, which is still met first${frameWords(coding, null)}`;
    // Whether the message is still made is another question: such duplications have caused disease.
    return told("intragenic_gain", "protein_altering", text, at);
  }
  // Where one end cuts an exon, what is spliced of the second copy cannot be told.
  const inFrame = left === right ? splicedIn(model, span) % 3 === 0 : null;
  const text = `${what} duplicated${frameWords(coding, inFrame)}`;
  const isLof = isPlaced && inFrame === false;
  return told("intragenic_gain", isLof ? "lof" : "protein_altering", text, at, { inFrame });
}

/** Bases that the second copy adds to the message, those before the start codon too. */
function splicedIn({ starts, ends }: Model, span: Span): number {
  let bases = 0;
  for (const [i, from] of starts.entries()) bases += shared({ from, to: ends[i] ?? 0 }, span);
  return bases;
}

function inIntron(model: Model, span: Span): Told {
  const words = `duplicated in intron ${exonFrom(model, span.from)} of ${model.starts.length - 1}`;
  const away = toSpliceSite(model, span);
  return away <= NEAR_SPLICE
    ? told("intronic_near", "other", `${words}, ${away} bases from the exon`, null)
    : told("spanned", "none", words, null);
}

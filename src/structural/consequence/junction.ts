/** The effect of a junction on a transcript: something inserted, a segment inverted, a breakend. */
import { reverseComplement, baseCodes, STANDARD_CODE } from "../../core/genetic-code.ts";
import { NEAR_SPLICE } from "./loss.ts";
import {
  codingBefore,
  exonFrom,
  hitOf,
  intronAt,
  toSpliceSite,
  type Hit,
  type Model,
} from "./model.ts";
import type { Span } from "../spans.ts";
import { exonWords, frameWords, placeWords, told, type Told } from "./told.ts";

/** Insertions at least so long are not taken for a few residues more. */
const SHORT_INSERTION = 100;

/** What is inserted, as far as it is known. */
export interface Inserted {
  /** `300 bases`, `ALU`. */
  name: string;
  length: number | null;
  /** Bases on the plus strand; null: not known, or an element by its name. */
  bases: string | null;
}

/** @param at the base before the junction, in the transcript's direction. @returns null: outside of the transcript */
export function insertionOf(model: Model, at: number, inserted: Inserted): Told | null {
  if (at < model.first || at >= model.last) return null;
  const exon = nearExon(model, at);
  if (exon === null) {
    const words = `${inserted.name} inserted in ${placeWords(model, intronAt(model, at), 0)}`;
    const away = toSpliceSite(model, { from: at + 1, to: at });
    return away <= NEAR_SPLICE
      ? told("intronic_near", "other", `${words}, ${away - 1} bases from the exon`, null)
      : told("spanned", "none", words, null);
  }
  const hit: Hit = { ...hitOf(model, { from: at, to: at }), first: exon, last: exon, coding: 0 };
  const where = `exon ${exon + 1} of ${model.starts.length}`;
  if (!isCodingSite(model, at, exon)) {
    const kind = model.codingLength === 0 ? "(no protein)" : "outside the coding part";
    return told("utr_exon", "other", `${inserted.name} inserted in ${where}, ${kind}`, {
      model,
      hit,
    });
  }
  const isInside = (model.starts[exon] ?? 0) <= at && at < (model.ends[exon] ?? 0);
  const text = `${inserted.name} inserted ${isInside ? "in coding" : "at the splice site of"} ${where}`;
  const { length } = inserted;
  const inFrame = isInside && length !== null ? length % 3 === 0 : null;
  const isMild =
    inFrame === true && Number(length) < SHORT_INSERTION && !bringsStop(model, at, inserted.bases);
  const frame = inFrame === null ? "" : inFrame ? ", in frame" : ", out of frame";
  return told(
    "coding_insertion",
    isMild ? "protein_altering" : "lof",
    `${text}${frame}`,
    { model, hit },
    { inFrame },
  );
}

/** The exon that the junction behind a base lies in, at the border of, or in a splice site of; null: none. */
function nearExon(model: Model, at: number): number | null {
  const { starts, ends } = model;
  const next = exonFrom(model, at);
  const isIn = (i: number): boolean =>
    i >= 0 && i < starts.length && at >= (starts[i] ?? 0) - 2 && at <= (ends[i] ?? 0) + 1;
  return isIn(next) ? next : isIn(next - 1) ? next - 1 : null;
}

/** Coding bases stand on both sides in the mRNA. */
function isCodingSite(model: Model, at: number, exon: number): boolean {
  const from = Math.max(at, (model.starts[exon] ?? 0) - 1);
  const behind = Math.min(from, model.ends[exon] ?? 0) + 1;
  const before = codingBefore(model, behind);
  return model.codingLength > 0 && before > 0 && before < model.codingLength;
}

/** A stop in the frame of the place, among the whole codons of what is inserted. */
function bringsStop(model: Model, at: number, bases: string | null): boolean {
  if (bases === null) return false;
  const plus = baseCodes(bases.toUpperCase());
  const codes = model.strand > 0 ? plus : reverseComplement(plus);
  for (let i = (3 - (codingBefore(model, at + 1) % 3)) % 3; i + 3 <= codes.length; i += 3) {
    const [a = 4, b = 4, c = 4] = codes.subarray(i, i + 3);
    if (a < 4 && b < 4 && c < 4 && STANDARD_CODE.residues[16 * a + 4 * b + c] === "*") return true;
  }
  return false;
}

/** @returns null: neither end is in the transcript, nor is it inside */
export function inversionOf(model: Model, span: Span): Told | null {
  if (span.to < model.first || span.from > model.last) return null;
  const hit = hitOf(model, span);
  const at = { model, hit };
  if (hit.left === "outside" && hit.right === "outside")
    return told("spanned", "none", "the whole gene is inverted", null);
  if (hit.left === "outside" || hit.right === "outside") {
    const end = hit.left === "outside" ? span.to : span.from - 1;
    const where = placeWords(model, intronAt(model, end), exonFrom(model, end));
    return end < lastNeeded(model)
      ? told("exon_inversion", "lof", `inverted from ${where} on: the gene is split`, at)
      : told("utr_exon", "other", `inverted from ${where} on, outside the coding part`, at);
  }
  if (hit.last < hit.first)
    return told("spanned", "none", `inverted inside intron ${hit.first}`, null);
  const what = `${exonWords(model, hit)} turned`;
  return hit.coding > 0
    ? told("exon_inversion", "lof", `${what}${frameWords(hit.coding, null)}`, at)
    : told("utr_exon", "other", `${what}, outside the coding part`, at);
}

/** The last coding base; of a gene without protein nothing is known to be needed. */
function lastNeeded({ codingLength, codeTo, first }: Model): number {
  return codingLength === 0 ? first : codeTo;
}

/** @param places of one or two breakends, each the base before its junction in the transcript's direction */
export function breakendOf(model: Model, places: readonly number[]): Told | null {
  const inside = places.filter((at) => at >= model.first && at < model.last);
  const [at] = inside.toSorted((a, b) => rankOf(model, a) - rankOf(model, b) || a - b);
  if (at === undefined) return null;
  const introns = inside.map((place) => junctionIntron(model, place));
  const intron = introns[inside.indexOf(at)] ?? null;
  const where = placeWords(model, intron, exonFrom(model, at));
  const isSmall = inside.length === 2 && introns[0] !== null && introns[0] === introns[1];
  if (isSmall) return told("spanned", "none", `both ends in ${where}`, null);
  const rest = { flags: ["orientation_unknown"] };
  switch (rankOf(model, at)) {
    case 0:
      return told("gene_disrupted", "lof", `the gene is broken in ${where}`, null, rest);
    case 1:
      return told(
        "gene_disrupted",
        "other",
        `the gene is broken in ${where}, outside the coding part`,
        null,
        rest,
      );
    default:
      return intron === null
        ? told("utr_exon", "other", `broken in ${where}, beyond the coding part`, null, rest)
        : told("spanned", "none", `broken in ${where}, beyond the coding part`, null);
  }
}

/** 0: inside of the coding part, 1: before it, or no protein; 2: behind it. */
function rankOf({ codingLength, codeFrom, codeTo }: Model, at: number): number {
  if (codingLength === 0 || at < codeFrom) return 1;
  return at < codeTo ? 0 : 2;
}

/** The intron of a junction; at an exon's border that of the base outside of it. */
function junctionIntron(model: Model, at: number): number | null {
  return intronAt(model, at) ?? intronAt(model, at + 1);
}

/** A person's decision on a variant, entered on its card; the page's script saves it (`panelist.decisions`). */
import { alleleKey } from "../../core/allele.ts";
import { DECISIONS, REPORTED_CLASSES, type DecisionBasis } from "../../core/decision.ts";
import type { AnyCandidate } from "./card.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import { writtenNames } from "./names.ts";

export function decisionMarkup(c: AnyCandidate, v: AnyCandidate["variants"][number]): Markup {
  const { dna, protein } = writtenNames(v);
  const key = alleleKey(v);
  const isLong = key.length > MOST_LETTERS;
  const options = (values: readonly string[]): Markup[] =>
    values.map((value) => h`<option>${value}</option>`);
  return h`<fieldset class="decide" data-candidate="${c.candidateId}" data-allele="${isLong ? "" : key}"><legend>${isLong ? "For an allele this long, record the decision with `panelist archive verdict`: " : "Decision on "}${c.gene.symbol} ${dna || protein || `${v.pos} ${v.ref}>${v.alt}`}</legend><label>Decision <select name="decision"><option value="">none</option>${options(DECISIONS)}</select></label><label>Class, if reported <select name="class"><option value="">–</option>${options(REPORTED_CLASSES)}</select></label><label>Criteria <input name="criteria" autocomplete="off" placeholder="PVS1, PM2_Supporting"></label><label class="text">Comment; the reason, if dismissed<textarea name="comment" rows="1"></textarea></label></fieldset>`;
}

/** Texts of a page are cut where they are longer (`markup.ts`), and a cut allele is another one. */
const MOST_LETTERS = 500;

/** Shown once something is typed; hidden without the script, and where no run stands behind the page. */
export function saveMarkup(basis: DecisionBasis | undefined): Markup {
  if (basis === undefined) return NOTHING;
  return h`<form class="save" id="save" data-case="${basis.case ?? ""}" data-run="${basis.run}" hidden><output id="decided" aria-live="polite"></output> <label>Decided by <input name="by" autocomplete="name" maxlength="200"></label> <button type="submit">Save decisions</button></form>`;
}

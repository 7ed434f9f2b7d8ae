/**
 * What an INFO text says in either layout: NCBI's (CLNSIG, CLNREVSTAT, CLNSIGCONF, GENEINFO, ORIGIN, MC)
 * or that of github.com/macarthur-lab/clinvar (CLINICAL_SIGNIFICANCE, REVIEW_STATUS, CONFLICTED, SYMBOL).
 */
import { decodePercent, isSomaticOnly } from "../vcf/index.ts";
import type { Words } from "./types.ts";
import { molecularBits } from "./words.ts";

export interface RecordStatement {
  words: Words;
  genes: string;
  id: number;
  molecular: number;
}

const WANTED: ReadonlySet<string> = new Set(
  (
    "CLNSIG CLNREVSTAT CLNSIGCONF GENEINFO ORIGIN MC " +
    "CLINICAL_SIGNIFICANCE REVIEW_STATUS CONFLICTED SYMBOL MEASURESET_ID"
  ).split(" "),
);

/** @returns null when the record has no germline classification */
export function recordStatement(info: string, id: string): RecordStatement | null {
  const values = wantedOf(info);
  const clnsig = values.get("CLNSIG");
  if (clnsig !== undefined)
    return {
      words: {
        significance: clnsig,
        review: values.get("CLNREVSTAT") ?? null,
        conflict: values.get("CLNSIGCONF") ?? null,
        somaticOnly: isSomaticOnly(values.get("ORIGIN")),
      },
      genes: values.get("GENEINFO") ?? "",
      id: numberOf(id),
      molecular: molecularBits(values.get("MC") ?? ""),
    };
  const significance = values.get("CLINICAL_SIGNIFICANCE");
  if (significance === undefined) return null;
  const review = values.get("REVIEW_STATUS")?.replaceAll(/\.\.|\|/g, ",_") ?? null;
  const conflicting = values.get("CONFLICTED") === "1" || isConflicting(significance, review);
  return {
    words: {
      significance: conflicting ? CONFLICTING : significance,
      review,
      conflict: conflicting ? significance : null,
      somaticOnly: false,
    },
    genes: values.get("SYMBOL") ?? "",
    id: numberOf(values.get("MEASURESET_ID") ?? ""),
    molecular: molecularBits(values.get("MC") ?? ""),
  };
}

function wantedOf(info: string): Map<string, string> {
  const values = new Map<string, string>();
  for (let at = 0; at < info.length;) {
    let end = info.indexOf(";", at);
    if (end < 0) end = info.length;
    const equals = info.indexOf("=", at);
    if (equals > at && equals < end) {
      const key = info.slice(at, equals);
      if (WANTED.has(key)) {
        const value = info.slice(equals + 1, end);
        if (value !== "" && value !== "." && !values.has(key))
          values.set(key, decodePercent(value));
      }
    }
    at = end + 1;
  }
  return values;
}

const CONFLICTING = "Conflicting_interpretations_of_pathogenicity";
const GROUPS: readonly RegExp[] = [/^(likely_)?pathogenic$/i, /^uncertain/i, /^(likely_)?benign$/i];

/**
 * That layout lists what single submitters said. More than one of pathogenic, uncertain and benign is
 * what ClinVar calls conflicting, unless an expert panel or a guideline has spoken.
 */
function isConflicting(list: string, review: string | null): boolean {
  const tokens = list.split("|");
  const groups = GROUPS.filter((group) => tokens.some((token) => group.test(token))).length;
  return groups > 1 && !/expert_panel|guideline/.test(review ?? "");
}

/** An id; 0: the text is none. */
export function numberOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** Three-valued logic: what the input does not decide remains open. */
import type { ModelOutcome, Tri } from "../core/check.ts";
import type { Finding } from "./types.ts";

export function and3(a: Tri, b: Tri): Tri {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "unknown";
}

export function or3(a: Tri, b: Tri): Tri {
  if (a === "yes" || b === "yes") return "yes";
  return a === "no" && b === "no" ? "no" : "unknown";
}

export const fail = (reason: string): Finding => ({ verdict: "FAIL", reason });
export const uncertain = (reason: string): Finding => ({ verdict: "UNCERTAIN", reason });
export const label = (reason: string): Finding => ({ verdict: "PASS", reason });

/** Reasons of a verdict, sorted, unique; a FAIL gives its own alone. */
export function reasonsOf(
  verdict: ModelOutcome,
  findings: readonly Finding[],
  more: readonly Finding[],
): string[] {
  const reasons: string[] = [];
  for (const list of [findings, more])
    for (const finding of list)
      if (verdict !== "FAIL" || finding.verdict === "FAIL") reasons.push(finding.reason);
  return sortedUnique(reasons);
}

/** Verdict of the worst finding. */
export function worstOf(findings: readonly Finding[]): ModelOutcome {
  let worst: ModelOutcome = "PASS";
  for (const finding of findings) worst = worseOf(worst, finding.verdict);
  return worst;
}

export function worseOf(a: ModelOutcome, b: ModelOutcome): ModelOutcome {
  if (a === "FAIL" || b === "FAIL") return "FAIL";
  return a === "UNCERTAIN" || b === "UNCERTAIN" ? "UNCERTAIN" : "PASS";
}

export function sortedUnique(texts: readonly string[]): string[] {
  return texts.length < 2 ? [...texts] : [...new Set(texts)].sort();
}

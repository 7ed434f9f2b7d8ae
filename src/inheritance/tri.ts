/** Three-valued answers: what the input does not decide stays open (principle 1 of the rules). */
import type { Verdict } from "../core/check.ts";

export type Tri = "yes" | "no" | "unknown";

export function and3(a: Tri, b: Tri): Tri {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "unknown";
}

export function or3(a: Tri, b: Tri): Tri {
  if (a === "yes" || b === "yes") return "yes";
  return a === "no" && b === "no" ? "no" : "unknown";
}

/** One thing found that bears on a verdict. A PASS finding is a label. */
export interface Finding {
  verdict: Verdict;
  reason: string;
}

export interface Outcome {
  verdict: Verdict;
  reasons: string[];
}

export const fail = (reason: string): Finding => ({ verdict: "FAIL", reason });
export const uncertain = (reason: string): Finding => ({ verdict: "UNCERTAIN", reason });
export const label = (reason: string): Finding => ({ verdict: "PASS", reason });

/** The worst finding is the verdict; a FAIL gives its own reasons alone. Reasons sorted, unique. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  const has = (verdict: Verdict): boolean => findings.some((one) => one.verdict === verdict);
  const verdict = has("FAIL") ? "FAIL" : has("UNCERTAIN") ? "UNCERTAIN" : "PASS";
  const told = findings.filter((one) => verdict !== "FAIL" || one.verdict === "FAIL");
  return { verdict, reasons: sortedUnique(told.map((one) => one.reason)) };
}

export function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

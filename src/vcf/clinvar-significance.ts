/** CLNSIG to one class (CV-04) and CLNSIGCONF to its leaning (CV-05). */
import type { ClinVarEvidence } from "./model.ts";

type Significance = ClinVarEvidence["significance"];

/** Tokens in lower case with blanks. Those not here are side tokens: shown, of no class. */
const TOKENS: Readonly<Record<string, Significance>> = {
  pathogenic: "P",
  "likely pathogenic": "LP",
  "pathogenic, low penetrance": "P_LOWPEN",
  "likely pathogenic, low penetrance": "LP_LOWPEN",
  "conflicting interpretations of pathogenicity": "CONF",
  "conflicting classifications of pathogenicity": "CONF",
  "conflicting data from submitters": "CONF",
  "uncertain significance": "VUS",
  "likely benign": "LB",
  benign: "B",
  // The numbers of ClinVar's VCF until 2017
  "5": "P",
  "4": "LP",
  "3": "LB",
  "2": "B",
  "0": "VUS",
};

/** With several main tokens the first of these wins (CV-04). */
const ORDER: readonly Significance[] = [
  "P",
  "LP",
  "P_LOWPEN",
  "LP_LOWPEN",
  "CONF",
  "VUS",
  "LB",
  "B",
];

/**
 * One class for the aggregate.
 * @returns `position` of the deciding token among those between `|` and `,`, or -1: the old numeric form
 *   lists submissions with their review states in parallel
 */
export function significanceOf(clnsig: string): { significance: Significance; position: number } {
  const parts = splitTokens(clnsig);
  const classes = parts.map((part) =>
    part.split("/").flatMap((token) => TOKENS[normalise(token)] ?? []),
  );
  const all = new Set(classes.flat());
  const first = ORDER.find((c) => all.has(c));
  if (first === undefined) return { significance: "OTHER", position: -1 };
  const position = classes.findIndex((c) => c.includes(first));
  if (first === "P" && all.has("LP")) return { significance: "P/LP", position };
  if (first === "LB" && all.has("B")) return { significance: "B/LB", position };
  return { significance: first, position };
}

/** By `|`, and by commas that are not part of a term (`Pathogenic,_low_penetrance`). */
function splitTokens(text: string): string[] {
  return text.split(/\||,(?![_ ])/);
}

function normalise(token: string): string {
  return token.trim().replaceAll("_", " ").toLowerCase();
}

/**
 * Conflicting, but at least 60 % pathogenic or likely so and at most 20 % benign of the submissions that
 * have criteria (CV-05). `Pathogenic(2)|Uncertain_significance(1)`, formerly with commas.
 */
export function isPathogenicLeaning(clnsigconf: string): boolean {
  let pathogenic = 0;
  let benign = 0;
  let all = 0;
  for (const part of splitTokens(clnsigconf)) {
    const match = /^(.*?)\s*\((\d+)\)$/.exec(normalise(part));
    const significance = match === null ? undefined : TOKENS[match[1] ?? ""];
    if (significance === undefined) continue;
    const count = Number(match?.[2]);
    all += count;
    if (/^L?P/.test(significance)) pathogenic += count;
    else if (significance === "B" || significance === "LB") benign += count;
  }
  return all > 0 && pathogenic / all >= 0.6 && benign / all <= 0.2;
}

/** From CLNSIG to one class (CV-04) and from CLNSIGCONF to its leaning (CV-05). */
import { writtenNumber } from "../core/text.ts";
import type { Significance } from "../core/classification.ts";

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

/** Submissions by class; those without criteria are not counted by ClinVar. */
interface ConflictCounts {
  pathogenic: number;
  likelyPathogenic: number;
  uncertain: number;
  likelyBenign: number;
  benign: number;
}

/** `Pathogenic(2)|Uncertain_significance(1)`, formerly with commas (CV-05). */
export function conflictCounts(clnsigconf: string): ConflictCounts {
  const counts = { pathogenic: 0, likelyPathogenic: 0, uncertain: 0, likelyBenign: 0, benign: 0 };
  for (const part of splitTokens(clnsigconf)) {
    const match = /^(.*?)\s*\((\d+)\)$/.exec(normalise(part));
    const significance = match === null ? undefined : TOKENS[match[1] ?? ""];
    const count = Number(match?.[2]);
    if (significance === "P" || significance === "P_LOWPEN") counts.pathogenic += count;
    else if (significance === "LP" || significance === "LP_LOWPEN")
      counts.likelyPathogenic += count;
    else if (significance === "VUS") counts.uncertain += count;
    else if (significance === "LB") counts.likelyBenign += count;
    else if (significance === "B") counts.benign += count;
  }
  return counts;
}

/**
 * Conflicting, but at least 60 % pathogenic or likely so and at most 20 % benign of the submissions that
 * have criteria (CV-05).
 */
export function isPathogenicLeaning(clnsigconf: string): boolean {
  const { pathogenic, likelyPathogenic, uncertain, likelyBenign, benign } =
    conflictCounts(clnsigconf);
  const towards = pathogenic + likelyPathogenic;
  const against = likelyBenign + benign;
  const all = towards + uncertain + against;
  return all > 0 && towards / all >= 0.6 && against / all <= 0.2;
}

/** Tokens that are shown and have no class (CV-04): `risk factor`, `drug response`, `other`, ... */
export function sideTokens(clnsig: string): string[] {
  return splitTokens(clnsig)
    .flatMap((part) => part.split("/"))
    .map((token) => token.trim().replaceAll("_", " "))
    .filter((token) => token !== "" && TOKENS[token.toLowerCase()] === undefined);
}

/** ORIGIN's bits: 1 germline, 2 somatic (CV-11). */
export function isSomaticOnly(origin: string | undefined): boolean {
  const bits = writtenNumber(origin ?? "") ?? 0;
  return Number.isInteger(bits) && (bits & 2) !== 0 && (bits & 1) === 0;
}

/**
 * ACMG/AMP evidence by points (docs/acmg.md). In: one allele's facts as in
 * `../types.ts`, each of them null when it is not known, and the policy's section `acmg`. Out: every
 * criterion with its status, strength, points, inputs, reason and rule; totals of what is met and of what
 * is met or suggested; the class of Tavtigian's points, which is automated evidence and no classification.
 * Pure: no I/O, no clock.
 */
export { acmgEvidence, acmgRun, withPhenotypeOf } from "./evidence.ts";

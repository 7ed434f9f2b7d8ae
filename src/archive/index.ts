/**
 * The archive. In: cases with their distilled variants, runs, knowledge as it stood. Out: the same, whole
 * or not at all, safe with many processes. Layout and formats: docs/archive.md.
 */
export * from "./cases.ts";
export { makeFolder, writable, replaceFile } from "./files.ts";
export { commit, digestsIn, documentStep, fileStep, type Step } from "./log.ts";
export { withFaultTold } from "./damage.ts";
export { mergeEvents, purgeEvents } from "./merged.ts";
export { markTold, markUntold, untoldFrom } from "./untold.ts";
/** The name that `keepSnapshot` would give. */
export { canonicalDigest as snapshotName } from "../core/canonical.ts";
export * from "./snapshots.ts";
export { caseFault, refuseDamaged, verifyArchive } from "./verify.ts";
export {
  addVerdicts,
  hgvsNames,
  isDisputed,
  type JudgedVariants,
  readVerdicts,
  verdictsAt,
} from "./verdicts.ts";
export { CASE_STATUSES } from "./types.ts";
export type * from "./types.ts";

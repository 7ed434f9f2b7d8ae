/** Why automated evidence has no class: two words, distinguished by the evidence's flags wherever it is shown. */

/** DEC-37: PVS1 could not be asked, and would make another class. */
export const CLASS_NOT_STATED = "class_not_stated";
/** The criteria are not made for mitochondrial DNA. */
export const NOT_JUDGED = "mitochondrial_manual";

/** The class of the points, else why there is none. */
export function classState<Class extends string>(evidence: {
  class: Class | null;
  flags: readonly string[];
}): Class | "not_stated" | "not_judged" {
  return evidence.class ?? (evidence.flags.includes(NOT_JUDGED) ? "not_judged" : "not_stated");
}

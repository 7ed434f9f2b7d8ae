/**
 * Models of inheritance. In: a family, the variants of one gene with each person's evidence for the
 * allele, frequency eligibility by model. Out: a three-valued verdict of every model on every variant and
 * pair, with penetrance, origins, de novo grades and phase; lists beside the tiers. Rules: DEC-04 to
 * DEC-06, DEC-09, DEC-18, DEC-19, and the parts of docs/rules.md on inheritance.
 *
 * `observe` makes the evidence from a call; `evaluateGene` judges; `modelsOfMode`
 * says which models a panel's mode of inheritance names.
 */
export { callOfBoth, eventCallBeside, eventOfBoth, isLackedBy } from "./call-of-both.ts";
export { MNV_FLAG, sharedCodons } from "./codons.ts";
export { NOT_PAIRED, PAIRS_SUPPRESSED } from "./compound.ts";
export { carriersOf, evaluateGene, inCis } from "./evaluate.ts";
export { isUsed, roleOf } from "./family.ts";
export { mitochondrialOf } from "./heteroplasmy.ts";
export { modeConversion, modelsOfMode } from "./modes.ts";
export { withSiblings } from "./site.ts";
export { observe } from "./observe.ts";
export { observeEvent } from "./observe-event.ts";
export { certainlyLost, certainlyLostIn, liesInLost, type Lost } from "./over-deletion.ts";
export { zygosityOf } from "./zygosity.ts";

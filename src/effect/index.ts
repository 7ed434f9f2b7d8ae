export { exonZones } from "./zones.ts";
export { FLAG } from "./flags.ts";
export { MARK, TERM, termBits, termNames } from "./term-bits.ts";
export { ownLayout, rowMaker, type RowMaker } from "./rows.ts";

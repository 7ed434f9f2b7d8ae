/**
 * What a laboratory decides by itself: overrides of panels (`--panel-override`, DEC-23) and successors of
 * retired or renumbered panels (`panels successor`), each with who said so, when, and why.
 */
export { applyOverrides, parseOverrides } from "./overrides.ts";
export { readSuccessors, recordSuccessor, successorOf } from "./successors.ts";

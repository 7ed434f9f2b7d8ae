/**
 * Panels in the store: keys and facts of entries, and from a word such as `285`, `285@4.2`,
 * `285@signed-off`, `R59` to the entry that it means (DEC-21, DEC-22).
 */
export { factsOf, listFacts, listKey, listedIn, panelFacts, panelKey } from "./facts.ts";
export { chooseVersion, storedPanels } from "./choose.ts";
export type { Choice, StoredPanel } from "./choose.ts";
export { parseRCode } from "../indications.ts";
export { resolveRcode } from "./rcode.ts";
export type { RcodeAnswer } from "./rcode.ts";
export { parsePanelWord } from "./word.ts";

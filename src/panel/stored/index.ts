/**
 * Panels in the store: keys and facts of entries, and from a word such as `285`, `285@4.2`,
 * `285@signed-off`, `R59` to the entry that it means (DEC-21, DEC-22).
 */
export { factsOf, listFacts, listKey, listedIn, panelFacts, panelKey } from "./facts.ts";
export {
  chooseVersion,
  parsePanelWord,
  resolveRcode,
  storedPanels,
  type Choice,
  type RcodeAnswer,
  type StoredPanel,
} from "./choose.ts";

/**
 * Panels in the store: keys and facts of entries, and from a word such as `285`, `285@4.2`,
 * `285@signed-off`, `R59` to the entry that it means (DEC-21, DEC-22).
 */
export {
  factsOf,
  factsOfPanel,
  listedIn,
  listFacts,
  listKey,
  panelFacts,
  panelKey,
  storedPanels,
  type StoredPanel,
} from "./facts.ts";
export {
  chooseVersion,
  findIndication,
  parsePanelWord,
  resolveRcode,
  type Choice,
  type CodedPanel,
  type Indication,
  type IndicationPanel,
  type RcodeAnswer,
} from "./choose.ts";

/**
 * Texts to paste into a laboratory's report. In: facts of a case, a template. Out: plain text. No class of its own, and
 * no sentence but the template's.
 */
export { TEXT_FIELDS } from "./fields.ts";
export { compileTemplate } from "./template.ts";
export { ANNOTATORS, phaseBasis } from "./words.ts";
export { change, knowledgeName, notAssessedWord } from "../html/words.ts";

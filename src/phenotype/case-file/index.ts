/** The case file (docs/formats.md). Apart from the room's face: its checks take time to load. */
export {
  type CaseDescription,
  caseFileSchema,
  type CasePerson,
  pedOf,
  readCaseFile,
} from "./read.ts";

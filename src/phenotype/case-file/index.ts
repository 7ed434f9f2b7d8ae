/** The case file (docs/formats.md). Apart from the room's face: its checks take time to load. */
export { pedOf, readCaseFile } from "./read.ts";

/**
 * Files that hold panels, for keeping: in come bytes of any such file (an archive, a page of the API, a
 * dump, one panel), out come its panels and lists, each with its own text and what is odd about it.
 */
export { type PanelDocument, type PanelList, readPanelDocuments, unpackPanelFile } from "./read.ts";

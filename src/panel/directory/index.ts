/** The Test Directory. In: its JSON, kept in the store. Out: its tests, each with its method and panels. */
export type { TestDirectory } from "./read.ts";
export { importDirectory, loadDirectory } from "./stored.ts";

// node --import ./bench/sources.mjs SCRIPT: lets a script import the TypeScript of src/ as it stands, on every
// Node that the project supports.
import { register } from "node:module";

register("./sources-hooks.mjs", import.meta.url);

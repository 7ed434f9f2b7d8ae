// node --import ./bench/sources.mjs SCRIPT: lets a script import the TypeScript of src/ as it stands, on every
// Node that the project supports.
import * as module from "node:module";
import { load } from "./sources-hooks.mjs";

// `register` is going: newer Nodes warn of it on the error output.
if ("registerHooks" in module) module.registerHooks({ load });
else module.register("./sources-hooks.mjs", import.meta.url);

#!/usr/bin/env node
import module from "node:module";

process.exitCode = 70; // stands if the run dies without an answer: a bug
module.enableCompileCache?.();
const { main } = await import("../dist/cli.js");
process.exit(await main(process.argv.slice(2)));

#!/usr/bin/env node
import { main } from "../dist/cli/main.js";

process.exitCode = 70; // stands if the run dies without an answer: a bug
process.exit(await main(process.argv.slice(2)));

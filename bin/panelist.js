#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";

process.exitCode = 70; // stands if the run dies without an answer: a bug
process.umask(process.umask() & 0o077); // what is written is its owner's, who can read it again
if (!existsSync(new URL("../dist/cli.js", import.meta.url))) {
  process.stderr.write("panelist: error: the program is not built\n  hint: npm run build\n");
  process.exit();
}
module.enableCompileCache?.();
const { main } = await import("../dist/cli.js").catch((error) => {
  if (error?.syscall === undefined) throw error;
  // The system refused a file of the program itself, such as one open file too many.
  process.stderr.write(`error: E_IO: the program cannot be loaded: ${error.message}\n`);
  process.exit(74);
});
process.exit(await main(process.argv.slice(2)));

/**
 * npm run bench:phenotype -- [--data ../shared/data] [--only cases,speed,fit]
 *
 * Measures the ranking by HPO terms and writes the figures into bench/PHENOTYPE.md:
 *
 * - cases: ranks of the right gene and disease by terms alone (phenotype-ranks.mjs)
 * - speed: processor time and memory (phenotype-speed.mjs)
 * - fit: the weights and their cross-validation (phenotype-fit.mjs); only where it is named
 *
 * Run it with `node --import ./bench/sources.mjs`; the command line is that of the build.
 */
import { parseArgs } from "node:util";
import { writePart } from "./phenotype-document.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    only: { type: "string", default: "cases,speed" },
  },
});

const MODULES = { cases: "ranks", speed: "speed", fit: "fit" };

for (const part of values.only.split(",")) {
  const name = MODULES[part];
  if (name === undefined) throw new Error(`--only ${part}: one of ${Object.keys(MODULES)}`);
  const { measure } = await import(`./phenotype-${name}.mjs`);
  const text = await measure(values.data);
  console.log(`${text}\n`);
  writePart(part, `npm run bench:phenotype -- --only ${part}`, text);
}

/** A process of its own: `node --import ../../bench/sources.mjs verdict-writer.mjs <archive> <case> <variant> <name> <times>`. Prints how many verdicts were acknowledged, and its own number. */
import { giveVerdict } from "../../src/reanalysis/verdict.ts";

const [archive, id, variant, name, times] = process.argv.slice(2);
const about = { archive, case: id, variant, kind: "dismissed", class: null, date: "2024-01-02" };
let given = 0;
for (let i = 1; i <= Number(times); i++) {
  await giveVerdict({ ...about, by: name, why: `${name} ${i}`, now: new Date() });
  given++;
}
process.stdout.write(`${given} ${process.pid}\n`);

/**
 * For phenotype-speed.mjs, in a process of its own: load, first ranking, best ranking, as JSON in ms of
 * processor time; of the first also of the clock, as the engine compiles beside it.
 */
import * as phenotype from "../src/phenotype/index.ts";
import { openStore } from "../src/store/index.ts";

const [path, terms] = process.argv.slice(2);

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const from = cpu();
const { knowledge } = await phenotype.openRelease(openStore(path), null);
const load = cpu() - from;
const written = phenotype.parseTermList(knowledge.ontology, terms);
const query = phenotype.resolveTerms(knowledge.ontology, written, { strict: true });
const clock = [];
const times = Array.from({ length: 15 }, () => {
  const start = cpu();
  const began = performance.now();
  phenotype.rankAll(knowledge, phenotype.scoresOf(knowledge, query), "gene", 20);
  clock.push(performance.now() - began);
  return cpu() - start;
});
console.log(
  JSON.stringify({ load, first: times[0], firstByClock: clock[0], warm: Math.min(...times) }),
);

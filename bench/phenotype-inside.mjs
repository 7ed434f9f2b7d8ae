/** For phenotype-speed.mjs, in a process of its own: load, first ranking, best ranking, as JSON in ms of processor time. */
import * as phenotype from "../dist/phenotype/index.js";
import { openStore } from "../dist/store/index.js";

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
const times = Array.from({ length: 15 }, () => {
  const start = cpu();
  phenotype.rankAll(knowledge, phenotype.scoresOf(knowledge, query), "gene", 20);
  return cpu() - start;
});
console.log(JSON.stringify({ load, first: times[0], warm: Math.min(...times) }));

// Opens the release of transcripts in a store: milliseconds of processor time for 100 genes that lie apart and for everything, and how many
// reads the former take. Prints JSON.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { CHROMOSOMES } from "../src/core/assembly.ts";

let reads = 0;
const { readSync } = fs;
fs.readSync = (...args) => {
  reads += 1;
  return readSync(...args);
};
syncBuiltinESMExports();
const { openTranscripts } = await import("../src/effect/snapshot.ts");
const { openStore } = await import("../src/store/index.ts");
const store = openStore(process.argv[2]);
const [entry] = await store.list("transcripts");
const path = store.pathOf(entry);
const timed = (work) => {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, result };
};
const all = timed(() => openTranscripts(path).slice("all"));
const { count, chromFrom, start, end } = all.result.columns;
const places = Array.from({ length: 100 }, (_, i) => {
  const t = Math.floor((i * count) / 100);
  const chrom = CHROMOSOMES.find((_name, c) => chromFrom[c + 1] > t);
  return { chrom, start: start[t], end: end[t] };
});
reads = 0;
const hundred = timed(() => openTranscripts(path).slice(places));
console.log(JSON.stringify({ all: all.ms, hundred: hundred.ms, reads }));

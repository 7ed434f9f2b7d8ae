// node --import ./bench/sources.mjs bench/events-effects.mjs: what 20,000 events do to all of MANE's genes, in
// milliseconds, with what is worked out once.
import { effectsOf } from "../src/structural/index.ts";
import { CHROMOSOMES, chromosomeLength } from "../src/core/assembly.ts";
import { event } from "../test/structural/events.ts";
import { maneSlice } from "../test/structural/mane.ts";

const EVENTS = 20_000;
const KINDS = ["DEL", "DEL", "DEL", "DEL", "DEL", "DEL", "DUP", "DUP", "INS", "INV"];

// The same events in every run (a linear congruential generator).
let state = 7;
const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;

/** Lengths from 50 bases to 3 million, short ones the most; half of the events as exact as their callers are. */
const events = Array.from({ length: EVENTS }, () => {
  const chrom = CHROMOSOMES[Math.floor(random() * 23)];
  const kind = KINDS[Math.floor(random() * KINDS.length)];
  const length = kind === "INS" ? 2 : Math.round(50 * 60_000 ** random());
  const first = 1 + Math.floor(random() * (chromosomeLength("GRCh38", chrom) - length));
  const by = random() < 0.5 ? 0 : 150;
  const ci = { ciFirst: [-by, by], ciLast: [-by, by] };
  return event(kind, chrom, first, first + length - 1, ci);
});
// As files have them.
const order = (one) => CHROMOSOMES.indexOf(one.chrom);
events.sort((a, b) => order(a) - order(b) || a.first - b.first);

const slice = maneSlice("all");
const known = { extents: [], reporting: [], promoterLength: 500 };
const started = process.cpuUsage();
let effects = 0;
let protein = 0;
for (const one of events)
  for (const effect of effectsOf(one, slice, known)) {
    effects++;
    if (effect.class === "lof" || effect.class === "protein_altering") protein++;
  }
const { user, system } = process.cpuUsage(started);
const ms = (user + system) / 1000;
process.stdout.write(JSON.stringify({ events: EVENTS, effects, protein, ms: Math.round(ms) }));

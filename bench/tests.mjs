// What the tests cost: no test asserts a time, so it is measured here.
import { availableParallelism } from "node:os";
import { run } from "./measure.mjs";

const root = new URL("..", import.meta.url).pathname;

/** `npm test`, and what `npm run test:all` runs beyond it; once each. Bars: on two idle cores. */
export function tests() {
  const quick = run("npm test", { cwd: root });
  const rest = run("npx vitest run --project slow", { cwd: root });
  const all = quick.wall + rest.wall;
  const shown = ({ wall, cpu, peakMb }) => ({ wall: [wall], cpu, peakMb });
  const bar = (name, wall, limit) => ({
    name,
    value: `${wall.toFixed(0)} s`,
    limit: `<= ${limit} s`,
    ok: wall <= limit,
  });
  return {
    title: "The tests",
    note: `Bars for two idle cores; this machine has ${availableParallelism()}.`,
    times: { "npm test": shown(quick), "the rest of npm run test:all": shown(rest) },
    rows: [bar("npm test", quick.wall, 90), bar("npm run test:all", all, 480)],
  };
}

// What the tests cost: no test asserts a time, so it is measured here.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./measure.mjs";

const root = new URL("..", import.meta.url).pathname;

/**
 * `npm test`, and what `npm run test:all` runs beyond it; once each. Targets: on two idle cores.
 * @param {{ slow: boolean }} asked `slow`: `.ci/run` too, on a fresh clone of what is committed; it installs, and
 *   runs all tests here and the quick ones on two other lines of Node
 */
export function tests({ slow }, measured = run) {
  const quick = measured("npm test", { cwd: root });
  const rest = measured("npx vitest run --project slow", { cwd: root });
  const ci = slow ? inFreshClone(measured) : null;
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
    note: `Bars for two idle cores; this machine has ${availableParallelism()}. ${ci === null ? "`.ci/run` is measured with `--slow`." : "`.ci/run` has no bar: much of it is the registry's."}`,
    times: {
      "npm test": shown(quick),
      "the rest of npm run test:all": shown(rest),
      ...(ci === null ? {} : { ".ci/run, on a fresh clone": shown(ci) }),
    },
    rows: [bar("npm test", quick.wall, 90), bar("npm run test:all", all, 480)],
  };
}

function inFreshClone(measured) {
  const folder = mkdtempSync(join(tmpdir(), "panelist-fresh-"));
  try {
    measured(`git clone -q '${root}' '${folder}/panelist'`);
    return measured(".ci/run", { cwd: join(folder, "panelist") });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

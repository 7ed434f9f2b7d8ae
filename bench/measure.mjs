// Runs command lines as whole processes and says what they cost.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TIME = "/usr/bin/time";
const hasTime = existsSync(TIME);

/** Is a program on the path? */
export function has(program) {
  return spawnSync("bash", ["-c", `command -v ${program}`]).status === 0;
}

/**
 * One run of a shell command line, from start to exit.
 * @param {string} command for bash; a pipe's failure anywhere is a failure
 * @param {{ cwd?: string }} [options]
 * @returns {{ wall: number, cpu: number, peakMb: number | null, stdout: string }} seconds of wall clock,
 *   seconds of user and system time of all its processes, the largest process's peak memory in MB (10^6 bytes)
 */
export function run(command, { cwd } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "panelist-bench-"));
  const [report, processor] = ["time", "processor"].map((name) => join(folder, name));
  // The shell's own clock tells thousandths of a second, the other hundredths.
  const timed = `exec 3>&2; TIMEFORMAT="%3U %3S"; set -o pipefail; { time { ${command}\n} 2>&3; } 2> ${processor}`;
  const shell = ["bash", "-c", timed];
  const argv = hasTime ? [TIME, "-f", "%M", "-o", report, ...shell] : shell;
  const before = process.hrtime.bigint();
  const done = spawnSync(argv[0], argv.slice(1), { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  const wall = Number(process.hrtime.bigint() - before) / 1e9;
  const lastOf = (file) => readFileSync(file, "utf8").trim().split("\n").at(-1);
  const peak = hasTime ? Number(lastOf(report)) : null;
  const [user, system] = lastOf(processor).split(" ").map(Number);
  rmSync(folder, { recursive: true });
  if (done.status !== 0)
    throw new Error(
      `exit ${done.status}: ${command}\n${done.stderr.split("\n").slice(0, 8).join("\n")}`,
    );
  return {
    wall,
    cpu: user + system,
    peakMb: peak === null ? null : (peak * 1024) / 1e6,
    stdout: done.stdout,
  };
}

/**
 * Runs the arms in turns, A B A B, beginning with another arm in each round, so that no arm always comes
 * first or always after the same neighbour.
 * @param {Record<string, string>} arms name -> command line
 * @param {number} rounds
 * @returns {Record<string, { wall: number[], cpu: number, cpus: number[], peakMb: number | null, stdout: string }>}
 *   `wall` is sorted, `cpus` are in the order of the rounds
 */
export function inTurns(arms, rounds, options = {}) {
  const names = Object.keys(arms);
  const out = Object.fromEntries(
    names.map((n) => [n, { wall: [], cpus: [], peaks: [], stdout: "" }]),
  );
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const r = run(arms[name], options);
      out[name].wall.push(r.wall);
      out[name].cpus.push(r.cpu);
      out[name].peaks.push(r.peakMb);
      out[name].stdout = r.stdout;
    }
  return Object.fromEntries(
    names.map((n) => [
      n,
      {
        wall: out[n].wall.sort((a, b) => a - b),
        cpu: median(out[n].cpus),
        cpus: out[n].cpus,
        peakMb: out[n].peaks.includes(null) ? null : Math.max(...out[n].peaks),
        stdout: out[n].stdout,
      },
    ]),
  );
}

/**
 * How much more processor time one arm took than another: the median of the rounds' differences, as a machine that is
 * slow for a while is slow for both. Seconds.
 * @param {{ cpus: number[] }} arm
 * @param {{ cpus: number[] }} other of the same call of `inTurns`
 */
export function moreThan(arm, other) {
  return median(arm.cpus.map((cpu, round) => cpu - other.cpus[round]));
}

/**
 * The median of ratios and an interval that holds the true one with at least 95 %, whatever their
 * distribution: of n sorted values the k-th from both ends, k by the binomial distribution of those below
 * the median. Fewer than six values cannot promise 95 %: then it is the whole range.
 * @param {number[]} numbers
 * @returns {{ median: number, low: number, high: number, coverage: number }} coverage: what it does promise
 */
export function medianInterval(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const n = sorted.length;
  let outside = 0;
  let k = 0;
  // P(X <= k - 1) of n coins, both sides.
  for (let below = 0, term = 0.5 ** n; below < n / 2; below++) {
    const more = outside + 2 * term;
    if (below > 0 && more > 0.05) break;
    [outside, k] = [more, below + 1];
    term = (term * (n - below)) / (below + 1);
  }
  return {
    median: median(sorted),
    low: sorted[k - 1],
    high: sorted[n - k],
    coverage: Math.max(0, 1 - outside),
  };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `npm run sentences` draws the same sentences for the same seed, and others for another. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "../helpers/texts.ts";

function drawn(...args: string[]): { status: number | null; stdout: string } {
  const script = ["--import", "./bench/sources.mjs", "bench/sentences.mjs", ...args];
  return spawnSync(process.execPath, script, { cwd: root, encoding: "utf8" });
}

it("draws forty real sentences by the seed", () => {
  const { status, stdout } = drawn("--seed", "a");
  expect(status).toBe(0);
  const sentences = [
    ...stdout.matchAll(/^[ \d]\d\. (.*)\n    \((help|message|hint|page): .*\)$/gm),
  ];
  expect(sentences).toHaveLength(40);
  expect(new Set(sentences.map(([, text]) => text)).size).toBe(40);
  expect(drawn("--seed", "a").stdout).toBe(stdout);
  expect(drawn("--seed", "b").stdout).not.toBe(stdout);
});

it("wants a seed", () => {
  expect(drawn().status).toBe(2);
});

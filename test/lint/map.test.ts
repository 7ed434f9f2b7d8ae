/** ARCHITECTURE.md says of every file what the file says of itself. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("the list of files is that of today (else: npm run map)", () => {
  const script = fileURLToPath(new URL("../../bench/map.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

/** Types are inferred from schemas at no cost: what a run loads reaches neither zod nor a schema. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** What a file loads before its first line runs: imports of values, and what it hands on. */
function loads(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export) (?!type\b)(?:[^;"]*? from )?"([^"]+)";/gm)].map(
    ([, name = ""]) => (name.startsWith(".") ? join(dirname(file), name) : name),
  );
}

function reached(root: string): Set<string> {
  const found = new Set([join(src, root)]);
  for (const file of found) if (existsSync(file)) for (const next of loads(file)) found.add(next);
  return found;
}

describe("zod is loaded on demand", () => {
  it.each([
    "cli/main.ts",
    "cli/program.ts",
    "cli/analyse.ts",
    "analysis/analyse.ts",
    "scan/pool/worker.ts",
    "archive/index.ts",
    "report/index.ts",
    "rank/index.ts",
    "panel/index.ts",
  ])("not by %s", (root) => {
    const found = reached(root);
    expect(found.size).toBeGreaterThan(1);
    expect(found).not.toContain("zod");
  });

  it("the check is awake: a checked report needs it", () => {
    expect(reached("report/checked/index.ts")).toContain("zod");
  });
});

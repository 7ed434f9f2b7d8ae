import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";

const text = readFileSync(new URL("../../docs/ranking.md", import.meta.url), "utf8");

function leaves(value: unknown, path: string): [string, number][] {
  return typeof value === "number"
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, field]) => leaves(field, `${path}.${key}`));
}

it.each(leaves(DEFAULT_POLICY.points, "points"))("docs/ranking.md states %s", (path, value) => {
  expect(text).toContain(`| \`${path}\` | ${value} |`);
});

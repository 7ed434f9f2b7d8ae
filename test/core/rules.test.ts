// The rules of judgement: their releases, and the lines of the changelog that stand for them (DEC-52).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULES, RULES_NOW, rulesSince } from "../../src/core/rules.ts";
import { compareVersions } from "../../src/core/version.ts";

const text = (path: string): string => readFileSync(path, "utf8");
const { version } = JSON.parse(text("package.json")) as { version: string };

describe("rules of judgement", () => {
  it("are numbered in the order of their releases, none of them later than this program", () => {
    const releases = RULES.map(({ release }) => release);
    expect([...releases].sort(compareVersions)).toEqual(releases);
    expect(compareVersions(releases.at(-1) ?? "", version)).toBeLessThanOrEqual(0);
  });

  it("say their lines of what came since", () => {
    expect(rulesSince(RULES_NOW)).toEqual([]);
    expect(rulesSince(RULES_NOW - 1)).toEqual([RULES.at(-1)]);
  });

  const sections = new Map(
    text("CHANGELOG.md")
      .split(/^## /m)
      .map((part) => [part.split(/[\s]/)[0] ?? "", part.replaceAll(/\s+/g, " ")]),
  );
  it.each(RULES.slice(1).filter(({ release }) => sections.has(release)))(
    "the line of $release stands in its section of the changelog",
    ({ release, line }) => expect(sections.get(release)).toContain(line),
  );
});

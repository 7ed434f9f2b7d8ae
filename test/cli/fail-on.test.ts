// `reanalyse --fail-on`: what ends with exit code 10.
import { describe, expect, it } from "vitest";
import type { CaseEvent, CandidatePlace } from "../../src/archive/types.ts";
import { failOnOf, isMet, type FailOn } from "../../src/cli/fail-on.ts";

const NOW = "2026-01-01T00:00:00.000Z";
const place = (tier: 1 | 2 | 3 | null): CandidatePlace | null =>
  tier === null ? null : { tier, rank: 1, list: null };

function event(
  before: 1 | 2 | 3 | null,
  after: 1 | 2 | 3 | null,
  more: Partial<CaseEvent> = {},
): CaseEvent {
  return {
    type: "gene_to_green",
    case: "C1",
    run: 2,
    date: NOW,
    candidateId: "x",
    gene: "AAA",
    variants: ["1:1:A:G"],
    old: null,
    new: null,
    cause: { source: "panel", name: "P", old: null, new: null, date: null },
    before: place(before),
    after: place(after),
    direction: (before ?? 9) > (after ?? 9) ? "up" : "down",
    priority: "high",
    rule: "RE-03",
    notify: true,
    text: "",
    ...more,
  };
}

describe("--fail-on", () => {
  it.each<[string, FailOn, CaseEvent, boolean]>([
    ["one that was none", "new-candidate", event(null, 1), true],
    ["one that rose from tier 3", "new-candidate", event(3, 1), true],
    ["one that stood there already", "new-candidate", event(2, 1), false],
    ["a silent one", "new-candidate", event(null, 1, { notify: false }), false],
    ["one that an earlier run told", "new-candidate", event(null, 1, { date: "2025" }), false],
    ["one that went", "new-candidate", event(1, null), false],
    ["one that went", "downgrade", event(1, null), true],
    ["one that fell, silently", "downgrade", event(2, 3, { notify: false }), true],
    ["one of tier 3 that went", "downgrade", event(3, null), false],
    ["one that an earlier run told", "downgrade", event(1, null, { date: "2025" }), false],
    ["one that rose", "downgrade", event(2, 1), false],
    ["one that fell, and is told", "notification", event(1, null), true],
    ["a silent one", "notification", event(null, 1, { notify: false }), false],
  ])("%s: %s", (_, what, one, met) => {
    expect(isMet(what, { events: [one], date: NOW })).toBe(met);
  });

  it("one of an earlier run that no finished output told counts", () => {
    const [lost, told] = [
      event(null, 1, { date: "2025" }),
      event(null, 1, { date: "2025", run: 1 }),
    ];
    const late = [{ case: "C1", run: 2 }];
    expect(isMet("new-candidate", { events: [lost], date: NOW, late })).toBe(true);
    expect(isMet("new-candidate", { events: [told], date: NOW, late })).toBe(false);
  });

  it("another word is refused", () => {
    expect(failOnOf("downgrade", ["new-candidate"])).toEqual(["new-candidate", "downgrade"]);
    expect(() => failOnOf("drift", undefined)).toThrow("none of new-candidate, downgrade");
  });
});

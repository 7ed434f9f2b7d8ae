// RE-01, RE-02: an alert is not masked by another cause of the same difference.
import { describe, expect, it } from "vitest";
import { candidateEvent } from "../../src/reanalysis/events/events.ts";
import type { Difference, EventContext } from "../../src/reanalysis/events/types.ts";
import type { Classified, ClassificationChange } from "../../src/archive/types.ts";

const FIRST = { chrom: "1", pos: 100, ref: "A", alt: "G" };
const SECOND = { chrom: "1", pos: 200, ref: "C", alt: "T" };

function difference(before: 1 | 3, after: 1 | 3): Difference {
  const place = (tier: 1 | 3) => ({ tier, rank: 1, list: null });
  return {
    candidateId: "c1",
    candidate: {
      gene: { symbol: "GENE1", hgncId: "HGNC:1", ensemblId: null },
      variants: [FIRST, SECOND],
    } as unknown as Difference["candidate"],
    before: place(before),
    after: place(after),
    direction: after < before ? "up" : "down",
    parts: ["tier"],
  };
}

const say = (significance: Classified["significance"], stars: number): Classified => ({
  significance,
  stars,
  text: significance,
});

function context(
  changes: Record<number, [Classified, Classified, "clinvar" | "inhouse"][]>,
  status: EventContext["status"] = "open",
): EventContext {
  const changed = (pos: number): ClassificationChange[] =>
    (changes[pos] ?? []).map(([old, young, kind]) => ({
      kind,
      source: kind === "clinvar" ? "ClinVar" : "lab",
      old,
      new: young,
      oldRelease: "2025-01-01",
      newRelease: "2025-02-01",
    }));
  return {
    case: "F1",
    run: 2,
    date: "2025-02-02T00:00:00.000Z",
    status,
    steps: [],
    classified: ({ pos }) => changed(pos),
    others: [],
  };
}

describe("the event that stands for a difference", () => {
  it("is the allele that became pathogenic, not its partner's new star (RE-01)", () => {
    const event = candidateEvent(
      difference(3, 1),
      context({
        100: [[say("VUS", 1), say("VUS", 2), "clinvar"]],
        200: [[say("VUS", 1), say("P", 2), "clinvar"]],
      }),
    );
    expect(event).toMatchObject({ type: "clinvar_up", notify: true, priority: "high" });
  });

  it("is the laboratory's own change, not ClinVar's star on the same allele", () => {
    const event = candidateEvent(
      difference(3, 1),
      context({
        100: [
          [say("VUS", 1), say("VUS", 2), "clinvar"],
          [say("VUS", 1), say("P", 1), "inhouse"],
        ],
      }),
    );
    expect(event).toMatchObject({ type: "inhouse_changed", notify: true });
  });

  it("of a solved case is the loss of P (RE-02)", () => {
    const event = candidateEvent(
      difference(1, 3),
      context(
        {
          100: [[say("VUS", 1), say("VUS", 2), "clinvar"]],
          200: [[say("P", 2), say("VUS", 2), "clinvar"]],
        },
        "solved",
      ),
    );
    expect(event).toMatchObject({ type: "clinvar_down", notify: true });
  });
});

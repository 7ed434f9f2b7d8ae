// RE-01, RE-02: an alert is not masked by another cause of the same difference.
import { describe, expect, it } from "vitest";
import { eventsOf } from "../../src/reanalysis/events/events.ts";
import type { Difference, EventContext, PanelStep } from "../../src/reanalysis/events/types.ts";
import type { GeneChange, GeneState } from "../../src/panel/diff/index.ts";
import type { CaseEvent, Classified, ClassificationChange } from "../../src/archive/types.ts";

const FIRST = { chrom: "1", pos: 100, ref: "A", alt: "G" };
const NAMELESS = { transcript: "", hgvsc: "", hgvsp: "" };
const SECOND = { chrom: "1", pos: 200, ref: "C", alt: "T" };

function difference(before: 1 | 3 | null, after: 1 | 3, parts = ["tier"]): Difference {
  const place = (tier: 1 | 3) => ({ tier, rank: 1, list: null });
  return {
    candidateId: "c1",
    candidate: {
      gene: { symbol: "GENE1", hgncId: "HGNC:1", ensemblId: null },
      assembly: "GRCh38",
      models: [],
      variants: [FIRST, SECOND].map((allele) => ({
        ...allele,
        clinvar: null,
        worse: null,
        consequence: NAMELESS,
      })),
    } as unknown as Difference["candidate"],
    before: before === null ? null : place(before),
    after: place(after),
    direction: after < (before ?? 9) ? "up" : after === before ? "neutral" : "down",
    parts,
  };
}

function candidateEvent(one: Difference, happened: EventContext): CaseEvent {
  const [event] = eventsOf([one], happened);
  if (event === undefined) throw new Error("no event");
  return event;
}

const say = (
  significance: Classified["significance"],
  stars: number,
  ...genes: string[]
): Classified => ({ significance, stars, text: significance, genes });

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

const CAUSE = { source: "software", name: "x", old: null, new: null, date: null } as const;
const OTHERS = (
  [
    "family_changed",
    "rules_changed",
    "frequency_changed",
    "consequence_changed",
    "dosage_changed",
    "panel_row_changed",
    "evidence_changed",
    "phenotype_rank",
  ] as const
).map((type) => ({ type, cause: CAUSE }));

const row = (confidence: "green" | "amber", mode: string, symbol = "GENE1") =>
  ({
    symbol,
    hgnc_id: "HGNC:1",
    confidence,
    mode,
    mode_of_inheritance: mode,
    mode_of_pathogenicity: "",
    penetrance: "unknown",
  }) as unknown as GeneState;
function step(type: GeneChange["type"], old: GeneState | null, young: GeneState | null): PanelStep {
  const panel = { id: "9", name: "Panel A", panelVersion: "1.0", standing: "no_sign_off_known" };
  const change = { type, gene: "GENE1", hgnc_id: "HGNC:1", old, new: young, override: null };
  return {
    rule: "9",
    old: panel,
    new: { ...panel, panelVersion: "1.1" },
    diff: { changes: [change] },
  } as unknown as PanelStep;
}

describe("what newly reaches tier 1 or 2 in an open case", () => {
  const classes: [Classified | null, Classified | null][] = [
    [say("VUS", 1), say("CONF", 1)],
    [say("P", 2, "OTHER"), say("P", 2, "OTHER", "GENE1")],
    [say("LB", 3), say("B", 3)],
    [say("P", 2), say("VUS", 1)],
    [say("VUS", 1), say("P", 0)],
    [say("P", 1), say("P", 2)],
  ];
  const steps = [
    [],
    [step("gene_renamed", row("green", "both"), row("green", "both"))],
    [step("gene_from_green", row("green", "both"), row("amber", "both"))],
  ];
  const method = { type: "method" as const, cause: CAUSE };
  it.each(OTHERS)("is told whatever else happened: $type", (other) => {
    for (const before of [null, 3] as const)
      for (const panels of steps)
        for (const [old, young] of [[null, null] as const, ...classes]) {
          const named = old === null ? {} : { 100: [[old, young, "clinvar"]] };
          const happened = { ...context(named as never), steps: panels };
          for (const others of [[other], [method, other], [...OTHERS, other]]) {
            const event = candidateEvent(difference(before, 1), { ...happened, others });
            expect(event.notify, event.text).toBe(true);
          }
        }
  });

  it.each(["threshold", "method"] as const)(
    "is silent where the laboratory's own %s alone may be behind it (RE-05, RE-09)",
    (type) => {
      const others = [{ type, cause: CAUSE }];
      expect(candidateEvent(difference(3, 1), { ...context({}), others }).notify).toBe(false);
      const also = [...others, { type: "frequency_changed" as const, cause: CAUSE }];
      expect(candidateEvent(difference(3, 1), { ...context({}), others: also })).toMatchObject({
        type: "frequency_changed",
        notify: true,
      });
    },
  );
});

describe("a statement on the allele that comes to name the gene, or names it no longer (CV-09)", () => {
  const one = (before: 1 | 3 | null, after: 1 | 3): Difference => {
    const pair = difference(before, after);
    const [first] = pair.candidate.variants;
    return { ...pair, candidate: { ...pair.candidate, variants: [first] } as never };
  };
  const [others, ours] = [say("P", 2, "OTHER"), say("P", 2, "OTHER", "GENE1")];
  it("is as good as a new P", () => {
    expect(
      candidateEvent(one(null, 1), context({ 100: [[others, ours, "clinvar"]] })),
    ).toMatchObject({
      type: "clinvar_up",
      rule: "RE-01",
      priority: "high",
      notify: true,
      text: "GENE1 1:100:A:G: ClinVar now names GENE1: P, 2 stars, for OTHER, GENE1 (before: P, 2 stars, for OTHER); now tier 1, rank 1",
    });
  });
  it.each(["open", "solved"] as const)(
    "is as good as a P lost by what was reported: %s",
    (status) => {
      const verdicts = [verdict];
      const lost = context({ 100: [[ours, others, "clinvar"]] }, status);
      const event = candidateEvent(one(1, 3), { ...lost, verdicts });
      expect(event).toMatchObject({ type: "clinvar_down", rule: "RE-02", notify: true });
      expect(event.text).toContain("ClinVar no longer names GENE1");
    },
  );
  it("is told with what the file itself says, where a release says nothing any more", () => {
    const own = one(null, 1);
    const [first] = own.candidate.variants;
    const clinvar = { ...say("P", 2), origin: "info", somaticOnly: false };
    const candidate = { ...own.candidate, variants: [{ ...first, clinvar }] } as never;
    const withdrawn = context({ 100: [[say("LB", 3), null as never, "clinvar"]] });
    expect(candidateEvent({ ...own, candidate }, withdrawn).text).toContain(
      "no longer LB, 3 stars in ClinVar (the file itself says P, 2 stars);",
    );
  });
  it("that changes its other genes alone says so, silently", () => {
    const [was, is] = [ours, say("P", 2, "GENE1")];
    expect(candidateEvent(one(1, 1), context({ 100: [[was, is, "clinvar"]] }))).toMatchObject({
      type: "clinvar_stars",
      notify: false,
      text: "GENE1 1:100:A:G: ClinVar changed from P, 2 stars, for OTHER, GENE1 to P, 2 stars, for GENE1; tier 1, rank 1 (unchanged)",
    });
  });
  it("or leans another way", () => {
    const [was, is] = [say("CONF", 1), { ...say("CONF", 1), pathogenicLeaning: true }];
    expect(candidateEvent(one(1, 1), context({ 100: [[was, is, "clinvar"]] })).text).toContain(
      "from CONF, 1 star, no majority for pathogenic to CONF, 1 star, most for pathogenic;",
    );
  });
});

const verdict = {
  kind: "reported",
  assembly: "GRCh38",
  ...FIRST,
  class: "P",
  by: "me",
  date: "2025-01-01",
  why: null,
  hgvs: [],
  dataset: 1,
} as unknown as NonNullable<EventContext["verdicts"]>[number];

describe("a panel that moves the gene the same night", () => {
  const lost: [Classified, Classified, "clinvar" | "inhouse"] = [
    say("P", 1),
    say("B", 1),
    "clinvar",
  ];
  const listed: typeof lost = [say("P", 1), say("B", 1), "inhouse"];
  const moves: [PanelStep, 1 | 3][] = [
    [step("moi_changed", row("green", "monoallelic"), row("green", "both")), 1],
    [step("gene_from_green", row("green", "both"), row("amber", "both")), 3],
    [step("gene_to_green", row("amber", "both"), row("green", "both")), 1],
  ];
  it.each(["solved", "open"] as const)("hides no downgrade of what was reported: %s", (status) => {
    for (const [panel, after] of moves)
      for (const change of [lost, listed]) {
        const night = {
          ...context({ 100: [change] }, status),
          steps: [panel],
          verdicts: [verdict],
        };
        const event = candidateEvent(difference(1, after), night);
        expect(event).toMatchObject({
          type: change === lost ? "clinvar_down" : "inhouse_changed",
          notify: true,
        });
        expect(event.text).toContain("changed from P, 1 star to B, 1 star (1:100:A:G); also ");
        expect(event.text).toContain("on Panel A 1.1");
      }
  });

  it("and an allele that became pathogenic: both are in the sentence", () => {
    const amber = step("gene_from_green", row("green", "both"), row("amber", "both"));
    const change: typeof lost = [say("VUS", 1), say("P", 1), "clinvar"];
    const event = candidateEvent(difference(1, 3), {
      ...context({ 200: [change] }),
      steps: [amber],
    });
    expect(event.text).toBe(
      "GENE1 1:100:A:G with 1:200:C:T: amber, both on Panel A 1.1 (green, both on 1.0); also ClinVar changed from VUS, 1 star to P, 1 star (1:200:C:T); tier 3, rank 1 (was tier 1, rank 1)",
    );
  });
});

it("a row's event says what is another: the name, the mode of pathogenicity", () => {
  const text = (panel: PanelStep): string =>
    candidateEvent(difference(1, 1), { ...context({}), steps: [panel] }).text;
  expect(text(step("gene_renamed", row("green", "both", "OLD1"), row("green", "both")))).toContain(
    "green, both, named GENE1 on Panel A 1.1 (green, both, named OLD1 on 1.0)",
  );
  expect(
    text(
      step("mop_changed", row("green", "both"), {
        ...row("green", "both"),
        mode_of_pathogenicity: "Other",
      }),
    ),
  ).toContain(
    'green, both, mode of pathogenicity "Other" on Panel A 1.1 (green, both, mode of pathogenicity not given on 1.0)',
  );
});

it("how many other de novo variants the patient has is no event (DN-04)", () => {
  expect(eventsOf([difference(1, 1, ["deNovoCount"])], context({}))).toEqual([]);
  expect(eventsOf([difference(1, 1, ["deNovoCount", "score"])], context({}))).toHaveLength(1);
});

it("what else may have moved the tier is in the sentence too", () => {
  const others = [{ type: "frequency_changed" as const, cause: CAUSE }];
  const text = (before: 1 | 3): string =>
    candidateEvent(difference(before, 1), {
      ...context({ 100: [[say("P", 1), say("P", 2), "clinvar"]] }),
      others,
    }).text;
  const said =
    "GENE1 1:100:A:G with 1:200:C:T: ClinVar changed from P, 1 star to P, 2 stars (1:100:A:G)";
  expect(text(3)).toBe(
    `${said}; also the values from declared sources changed; tier 1, rank 1 (was tier 3, rank 1)`,
  );
  expect(text(1)).toBe(`${said}; tier 1, rank 1 (unchanged)`);
});

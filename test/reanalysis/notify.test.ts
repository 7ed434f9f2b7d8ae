// Whom an event wakes: the default of the policy `notify`, by status, ground and what people said (RE-01 to RE-09).
import { describe, expect, it } from "vitest";
import { shouldNotify } from "../../src/reanalysis/events/notify.ts";
import type { NotificationContext, Judged } from "../../src/reanalysis/events/types.ts";
import type {
  ClassificationChange,
  Classified,
  CandidateVerdict,
  UsedPanel,
} from "../../src/archive/types.ts";
import { classificationType, classifiedText } from "../../src/reanalysis/events/classified.ts";
import { EVENT_TYPES } from "../../src/core/event-types.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import type { ClinVarEvidence } from "../../src/vcf/types.ts";

const place = (tier: 1 | 2 | 3) => ({ tier, rank: 1, list: null });
const event = (
  type: Judged["type"],
  rule: string,
  before: 1 | 2 | 3 | null,
  after: 1 | 2 | 3 | null,
): Judged => ({
  type,
  rule,
  before: before === null ? null : place(before),
  after: after === null ? null : place(after),
  direction: (after ?? 9) < (before ?? 9) ? "up" : after === before ? "neutral" : "down",
});

type Candidate = NonNullable<NotificationContext["candidate"]>;
const candidate = (
  model: Partial<Candidate["models"][number]>,
  consequence: "lof" | "protein_altering",
): Candidate =>
  ({
    models: [{ penetrance: "complete", phase: null, ...model }],
    variants: [{ consequence: { class: consequence }, clinvar: null }],
  }) as unknown as Candidate;
const MISSENSE = candidate({}, "protein_altering");
const unphasedWith = (over: Partial<ClinVarEvidence>): Candidate => {
  const pair = candidate({ phase: "UNPHASED" }, "protein_altering");
  const [v] = pair.variants;
  const clinvar = { significance: "P", stars: 2, origin: "info", somaticOnly: false, ...over };
  return { ...pair, variants: [{ ...v, clinvar }] } as unknown as Candidate;
};

const PANEL = { standing: "signed_off" } as UsedPanel;
const says = (significance: Classified["significance"], stars: number | null): Classified => ({
  significance,
  stars,
  text: significance,
});
const somatic = { ...says("P", 2), somaticOnly: true };
const change = (
  old: Classified | null,
  young: Classified | null,
  kind: "clinvar" | "inhouse" = "clinvar",
): ClassificationChange => ({
  kind,
  source: kind,
  old,
  new: young,
  oldRelease: null,
  newRelease: null,
});
const said = (kind: CandidateVerdict["kind"]): CandidateVerdict => ({
  kind,
  class: null,
  why: null,
  by: "me",
  date: "2024-01-01",
  variant: "1:1:A:T",
  carried: false,
});
const OPEN: NotificationContext = {
  status: "open",
  policy: DEFAULT_POLICY.notify,
  panel: PANEL,
  change: null,
  candidate: MISSENSE,
  said: [],
  anyReported: false,
};
const up = change(says("VUS", 1), says("P", 2));
const lost = change(says("P", 2), says("VUS", 1));
const REPORTED = { said: [said("reported")], anyReported: true };
const unphased = candidate({ phase: "UNPHASED" }, "protein_altering");

describe("which events notify in an open case", () => {
  it.each<[string, Judged, Partial<NotificationContext>, boolean]>([
    ["RE-03 new tier 1, signed off", event("gene_to_green", "RE-03", 3, 1), {}, true],
    ["RE-03 new tier 2 out of nothing", event("gene_to_green", "RE-03", null, 2), {}, true],
    [
      "RE-03 a source that signs nothing off",
      event("gene_to_green", "RE-03", 3, 1),
      { panel: { ...PANEL, standing: "no_sign_off_known" } },
      true,
    ],
    [
      "RE-03 not signed off",
      event("gene_to_green", "RE-03", 3, 1),
      { panel: { ...PANEL, standing: "unsigned" } },
      false,
    ],
    ["RE-03 a widened mode", event("moi_changed", "RE-03", 3, 2), {}, true],
    ["RE-03 amber moves", event("gene_confidence", "RE-03", null, 3), {}, false],
    ["RE-03 tier 2 to tier 1", event("gene_to_green", "RE-03", 2, 1), {}, false],
    ["DEC-52 mended rules, new", event("rules_changed", "RE-09", null, 2), {}, true],
    ["DEC-52 mended rules, tier 2 to 1", event("rules_changed", "RE-09", 2, 1), {}, true],
    ["DEC-52 mended rules, the same tier", event("rules_changed", "RE-09", 2, 2), {}, false],
    ["DEC-52 mended rules, a fall", event("rules_changed", "RE-09", 1, 2), {}, false],
    ["DEC-52 mended rules, tier 3", event("rules_changed", "RE-09", null, 3), {}, false],
    [
      "DEC-52 mended rules, a pair of missense, phase open",
      event("rules_changed", "RE-09", null, 2),
      { candidate: unphased },
      true,
    ],
    [
      "DEC-52 mended rules, by the policy",
      event("rules_changed", "RE-09", null, 1),
      { policy: { ...DEFAULT_POLICY.notify, software: false } },
      false,
    ],
    [
      "DEC-52 mended rules, dismissed",
      event("rules_changed", "RE-09", null, 1),
      { said: [said("dismissed")] },
      false,
    ],
    ...(["consequence_changed", "frequency_changed"] as const).flatMap(
      (type): [string, Judged, object, boolean][] => [
        [`RE-06 ${type}, a new tier 2`, event(type, "RE-06", 3, 2), {}, true],
        [`RE-06 ${type}, the same tier`, event(type, "RE-06", 2, 2), {}, false],
        [`RE-06 ${type}, a fall`, event(type, "RE-06", 1, 3), {}, true],
        [`RE-06 ${type}, off the list`, event(type, "RE-06", 2, null), {}, true],
        [`RE-06 ${type}, from tier 1 to 2`, event(type, "RE-06", 1, 2), {}, false],
        [`RE-06 ${type}, from tier 3`, event(type, "RE-06", 3, null), {}, false],
      ],
    ),
    ["RE-03 a gene that lost its green", event("gene_from_green", "RE-03", 1, 3), {}, false],
    [
      "RE-03 incomplete penetrance alone (DEC-06)",
      event("gene_to_green", "RE-03", 3, 2),
      { candidate: candidate({ penetrance: "incomplete" }, "protein_altering") },
      false,
    ],
    [
      "RE-03 a pair of missense, phase open",
      event("gene_to_green", "RE-03", 3, 2),
      { candidate: unphased },
      false,
    ],
    [
      "RE-03 a pair with LOF, phase open",
      event("gene_to_green", "RE-03", 3, 1),
      { candidate: candidate({ phase: "UNPHASED" }, "lof") },
      true,
    ],
    [
      "RE-03 a pair with P, phase open",
      event("gene_to_green", "RE-03", 3, 1),
      { candidate: unphasedWith({}) },
      true,
    ],
    [
      "RE-03, CV-11 the P is a tumour's",
      event("gene_to_green", "RE-03", 3, 2),
      { candidate: unphasedWith({ somaticOnly: true }) },
      false,
    ],
    [
      "RE-03, CV-07 the P is VEP's word of the position",
      event("gene_to_green", "RE-03", 3, 2),
      { candidate: unphasedWith({ origin: "csq", stars: null }) },
      false,
    ],
    [
      "RE-03 a rule that leads nowhere",
      event("rule_unresolved", "RE-03", null, null),
      { candidate: null },
      true,
    ],
    ["RE-01 P of two stars", event("clinvar_up", "RE-01", 3, 1), { change: up }, true],
    [
      "RE-01 P of no star, there before",
      event("clinvar_up", "RE-01", 2, 1),
      { change: change(null, says("P", 0)) },
      false,
    ],
    [
      "RE-01 P of no star, which moves no tier: what did is told",
      event("clinvar_up", "RE-01", 3, 1),
      { change: change(says("LB", 1), says("P", 0)) },
      true,
    ],
    [
      "RE-01 P of fewer stars than the site wants",
      event("clinvar_up", "RE-01", 3, 1),
      {
        change: change(null, says("P", 1)),
        policy: { ...DEFAULT_POLICY.notify, clinvarMinStars: 2 },
      },
      false,
    ],
    [
      "RE-01, CV-11 P of a tumour, there before",
      event("clinvar_up", "RE-01", 2, 1),
      { change: change(null, somatic) },
      false,
    ],
    [
      "CV-09 the same P of another gene, new there",
      event("clinvar_stars", "RE-02", null, 1),
      { change: change(says("P", 2), says("P", 2)) },
      true,
    ],
    [
      "likely benign withdrawn, under incomplete penetrance alone",
      event("clinvar_up", "RE-01", null, 2),
      {
        change: change(says("LB", 3), null),
        candidate: candidate({ penetrance: "incomplete" }, "protein_altering"),
      },
      false,
    ],
    [
      "likely benign withdrawn, so that the file's own P counts",
      event("clinvar_up", "RE-01", null, 1),
      {
        change: change(says("LB", 3), null),
        candidate: {
          ...unphasedWith({}),
          models: candidate({ penetrance: "incomplete" }, "lof").models,
        },
      },
      true,
    ],
    [
      "a type that the site left out",
      event("clinvar_up", "RE-01", null, 1),
      { change: up, policy: { ...DEFAULT_POLICY.notify, types: ["gene_to_green"] } },
      false,
    ],
    ["RE-01 P in tier 3 alone", event("clinvar_up", "RE-01", 3, 3), { change: up }, false],
    [
      "RE-01 stars without another class",
      event("clinvar_stars", "RE-02", 2, 1),
      { change: change(says("P", 1), says("P", 2)) },
      false,
    ],
    [
      "RE-02 VUS to conflict",
      event("clinvar_conflict", "RE-02", 2, 2),
      { change: change(says("VUS", 1), says("CONF", 1)) },
      false,
    ],
    [
      "RE-02 conflict to VUS",
      event("clinvar_down", "RE-02", 2, 2),
      { change: change(says("CONF", 1), says("VUS", 1)) },
      false,
    ],
    [
      "RE-02 P lost, nobody reported it",
      event("clinvar_down", "RE-02", 1, 3),
      { change: lost },
      false,
    ],
    [
      "RE-02 P lost by what was reported",
      event("clinvar_down", "RE-02", 1, 3),
      { change: lost, ...REPORTED },
      true,
    ],
    [
      "the laboratory's own list",
      event("inhouse_changed", "RE-02", 2, 2),
      { change: change(says("VUS", null), says("LP", null), "inhouse") },
      true,
    ],
    [
      "the laboratory's own list in tier 3",
      event("inhouse_changed", "RE-02", 3, 3),
      { change: change(null, says("VUS", null), "inhouse") },
      false,
    ],
    [
      "RE-04 a second hit with LOF",
      event("new_partner", "RE-04", null, 1),
      { candidate: candidate({ phase: "UNPHASED" }, "lof"), panel: null },
      true,
    ],
    [
      "RE-04 a second hit of missense",
      event("new_partner", "RE-04", null, 2),
      { candidate: MISSENSE },
      false,
    ],
    ["RE-05 thresholds", event("threshold", "RE-05", 3, 1), {}, false],
    ["RE-07 the family", event("family_changed", "RE-07", 3, 1), { panel: null }, true],
    ["RE-08 HPO drift", event("phenotype_rank", "RE-08", 2, 2), {}, false],
    ["RE-09 software", event("method", "RE-09", 3, 1), {}, false],
  ])("%s", (_name, judged, hearing, wakes) => {
    expect(shouldNotify(judged, { ...OPEN, ...hearing })).toBe(wakes);
  });
});

describe("a dismissed variant wakes on RE-01, 02, 03, 04, 07 alone", () => {
  const everything = {
    ...DEFAULT_POLICY.notify,
    types: [
      ...DEFAULT_POLICY.notify.types,
      "threshold",
      "method",
      "phenotype_rank",
      "evidence_changed",
    ],
  } as NotificationContext["policy"];
  it.each<[string, Judged, Partial<NotificationContext>, boolean]>([
    ["RE-01", event("clinvar_up", "RE-01", 3, 1), { change: up }, true],
    [
      "RE-02",
      event("inhouse_changed", "RE-02", 2, 2),
      { change: change(says("P", null), says("VUS", null), "inhouse") },
      true,
    ],
    ["RE-03", event("gene_to_green", "RE-03", 3, 1), {}, true],
    ["RE-04", event("new_partner", "RE-04", null, 1), { candidate: candidate({}, "lof") }, true],
    ["RE-07", event("family_changed", "RE-07", 3, 1), {}, true],
    ["RE-05", event("threshold", "RE-05", 3, 1), {}, false],
    ["RE-06", event("evidence_changed", "RE-06", 3, 1), {}, false],
    ["RE-08", event("phenotype_rank", "RE-08", 3, 1), {}, false],
    ["RE-09", event("method", "RE-09", 3, 1), {}, false],
  ])("%s", (_rule, judged, hearing, wakes) => {
    const asked = { ...OPEN, policy: everything, ...hearing };
    // Without the verdict every one of them would wake: the verdict is what is tested.
    expect(shouldNotify(judged, asked)).toBe(true);
    expect(shouldNotify(judged, { ...asked, said: [said("dismissed")] })).toBe(wakes);
  });
});

describe("a solved case wakes by what was reported", () => {
  const solved = { status: "solved" as const };
  it.each<[string, Judged, Partial<NotificationContext>, boolean]>([
    ["RE-03 a new candidate", event("gene_to_green", "RE-03", 3, 1), { anyReported: true }, false],
    [
      "RE-01 another variant's P",
      event("clinvar_up", "RE-01", 3, 1),
      { change: up, anyReported: true },
      false,
    ],
    ["RE-02 P lost", event("clinvar_down", "RE-02", 1, 3), { change: lost, ...REPORTED }, true],
    [
      "RE-02, CV-11 the reported P is a tumour's alone now",
      event("clinvar_down", "RE-02", 1, 1),
      { change: change(says("P", 2), somatic), ...REPORTED },
      true,
    ],
    [
      "RE-02 P to LP: another class",
      event("clinvar_down", "RE-02", 1, 1),
      { change: change(says("P", 2), says("LP", 2)), ...REPORTED },
      true,
    ],
    [
      "RE-02 a reported VUS becomes P",
      event("clinvar_up", "RE-01", 2, 1),
      { change: up, ...REPORTED },
      true,
    ],
    [
      "RE-02 a reported VUS and a conflict",
      event("clinvar_down", "RE-02", 2, 2),
      { change: change(says("CONF", 1), says("VUS", 1)), ...REPORTED },
      false,
    ],
    [
      "RE-02 stars",
      event("clinvar_stars", "RE-02", 1, 1),
      { change: change(says("P", 1), says("P", 2)), ...REPORTED },
      false,
    ],
    ["RE-03 the gene lost its green", event("gene_from_green", "RE-03", 1, 3), REPORTED, true],
    ["RE-09 software", event("method", "RE-09", 1, 3), REPORTED, false],
    ["a rule that leads nowhere", event("rule_unresolved", "RE-03", null, null), REPORTED, false],
    [
      "RE-02 nobody recorded what was reported: tier 1 lost its P",
      event("clinvar_down", "RE-02", 1, 3),
      { change: lost },
      true,
    ],
    [
      "RE-02 nobody recorded what was reported: tier 3",
      event("clinvar_down", "RE-02", 3, 3),
      { change: lost },
      false,
    ],
  ])("%s", (_name, judged, hearing, wakes) => {
    expect(shouldNotify(judged, { ...OPEN, ...solved, ...hearing })).toBe(wakes);
  });

  it.each(["closed", "withdrawn"] as const)("%s: nobody is woken", (status) => {
    expect(shouldNotify(event("gene_to_green", "RE-03", 3, 1), { ...OPEN, status })).toBe(false);
  });
});

describe("CV-11 a statement on tumours alone", () => {
  it.each([
    ["P of the germ line before", change(says("P", 2), somatic), "clinvar_down"],
    ["P of the germ line now", change(somatic, says("P", 2)), "clinvar_up"],
  ])("%s", (_name, changed, type) => {
    expect(classificationType(changed)).toBe(type);
  });

  it("is told apart in words", () => {
    expect(classifiedText(somatic)).toBe("P, 2 stars, somatic only");
  });
});

describe("what newly reaches tier 1 or 2 is told, whatever type its event has", () => {
  // What somebody of the laboratory does is no knowledge of this person: not told by itself (RE-05, RE-09).
  const untold = ["threshold", "method"];
  // Of a partner its cause is asked first; what it says itself is of LOF and P/LP (RE-04).
  const types = EVENT_TYPES.filter((type) => ![...untold, "new_partner"].includes(type));
  const grounds = [null, change(null, says("VUS", 1)), change(says("LB", 2), null), up, lost];
  const befores = [null, 3, "list"] as const;
  it.each(types)("%s", (type) => {
    for (const status of ["open", "partial", "deceased"] as const)
      for (const before of befores)
        for (const after of [1, 2] as const)
          for (const ground of grounds) {
            const base = event(type, "RE-03", before === "list" ? null : before, after);
            const listed = { tier: null, rank: null, list: "one_hit" };
            const judged = before === "list" ? { ...base, before: listed } : base;
            for (const panel of [PANEL, null])
              expect(
                shouldNotify(judged, { ...OPEN, status, panel, change: ground }),
                JSON.stringify({ status, judged, ground, panel }),
              ).toBe(OF_CASE.includes(type) ? NAMED.includes(type) : true);
          }
  });
});

const NAMED: readonly string[] = DEFAULT_POLICY.notify.types;
/** Events of no candidate: the policy names them, or does not. */
const OF_CASE: readonly string[] = ["gene_not_covered"];

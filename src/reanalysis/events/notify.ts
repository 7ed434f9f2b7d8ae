/** Which events trigger a notification; all others are kept and silent (`notify` of the policy). Pure. */
import { isPathogenic } from "../../core/classification.ts";
import { DEFAULT_POLICY, type Policy } from "../../core/policy.ts";
import type { ReportSideCandidate } from "../../report/types.ts";
import { classificationType } from "./classified.ts";
import type { CaseEvent, CaseStatus, CandidatePlace } from "../../archive/types.ts";
import type { Judged, NotificationContext } from "./types.ts";

/** What somebody of the laboratory does, and is no knowledge of this person: never told by itself (RE-05, RE-09). */
const OF_THE_LABORATORY: ReadonlySet<CaseEvent["type"]> = new Set(["threshold", "method"]);

/** No downgrade of what was reported. */
const NO_KNOWLEDGE: ReadonlySet<CaseEvent["type"]> = new Set([
  ...OF_THE_LABORATORY,
  "rules_changed",
  "evidence_changed",
  "phenotype_rank",
]);

/** Sources of values, transcripts, dosage lists. */
const OF_DATA: ReadonlySet<CaseEvent["type"]> = new Set([
  "frequency_changed",
  "consequence_changed",
  "dosage_changed",
]);

/** Whatever the ranks: they wake where the policy names them. */
const OF_THE_CASE: ReadonlySet<CaseEvent["type"]> = new Set([
  "rule_unresolved",
  "family_changed",
  "gene_not_covered",
]);

/**
 * Open cases: what newly reaches tier 1 or 2; a change of the laboratory's own list there; P or LP lost by
 * what was reported; a family or a rule that changed. Dismissed: on some rules only. Solved cases: a
 * downgrade or another class of what was reported, nothing else.
 */
export function shouldNotify(event: Judged, notification: NotificationContext): boolean {
  const { status, policy, change, said } = notification;
  // What sources and transcripts say anew is told where it moves a tier, and silent else, whatever types are named.
  const isNamed = OF_DATA.has(event.type) || policy.types.includes(event.type);
  if (status === "solved") return isNamed && weighsOnReport(event, notification);
  if (!isOpen(status)) return false;
  if (isDismissed(said) && !policy.dismissedWakesOn.includes(event.rule)) return false;
  // Weak or not: the older rules kept it from whoever looked at the case (DEC-52).
  if (event.type === "rules_changed")
    return policy.software && risesTo(policy.maxTier, event.before, event.after);
  if (OF_THE_CASE.has(event.type)) return isNamed;
  const [was, is] = [event.before, event.after].map((place) => isWithin(place, policy));
  if (is === true && was !== true && isToldOfNew(event, notification)) return true;
  if (!isNamed) return false;
  if (change !== null) {
    if (event.type === "inhouse_changed") return is === true || was === true;
    const { clinvarMinStars: stars } = policy;
    const [old, young] = [change.old, change.new].map((one) => isPathogenic(one, stars));
    if (old === true && young !== true) return said.some(({ kind }) => kind === "reported");
    return young === true && old !== true && is === true;
  }
  // A new reading of the same calls that takes a candidate from where it was looked at.
  if (OF_DATA.has(event.type)) return was === true && is !== true;
  return event.type === "new_partner" && is === true && isStrong(notification);
}

/**
 * Of a candidate that newly reaches the tiers of the policy: told for whatever reason, but for what the site's
 * policy or a person put aside.
 */
function isToldOfNew(event: Judged, notification: NotificationContext): boolean {
  const { policy, change, panel, candidate } = notification;
  const { type } = event;
  const isNamed = policy.types.includes(type);
  // A type that the policy leaves out, and that is in it by default, was left out on purpose.
  if (!isNamed && (OF_THE_LABORATORY.has(type) || DEFAULT_POLICY.notify.types.includes(type)))
    return false;
  if (type === "inhouse_changed") return true;
  if (type === "new_partner") return isStrong(notification);
  const { clinvarMinStars: stars } = policy;
  if (change !== null) {
    // Of a P that weighs the site says how many stars it takes.
    if (isPathogenic(change.new)) return isPathogenic(change.new, stars);
    // What kept the file's own P from counting is gone.
    if (candidate?.variants.some(({ clinvar }) => isPathogenic(clinvar, stars))) return true;
  }
  if (isWeak(notification)) return false;
  return panel === null || panel.standing !== "unsigned" || policy.unsignedPanels;
}

/** Everybody who spoke of a variant dismissed it: where two people disagree it is not put aside. */
function isDismissed(said: NotificationContext["said"]): boolean {
  const reported = new Set(said.filter((s) => s.kind === "reported").map((s) => s.variant));
  return said.some(({ kind, variant }) => kind === "dismissed" && !reported.has(variant));
}

/**
 * RE-02. Where nobody recorded what was reported, what stood in the upper tiers is taken for it: an alert
 * too many is better than one that never comes.
 */
function weighsOnReport(
  event: Judged,
  { policy, change, said, anyReported }: NotificationContext,
): boolean {
  const reported = anyReported
    ? said.some(({ kind }) => kind === "reported")
    : isWithin(event.before, policy);
  if (!reported) return false;
  if (change === null) return event.direction === "down" && !NO_KNOWLEDGE.has(event.type);
  if (!anyReported) return isPathogenic(change.old) && !isPathogenic(change.new);
  if (change.kind === "inhouse") return true;
  const between = [change.old, change.new].every(
    (classified) => classified === null || ["VUS", "CONF"].includes(classified.significance),
  );
  return !between && classificationType(change) !== "clinvar_stars";
}

/** What passes under incomplete penetrance alone; a pair of open phase without LOF or P/LP. */
function isWeak({ candidate, policy }: NotificationContext): boolean {
  if (candidate === null) return false;
  const { models, variants } = candidate;
  if (models.length === 0) return false;
  if (!policy.incompletePenetrance && models.every((m) => m.penetrance === "incomplete"))
    return true;
  return (
    !policy.unphasedMissense &&
    models.every((m) => m.phase === "UNPHASED" || m.phase === "TRANS_POSSIBLE") &&
    !variants.some(isStrongVariant)
  );
}

function isStrong({ candidate }: NotificationContext): boolean {
  return candidate?.variants.some(isStrongVariant) ?? false;
}

/** LOF, or P/LP of the germ line, of a star or more. */
function isStrongVariant({
  consequence,
  clinvar,
}: ReportSideCandidate["variants"][number]): boolean {
  return consequence.class === "lof" || isPathogenic(clinvar);
}

function isWithin(place: CaseEvent["after"], { maxTier }: Policy["notify"]): boolean {
  return (place?.tier ?? 9) <= maxTier;
}

function isOpen(status: CaseStatus): boolean {
  return status === "open" || status === "partial" || status === "deceased";
}

/** It came to this tier or above, and stood below where it is now. */
export function risesTo(
  tier: number,
  before: CandidatePlace | null,
  after: CandidatePlace | null,
): boolean {
  const now = after?.tier ?? 9;
  return now <= tier && now < (before?.tier ?? 9);
}

/** Which events trigger a notification; all others are kept and silent (`notify` of the policy). Pure. */
import { isPathogenic } from "../../core/classification.ts";
import type { Policy } from "../../core/policy.ts";
import type { ReportSideCandidate } from "../../report/types.ts";
import { classificationType } from "./classified.ts";
import type { CaseEvent, CaseStatus, CandidatePlace } from "../../archive/types.ts";
import type { Judged, NotificationContext } from "./types.ts";

/** Software, thresholds and drift of evidence are not knowledge of this person (RE-05, RE-06, RE-09). */
const NO_KNOWLEDGE: ReadonlySet<CaseEvent["type"]> = new Set([
  "rules_changed",
  "threshold",
  "method",
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
  const ofRules = event.type === "rules_changed";
  // What sources and transcripts say anew is told where it moves a tier, and silent else, whatever types are named.
  const isNamed = OF_DATA.has(event.type) || policy.types.includes(event.type);
  if (!(ofRules ? policy.software : isNamed)) return false;
  if (status === "solved") return weighsOnReport(event, notification);
  if (!isOpen(status)) return false;
  if (isDismissed(said) && !policy.dismissedWakesOn.includes(event.rule)) return false;
  if (OF_THE_CASE.has(event.type)) return true;
  // Weak or not: the older rules kept it from whoever looked at the case (DEC-52).
  if (ofRules) return risesTo(policy.maxTier, event.before, event.after);
  const reached = isWithin(event.after, policy);
  if (change !== null) {
    if (event.type === "inhouse_changed") return reached || isWithin(event.before, policy);
    const { clinvarMinStars: stars } = policy;
    const [was, is] = [change.old, change.new].map((classified) => isPathogenic(classified, stars));
    if (was === true && is !== true) return said.some(({ kind }) => kind === "reported");
    return is === true && was !== true && reached;
  }
  // A new reading of the same calls that takes a candidate from where it was looked at.
  if (OF_DATA.has(event.type) && isWithin(event.before, policy) && !reached) return true;
  if (!reached || event.direction !== "up" || isWeak(notification)) return false;
  if (event.type === "new_partner") return isStrong(notification);
  if (isWithin(event.before, policy)) return false;
  if (NO_KNOWLEDGE.has(event.type) || OF_DATA.has(event.type)) return true;
  const { panel } = notification;
  return panel !== null && (panel.standing !== "unsigned" || policy.unsignedPanels);
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
function isWeak({ candidate, policy, change }: NotificationContext): boolean {
  if (candidate === null || change !== null) return false;
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

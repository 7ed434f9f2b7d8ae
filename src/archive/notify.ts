/** Which events wake somebody; all others are kept and silent (the default of the policy `notify`). */
import { isPathogenicClass } from "./classified.ts";
import type { CaseEvent, CaseStatus, ClassificationChange, UsedPanel } from "./model.ts";

type Judged = Pick<CaseEvent, "type" | "before" | "after" | "direction">;

/**
 * A new candidate of tier 1 or 2 in an open case: by a panel that is signed off or whose source signs none
 * off, or by ClinVar's P or LP of a star or more; a change of the laboratory's own list. In a solved case
 * only P or LP that is lost. Never: software and thresholds, stars and conflicts without a change of class,
 * moves among tiers 1 and 2 by a panel, what is withdrawn.
 * @param panel whose change is behind it
 * @param change of the classification behind it
 */
export function shouldNotify(
  { type, before, after, direction }: Judged,
  status: CaseStatus,
  panel: UsedPanel | null,
  change: ClassificationChange | null = null,
): boolean {
  const reached = (after?.tier ?? 9) <= 2;
  if (change !== null) {
    const lost = isPathogenicClass(change.old) && !isPathogenicClass(change.new);
    if (status === "solved") return lost && (before?.tier ?? 9) <= 2;
    if (!isOpen(status)) return false;
    if (type === "inhouse_changed") return reached || (before?.tier ?? 9) <= 2;
    return isPathogenicClass(change.new) && !isPathogenicClass(change.old) && reached;
  }
  if (!isOpen(status) || panel === null || panel.standing === "unsigned") return false;
  if (type === "method" || type === "threshold" || type === "evidence_changed") return false;
  return direction === "up" && reached && (before?.tier ?? 9) > 2;
}

function isOpen(status: CaseStatus): boolean {
  return status === "open" || status === "partial" || status === "deceased";
}

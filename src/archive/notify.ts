/** Which events wake somebody; all others are kept and silent (the default of the policy `notify`). */
import type { CaseEvent, CaseStatus, UsedPanel } from "./model.ts";

type Judged = Pick<CaseEvent, "type" | "before" | "after" | "direction">;

/**
 * A new candidate of tier 1 or 2 in an open case, from a panel that is signed off or whose source signs none
 * off. Never: software and thresholds, moves among tiers 1 and 2, what is withdrawn.
 * @param panel whose change is behind it
 */
export function shouldNotify(
  { type, before, after, direction }: Judged,
  status: CaseStatus,
  panel: UsedPanel | null,
): boolean {
  if (status !== "open" && status !== "partial" && status !== "deceased") return false;
  if (type === "method" || type === "threshold" || panel === null) return false;
  if (panel.standing === "unsigned") return false;
  return direction === "up" && (after?.tier ?? 9) <= 2 && (before?.tier ?? 9) > 2;
}

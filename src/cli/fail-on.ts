/** `--fail-on`: conditions under which a pipeline stops, with exit code 10. Pure. */
import type { CaseEvent } from "../archive/types.ts";
import type { Reanalysis } from "../reanalysis/reanalyse.ts";
import { usageError } from "../core/errors.ts";

export const FAIL_ON = ["new-candidate", "downgrade", "notification"] as const;

export type FailOn = (typeof FAIL_ON)[number];

/**
 * Does the re-analysis of this moment meet the condition? What earlier outputs told (`--since`) does not count; what
 * no finished one did, does.
 * `new-candidate`: a notified candidate that was none of tier 1 or 2 before; `downgrade`: one of tier 1 or 2
 * that fell, silently or not; `notification`: anything that notifies.
 */
export function isMet(
  what: FailOn,
  { events, date, late = [] }: Pick<Reanalysis, "events" | "date" | "late">,
): boolean {
  const isLate = ({ case: id, run }: CaseEvent): boolean =>
    late.some((one) => one.case === id && one.run === run);
  return events.some((event) => {
    if (event.date !== date && !isLate(event)) return false;
    if (what === "notification") return event.notify;
    const was = event.before?.tier ?? 9;
    if (what === "downgrade") return event.direction === "down" && was <= 2;
    return event.notify && event.after !== null && was > 2;
  });
}

/** Of the command line, repeatable. @throws ToolError E_USAGE */
export function failOnOf(value: string, previous: FailOn[] | undefined): FailOn[] {
  const known = FAIL_ON.find((what) => what === value);
  if (known === undefined)
    throw usageError(
      `--fail-on '${value}' is none of ${FAIL_ON.join(", ")}`,
      `Use one of: ${FAIL_ON.join(", ")}.`,
    );
  return [...(previous ?? []), known];
}

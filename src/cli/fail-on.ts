/** `--fail-on`: conditions under which a pipeline stops, with exit code 10. Pure. */
import type { CaseEvent } from "../archive/types.ts";
import { usageError } from "../core/errors.ts";

export type FailOn = "new-candidate" | "downgrade";

/**
 * Does the re-analysis of this moment meet the condition? What earlier runs told (`--since`) does not count.
 * `new-candidate`: a notified candidate that was none of tier 1 or 2 before; `downgrade`: one of tier 1 or 2
 * that fell, silently or not.
 */
export function isMet(
  what: FailOn,
  { events, date }: { events: readonly CaseEvent[]; date: string },
): boolean {
  return events.some((event) => {
    if (event.date !== date) return false;
    const was = event.before?.tier ?? 9;
    if (what === "downgrade") return event.direction === "down" && was <= 2;
    return event.notify && event.after !== null && was > 2;
  });
}

/** Of the command line, repeatable. @throws ToolError E_USAGE */
export function failOnOf(value: string, previous: FailOn[] | undefined): FailOn[] {
  if (value !== "new-candidate" && value !== "downgrade")
    throw usageError(
      `--fail-on '${value}' is neither new-candidate nor downgrade`,
      "Use --fail-on new-candidate or --fail-on downgrade.",
    );
  return [...(previous ?? []), value];
}

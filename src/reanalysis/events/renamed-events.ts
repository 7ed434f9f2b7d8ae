/** Variants reported under a name that has since changed: the report has already been issued. Pure. */
import { alleleKey } from "../../core/allele.ts";
import { verdictsAt } from "../../archive/index.ts";
import type { CaseEvent } from "../../archive/types.ts";
import type { ReportDocument, ReportSideCandidate } from "../../report/types.ts";
import { shownIn } from "./differences.ts";
import { causeWithout, marked } from "./event-context.ts";
import type { EventContext } from "./types.ts";

type Variant = ReportSideCandidate["variants"][number];

/** One for each reported variant and gene; always told, whatever became of its candidate. */
export function renamedEvents(
  before: ReportDocument,
  after: ReportDocument,
  context: EventContext,
): CaseEvent[] {
  const named = new Map<string, string>();
  for (const { candidate } of shownIn(after).values())
    for (const variant of candidate.variants) named.set(keyOf(candidate, variant), nameOf(variant));
  const events = new Map<string, CaseEvent>();
  for (const [candidateId, { candidate, place }] of shownIn(before)) {
    const said = verdictsAt(context.verdicts ?? [], candidate).filter(
      ({ kind }) => kind === "reported",
    );
    for (const variant of candidate.variants) {
      const own = said.filter((one) => one.variant === alleleKey(variant));
      const [key, old] = [keyOf(candidate, variant), nameOf(variant)];
      const now = named.get(key);
      if (own.length === 0 || now === undefined || now === old || events.has(key)) continue;
      const { symbol } = candidate.gene;
      const { case: id, run, date } = context;
      const event = {
        type: "reported_name_changed" as const,
        case: id,
        run,
        date,
        candidateId,
        gene: symbol,
        variants: [alleleKey(variant)],
        old,
        new: now,
        cause: causeWithout(context),
        before: place,
        after: shownIn(after).get(candidateId)?.place ?? null,
        direction: "neutral" as const,
        priority: "high" as const,
        rule: "RE-06",
        notify: true,
        text: `${symbol} ${alleleKey(variant)}: reported as ${old}, and its name is ${now} now`,
        verdicts: own,
      };
      events.set(key, marked(event, context));
    }
  }
  return [...events.values()];
}

function keyOf({ gene }: ReportSideCandidate, variant: Variant): string {
  return `${gene.symbol} ${alleleKey(variant)}`;
}

/** Transcript and change, as a report has them. */
function nameOf({ consequence: { transcript, hgvsc, hgvsp } }: Variant): string {
  const change = (name: string): string => name.slice(name.indexOf(":") + 1);
  return [`${transcript}:${change(hgvsc)}`, change(hgvsp)]
    .map((word) => word.replace(/:$/, ""))
    .filter((word) => word !== "")
    .join(" ");
}

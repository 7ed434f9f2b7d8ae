/** What must not be counted twice (DC-01 to DC-08), after every criterion has been assessed by itself. */
import type { CriterionName, CriterionResult } from "./types.ts";

type CriteriaByName = Map<CriterionName, CriterionResult>;

export function withoutDoubleCounting(criteria: readonly CriterionResult[]): CriterionResult[] {
  const by: CriteriaByName = new Map(criteria.map((c) => [c.criterion, c]));
  if (counts(by, "PVS1"))
    for (const name of ["PM4", "PM1", "PP2", "PP3"] as const) drop(by, name, "PVS1", "DC-01");
  drop(by, counts(by, "BA1") ? "PM2" : null, "BA1", "DC-05");
  drop(by, counts(by, "BA1") ? "BS1" : null, "BA1", "DC-05");
  drop(by, counts(by, "BS1") ? "PM2" : null, "BS1", "DC-05");
  keepHeavier(by, "PS1", "PM5", "DC-04");
  keepHeavier(by, "PP2", "BP1", "DC-06");
  keepHeavier(by, "PM3", "PS2", "DC-08");
  keepHeavier(by, "PM3", "PM6", "DC-08");
  return criteria.map(({ criterion }) => by.get(criterion) as CriterionResult);
}

function counts(by: CriteriaByName, name: CriterionName): boolean {
  return by.get(name)?.status === "met";
}

/** A suggestion goes too: accepting it would count twice. */
function drop(
  by: CriteriaByName,
  name: CriterionName | null,
  beside: CriterionName,
  rule: string,
): void {
  const found = name === null ? undefined : by.get(name);
  if (found === undefined || (found.status !== "met" && found.status !== "suggested")) return;
  by.set(found.criterion, {
    ...found,
    status: "not_applicable",
    strength: null,
    upTo: null,
    points: 0,
    reason: `not counted beside ${beside}: ${found.reason}`,
    rule: `${found.rule}, ${rule}`,
  });
}

function keepHeavier(by: CriteriaByName, a: CriterionName, b: CriterionName, rule: string): void {
  if (!counts(by, a) || !counts(by, b)) return;
  const [x, y] = [Math.abs(by.get(a)?.points ?? 0), Math.abs(by.get(b)?.points ?? 0)];
  if (x >= y) drop(by, b, a, rule);
  else drop(by, a, b, rule);
}

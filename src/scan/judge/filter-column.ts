/**
 * FILTER and FORMAT/FT (VCF-42, VCF-43, DEC-19): PASS and, if the policy allows it, `.`; names on the allow-list
 * count as passed.
 */
import type { Check } from "../../core/check.ts";
import type { Policy } from "../../core/policy.ts";
import type { SampleCall, VcfHeader, VcfRecord } from "../../vcf/types.ts";

export function checkFilter(
  record: VcfRecord,
  proband: SampleCall | null,
  { callFilterRules }: Pick<VcfHeader, "callFilterRules">,
  policy: Policy,
): Check {
  // DEC-19: a DRAGEN call's own word stands before the site's.
  const byCall = callFilterRules === true && hasCallFilter(record, proband);
  const failed = [
    ...(byCall ? [] : record.filters.filter((name) => name !== "PASS")),
    ...(proband?.failedFilters ?? []).map((name) => `FT:${name}`),
  ].filter((name) => !policy.filter.allow.includes(name.replace(/^FT:/, "")));
  const unset = record.filters.length === 0 && !byCall;
  const passed = byCall ? "FT:PASS" : unset ? "." : record.filters.join(";");
  return {
    id: "filter",
    outcome:
      failed.length > 0 || (unset && !policy.filter.acceptMissing)
        ? "fail"
        : unset
          ? "not_assessed"
          : "pass",
    value: failed.length > 0 ? failed.join(";") : passed,
    limit: ["PASS", ...(policy.filter.acceptMissing ? ["."] : []), ...policy.filter.allow].join(
      " or ",
    ),
    rule: "VCF-42",
  };
}

/** The call says PASS or a filter's name; `.` says nothing. */
function hasCallFilter({ formatKeys }: VcfRecord, call: SampleCall | null): boolean {
  const at = formatKeys.indexOf("FT");
  const text = at < 0 ? undefined : call?.text.split(":")[at];
  return text !== undefined && text !== "" && text !== ".";
}

/** FILTER and FORMAT/FT (VCF-42, VCF-43, DEC-19): PASS and, by policy, `.`; names on the allow-list count as passed. */
import type { Check } from "../core/check.ts";
import type { Policy } from "../core/policy.ts";
import type { SampleCall, VcfRecord } from "../vcf/model.ts";

export function checkFilter(record: VcfRecord, proband: SampleCall | null, policy: Policy): Check {
  const failed = [
    ...record.filters.filter((name) => name !== "PASS"),
    ...(proband?.failedFilters ?? []).map((name) => `FT:${name}`),
  ].filter((name) => !policy.filter.allow.includes(name.replace(/^FT:/, "")));
  const unset = record.filters.length === 0;
  return {
    id: "filter",
    outcome:
      failed.length > 0 || (unset && !policy.filter.acceptMissing)
        ? "fail"
        : unset
          ? "not_assessed"
          : "pass",
    value: failed.length > 0 ? failed.join(";") : unset ? "." : record.filters.join(";"),
    limit: ["PASS", ...(policy.filter.acceptMissing ? ["."] : []), ...policy.filter.allow].join(
      " or ",
    ),
    rule: "VCF-42",
  };
}

/** What a re-analysis can tell: one word per kind of change (docs/archive.md). */
export const EVENT_TYPES = [
  "gene_to_green",
  "gene_from_green",
  "gene_confidence",
  "moi_changed",
  "mop_changed",
  "panel_row_changed",
  "panel_retired",
  "panel_renamed",
  "panel_signed_off",
  "rule_unresolved",
  "rule_resolved",
  "gene_not_in_annotation",
  "clinvar_up",
  "clinvar_down",
  "clinvar_conflict",
  "clinvar_stars",
  "inhouse_changed",
  "new_partner",
  "phenotype_rank",
  "family_changed",
  "evidence_changed",
  "rules_changed",
  "threshold",
  "method",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

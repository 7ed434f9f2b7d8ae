/** Changes in the classifications of alleles (RE-01, RE-02). Pure. */
import { harmOf, isPathogenic } from "../../core/classification.ts";
import { counted } from "../../core/counted.ts";
import type { ClassificationChange, Classified, EventType } from "../../archive/types.ts";

export function classificationType({
  kind,
  old,
  new: newer,
}: Pick<ClassificationChange, "kind" | "old" | "new">): EventType {
  if (kind === "inhouse") return "inhouse_changed";
  if (isPathogenic(newer) !== isPathogenic(old))
    return isPathogenic(newer) ? "clinvar_up" : "clinvar_down";
  if (newer?.significance === old?.significance) return "clinvar_stars";
  if (newer?.significance === "CONF") return "clinvar_conflict";
  return weight(newer) > weight(old) ? "clinvar_up" : "clinvar_down";
}

/** Nothing said is as good as uncertain. */
function weight(classified: Classified | null): number {
  return harmOf(classified ?? { significance: "VUS" });
}

export function classifiedText(classified: Classified | null): string | null {
  if (classified === null) return null;
  const { text, stars, somaticOnly } = classified;
  const review = stars === null ? "" : `, ${counted(stars, "star")}`;
  return `${text}${review}${somaticOnly === true ? ", somatic only" : ""}`;
}

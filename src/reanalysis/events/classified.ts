/** Changes in the classifications of alleles (RE-01, RE-02). Pure. */
import { harmOf, isPathogenic } from "../../core/classification.ts";
import { counted } from "../../core/counted.ts";
import type {
  CaseEvent,
  ClassificationChange,
  Classified,
  Direction,
  EventType,
} from "../../archive/types.ts";

/**
 * What a change is for a candidate's gene (CV-09): a statement that comes to name it is new there, one that
 * names it no longer has gone. A gene may be named by an older symbol, so that what the candidate did counts too.
 */
export function forGene(
  change: ClassificationChange,
  gene: string,
  direction: Direction,
): ClassificationChange {
  const [was, is] = [change.old, change.new].map((said) => names(said, gene));
  if (direction === "up" && is && !was) return { ...change, old: null };
  if (direction === "down" && was && !is) return { ...change, new: null };
  return change;
}

/** A statement without genes is of all of them. */
function names(said: Classified | null, gene: string): boolean {
  const genes = said?.genes ?? [];
  return said !== null && (genes.length === 0 || genes.includes(gene));
}

/** What a source said and says, in words; its genes, or which way a conflict leans, where they alone tell both apart. */
export function statementTexts({
  old,
  new: newer,
}: Pick<ClassificationChange, "old" | "new">): Pick<CaseEvent, "old" | "new"> {
  const [was, is] = [classifiedText(old), classifiedText(newer)];
  if (old === null || newer === null || was !== is) return { old: was, new: is };
  const more = genesText(old) === genesText(newer) ? leaningText : genesText;
  return { old: `${was}, ${more(old)}`, new: `${is}, ${more(newer)}` };
}

export function genesText({ genes = [] }: Classified): string {
  return genes.length === 0 ? "for no gene in particular" : `for ${genes.join(", ")}`;
}

function leaningText({ pathogenicLeaning }: Classified): string {
  return `${pathogenicLeaning === true ? "most" : "no majority"} for pathogenic`;
}

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

/** The genes that an annotation names, without their consequences. */
import { bcsqGene } from "./bcsq.ts";
import { infoValue } from "./info.ts";
import type { AnnotationLayout, GeneNames } from "./types.ts";
import { snpeffGene, snpeffRows } from "./snpeff.ts";
import { vepGene } from "./vep.ts";

/**
 * One element per entry of the annotation that `wanted` lets pass.
 * @param info the INFO column as written
 * @param wanted a look at an entry's text, cheaper than splitting it
 */
export function genesNamedIn(
  info: string,
  layout: AnnotationLayout,
  wanted: (entry: string) => boolean,
): GeneNames[] {
  const text = infoValue(info, layout.tag);
  if (typeof text !== "string") return [];
  return text.split(",").flatMap((entry) => {
    if (!wanted(entry)) return [];
    const row = entry.split("|");
    switch (layout.annotator) {
      case "vep":
        return vepGene(row, layout);
      case "snpeff":
        return snpeffRows(row).map(snpeffGene);
      case "bcsq":
        return bcsqGene(row);
    }
  });
}

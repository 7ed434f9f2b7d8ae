/** The genes named in an annotation, without their consequences. */
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
    return wanted(entry) ? genesOfEntry(entry, layout) : [];
  });
}

function genesOfEntry(entry: string, layout: AnnotationLayout): GeneNames[] {
  const row = entry.split("|");
  switch (layout.annotator) {
    case "vep":
      return [vepGene(row, layout)];
    case "snpeff":
      return snpeffRows(row).map(snpeffGene);
    case "bcsq":
      return [bcsqGene(row)];
  }
}

/**
 * INFO with those entries of the annotation alone that name a wanted gene; the key goes where none is left. Those
 * of bcftools csq stay: FORMAT/BCSQ counts them.
 */
export function withEntriesOf(
  info: string,
  layout: AnnotationLayout,
  isWanted: (gene: GeneNames) => boolean,
): string {
  const head = `${layout.tag}=`;
  if (layout.annotator === "bcsq") return info;
  return info
    .split(";")
    .flatMap((field) => {
      if (!field.startsWith(head)) return [field];
      const entries = field.slice(head.length).split(",");
      const kept = entries.filter((entry) => genesOfEntry(entry, layout).some(isWanted));
      return kept.length === 0 ? [] : [`${head}${kept.join(",")}`];
    })
    .join(";");
}

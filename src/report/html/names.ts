/** A variant's names as people write them. */
import { namesOf, predicted } from "../../rank/index.ts";
import type { ReportVariant } from "../json.ts";
import { change } from "./words.ts";

/** `c.1396C>T` and `p.(Arg466Ter)`, without the transcript; empty where the annotation has no name. */
export function writtenNames(
  variant: Pick<ReportVariant, "consequence" | "mitochondrial">,
): ReturnType<typeof namesOf> {
  const { dna, protein } = namesOf(variant);
  return { dna: change(dna), protein: predicted(change(protein)) };
}

/**
 * What a change in classifications or policy requires for a case: which alleles, and which files can provide them.
 */
import { alleleKey, alleleOfKey, type Allele } from "../core/allele.ts";
import { counted } from "../core/counted.ts";
import type { ClassificationChange, Dataset } from "../archive/types.ts";
import type { EventContext } from "./events/types.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { RescuableAlleles } from "../vcf/types.ts";
import type { ChangeOf } from "./classifications.ts";
import { anyCarried, newlyRescuable, originalsOf } from "./originals.ts";

/**
 * Alleles that today's releases let through in the case's genes, that those of the distilling did not, and
 * that were not kept. What was known then was looked for in the original.
 * @param rescued what today's releases can rescue in the case's genes
 * @param since what changed since the dataset was made; null: its releases are not known or are gone, so
 *   that every allele may be new
 * @param kept the dataset's `alleles.txt`
 */
export function notKept(
  rescued: RescuableAlleles | undefined,
  since: ChangeOf | null,
  kept: string,
): Allele[] {
  const newly = newlyRescuable(rescued, since ?? ANY_CHANGE);
  if (newly.length === 0) return [];
  const there = new Set(kept.split("\n"));
  return newly.filter((allele) => !there.has(alleleKey(allele)));
}

const ANY_CHANGE: ChangeOf = () => [UNKNOWN_CHANGE];

const UNKNOWN_CHANGE: ClassificationChange = {
  kind: "clinvar",
  source: "",
  old: null,
  new: null,
  oldRelease: null,
  newRelease: null,
};

/**
 * Distilled, or the originals: where the policy is wider than what was kept, an allele that was not kept is
 * carried, or an earlier run needed them already.
 * @throws ToolError E_ARCHIVE: they are needed and are gone
 */
export async function sourceOf(
  dataset: Dataset,
  requested: {
    wider: string | null;
    outside: readonly Allele[];
    predicted: readonly Allele[];
    wasOriginal: boolean;
  },
  policy: Policy,
): Promise<{ originals: string[] | null; needsOriginal: string | null }> {
  const { wider, outside, predicted, wasOriginal } = requested;
  if (wider === null && outside.length + predicted.length === 0 && !wasOriginal)
    return { originals: null, needsOriginal: null };
  const found = originalsOf(dataset);
  if (!("why" in found)) {
    const needed =
      wider !== null ||
      wasOriginal ||
      (await anyCarried(found, [...outside, ...predicted], policy));
    return { originals: needed ? found : null, needsOriginal: null };
  }
  if (wider !== null)
    throw new ToolError("E_ARCHIVE", `the policy requires more than was kept: ${wider}`, {
      hint: `Provide the original VCF: ${found.why}.`,
    });
  if (wasOriginal)
    throw new ToolError("E_ARCHIVE", `an earlier run needed the original VCF, and ${found.why}`, {
      hint: "Restore the file.",
    });
  const missed = [
    ...(outside.length === 0
      ? []
      : [counted(outside.length, "newly pathogenic allele", "newly pathogenic alleles")]),
    // Nearly all of them are alleles that nobody carries, which the original alone can tell.
    ...(predicted.length === 0
      ? []
      : [
          counted(
            predicted.length,
            "allele with a new splice prediction",
            "alleles with new splice predictions",
          ),
        ]),
  ];
  const were = outside.length + predicted.length === 1 ? "was" : "were";
  return {
    originals: null,
    needsOriginal: `${missed.join(" and ")} ${were} not kept, and ${found.why}`,
  };
}

export function classifiedOf(changeOf: ChangeOf | null): EventContext["classified"] {
  if (changeOf === null) return null;
  return ({ chrom, pos, ref, alt }) => changeOf({ chrom, ...minimalRepresentation(pos, ref, alt) });
}

/** What changed of the kept alleles. */
export function keptChanges(kept: string, changeOf: ChangeOf): ClassificationChange[] {
  return kept.split("\n").flatMap((line) => {
    const allele = alleleOfKey(line);
    return allele === undefined ? [] : changeOf(allele);
  });
}

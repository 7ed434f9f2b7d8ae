/** What a change of classifications or policy asks of a case: which alleles, and which files can tell. */
import { inCase, readText, type Dataset, type EventContext } from "../archive/index.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import type { GeneTable } from "../panel/model.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { ChangeOf, Classifications } from "./classifications.ts";
import { anyCarried, newlyKnown, originalsOf, type Allele } from "./originals.ts";

/** Alleles that a new release lets through in the case's genes and that were not kept. */
export function notKept(
  changeOf: ChangeOf | null,
  today: ClassificationsOfToday,
  table: GeneTable,
  wantsAll: boolean,
  folder: string,
  dataset: number,
  classifications: Classifications,
): Allele[] {
  if (changeOf === null || today === null) return [];
  const wholeGenome = wantsAll || table.genes.some((gene) => gene.region === null);
  const newly = newlyKnown(classifications.rescue(today, table, null, wholeGenome), changeOf);
  if (newly.length === 0) return [];
  const kept = new Set((readText(inCase.alleles(folder, dataset)) ?? "").split("\n"));
  return newly.filter(({ chrom, pos, ref, alt }) => !kept.has(`${chrom}:${pos}:${ref}:${alt}`));
}

type ClassificationsOfToday = Awaited<ReturnType<Classifications["open"]>>;

/**
 * Distilled, or the originals: where the policy is wider than what was kept, an allele that was not kept is
 * carried, or an earlier run needed them already.
 * @throws ToolError E_ARCHIVE: they are needed and are gone
 */
export async function sourceOf(
  dataset: Dataset,
  asked: { wider: string | null; outside: readonly Allele[]; wasOriginal: boolean },
  policy: Policy,
): Promise<{ originals: string[] | null; needsOriginal: string | null }> {
  const { wider, outside, wasOriginal } = asked;
  if (wider === null && outside.length === 0 && !wasOriginal)
    return { originals: null, needsOriginal: null };
  const found = originalsOf(dataset);
  if (!("why" in found)) {
    const needed = wider !== null || wasOriginal || (await anyCarried(found, outside, policy));
    return { originals: needed ? found : null, needsOriginal: null };
  }
  if (wider !== null)
    throw new ToolError("E_ARCHIVE", `the policy asks for more than was kept: ${wider}`, {
      hint: `the original could tell, but ${found.why}`,
    });
  if (wasOriginal)
    throw new ToolError("E_ARCHIVE", `an earlier run needed the original, and ${found.why}`, {
      hint: "bring the file back to its place",
    });
  const count = outside.length;
  return {
    originals: null,
    needsOriginal: `${count} newly pathogenic ${count === 1 ? "allele was" : "alleles were"} not kept, and ${found.why}`,
  };
}

export function classifiedOf(changeOf: ChangeOf | null): EventContext["classified"] {
  if (changeOf === null) return null;
  return ({ chrom, pos, ref, alt }) => changeOf({ chrom, ...minimalRepresentation(pos, ref, alt) });
}

/** Does a kept allele have another class now? Without the list of alleles: perhaps. */
export function holdsChange(folder: string, dataset: number, changeOf: ChangeOf): boolean {
  const listed = readText(inCase.alleles(folder, dataset));
  if (listed === null) return true;
  for (const line of listed.split("\n")) {
    const [chrom, pos, ref, alt] = line.split(":");
    if (chrom === undefined || pos === undefined || ref === undefined || alt === undefined)
      continue;
    if (changeOf({ chrom, pos: Number(pos), ref, alt }).length > 0) return true;
  }
  return false;
}

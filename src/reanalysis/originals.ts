/** The VCFs that a case was distilled from: where they still are what they were, they answer what was not kept. */
import { statSync } from "node:fs";
import { Readable } from "node:stream";
import type { ArchivedVcf, Dataset } from "../archive/types.ts";
import type { Allele } from "../core/allele.ts";
import type { Policy } from "../core/policy.ts";
import { onceFor } from "../core/once.ts";
import { decodeRecord, isSameAllele, minimalAllele, sampleCall } from "../vcf/index.ts";
import type { RescuableAlleles } from "../vcf/types.ts";
import { endsDigest } from "./ends-digest.ts";
import { recordsOver } from "../analysis/find-record.ts";
import type { Input } from "../analysis/input.ts";
import { openInput } from "../analysis/inputs.ts";
import type { ChangeOf } from "./classifications.ts";

/** @returns paths; the reason where one is gone or is another file now */
export function originalsOf({ vcfs }: Dataset): string[] | { why: string } {
  for (const vcf of vcfs) {
    const why = originalFault(vcf);
    if (why !== null) return { why };
  }
  return vcfs.map(({ path }) => path);
}

/** Why a VCF is not what the case was made from any more; null: it is. */
export function originalFault({
  path,
  size,
  ends,
}: Pick<ArchivedVcf, "path" | "size" | "ends">): string | null {
  if (size === null || ends === null) return "it came by standard input";
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return `${path} is offline`;
  return found.size !== size || endsDigest(path) !== ends ? `${path} was changed` : null;
}

/** Alleles that a release newly lets through, remembered by what is known and what changed. */
export function newlyRescuable(known: RescuableAlleles | undefined, changeOf: ChangeOf): Allele[] {
  if (known === undefined) return [];
  return changedIn(known)(changeOf);
}

const changedIn = onceFor(({ chromosomes }: RescuableAlleles) =>
  onceFor((changeOf: ChangeOf) =>
    chromosomes.flatMap(({ chrom, positions, alleles }) =>
      alleles.split("\n").flatMap((text, i): Allele[] => {
        const [ref = "", alt = ""] = text.split(">");
        const allele = { chrom, pos: positions[i] ?? 0, ref, alt };
        return changeOf(allele).length === 0 ? [] : [allele];
      }),
    ),
  ),
);

/** Does anybody in the files carry one of the alleles? By index. */
export async function anyCarried(
  paths: readonly string[],
  alleles: readonly Allele[],
  policy: Policy,
): Promise<boolean> {
  for (const path of paths) {
    const input = await openInput(path, { policy, allowRemote: false, stdin: Readable.from([]) });
    // Without an index one look is as dear as the whole analysis.
    if (input.index === null) return true;
    for (const wanted of alleles) {
      if (isCarried(input, wanted, policy)) return true;
    }
  }
  return false;
}

/** However the caller writes it: padded, joined with other alleles, a base of a longer REF. */
function isCarried(input: Input, wanted: Allele, policy: Policy): boolean {
  const { chrom, pos, ref } = wanted;
  // An insertion stands between two bases: at the one before or the one behind.
  const place = { chrom, start: pos - 1, end: pos + ref.length };
  return (recordsOver(input, place, policy) ?? []).some((line) => {
    const record = decodeRecord(line, input.header, { path: input.path });
    const indexes = record.alts.flatMap((_, i) =>
      isSameAllele(minimalAllele(record, i + 1), wanted) ? [i + 1] : [],
    );
    return record.sampleTexts.some((_, sample) =>
      sampleCall(record, sample).alleles.some((allele) => indexes.includes(allele)),
    );
  });
}

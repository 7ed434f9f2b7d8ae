/** The VCFs from which a case was distilled: while they are unchanged, they provide what was not kept. */
import { statSync } from "node:fs";
import { Readable } from "node:stream";
import type { ArchivedVcf, Dataset } from "../archive/types.ts";
import { alleleKey, type Allele } from "../core/allele.ts";
import type { Policy } from "../core/policy.ts";
import { onceFor } from "../core/once.ts";
import { compareText } from "../core/text.ts";
import { decodeRecord, minimalAllele, sampleCall } from "../vcf/index.ts";
import type { PlacedAlleles, RescuableAlleles } from "../vcf/types.ts";
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

/** Which files of events are gone or are others now; empty: all can be read again. */
export function eventFaults({ events = [] }: Pick<Dataset, "events">): string[] {
  return events.flatMap((file) => originalFault(file) ?? []);
}

/** Why a VCF is not what the case was made from any more; null: it is. */
export function originalFault({
  path,
  size,
  ends,
}: Pick<ArchivedVcf, "path" | "size" | "ends">): string | null {
  if (size === null || ends === null) return "it came from standard input";
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
    allelesAt(chromosomes).filter((allele) => changeOf(allele).length > 0),
  ),
);

export function allelesAt(chromosomes: readonly PlacedAlleles[]): Allele[] {
  return chromosomes.flatMap(({ chrom, positions, alleles }) =>
    alleles.split("\n").map((text, i): Allele => {
      const [ref = "", alt = ""] = text.split(">");
      return { chrom, pos: positions[i] ?? 0, ref, alt };
    }),
  );
}

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
    for (const near of neighbours(alleles)) if (isOneCarried(input, near, policy)) return true;
  }
  return false;
}

/** Alleles that lie near each other, so that their records are read at once. */
function neighbours(alleles: readonly Allele[]): Allele[][] {
  const sorted = [...alleles].sort((a, b) => compareText(a.chrom, b.chrom) || a.pos - b.pos);
  const groups: Allele[][] = [];
  for (const allele of sorted) {
    const first = groups.at(-1)?.[0];
    const isNear = first?.chrom === allele.chrom && allele.pos - first.pos < NEAR_BASES;
    if (isNear) groups.at(-1)?.push(allele);
    else groups.push([allele]);
  }
  return groups;
}

/** About what a block of a genome's VCF holds. */
const NEAR_BASES = 10_000;

/** However the caller writes it: padded, joined with other alleles, a base of a longer REF. */
function isOneCarried(input: Input, wanted: readonly Allele[], policy: Policy): boolean {
  const [{ chrom, pos } = { chrom: "", pos: 0 }] = wanted;
  const end = Math.max(...wanted.map((one) => one.pos + one.ref.length));
  const keys = new Set(wanted.map(alleleKey));
  // An insertion stands between two bases: at the one before or the one behind.
  const place = { chrom, start: pos - 1, end };
  return (recordsOver(input, place, policy) ?? []).some((line) => {
    const record = decodeRecord(line, input.header, { path: input.path });
    const indexes = record.alts.flatMap((_, i) =>
      keys.has(alleleKey({ chrom, ...minimalAllele(record, i + 1) })) ? [i + 1] : [],
    );
    return record.sampleTexts.some((_, sample) =>
      sampleCall(record, sample).alleles.some((allele) => indexes.includes(allele)),
    );
  });
}

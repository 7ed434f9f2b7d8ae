/**
 * gVCF reference blocks as evidence that a relative is reference (VCF-04): read, with the last block of each
 * person kept.
 */
import { infoValue, sampleCall } from "../vcf/index.ts";
import type { SampleCall, VcfRecord } from "../vcf/types.ts";
import type { ReferenceBlock } from "./types.ts";

/** The blocks that a record states: for each family member whose call there is reference. */
export function blocksOf(
  record: VcfRecord,
  chrom: string,
  sampleColumns: readonly number[],
): ReferenceBlock[] {
  const end = statedEnd(record.info);
  const last = end >= record.pos ? end : record.pos + record.ref.length - 1;
  const blocks: ReferenceBlock[] = [];
  sampleColumns.forEach((column, person) => {
    if (column < 0) return;
    const call = sampleCall(record, column);
    if (!isReference(call)) return;
    blocks.push({ person, chrom, start: record.pos, end: last, call });
  });
  return blocks;
}

/** The last base that a record touches, as the scan reckons it: of a block, and of what looks like one, by END. */
export function lastBase({ pos, ref, alts, info }: VcfRecord, mayHoldBlocks: boolean): number {
  const last = pos + ref.length - 1;
  if (!mayHoldBlocks || !/^[<.]/.test(alts[0] ?? ".")) return last;
  return Math.max(last, statedEnd(info));
}

/** END, or 0 where it is no whole number. */
export function statedEnd(info: string): number {
  const text = infoValue(info, "END");
  return typeof text === "string" && /^\d{1,12}$/.test(text) ? Number(text) : 0;
}

/** A call that says nothing about the alleles: a block may speak for it. */
export function wantsBlock(call: SampleCall | null): boolean {
  return call !== null && call.alleles.every((allele) => allele < 0);
}

function isReference(call: SampleCall): boolean {
  return call.alleles.length > 0 && call.alleles.every((allele) => allele === 0);
}

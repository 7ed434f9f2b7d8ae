/** Consequences of several records (BCSQ-02, DEC-46), once the other records are known. */
import { remembered } from "../core/once.ts";
import { decodeRecord, makesOf, type Makes } from "../vcf/index.ts";
import type { Compiled } from "./compile.ts";
import { reasonsOfDamaging } from "./judge/damaging.ts";
import { judgeRecord, lastReason } from "./judge/judge.ts";
import type { BatchResult, Carry, DropReason, Site, WantsSites } from "./types.ts";

/**
 * Judges again the records that want texts of before: what was kept, or dropped, only because its consequence
 * stood elsewhere may leave, or come back, now. `batch` is changed in place.
 */
export function followPointers(batch: BatchResult, before: Carry, compiled: Compiled): void {
  if (before.sites.length === 0) return;
  for (const want of batch.wantsSites)
    if (want.isOpen) judgeAgain(batch, want, before.sites, compiled);
}

function judgeAgain(
  batch: BatchResult,
  want: WantsSites,
  before: readonly Site[],
  compiled: Compiled,
  makes?: Makes,
): void {
  const survivor = batch.survivors[want.survivor];
  if (survivor === undefined) return;
  const { chrom } = survivor;
  const { header } = compiled.plan;
  const record = decodeRecord(Buffer.from(survivor.line).toString("utf8"), header, {
    path: header.path,
  });
  const judged = judgeRecord(record, compiled, {
    chrom,
    sitesAt: (pos) => {
      const at = (site: Site): boolean => site.chrom === chrom && site.record.pos === pos;
      const earlier = before.filter((site) => at(site) && !want.found.includes(site));
      want.found = [...earlier, ...want.found];
      return want.found.filter(at).map((site) => site.record);
    },
    makes,
    trace: false,
  });
  survivor.alleles = judged.flatMap((j) => (j.allele === null ? [] : [j.allele]));
  const lost = survivor.alleles.length === 0 ? lastReason(judged) : null;
  const lostAlleles = reasonsOfDamaging(record, chrom, compiled, judged);
  for (const [reason, n] of [
    [want.lost, -1],
    [lost, 1],
  ] as const)
    if (reason !== null) add(batch.dropped, reason, n);
  for (const reason of want.lostAlleles) add(batch.droppedAlleles, reason, -1);
  for (const reason of lostAlleles) add(batch.droppedAlleles, reason, 1);
  Object.assign(want, {
    isOpen: judged.some((j) => j.unresolvedPointers.length > 0),
    lost,
    lostAlleles,
  });
}

function add(counts: BatchResult["dropped"], reason: DropReason, n: number): void {
  const sum = (counts[reason] ?? 0) + n;
  if (sum === 0) delete counts[reason];
  else counts[reason] = sum;
}

/**
 * No further batch comes: the proband's genotypes tell which consequences of several records are his own
 * (DEC-46), and the records that have no allele left go, as they were counted. `total` is changed in place.
 */
export function settleCompounds(total: BatchResult, compiled: Compiled): void {
  const makes = new Map<string, Makes>();
  for (const want of total.wantsSites) {
    const chrom = total.survivors[want.survivor]?.chrom ?? "";
    const his = remembered(makes, chrom, () => makesOf(total.parts, chrom));
    judgeAgain(total, want, [], compiled, his);
  }
  const place = new Map<number, number>();
  total.survivors.forEach(({ alleles }, i) => {
    if (alleles.length > 0) place.set(i, place.size);
  });
  if (place.size === total.survivors.length) return;
  total.survivors = total.survivors.filter(({ alleles }) => alleles.length > 0);
  const moved = <W extends { survivor: number }>(wants: readonly W[]): W[] =>
    wants.flatMap((want) => {
      const survivor = place.get(want.survivor);
      return survivor === undefined ? [] : [{ ...want, survivor }];
    });
  total.wantsBlocks = moved(total.wantsBlocks);
  total.wantsSites = moved(total.wantsSites);
}

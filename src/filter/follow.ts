/** Follows `@POS` pointers (BCSQ-02) that lead out of a batch, once the earlier batches are known. */
import { decodeRecord } from "../vcf/index.ts";
import type { Compiled } from "./compile.ts";
import { judgeRecord, lastReason } from "./judge.ts";
import type { BatchResult, Carry, Site } from "./model.ts";

/**
 * Judges again the survivors that want texts of before. What was kept only because its consequence
 * stood elsewhere may be dropped now. `batch` is changed in place.
 */
export function followPointers(batch: BatchResult, before: Carry, compiled: Compiled): void {
  if (batch.wantsSites.length === 0 || before.sites.length === 0) return;
  const gone = new Set<number>();
  for (const want of batch.wantsSites) {
    const { survivor: index } = want;
    const survivor = batch.survivors[index];
    if (survivor === undefined) continue;
    const { header } = compiled.plan;
    const record = decodeRecord(Buffer.from(survivor.line).toString("utf8"), header, {
      path: header.path,
    });
    const judged = judgeRecord(record, compiled, {
      chrom: survivor.chrom,
      sitesAt: (pos) => {
        const at = (site: Site): boolean =>
          site.chrom === survivor.chrom && site.record.pos === pos;
        const earlier = before.sites.filter((site) => at(site) && !want.found.includes(site));
        want.found = [...earlier, ...want.found];
        return want.found.filter(at).map((site) => site.record);
      },
      trace: false,
    });
    for (const { alleleIndex, damaging } of survivor.alleles) {
      const reason = judged.find((j) => j.alleleIndex === alleleIndex)?.dropped ?? null;
      if (damaging && reason !== null)
        batch.droppedAlleles[reason] = (batch.droppedAlleles[reason] ?? 0) + 1;
    }
    survivor.alleles = judged.flatMap((j) => (j.allele === null ? [] : [j.allele]));
    if (survivor.alleles.length > 0) continue;
    gone.add(index);
    const reason = lastReason(judged);
    batch.dropped[reason] = (batch.dropped[reason] ?? 0) + 1;
  }
  if (gone.size === 0) return;
  const place = new Map<number, number>();
  batch.survivors.forEach((_, i) => {
    if (!gone.has(i)) place.set(i, place.size);
  });
  batch.survivors = batch.survivors.filter((_, i) => !gone.has(i));
  const moved = <W extends { survivor: number }>(wants: readonly W[]): W[] =>
    wants.flatMap((want) => {
      const survivor = place.get(want.survivor);
      return survivor === undefined ? [] : [{ ...want, survivor }];
    });
  batch.wantsBlocks = moved(batch.wantsBlocks);
  batch.wantsSites = moved(batch.wantsSites);
}

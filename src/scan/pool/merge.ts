/**
 * Joins the results of consecutive batches, in file order. The second batch's survivors may want what
 * the first carried out of sight: reference blocks (VCF-04) and `@POS` consequences (BCSQ-02).
 */
import { ToolError } from "../../core/errors.ts";
import { EMPTY_LINE, EMPTY_LINE_HINT, POINTER_REACH, unsortedError } from "../index.ts";
import { firstNoted } from "../noted.ts";
import { joinRefs } from "../refs.ts";
import type { BatchResult, Carry, ContigSpan, DropReason } from "../types.ts";
import { mergeTallies } from "../../pedigree/tally.ts";

/**
 * Of consecutive batches of one file.
 * @param line of the empty line, as the caller counts
 * @throws ToolError E_VCF_RECORD: records after an empty line
 */
export function refuseBlank(a: BatchResult, b: BatchResult, path: string, line: number): void {
  if (a.endsBlank === true && b.records > 0)
    throw new ToolError("E_VCF_RECORD", EMPTY_LINE, { path, line, hint: EMPTY_LINE_HINT });
}

/** @param a changed in place and returned */
export function mergeBatches(a: BatchResult, b: BatchResult, path = ""): BatchResult {
  const offset = a.survivors.length;
  for (const want of b.wantsBlocks) {
    const survivor = b.survivors[want.survivor];
    if (survivor === undefined) continue;
    const open: number[] = [];
    for (const person of want.people) {
      const block = a.carry.blocks[person] ?? null;
      if (block === null) open.push(person);
      else if (block.chrom === survivor.chrom && block.end >= survivor.pos) {
        survivor.calls[person] = block.call;
        survivor.fromBlock.push(person);
      }
    }
    if (open.length > 0) a.wantsBlocks.push({ survivor: offset + want.survivor, people: open });
  }
  for (const want of b.wantsSites) a.wantsSites.push({ ...want, survivor: offset + want.survivor });
  for (const part of b.parts) a.parts.push(part);
  for (const survivor of b.survivors) a.survivors.push(survivor);
  for (const neighbour of b.neighbours) a.neighbours.push(neighbour);
  a.records += b.records;
  if (b.endsBlank === true) a.endsBlank = true;
  addCounts(a.dropped, b.dropped);
  addCounts(a.droppedAlleles, b.droppedAlleles);
  joinSpans(a.contigs, b.contigs, path);
  a.carry = joinCarry(a.carry, b);
  a.tally =
    a.tally !== null && b.tally !== null ? mergeTallies(a.tally, b.tally) : (a.tally ?? b.tally);
  a.genesWithRecords = union(a.genesWithRecords, b.genesWithRecords);
  a.genesNamed = union(a.genesNamed, b.genesNamed);
  if (b.noted.length > 0) a.noted = firstNoted([...a.noted, ...b.noted]);
  const refs = joinRefs(a.refs, b.refs);
  if (refs !== undefined) a.refs = refs;
  if (b.harmful !== undefined) {
    const { named, nameless } = a.harmful ?? { named: 0, nameless: 0 };
    a.harmful = { named: named + b.harmful.named, nameless: nameless + b.harmful.nameless };
  }
  if (b.kept !== undefined) {
    a.kept ??= [];
    for (const line of b.kept) a.kept.push(line);
  }
  return a;
}

function addCounts(a: BatchResult["dropped"], b: BatchResult["dropped"]): void {
  for (const [reason, n] of Object.entries(b) as [DropReason, number][])
    a[reason] = (a[reason] ?? 0) + n;
}

/** Order across batches (VCF-09): a contig comes once, positions do not fall. */
function joinSpans(a: ContigSpan[], b: readonly ContigSpan[], path: string): void {
  for (const [i, span] of b.entries()) {
    const last = a.at(-1);
    const unsorted = (found: string): ToolError => unsortedError(found, path, span.contig);
    if (i === 0 && last?.contig === span.contig) {
      if (span.firstPos < last.lastPos)
        throw unsorted(`position ${span.firstPos} after ${last.lastPos}`);
      last.lastPos = span.lastPos;
      last.records += span.records;
      last.judged += span.judged;
      last.called ||= span.called;
    } else if (a.some((s) => s.contig === span.contig)) {
      throw unsorted(`contig ${span.contig} comes back after another contig`);
    } else a.push({ ...span });
  }
}

function joinCarry(before: Carry, b: BatchResult): Carry {
  const last = b.contigs.at(-1);
  if (last === undefined) return before;
  const sameContig = b.contigs.length === 1;
  const reach = last.lastPos - POINTER_REACH;
  return {
    blocks: b.carry.blocks.map(
      (block, i) => block ?? (sameContig ? (before.blocks[i] ?? null) : null),
    ),
    sites: [
      ...(sameContig ? before.sites.filter((site) => site.record.pos >= reach) : []),
      ...b.carry.sites,
    ],
  };
}

function union(a: readonly number[], b: readonly number[]): number[] {
  return b.length === 0 ? [...a] : [...new Set([...a, ...b])].sort((x, y) => x - y);
}

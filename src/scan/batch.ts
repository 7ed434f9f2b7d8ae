/**
 * The state of the current batch besides the bytes: the contig and position reached, the lines at that position,
 * the last reference blocks, the counts. Lines come here once the scanner's byte gates have let them pass;
 * everything that decodes a line lives here.
 */
import { canonicalChrom } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { ToolError, movedTo } from "../core/errors.ts";
import { newTally } from "../pedigree/tally.ts";
import { decodeRecord, sampleCall } from "../vcf/index.ts";
import type { VcfRecord } from "../vcf/types.ts";
import { blocksOf, statedEnd, wantsBlock } from "./blocks.ts";
import type { Columns } from "./gates/columns.ts";
import { isCalled } from "./gates/gates.ts";
import type { Compiled } from "./compile.ts";
import type { Intervals } from "./intervals.ts";
import type { KnownAlleles } from "./rescuable.ts";
import { reasonsOfDamaging } from "./judge/damaging.ts";
import { judgeForArchive } from "./keep/distil.ts";
import { emptyResult } from "./empty-result.ts";
import { MOST_WRONG_REFS } from "./refs.ts";
import { judgeRecord, lastReason, noSequenceAllele, type AlleleJudgement } from "./judge/judge.ts";
import type { OwnAnnotation } from "./own-annotation.ts";
import { KeptLines } from "./keep/kept-lines.ts";
import { Neighbours } from "./neighbours.ts";
import { NamedGenes } from "./named-genes.ts";
import type {
  BatchResult,
  ContigSpan,
  DropReason,
  ReferenceBlock,
  Site,
  Survivor,
} from "./types.ts";

/** How far back a `@POS` pointer is followed, in bases: the same for all batches, so that batch borders do not matter. */
export const POINTER_REACH = 100_000;

const { TAB, PLUS, DOT, SEMICOLON, LESS_THAN, AT, PIPE } = BYTE;

/** Offsets of a line without its end. */
interface Line {
  start: number;
  end: number;
}

function newSpan(contig: string): ContigSpan {
  return { contig, firstPos: -1, lastPos: -1, records: 0, judged: 0, called: false };
}

export class Batch {
  readonly result: BatchResult;
  /** Canonical chromosome; null on other contigs (VCF-35). */
  chrom: string | null = null;
  regions: Intervals | undefined;
  windows: Intervals | undefined;
  /** Alleles that must be judged in full: the store can rescue them, or splice predictions speak of them. */
  private known: KnownAlleles<unknown>[] = [];
  span: ContigSpan = newSpan("");
  private readonly compiled: Compiled;
  private readonly data: Buffer;
  private readonly path: string;
  private readonly probandColumn: number;
  private readonly keepsSites: boolean;
  private readonly bcsqTag: Buffer | null;
  private readonly keepsBlocks: boolean;
  private exempt: readonly number[] | undefined;
  private group: Line[] = [];
  private blocks: (ReferenceBlock | null)[];
  private sites: (Line & { pos: number })[] = [];
  private readonly genes: NamedGenes;
  private readonly kept: KeptLines | null;
  readonly neighbours: Neighbours;

  constructor(compiled: Compiled, data: Buffer) {
    const { plan, layout } = compiled;
    this.compiled = compiled;
    this.genes = new NamedGenes(compiled);
    this.neighbours = new Neighbours((line) => this.addNeighbour(line, line.isDoubted));
    this.data = data;
    this.path = plan.header.path;
    this.probandColumn = plan.sampleColumns[plan.proband] ?? -1;
    this.keepsSites = layout?.annotator === "bcsq";
    this.bcsqTag = this.keepsSites ? Buffer.from(`${layout?.tag ?? ""}=`) : null;
    this.keepsBlocks = plan.header.mayHoldReferenceBlocks;
    this.blocks = plan.sampleColumns.map(() => null);
    this.result = emptyResult(plan.sampleColumns.length);
    this.kept =
      plan.distil === undefined
        ? null
        : new KeptLines(plan.sampleColumns.length, (line) => this.bytesOf(line));
    compiled.takeNotes();
  }

  /** @throws ToolError E_VCF_UNSORTED */
  enterContig(name: string): void {
    this.closePosition();
    this.neighbours.enterContig();
    this.kept?.leave(this.span.contig);
    if (this.result.contigs.some((span) => span.contig === name)) {
      throw this.unsorted(name, `contig ${name} comes back after another contig`);
    }
    const { compiled } = this;
    const chrom = canonicalChrom(name);
    this.chrom = chrom;
    this.span = newSpan(name);
    // Without inheritance nobody asks for genotypes.
    this.span.called = !compiled.plan.policy.inheritance.enabled;
    this.result.contigs.push(this.span);
    this.regions = chrom === null ? undefined : compiled.regions.get(chrom);
    this.windows = chrom === null ? undefined : compiled.windows.get(chrom);
    this.known = [compiled.rescuable, compiled.spliced].flatMap((of) => of.get(chrom ?? "") ?? []);
    this.exempt = chrom === null ? undefined : compiled.exempt.get(chrom);
    this.regions?.rewind();
    this.windows?.rewind();
    for (const one of this.known) one.rewind();
    this.genes.enterContig(chrom);
    this.sites = [];
    this.blocks = this.blocks.map(() => null);
  }

  /** A new position on the contig; the one before is complete. @throws ToolError E_VCF_UNSORTED */
  enterPosition(pos: number): void {
    if (this.group.length > 0) this.closePosition();
    const { span } = this;
    if (span.firstPos < 0) span.firstPos = pos;
    else if (pos < span.lastPos) {
      throw this.unsorted(span.contig, `position ${pos} after ${span.lastPos}`);
    }
    span.lastPos = pos;
    this.neighbours.enterPosition(pos);
  }

  /** A line in scope, before it is judged. `last` is the last base it touches. */
  enterLine(line: Line, at: Columns, last: number): void {
    if (this.group.length > 0) this.group.push(line);
    else this.group = [line];
    const { span, compiled } = this;
    span.judged++;
    if (!span.called) span.called = isCalled(this.data, at);
    if (this.genes.extents.length > 0) {
      const place = { chrom: this.chrom ?? "", pos: this.span.lastPos };
      this.genes.note(this.data, at, place, last);
    }
    if (compiled.own !== null && compiled.comparesRef(this.chrom, span.contig))
      this.compareRef(compiled.own, at);
    if (this.keepsSites) {
      this.sites.push({ ...line, pos: this.span.lastPos });
      if (this.kept === null && this.isCompound(at.info, at.infoEnd)) this.notePart(line);
    }
  }

  /** VCF-54, of every line in scope: what leaves for another reason counts too. */
  private compareRef(own: OwnAnnotation, at: Columns): void {
    const { data, result, span } = this;
    const chrom = this.chrom ?? "";
    const stands = own.refStands(data, at, chrom);
    if (stands === "unknown") return;
    const refs = (result.refs ??= { compared: 0, wrong: 0, examples: [] });
    refs.compared++;
    if (stands === "same") return;
    refs.wrong++;
    if (refs.examples.length >= MOST_WRONG_REFS) return;
    const { pos } = at;
    const ref = data.toString("latin1", at.ref, at.alt - 1);
    const genes = own.genesAt(data, at, chrom).map((gene) => ({ ...gene, inside: true }));
    refs.examples.push({ contig: span.contig, chrom, pos, end: pos + ref.length - 1, ref, genes });
  }

  /** Of an archive: the line lies in a gene that no line of the batch has named yet (DEC-17). */
  mayBeUnnamed(): boolean {
    return this.kept !== null && this.genes.extents.length > 0 && this.genes.unnamed.length > 0;
  }

  /** A known allele may lie in [pos, last]; `pos` must not fall. */
  isKnown(pos: number, last: number): boolean {
    for (const one of this.known) if (one.touches(pos, last)) return true;
    return false;
  }

  /** An allele of the exemption list may lie in [pos, last] (DEC-12). */
  mayBeExempt(pos: number, last: number): boolean {
    return this.exempt?.some((at) => at >= pos && at <= last) === true;
  }

  count(reason: DropReason, n: number): void {
    if (n > 0) this.result.dropped[reason] = (this.result.dropped[reason] ?? 0) + n;
  }

  /** END of a reference block, or 0: also of a record that is none. */
  blockEnd(at: Columns): number {
    const alt = this.data[at.alt];
    if (alt !== LESS_THAN && alt !== DOT) return 0;
    return statedEnd(this.data.toString("latin1", at.info, at.infoEnd));
  }

  /** Decodes and judges a line in scope. */
  judge(line: Line): void {
    const { compiled, result } = this;
    const chrom = this.chrom ?? "";
    const record = this.decode(line);
    const none = noSequenceAllele(record);
    if (none !== null) {
      if (this.keepsBlocks && (none === "reference_block" || none === "no_alternate")) {
        for (const block of blocksOf(record, chrom, compiled.plan.sampleColumns)) {
          this.blocks[block.person] = block;
          this.kept?.block(block.person, line, record.pos);
        }
      }
      this.count(none, 1);
      if (this.kept === null) this.countAlleles(record, []);
      return;
    }
    if (this.kept !== null && compiled.plan.distil !== undefined) {
      const criteria = compiled.plan.distil;
      const unnamed = this.mayBeUnnamed() ? this.genes.unnamed : [];
      const verdict = this.placing(() =>
        judgeForArchive(record, chrom, compiled, criteria, unnamed),
      );
      this.kept.record(verdict);
      return;
    }
    const followed: Site[] = [];
    const judgements = this.placing(() =>
      judgeRecord(record, compiled, {
        chrom,
        sitesAt: (pos) => {
          const sites = this.sitesAt(pos);
          if (!followed.some((site) => site.record.pos === pos))
            for (const site of sites) followed.push({ chrom, record: site });
          return sites;
        },
        trace: false,
      }),
    );
    const lostAlleles = this.countAlleles(record, judgements);
    const alleles = judgements.flatMap((j) => (j.allele === null ? [] : [j.allele]));
    const lost = alleles.length === 0 ? lastReason(judgements) : null;
    const isOpen = judgements.some((j) => j.unresolvedPointers.length > 0);
    if (lost !== null) {
      this.count(lost, 1);
      if (!isOpen) {
        this.neighbours.pass(line, lost);
        return;
      }
    }
    this.neighbours.stay();
    const index = result.survivors.push(this.survivorOf(record, line, alleles)) - 1;
    if (isOpen || this.isCompound(line.start, line.end))
      result.wantsSites.push({ survivor: index, found: followed, isOpen, lost, lostAlleles });
  }

  private survivorOf(record: VcfRecord, line: Line, alleles: Survivor["alleles"]): Survivor {
    return {
      kind: "small",
      ...(this.compiled.own === null ? {} : { isOwn: true as const }),
      line: this.bytesOf(line),
      chrom: this.chrom ?? "",
      contig: this.span.contig,
      pos: record.pos,
      id: record.id,
      ref: record.ref,
      alts: record.alts,
      filters: record.filters,
      calls: this.calls(record),
      fromBlock: [],
      alleles,
      siblings: [],
    };
  }

  countDamaging(reason: DropReason): void {
    const { droppedAlleles } = this.result;
    droppedAlleles[reason] = (droppedAlleles[reason] ?? 0) + 1;
  }

  /** A line that leaves whole: its damaging alleles count under the same reason. */
  lose(line: Line, reason: DropReason): void {
    this.countAlleles(this.decode(line), reason);
  }

  private countAlleles(
    record: VcfRecord,
    judged: readonly AlleleJudgement[] | DropReason,
  ): DropReason[] {
    const { chrom, compiled } = this;
    const reasons = this.placing(() => reasonsOfDamaging(record, chrom, compiled, judged));
    for (const reason of reasons) this.countDamaging(reason);
    return reasons;
  }

  /** DEC-15: sample checks read the calls of the windows' records, without INFO. */
  tally(at: Columns): void {
    const { chrom, span, compiled, result } = this;
    const { policy, sampleColumns } = compiled.plan;
    if (!policy.sampleChecks.enabled || chrom === null) return;
    const tally = (result.tally ??= newTally(sampleColumns.length));
    this.placing(() => compiled.lineTally.add(tally, this.data, at, chrom, span.lastPos));
  }

  finish(): BatchResult {
    this.closePosition();
    this.neighbours.finish();
    this.kept?.leave(this.span.contig);
    const { result, chrom, compiled } = this;
    if (this.kept !== null) result.kept = this.kept.lines;
    const notes = compiled.takeNotes();
    for (const gene of notes.named) this.genes.named.add(gene);
    result.noted = notes.noted;
    if (compiled.plan.geneAgnostic) result.harmful = notes.harmful;
    result.genesWithRecords = [...this.genes.seen].sort((a, b) => a - b);
    result.genesNamed = [...this.genes.named].sort((a, b) => a - b);
    result.carry.blocks = this.blocks;
    if (chrom !== null) {
      result.carry.sites = this.sites
        .filter((site) => site.pos >= this.span.lastPos - POINTER_REACH)
        .map((site) => ({ chrom, record: this.withoutOthers(this.decode(site)) }));
    }
    return result;
  }

  decode(line: Line): VcfRecord {
    const { header } = this.compiled.plan;
    return this.placing(() =>
      decodeRecord(this.data.toString("utf8", line.start, line.end), header, { path: this.path }),
    );
  }

  /** Of bcftools csq: several records together make one of its consequences. */
  private isCompound(from: number, to: number): boolean {
    return this.bcsqTag !== null && holdsCompound(this.data, this.bcsqTag, from, to);
  }

  private notePart(line: Line): void {
    if (this.probandColumn < 0) return;
    const record = this.decode(line);
    const { pos, ref, alts } = record;
    const call = this.placing(() => sampleCall(record, this.probandColumn));
    this.result.parts.push({ chrom: this.chrom ?? "", pos, ref, alts, call });
  }

  private addNeighbour(line: Line, isDoubted: boolean): void {
    if (this.kept !== null || this.chrom === null || this.probandColumn < 0) return;
    const record = this.decode(line);
    const isCarried = sampleCall(record, this.probandColumn).alleles.some(
      (allele) => allele > 0 && record.altKinds[allele - 1] === "seq",
    );
    if (!isCarried) return;
    const neighbour = this.survivorOf(record, line, []);
    this.result.neighbours.push(isDoubted ? { ...neighbour, isDoubted } : neighbour);
  }

  /** A copy: the batch's buffer is reused. */
  private bytesOf(line: Line): Uint8Array {
    return Uint8Array.prototype.slice.call(this.data, line.start, line.end);
  }

  /** An error of the line at hand, with the record's number in this batch for its line. */
  fault(message: string, hint: string): ToolError {
    const { path, result } = this;
    return new ToolError("E_VCF_RECORD", message, { path, line: result.records, hint });
  }

  private placing<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw movedTo(error, { ...error.place, path: this.path, line: this.result.records });
    }
  }

  private unsorted(contig: string, found: string): ToolError {
    return unsortedError(found, this.path, contig, this.result.records);
  }

  private calls(record: VcfRecord): Survivor["calls"] {
    return this.compiled.plan.sampleColumns.map((column) =>
      column < 0 ? null : sampleCall(record, column),
    );
  }

  /** The position is complete: siblings (VCF-24) and blocks (VCF-04) of its survivors are known. */
  private closePosition(): void {
    const { group, result, span } = this;
    if (group.length === 0) return;
    this.group = [];
    this.kept?.close(group, span.contig, span.lastPos);
    const { survivors } = result;
    let first = survivors.length;
    while (first > 0 && isAt(survivors[first - 1], span)) first--;
    for (let i = first; i < survivors.length; i++) {
      const survivor = survivors[i];
      if (survivor === undefined) continue;
      if (group.length > 1) this.addSiblings(group, survivor);
      if (this.keepsBlocks) this.addBlocks(survivor, i);
    }
  }

  private addBlocks(survivor: Survivor, index: number): void {
    const people: number[] = [];
    survivor.calls.forEach((call, person) => {
      if (!wantsBlock(call)) return;
      const block = this.blocks[person] ?? null;
      if (block === null) people.push(person);
      else if (block.end >= survivor.pos) {
        survivor.calls[person] = block.call;
        survivor.fromBlock.push(person);
      }
    });
    if (people.length > 0) this.result.wantsBlocks.push({ survivor: index, people });
  }

  private addSiblings(group: readonly Line[], survivor: Survivor): void {
    if (this.probandColumn < 0) return;
    for (const line of group) {
      const record = this.decode(line);
      if (record.ref === survivor.ref && record.alts.join() === survivor.alts.join()) continue;
      if (!record.altKinds.some((kind) => kind === "seq" || kind === "star")) continue;
      survivor.siblings.push({
        ref: record.ref,
        alts: record.alts,
        call: sampleCall(record, this.probandColumn),
      });
    }
  }

  private sitesAt(pos: number): VcfRecord[] {
    if (pos < this.span.lastPos - POINTER_REACH) return [];
    return this.sites
      .filter((site) => site.pos === pos)
      .map((site) => this.withoutOthers(this.decode(site)));
  }

  /** The proband's sample says whose consequences the record holds (DEC-46). */
  private withoutOthers(record: VcfRecord): VcfRecord {
    const sampleTexts = record.sampleTexts.map((text, i) => (i === this.probandColumn ? text : ""));
    return { ...record, sampleTexts };
  }
}

/** VCF-09. */
export function unsortedError(
  found: string,
  path: string,
  chrom: string,
  line?: number,
): ToolError {
  const hint = "Sort the file first, with `bcftools sort`.";
  return new ToolError("E_VCF_UNSORTED", found, { path, line, chrom, hint });
}

/** `@POS`, or a dna_change of several records; a plus between bars is a strand. */
function holdsCompound(data: Buffer, tag: Buffer, info: number, infoEnd: number): boolean {
  for (let at = data.indexOf(tag, info); at >= 0 && at < infoEnd; at++) {
    const c = data[at];
    if (c === SEMICOLON || c === TAB) return false;
    if (c === AT || (c === PLUS && data[at - 1] !== PIPE)) return true;
  }
  return false;
}

function isAt(survivor: Survivor | undefined, span: ContigSpan): boolean {
  return survivor?.pos === span.lastPos && survivor.contig === span.contig;
}

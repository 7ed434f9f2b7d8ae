/**
 * The scanner: bytes of whole lines in, survivors and counts out. Cheap gates first (contig, position,
 * FILTER, the proband's genotype, consequence), on bytes; a line is decoded only when all let it pass.
 * Each line's column count is checked, also of lines that are dropped at once.
 */
import { canonicalChrom, locusClass } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { addToTally, newTally, type Tally } from "../pedigree/index.ts";
import {
  decodeRecord,
  infoValue,
  sampleCall,
  transcriptConsequences,
  geneConsequences,
} from "../vcf/index.ts";
import type { VcfRecord } from "../vcf/model.ts";
import { blocksOf, wantsBlock } from "./blocks.ts";
import { compilePlan, type Compiled } from "./compile.ts";
import {
  consequenceGate,
  isPlainAlt,
  isPlainReference,
  passesFilterColumn,
  type ConsequenceGate,
} from "./gates.ts";
import type { Intervals } from "./intervals.ts";
import { judgeRecord, noSequenceAllele } from "./judge.ts";
import type {
  BatchResult,
  ContigSpan,
  DropReason,
  ReferenceBlock,
  ScanPlan,
  Site,
  Survivor,
} from "./model.ts";

const NEWLINE = 10;
const TAB = 9;

/** How far back a `@POS` pointer is followed, in bases: the same for all batches, so that batch borders do not matter. */
export const POINTER_REACH = 100_000;

/** A line of the position at hand, kept until the position is complete. */
interface Line {
  start: number;
  end: number;
  reason: DropReason | null;
}

/** Scans batch after batch; holds nothing from one to the next but compiled tables. */
export class Scanner {
  readonly compiled: Compiled;
  private readonly gate: ConsequenceGate | null;
  private readonly probandColumn: number;
  private readonly columns: number;
  private readonly contigs = new Map<string, { chrom: string | null; name: string }>();
  private readonly path: string;

  // State of the batch at hand.
  private data: Buffer = Buffer.alloc(0);
  private result: BatchResult = emptyResult(0);
  private chrom: string | null = null;
  private contig = "";
  private contigBytes: Buffer = Buffer.alloc(0);
  private regions: Intervals | undefined;
  private windows: Intervals | undefined;
  private span: ContigSpan | null = null;
  private group: Line[] = [];
  private groupPos = -1;
  private blocks: (ReferenceBlock | null)[] = [];
  private bcsqLines: (Line & { pos: number })[] = [];
  private genesSeen = new Set<number>();
  private genesNamed = new Set<number>();
  /** Extents of the contig's panel genes that are not behind us, by start. */
  private extents: { gene: number; start: number; end: number }[] = [];

  constructor(plan: ScanPlan) {
    this.compiled = compilePlan(plan);
    this.gate = consequenceGate(plan.header, this.compiled.layout, plan.policy);
    this.probandColumn = plan.sampleColumns[plan.proband] ?? -1;
    this.columns = 9 + plan.header.samples.length;
    this.path = plan.header.path;
  }

  /**
   * Scans the complete lines of `data[from, to)`; the last byte must be a newline.
   * @throws ToolError E_VCF_RECORD, E_VCF_UNSORTED; `line` is the 1-based record of this batch
   */
  scan(data: Buffer, from: number, to: number): BatchResult {
    this.begin(data);
    const { plan } = this.compiled;
    const samples = plan.header.samples.length;
    const mayHoldBlocks = plan.header.mayHoldReferenceBlocks;
    const wholeGenome = plan.wholeGenome;
    const acceptMissing = plan.policy.filter.acceptMissing;
    const wantsCarrier = plan.policy.inheritance.enabled;
    const filterDecides =
      plan.header.clinvar.clnsig === null && plan.policy.filter.allow.length === 0;
    const isBcsq = this.compiled.layout?.annotator === "bcsq";
    let p = from;
    while (p < to) {
      const start = p;
      p = this.readContig(start, to);
      // POS
      let pos = 0;
      let digits = 0;
      let c = data[p] as number;
      while (c >= 48 && c <= 57) {
        pos = pos * 10 + (c - 48);
        digits++;
        c = data[++p] as number;
      }
      if (c !== TAB || digits === 0 || digits > 10) this.badLine(start, to);
      const idStart = ++p;
      // ID REF ALT QUAL FILTER
      const refStart = this.afterTab(idStart, start, to);
      const altStart = this.afterTab(refStart, start, to);
      const qualStart = this.afterTab(altStart, start, to);
      const filterStart = this.afterTab(qualStart, start, to);
      const infoStart = this.afterTab(filterStart, start, to);
      const infoEnd = data.indexOf(TAB, infoStart);
      if (infoEnd < 0 || infoEnd >= to) this.badLine(start, to);
      // FORMAT and samples
      let tabs = 0;
      let probandStart = -1;
      p = infoEnd + 1;
      for (;;) {
        c = data[p++] as number;
        if (c > NEWLINE) continue;
        if (c === TAB) {
          tabs++;
          if (tabs === this.probandColumn + 1) probandStart = p;
        } else if (c === NEWLINE) break;
        else if (c === 0) this.badLine(start, to);
      }
      if (tabs !== samples) this.badLine(start, to);
      const end = data[p - 2] === 13 ? p - 2 : p - 1;

      this.result.records++;
      if (this.span !== null) this.notePosition(pos, start);
      if (this.chrom === null) {
        this.drop("other_contig");
        continue;
      }
      if (pos !== this.groupPos) {
        if (this.group.length > 0) this.closeGroup();
        this.groupPos = pos;
      }
      const refLength = altStart - 1 - refStart;
      let last = pos + refLength - 1;
      const alt0 = data[altStart] as number;
      if (mayHoldBlocks && (alt0 === 60 || alt0 === 46))
        last = Math.max(last, this.blockEnd(infoStart, infoEnd));
      if (this.windows?.touches(pos, pos) === true) this.tally(start, infoStart, infoEnd, end, pos);
      const inScope = wholeGenome || this.regions?.touches(pos, last) === true;
      if (!inScope) {
        this.drop("outside_panel_regions");
        continue;
      }
      const line: Line = { start, end, reason: null };
      this.group.push(line);
      if (this.extents.length > 0) this.noteGenes(line, pos, last);
      if (isBcsq) this.bcsqLines.push({ ...line, pos });

      // Byte gates, in the order of the judgement.
      if (!isPlainAlt(data, altStart, qualStart - 1)) {
        this.judge(line);
        continue;
      }
      if (!passesFilterColumn(data, filterStart, infoStart - 1, acceptMissing)) {
        if (filterDecides) {
          this.drop("filter");
          line.reason = "filter";
        } else this.judge(line);
        continue;
      }
      if (
        wantsCarrier &&
        this.chrom !== "MT" &&
        probandStart >= 0 &&
        startsWithGt(data, infoEnd + 1)
      ) {
        if (isPlainReference(data, probandStart)) {
          this.drop("proband_not_carrier");
          line.reason = "proband_not_carrier";
          continue;
        }
      }
      if (this.gate !== null && !this.gate(data, infoStart, infoEnd)) {
        // What the annotation does not name cannot tell the gene reasons apart: one reason for the gate.
        this.drop("consequence");
        line.reason = "consequence";
        continue;
      }
      this.judge(line);
    }
    return this.finish();
  }

  private begin(data: Buffer): void {
    const { plan } = this.compiled;
    this.data = data;
    this.result = emptyResult(plan.sampleColumns.length);
    if (plan.policy.sampleChecks.enabled) this.result.tally = newTally(plan.sampleColumns.length);
    this.chrom = null;
    this.contig = "";
    this.contigBytes = Buffer.alloc(0);
    this.span = null;
    this.group = [];
    this.groupPos = -1;
    this.blocks = plan.sampleColumns.map(() => null);
    this.bcsqLines = [];
    this.genesSeen = new Set();
    this.genesNamed = new Set();
    this.compiled.takeNotes();
  }

  private finish(): BatchResult {
    this.closeGroup();
    const { result } = this;
    const notes = this.compiled.takeNotes();
    for (const gene of notes.named) this.genesNamed.add(gene);
    result.unknownTerms = notes.unknownTerms;
    result.genesWithRecords = [...this.genesSeen].sort((a, b) => a - b);
    result.genesNamed = [...this.genesNamed].sort((a, b) => a - b);
    result.carry.blocks = this.blocks;
    const reach = (this.span?.lastPos ?? 0) - POINTER_REACH;
    if (this.chrom !== null) {
      for (const line of this.bcsqLines) {
        if (line.pos < reach) continue;
        result.carry.sites.push({ chrom: this.chrom, record: withoutSamples(this.decode(line)) });
      }
    }
    this.data = Buffer.alloc(0);
    return result;
  }

  /** Reads CHROM at `start`; returns the offset of POS. */
  private readContig(start: number, to: number): number {
    const { data, contigBytes } = this;
    const n = contigBytes.length;
    if (n > 0 && data[start + n] === TAB) {
      let k = 0;
      while (k < n && data[start + k] === contigBytes[k]) k++;
      if (k === n) return start + n + 1;
    }
    let p = start;
    while (p < to && (data[p] as number) > NEWLINE) p++;
    if (data[p] !== TAB || p === start || data[start] === 35) this.badLine(start, to);
    this.enterContig(data.toString("latin1", start, p), start);
    return p + 1;
  }

  private enterContig(name: string, start: number): void {
    this.closeGroup();
    const known = this.contigs.get(name) ?? { chrom: canonicalChrom(name), name };
    this.contigs.set(name, known);
    if (this.result.contigs.some((span) => span.contig === name)) {
      throw this.unsorted(start, `contig ${name} comes back after another contig`);
    }
    this.contig = name;
    this.chrom = known.chrom;
    this.contigBytes = Buffer.from(name, "latin1");
    this.span = { contig: name, firstPos: -1, lastPos: -1, records: 0 };
    this.result.contigs.push(this.span);
    this.regions = known.chrom === null ? undefined : this.compiled.regions.get(known.chrom);
    this.windows = known.chrom === null ? undefined : this.compiled.windows.get(known.chrom);
    this.regions?.rewind();
    this.windows?.rewind();
    this.extents =
      (known.chrom === null ? undefined : this.compiled.extents.get(known.chrom)) ?? [];
    this.bcsqLines = [];
    this.blocks = this.blocks.map(() => null);
    this.result.carry.sites = [];
    this.groupPos = -1;
  }

  private notePosition(pos: number, start: number): void {
    const span = this.span as ContigSpan;
    if (span.firstPos < 0) span.firstPos = pos;
    else if (pos < span.lastPos)
      throw this.unsorted(start, `position ${pos} after ${span.lastPos}`);
    span.lastPos = pos;
    span.records++;
  }

  private afterTab(at: number, start: number, to: number): number {
    const { data } = this;
    let p = at;
    for (;;) {
      const c = data[p++] as number;
      if (c > NEWLINE) continue;
      if (c === TAB) return p;
      this.badLine(start, to);
    }
  }

  private drop(reason: DropReason): void {
    this.result.dropped[reason] = (this.result.dropped[reason] ?? 0) + 1;
  }

  /** END of a reference block, or 0. */
  private blockEnd(infoStart: number, infoEnd: number): number {
    const end = infoValue(this.data.toString("latin1", infoStart, infoEnd), "END");
    const n = typeof end === "string" ? Number(end) : Number.NaN;
    return Number.isInteger(n) ? n : 0;
  }

  private decode(line: Line): VcfRecord {
    const { plan } = this.compiled;
    try {
      return decodeRecord(this.data.toString("utf8", line.start, line.end), plan.header, {
        path: this.path,
      });
    } catch (error) {
      throw this.placed(error);
    }
  }

  /** Adds the record's number in this batch to an error of a line. */
  private placed(error: unknown): unknown {
    if (!(error instanceof ToolError)) return error;
    const { code, message, place, hint, cause } = error;
    return new ToolError(code, message, {
      ...place,
      path: this.path,
      line: this.result.records,
      ...(hint === undefined ? {} : { hint }),
      cause,
    });
  }

  /** DEC-17: does the annotation ever name the panel genes that lie here? Asked until it does. */
  private noteGenes(line: Line, pos: number, last: number): void {
    const { compiled } = this;
    if (this.chrom === null || compiled.layout === null) return;
    const { extents } = this;
    let open = false;
    let passed = 0;
    for (const extent of extents) {
      if (extent.start > last) break;
      if (extent.end < pos) passed++;
      else if (!this.genesNamed.has(extent.gene)) {
        this.genesSeen.add(extent.gene);
        open = true;
      }
    }
    if (passed > 8) this.extents = extents.filter((extent) => extent.end >= pos);
    if (!open) return;
    const record = this.decode(line);
    const { layout, plan } = compiled;
    for (const [i, kind] of record.altKinds.entries()) {
      if (kind !== "seq") continue;
      const where = { record, alleleIndex: i + 1, header: plan.header, layout };
      const annotation = transcriptConsequences(record, i + 1, layout);
      for (const gene of geneConsequences(annotation, where, { transcripts: "any" })) {
        const index = compiled.match(gene);
        if (index >= 0) this.genesNamed.add(index);
      }
    }
  }

  private judge(line: Line): void {
    const record = this.decode(line);
    const { compiled } = this;
    const none = noSequenceAllele(record);
    if (none !== null) {
      if (
        compiled.plan.header.mayHoldReferenceBlocks &&
        (none === "reference_block" || none === "no_alternate")
      ) {
        for (const block of blocksOf(record, this.chrom as string, compiled.plan.sampleColumns)) {
          this.blocks[block.person] = block;
        }
      }
      line.reason = none;
      this.drop(none);
      return;
    }
    const chrom = this.chrom as string;
    const followed: Site[] = [];
    let judgements;
    try {
      judgements = judgeRecord(record, compiled, {
        chrom,
        sitesAt: (at) => {
          const sites = this.sitesAt(at);
          for (const site of sites) followed.push({ chrom, record: site });
          return sites;
        },
        trace: false,
      });
    } catch (error) {
      throw this.placed(error);
    }
    const kept = judgements.flatMap((j) => (j.allele === null ? [] : [j.allele]));
    for (const j of judgements) {
      if (!j.commonPathogenic) continue;
      this.result.commonPathogenic.push(
        `${chrom}:${record.pos}:${record.ref}:${record.alts[j.alleleIndex - 1] ?? ""}`,
      );
    }
    const unresolved = judgements.some((j) => j.unresolvedPointers.length > 0);
    if (kept.length === 0) {
      const reason = lastReason(judgements.map((j) => j.dropped));
      line.reason = reason;
      this.drop(reason);
      return;
    }
    const survivor: Survivor = {
      line: Uint8Array.prototype.slice.call(this.data, line.start, line.end),
      chrom,
      contig: this.contig,
      pos: record.pos,
      id: record.id,
      ref: record.ref,
      alts: record.alts,
      filters: record.filters,
      calls: compiled.plan.sampleColumns.map((column) =>
        column < 0 ? null : sampleCall(record, column),
      ),
      fromBlock: [],
      alleles: kept,
      siblings: [],
    };
    const index = this.result.survivors.push(survivor) - 1;
    if (unresolved) this.result.wantsSites.push({ survivor: index, found: followed });
  }

  /** The position is complete: siblings (VCF-24) and blocks (VCF-04) of its survivors are known. */
  private closeGroup(): void {
    const { group, result } = this;
    if (group.length === 0) return;
    this.group = [];
    const first =
      result.survivors.findLastIndex((s) => s.pos !== this.groupPos || s.contig !== this.contig) +
      1;
    if (first >= result.survivors.length) return;
    const survivors = result.survivors.slice(first);
    if (group.length > 1) this.addSiblings(group, survivors);
    if (!this.compiled.plan.header.mayHoldReferenceBlocks) return;
    survivors.forEach((survivor, i) => {
      const people: number[] = [];
      survivor.calls.forEach((call, person) => {
        if (!wantsBlock(call)) return;
        const block = this.blocks[person];
        if (block === null || block === undefined) people.push(person);
        else if (block.chrom === survivor.chrom && block.end >= survivor.pos) {
          survivor.calls[person] = block.call;
          survivor.fromBlock.push(person);
        }
      });
      if (people.length > 0) result.wantsBlocks.push({ survivor: first + i, people });
    });
  }

  private addSiblings(group: Line[], survivors: Survivor[]): void {
    if (this.probandColumn < 0) return;
    const records = group.map((line) => this.decode(line));
    for (const survivor of survivors) {
      for (const record of records) {
        if (record.ref === survivor.ref && record.alts.join() === survivor.alts.join()) continue;
        if (!record.altKinds.includes("seq")) continue;
        survivor.siblings.push({
          ref: record.ref,
          alts: record.alts,
          probandAlleles: sampleCall(record, this.probandColumn).alleles,
        });
      }
    }
  }

  private sitesAt(pos: number): VcfRecord[] {
    if (pos < this.groupPos - POINTER_REACH) return [];
    return this.bcsqLines
      .filter((line) => line.pos === pos)
      .map((line) => withoutSamples(this.decode(line)));
  }

  /** DEC-15: sample checks read the calls of the windows' records, without INFO. */
  private tally(start: number, infoStart: number, infoEnd: number, end: number, pos: number): void {
    const { plan } = this.compiled;
    const text = `${this.data.toString("latin1", start, infoStart)}.${this.data.toString("utf8", infoEnd, end)}`;
    let record: VcfRecord;
    try {
      record = decodeRecord(text, plan.header, { path: this.path });
    } catch (error) {
      throw this.placed(error);
    }
    const chrom = this.chrom as string;
    addToTally(
      this.result.tally as Tally,
      {
        chrom,
        pos,
        locus: locusClass(plan.assembly, chrom, pos),
        isSnv:
          record.ref.length === 1 &&
          record.alts.length === 1 &&
          record.altKinds[0] === "seq" &&
          record.alts[0]?.length === 1,
        isGvcfBlock: record.altKinds.length === 1 && record.altKinds[0] === "gvcf",
        filterPassed: record.filters.every(
          (name) => name === "PASS" || plan.policy.filter.allow.includes(name),
        ),
        calls: plan.sampleColumns.map((column) => (column < 0 ? null : sampleCall(record, column))),
      },
      plan.roles,
    );
  }

  private unsorted(start: number, found: string): ToolError {
    void start;
    return new ToolError("E_VCF_UNSORTED", found, {
      path: this.path,
      line: this.result.records,
      chrom: this.contig,
      hint: "sort the file first: bcftools sort",
    });
  }

  /** A line that the scanner cannot read: decode it for the exact complaint. */
  private badLine(start: number, to: number): never {
    const newline = this.data.indexOf(NEWLINE, start);
    const end = newline < 0 ? to : newline;
    this.result.records++;
    if (this.data[start] === 35) {
      throw this.placed(
        new ToolError("E_VCF_RECORD", "a header line among the records", {
          hint: "two VCFs joined with cat? Use bcftools concat.",
        }),
      );
    }
    this.decode({ start, end: this.data[end - 1] === 13 ? end - 1 : end, reason: null });
    throw this.placed(
      new ToolError("E_VCF_RECORD", "the line cannot be read", {
        hint: `expected ${this.columns} tab-separated columns`,
      }),
    );
  }
}

function withoutSamples(record: VcfRecord): VcfRecord {
  return { ...record, formatKeys: [], sampleTexts: [] };
}

/** `GT` is FORMAT's first key. */
function startsWithGt(data: Uint8Array, at: number): boolean {
  const after = data[at + 2];
  return data[at] === 71 && data[at + 1] === 84 && (after === 58 || after === TAB);
}

const STAGES: readonly DropReason[] = [
  "mt_not_rcrs",
  "mt_artefact_site",
  "filter",
  "proband_not_carrier",
  "proband_no_call",
  "annotation_unmatched",
  "gene_not_on_panel",
  "outside_region",
  "consequence",
  "frequency",
];

/** Of several alleles, the reason of the one that came furthest. */
function lastReason(reasons: readonly (DropReason | null)[]): DropReason {
  let best: DropReason = "consequence";
  let stage = -1;
  for (const reason of reasons) {
    if (reason === null) continue;
    const i = STAGES.indexOf(reason);
    if (i > stage) {
      stage = i;
      best = reason;
    }
  }
  return best;
}

export function emptyResult(people: number): BatchResult {
  return {
    records: 0,
    dropped: {},
    survivors: [],
    wantsBlocks: [],
    wantsSites: [],
    carry: { blocks: Array.from({ length: people }, () => null), sites: [] },
    contigs: [],
    tally: null,
    genesWithRecords: [],
    genesNamed: [],
    unknownTerms: [],
    commonPathogenic: [],
  };
}

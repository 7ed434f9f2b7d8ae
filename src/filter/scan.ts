/**
 * The scanner: bytes of whole lines in, survivors and counts out. Cheap gates first (contig, position,
 * FILTER, the proband's genotype, frequency, consequence), on bytes; a line is decoded only when all let it pass.
 * Each line's column count is checked, also of lines that are dropped at once.
 */
import { Batch } from "./batch.ts";
import { noColumns } from "./columns.ts";
import { compilePlan, type Compiled } from "./compile.ts";
import { distilGate } from "./distil.ts";
import { archivePolicy } from "./distil-criteria.ts";
import { frequencyGate, type Commonness, type FrequencyGate } from "./frequency-gate.ts";
import {
  consequenceGate,
  isPlainAlt,
  isPlainCarrier,
  isPlainReference,
  passesFilterColumn,
  type ConsequenceGate,
} from "./gates.ts";
import {
  callFilterGate,
  clinvarColumnGate,
  type CallFilterGate,
  type ColumnGate,
} from "./line-gates.ts";
import type { BatchResult, ScanPlan } from "./model.ts";

const NEWLINE = 10;
const TAB = 9;
const NO_BYTES = Buffer.alloc(0);

/** Scans batch after batch; holds nothing from one to the next but compiled tables. */
export class Scanner {
  readonly compiled: Compiled;
  private readonly gate: ConsequenceGate | null;
  private readonly commonness: FrequencyGate;
  private readonly callPasses: CallFilterGate | null;
  private readonly namesClinvar: ColumnGate | null;
  private readonly gatesRarity: boolean;
  private readonly probandColumn: number;

  constructor(plan: ScanPlan) {
    this.compiled = compilePlan(plan);
    const { layout } = this.compiled;
    this.gate =
      plan.distil === undefined
        ? consequenceGate(plan.header, layout, plan.policy)
        : distilGate(plan.header, layout, plan.distil);
    const kept = plan.distil;
    this.commonness = frequencyGate(
      plan.header,
      layout,
      kept === undefined ? plan.policy : archivePolicy(plan.policy, kept),
    );
    // Of an archive, a ClinVar statement lifts the limit, and a common record may be pointed to (BCSQ-02).
    const { clnsig, customColumns } = plan.header.clinvar;
    this.gatesRarity =
      kept === undefined ||
      (clnsig === null && customColumns === undefined && layout?.annotator !== "bcsq");
    this.callPasses = callFilterGate(plan.header);
    this.namesClinvar = clinvarColumnGate(plan.header, layout);
    this.probandColumn = plan.sampleColumns[plan.proband] ?? -1;
  }

  /**
   * Scans the complete lines of `data[from, to)`; the last byte must be a newline.
   * @throws ToolError E_VCF_RECORD, E_VCF_UNSORTED; `line` is the 1-based record of this batch
   */
  scan(data: Buffer, from: number, to: number): BatchResult {
    const { gate, commonness, gatesRarity, callPasses, namesClinvar, probandColumn } = this;
    const { header, policy, wholeGenome, distil } = this.compiled.plan;
    // BCSQ-02: a record that the proband does not carry may hold the consequence of one that it does.
    const carriersOnly =
      policy.inheritance.enabled &&
      (distil === undefined || this.compiled.layout?.annotator !== "bcsq");
    const samples = header.samples.length;
    const { acceptMissing } = policy.filter;
    // ClinVar in the file can rescue a failed FILTER, and so can the allow-list: then it is judged in full.
    const filterDecides = header.clinvar.clnsig === null && policy.filter.allow.length === 0;
    const batch = new Batch(this.compiled, data);
    const { result } = batch;
    let contigBytes: Buffer = NO_BYTES;
    let position = -1;
    const columns = noColumns();
    let outside = 0;
    let notCarried = 0;
    let common = 0;
    let harmless = 0;
    let p = from;
    while (p < to) {
      const start = p;
      // CHROM: mostly the same as on the line before.
      let n = contigBytes.length;
      if (n > 0 && data[start + n] === TAB)
        while (n > 0 && data[start + n - 1] === contigBytes[n - 1]) n--;
      if (n === 0 && contigBytes.length > 0) p = start + contigBytes.length;
      else {
        p = endOfColumn(data, start, batch, start);
        if (p === start || data[start] === 35) refuse(data, start, batch);
        contigBytes = Buffer.from(data.subarray(start, p));
        batch.enterContig(contigBytes.toString("latin1"));
        position = -1;
      }
      // POS
      let pos = 0;
      const posStart = ++p;
      let c = data[p] as number;
      while (c >= 48 && c <= 57) {
        pos = pos * 10 + (c - 48);
        c = data[++p] as number;
      }
      if (c !== TAB || p === posStart || p - posStart > 10) refuse(data, start, batch);
      // ID REF ALT QUAL FILTER
      const refStart = endOfColumn(data, p + 1, batch, start) + 1;
      const altStart = endOfColumn(data, refStart, batch, start) + 1;
      const qualStart = endOfColumn(data, altStart, batch, start) + 1;
      const filterStart = endOfColumn(data, qualStart, batch, start) + 1;
      const infoStart = endOfColumn(data, filterStart, batch, start) + 1;
      // INFO is long: one hop. A cut line hops into the next one and shows by its column count.
      const infoEnd = data.indexOf(TAB, infoStart);
      if (infoEnd < 0 || infoEnd >= to) refuse(data, start, batch);
      // FORMAT and samples
      let tabs = 0;
      let probandStart = -1;
      p = infoEnd + 1;
      for (;;) {
        c = data[p++] as number;
        if (c > NEWLINE) continue;
        if (c === TAB) {
          if (tabs === probandColumn) probandStart = p;
          tabs++;
        } else if (c === NEWLINE) break;
        else refuse(data, start, batch);
      }
      if (tabs !== samples) refuse(data, start, batch);
      const end = data[p - 2] === 13 ? p - 2 : p - 1;

      result.records++;
      batch.span.records++;
      if (pos !== position) {
        batch.enterPosition(pos);
        position = pos;
      }
      if (batch.chrom === null) {
        batch.count("other_contig", 1);
        continue;
      }
      let last = pos + (altStart - 1 - refStart) - 1;
      const alt = data[altStart] as number;
      if (header.mayHoldReferenceBlocks && (alt === 60 || alt === 46)) {
        last = Math.max(last, batch.blockEnd(infoStart, infoEnd));
      }
      columns.start = start;
      columns.ref = refStart;
      columns.alt = altStart;
      columns.qual = qualStart;
      columns.filter = filterStart;
      columns.info = infoStart;
      columns.infoEnd = infoEnd;
      columns.end = end;
      if (batch.windows?.touches(pos, pos) === true) batch.tally(columns);
      if (!wholeGenome && batch.regions?.touches(pos, last) !== true) {
        outside++;
        continue;
      }
      const line = { start, end };
      batch.enterLine(line, columns, last);

      // Byte gates, in the order of the judgement. An odd ALT is judged in full, and so is an allele that
      // the store or a column of ClinVar may rescue, and a call with a filter of its own.
      if (
        isPlainAlt(data, altStart, qualStart - 1) &&
        batch.known?.touches(pos, last) !== true &&
        (namesClinvar === null || !namesClinvar(data, infoStart, infoEnd)) &&
        (callPasses === null ||
          probandStart < 0 ||
          distil !== undefined ||
          callPasses(data, infoEnd + 1, probandStart))
      ) {
        if (
          distil === undefined &&
          !passesFilterColumn(data, filterStart, infoStart - 1, acceptMissing)
        ) {
          if (filterDecides) batch.count("filter", 1);
          else batch.judge(line);
          continue;
        }
        // Haploid by another count, heteroplasmic, its own limits: the mitochondrion is judged in full.
        let plain = batch.chrom !== "MT";
        if (plain && carriersOnly) {
          plain = probandStart >= 0 && startsWithGt(data, infoEnd + 1);
          if (plain && isPlainReference(data, probandStart)) {
            notCarried++;
            continue;
          }
          plain = plain && isPlainCarrier(data, probandStart);
        }
        let rarity: Commonness = plain && !batch.mayBeExempt(pos, last) ? "not_common" : "unsure";
        if (!gatesRarity) rarity = "not_common";
        else if (rarity === "not_common") rarity = commonness(data, columns);
        if (rarity === "common") {
          common++;
          continue;
        }
        if (
          rarity === "not_common" &&
          gate !== null &&
          !gate(data, infoStart, infoEnd) &&
          !batch.mayBeUnnamed()
        ) {
          harmless++;
          continue;
        }
      }
      batch.judge(line);
    }
    batch.count("outside_panel_regions", outside);
    batch.count("proband_not_carrier", notCarried);
    batch.count("frequency", common);
    batch.count("consequence", harmless);
    return batch.finish();
  }
}

/** Offset of the tab that ends the column at `at`; anything else below a blank is a fault. */
function endOfColumn(data: Buffer, at: number, batch: Batch, lineStart: number): number {
  let p = at;
  for (;;) {
    const c = data[p] as number;
    if (c > NEWLINE) p++;
    else if (c === TAB) return p;
    else refuse(data, lineStart, batch);
  }
}

/** `GT` is FORMAT's first key. */
function startsWithGt(data: Uint8Array, at: number): boolean {
  const after = data[at + 2];
  return data[at] === 71 && data[at + 1] === 84 && (after === 58 || after === TAB);
}

/** A line that the scanner cannot read: decoding it gives the exact complaint. */
function refuse(data: Buffer, start: number, batch: Batch): never {
  batch.result.records++;
  if (data[start] === 35) {
    throw batch.fault(
      "a header line among the records",
      "two VCFs joined with cat? Use bcftools concat.",
    );
  }
  const newline = data.indexOf(NEWLINE, start);
  const end = newline < 0 ? data.length : newline;
  batch.decode({ start, end: data[end - 1] === 13 ? end - 1 : end });
  throw batch.fault("the line cannot be read", "is a byte of it damaged? See `bcftools view`.");
}

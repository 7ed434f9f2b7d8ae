/**
 * The scanner: bytes of whole lines in, survivors and counts out. Cheap gates first (contig, position,
 * FILTER, the proband's genotype, frequency, consequence), on bytes; a line is decoded only when all let it pass.
 * Each line's column count is checked, also of lines that are dropped at once.
 */
import { BYTE } from "../core/bytes.ts";
import { Batch } from "./batch.ts";
import { noColumns, readColumns } from "./gates/columns.ts";
import { compilePlan, type Compiled } from "./compile.ts";
import { LineGate } from "./gates/line-gate.ts";
import type { BatchResult, ScanPlan } from "./types.ts";

const { NEWLINE, CARRIAGE_RETURN, HASH } = BYTE;
const NO_BYTES = Buffer.alloc(0);

/** Scans batch after batch; holds nothing from one to the next but compiled tables. */
export class Scanner {
  readonly compiled: Compiled;
  private readonly gate: LineGate;
  private readonly probandColumn: number;

  constructor(plan: ScanPlan) {
    this.compiled = compilePlan(plan);
    this.gate = new LineGate(this.compiled);
    this.probandColumn = plan.sampleColumns[plan.proband] ?? -1;
  }

  /**
   * Scans the complete lines of `data[from, to)`; the last byte must be a newline.
   * @throws ToolError E_VCF_RECORD, E_VCF_UNSORTED; `line` is the 1-based record of this batch
   */
  scan(data: Buffer, from: number, to: number): BatchResult {
    const { gate, probandColumn } = this;
    const { header, wholeGenome } = this.compiled.plan;
    const samples = header.samples.length;
    const batch = new Batch(this.compiled, data);
    const { result } = batch;
    const at = noColumns();
    let contig: Buffer = NO_BYTES;
    let position = -1;
    let outside = 0;
    for (let start = from; start < to;) {
      const next = readColumns(data, start, to, contig, samples, probandColumn, at);
      if (next < 0) {
        if (!isBlankToEnd(data, start, to)) refuse(data, start, batch);
        result.endsBlank = true;
        break;
      }
      start = next;
      if (!at.sameContig) {
        contig = Buffer.from(data.subarray(at.start, at.contigEnd));
        batch.enterContig(contig.toString("latin1"));
        position = -1;
      }
      const { pos } = at;
      result.records++;
      batch.span.records++;
      if (pos !== position) {
        batch.enterPosition(pos);
        position = pos;
      }
      if (batch.chrom === null) {
        batch.count("other_contig", 1);
        // Only a scan that reads all of the file can count there.
        if (wholeGenome && gate.damageOf(data, at, "other_contig", batch) !== "none")
          batch.lose({ start: at.start, end: at.end }, "other_contig");
        continue;
      }
      let last = pos + (at.alt - 1 - at.ref) - 1;
      if (header.mayHoldReferenceBlocks) last = Math.max(last, batch.blockEnd(at));
      if (batch.windows?.touches(pos, pos) === true) batch.tally(at);
      if (!wholeGenome && batch.regions?.touches(pos, last) !== true) {
        outside++;
        continue;
      }
      const line = { start: at.start, end: at.end };
      batch.enterLine(line, at, last);
      const reason = gate.reasonOf(data, at, last, batch);
      const damage = reason === null ? "unsure" : gate.damageOf(data, at, reason, batch);
      if (reason === null || damage === "unsure") batch.judge(line);
      else {
        batch.count(reason, 1);
        if (damage === "damaging") batch.countDamaging(reason);
      }
    }
    batch.count("outside_panel_regions", outside);
    return batch.finish();
  }
}

export const EMPTY_LINE = "an empty line among the records";
export const EMPTY_LINE_HINT = "Is something missing there? If not, remove the line.";

/** Nothing but empty lines (LF or CRLF) in data[start, to): they are passed over at the end of a file. */
function isBlankToEnd(data: Buffer, start: number, to: number): boolean {
  for (let at = start; at < to; at++)
    if (data[at] !== NEWLINE && !(data[at] === CARRIAGE_RETURN && data[at + 1] === NEWLINE))
      return false;
  return start < to;
}

/** A line that the scanner cannot read: decoding it gives the exact complaint. */
function refuse(data: Buffer, start: number, batch: Batch): never {
  batch.result.records++;
  if (data[start] === HASH) {
    throw batch.fault(
      "a header line among the records",
      "two VCFs joined with cat? Use bcftools concat.",
    );
  }
  if (isBlankToEnd(data, start, data.indexOf(NEWLINE, start) + 1))
    throw batch.fault(EMPTY_LINE, EMPTY_LINE_HINT);
  const newline = data.indexOf(NEWLINE, start);
  const end = newline < 0 ? data.length : newline;
  batch.decode({ start, end: data[end - 1] === CARRIAGE_RETURN ? end - 1 : end });
  throw batch.fault("the line cannot be read", "is a byte of it damaged? See `bcftools view`.");
}

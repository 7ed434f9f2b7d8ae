/**
 * The scanner: whole lines as bytes in, survivors and counts out. Cheap gates first (contig, position, FILTER, the
 * proband's genotype, frequency, consequence), on bytes; a line is decoded only when all let it pass. Each line's
 * column count is checked, also of lines that are dropped at once.
 */
import { BYTE } from "../core/bytes.ts";
import { Batch } from "./batch.ts";
import { noColumns, readColumns } from "./gates/columns.ts";
import type { Compiled } from "./compile.ts";
import { LineGate } from "./gates/line-gate.ts";
import type { BatchResult } from "./types.ts";

const { TAB, NEWLINE, CARRIAGE_RETURN, HASH } = BYTE;
const NO_BYTES = Buffer.alloc(0);

/** Scans batch after batch; holds nothing from one to the next but compiled tables. */
export class Scanner {
  private readonly compiled: Compiled;
  private readonly gate: LineGate;
  private readonly probandColumn: number;

  constructor(compiled: Compiled) {
    const { plan } = compiled;
    this.compiled = compiled;
    this.gate = new LineGate(compiled);
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
        if (wholeGenome && gate.damageOf(data, at, at.pos, "other_contig", batch) !== "none")
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
      const damage = reason === null ? "unsure" : gate.damageOf(data, at, last, reason, batch);
      if (reason === null || damage === "unsure") batch.judge(line);
      else {
        batch.count(reason, 1);
        batch.neighbours.pass(line, reason);
        if (damage === "damaging") batch.countDamaging(reason);
      }
    }
    batch.count("outside_panel_regions", outside);
    return batch.finish();
  }
}

export const EMPTY_LINE = "an empty line among the records";
export const EMPTY_LINE_HINT = "Check that nothing is missing there, then remove the line.";

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
      "If two VCFs were joined with cat, join them with bcftools concat.",
    );
  }
  if (isBlankToEnd(data, start, data.indexOf(NEWLINE, start) + 1))
    throw batch.fault(EMPTY_LINE, EMPTY_LINE_HINT);
  const newline = data.indexOf(NEWLINE, start);
  const end = newline < 0 ? data.length : newline;
  batch.decode({ start, end: data[end - 1] === CARRIAGE_RETURN ? end - 1 : end });
  throw batch.fault(
    "the line cannot be read",
    "Check the line for damaged bytes, for example with `bcftools view`.",
  );
}

interface Cut {
  /** Complete positions are [bodyStart, bodyEnd). Both equal when the batch holds no inner cut. */
  bodyStart: number;
  bodyEnd: number;
}

/**
 * Where a batch may be cut. A range of compressed blocks begins and ends in the middle of a line; the
 * lines of one position belong together (a split multi-allelic site, VCF-24), so a cut falls only
 * between two positions. The edges of neighbouring batches are joined by the host.
 * @param startsAtLine the first byte begins a line that no earlier batch shares a position with
 */
export function cutAtPositions(data: Buffer, from: number, to: number, startsAtLine: boolean): Cut {
  let bodyStart = from;
  if (!startsAtLine) {
    const first = data.indexOf(NEWLINE, from);
    if (first < 0 || first + 1 >= to) return { bodyStart: to, bodyEnd: to };
    const firstLine = first + 1;
    bodyStart = nextLine(data, firstLine, to);
    while (bodyStart < to && samePosition(data, firstLine, bodyStart, to)) {
      bodyStart = nextLine(data, bodyStart, to);
    }
  }
  const lastNewline = data.lastIndexOf(NEWLINE, to - 1);
  if (lastNewline < bodyStart) return { bodyStart: to, bodyEnd: to };
  const lastLine = lineStart(data, lastNewline, from);
  let bodyEnd = lastLine;
  while (bodyEnd > bodyStart) {
    const before = lineStart(data, bodyEnd - 1, from);
    if (!samePosition(data, lastLine, before, to)) break;
    bodyEnd = before;
  }
  return bodyEnd <= bodyStart ? { bodyStart: to, bodyEnd: to } : { bodyStart, bodyEnd };
}

function nextLine(data: Buffer, at: number, to: number): number {
  const end = data.indexOf(NEWLINE, at);
  return end < 0 || end >= to ? to : end + 1;
}

/** Start of the line that ends with the newline at `newline`. */
function lineStart(data: Buffer, newline: number, from: number): number {
  if (newline <= from) return from;
  const before = data.lastIndexOf(NEWLINE, newline - 1);
  return before < from ? from : before + 1;
}

/** Same bytes up to the second tab: CHROM and POS. */
function samePosition(data: Buffer, a: number, b: number, to: number): boolean {
  let tabs = 0;
  for (let i = a, j = b; i < to && j < to; i++, j++) {
    const c = data[i];
    if (c !== data[j] || c === NEWLINE) return false;
    if (c === TAB && ++tabs === 2) return true;
  }
  return false;
}

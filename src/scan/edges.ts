/**
 * Where a batch may be cut. A range of compressed blocks begins and ends in the middle of a line; the
 * lines of one position belong together (a split multi-allelic site, VCF-24), so a cut falls only
 * between two positions. The edges of neighbouring batches are joined by the host.
 */
import { BYTE } from "../core/bytes.ts";
const { TAB, NEWLINE } = BYTE;

interface Cut {
  /** Complete positions are [bodyStart, bodyEnd). Both equal when the batch holds no inner cut. */
  bodyStart: number;
  bodyEnd: number;
}

/**
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

/** Whether the coding rows of the transcript that a file ends with are all there: of a file that is cut they are not. */
import { FLAG } from "../flags.ts";
import type { CodingRow } from "./coding.ts";
import type { DraftTranscript, Extent } from "./draft.ts";

/** On which side of the transcript, in its direction, rows would follow that are cut off. */
export type OpenSide = "start" | "end";

/** What such rows say against their sequence need not be a cut. */
const SPECIAL =
  FLAG.gapped | FLAG.differsFromGenome | FLAG.phaseConflict | FLAG.slippage | FLAG.stopByPolyA;

/**
 * The side of the row that the file ends with, where it fills its exon and another exon follows.
 * @param rows coding rows in the transcript's direction
 * @param tagged flags by the file's own word
 * @param last the file's last line
 * @returns null: no coding row can be missing, or the file says so itself
 */
export function openSide(
  { exons, strand, flags }: Pick<DraftTranscript, "exons" | "strand" | "flags">,
  rows: readonly CodingRow[],
  tagged: number,
  last: string,
): OpenSide | null {
  const [, , type, start = "", end = ""] = last.split("\t");
  if (type !== "CDS" || (flags & SPECIAL) !== 0) return null;
  const isLast = (row: CodingRow | undefined): boolean =>
    row?.start === Number(start) && row.end === Number(end);
  const reaches = (row: Extent | undefined, side: OpenSide): boolean => {
    const at = exons.findIndex(
      (exon) => Number(row?.start) >= exon.start && Number(row?.end) <= exon.end,
    );
    const isLow = (side === "start") === strand > 0;
    const edge = isLow ? exons[at]?.start === row?.start : exons[at]?.end === row?.end;
    return edge && exons[side === "start" ? at - 1 : at + 1] !== undefined;
  };
  if (isLast(rows.at(-1)) && reaches(rows.at(-1), "end"))
    return (tagged & FLAG.cdsEndIncomplete) === 0 ? "end" : null;
  // Along the genome the rows of the minus strand begin with its last ones.
  if (strand < 0 && isLast(rows[0]) && reaches(rows[0], "start"))
    return (tagged & FLAG.cdsStartIncomplete) === 0 ? "start" : null;
  return null;
}

/** The rows begin or end within a codon at the side. */
export function cutsCodon(phase: number, rows: readonly CodingRow[], side: OpenSide): boolean {
  if (side === "start") return phase > 0;
  return (rows.reduce((sum, row) => sum + row.end - row.start + 1, 0) - phase) % 3 !== 0;
}

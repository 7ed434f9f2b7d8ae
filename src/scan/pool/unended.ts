/** The last line of a file without a final line end: found in hand-edited and truncated files. */
import { BYTE } from "../../core/bytes.ts";
import { ToolError } from "../../core/errors.ts";

const FORMAT = 8;

/** The lines with their end. @throws ToolError E_VCF_RECORD, as `refuseCut`; `line` counts from the first of `data` */
export function endedWithNewline(data: Buffer, path: string): Buffer {
  if (data.at(-1) === BYTE.NEWLINE) return data;
  const lines = data.toString("latin1").split("\n");
  refuseCut(lines.at(-1) ?? "", { path, line: lines.length });
  return Buffer.concat([data, Buffer.from("\n")]);
}

/**
 * Of a record that was cut inside its last sample everything reads well, with that person's call another one.
 * @param last the last line of a file, if it has no line end
 * @throws ToolError E_VCF_RECORD: the last sample has fewer values than FORMAT, or fewer alleles than another one
 */
export function refuseCut(last: string, place: { path: string; line?: number }): void {
  const columns = last.split("\t");
  const sample = columns.at(-1) ?? "";
  const format = columns[FORMAT] ?? "";
  if (columns.length <= FORMAT + 1 || !isShort(sample, format, columns.slice(FORMAT + 1))) return;
  const [chrom = "", pos] = columns;
  throw new ToolError(
    "E_VCF_RECORD",
    `the file ends inside its last record: the line is not terminated, and the last sample has only '${sample}' of ${format}`,
    {
      ...place,
      chrom,
      pos: Number(pos),
      hint: "Download the file again: it is truncated. If nothing is missing, add a line ending.",
    },
  );
}

function isShort(last: string, format: string, samples: readonly string[]): boolean {
  const parts = (text: string, by: RegExp): number => text.split(by).length;
  if (parts(last, /:/) < parts(format, /:/)) return true;
  // With GT alone a call that was cut is one of fewer alleles: `0` of `0/1`.
  const alleles = samples.map((text) =>
    text.endsWith("/") || text.endsWith("|") ? 0 : parts(text, /[/|]/),
  );
  return format === "GT" && (alleles.at(-1) ?? 0) < Math.max(...alleles);
}

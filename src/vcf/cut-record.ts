/** A last record without its line end, cut or whole. */
import { ToolError } from "../core/errors.ts";

const FORMAT = 8;

/**
 * Of a record that was cut inside its last sample everything reads well, with that person's call another one.
 * @param last the last line of a file, if it has no line end
 * @throws ToolError E_VCF_RECORD: the last sample has fewer values than FORMAT, fewer alleles than another one, or ends
 *   where a value would follow
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
  if (/[:,/|]$/.test(last) || parts(last, /:/) < parts(format, /:/)) return true;
  // With GT alone a call that was cut is one of fewer alleles: `0` of `0/1`.
  const alleles = samples.map((text) =>
    text.endsWith("/") || text.endsWith("|") ? 0 : parts(text, /[/|]/),
  );
  return format === "GT" && (alleles.at(-1) ?? 0) < Math.max(...alleles);
}

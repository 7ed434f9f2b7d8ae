/** The last line of a file without a final line end: found in hand-edited and truncated files. */
import { BYTE } from "../../core/bytes.ts";
import { refuseCut } from "../../vcf/index.ts";

/** The lines with their end. @throws ToolError E_VCF_RECORD, as `refuseCut`; `line` counts from the first of `data` */
export function endedWithNewline(data: Buffer, path: string): Buffer {
  if (data.at(-1) === BYTE.NEWLINE) return data;
  const lines = data.toString("latin1").split("\n");
  refuseCut(lines.at(-1) ?? "", { path, line: lines.length });
  return Buffer.concat([data, Buffer.from("\n")]);
}

/**
 * The header's text, and the beginning of the first record, from the first pieces of a file, however they are
 * split.
 */
import { BYTE } from "../core/bytes.ts";
import { ToolError } from "../core/errors.ts";

/** Collects text up to the first line that does not begin with `#`. */
export class HeaderReader {
  private readonly parts: Buffer[] = [];
  private bytes = 0;
  private atLineStart = true;
  /** As much of the first record as stands in the piece in which it begins. */
  firstRecord = "";
  private readonly path: string;
  private readonly maxBytes: number;

  constructor(path: string, maxBytes: number) {
    this.path = path;
    this.maxBytes = maxBytes;
  }

  /** Takes the next piece; returns the offset in it where the records begin, or null while it is all header. */
  add(piece: Uint8Array): number | null {
    const data = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let at = 0;
    while (at < data.length) {
      if (this.atLineStart && data[at] !== BYTE.HASH) {
        this.keep(data.subarray(0, at));
        const end = data.indexOf(BYTE.NEWLINE, at);
        this.firstRecord = data.toString("latin1", at, end < 0 ? data.length : end);
        if (this.bytes === 0 && this.firstRecord.startsWith("\u00EF\u00BB\u00BF"))
          throw new ToolError("E_VCF_HEADER", "the text begins with a UTF-8 byte order mark", {
            path: this.path,
            hint: "Remove the mark: `gunzip -c in.vcf.gz | sed '1s/^\\xEF\\xBB\\xBF//' | bgzip > out.vcf.gz`.",
          });
        return at;
      }
      const newline = data.indexOf(BYTE.NEWLINE, at);
      this.atLineStart = newline >= 0;
      at = newline < 0 ? data.length : newline + 1;
    }
    this.keep(data);
    return null;
  }

  text(): string {
    return Buffer.concat(this.parts).toString("utf8");
  }

  private keep(data: Buffer): void {
    this.parts.push(Buffer.from(data));
    this.bytes += data.length;
    if (this.bytes > this.maxBytes)
      throw new ToolError("E_LIMIT", `the header is longer than ${this.maxBytes} bytes`, {
        path: this.path,
      });
  }
}

import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";

/** Lines of a small sorted VCF (header and records, without newlines) as file and index. */
export function tabixIndex(
  lines: Iterable<string>,
  how: { linear?: boolean } = {},
): { vcf: Uint8Array; tbi: Uint8Array } {
  const parts: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((bytes) => parts.push(bytes), how);
  for (const line of lines) writer.write(line);
  const tbi = writer.finish();
  return { vcf: Buffer.concat(parts), tbi };
}

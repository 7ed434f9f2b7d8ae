/** Does a VCF contain the kept records of a case, with the same genotypes? Annotation may differ, calls may not. */
import { alleleKey } from "../core/allele.ts";
import { batchesOf } from "../io/text-lines.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";

/** Other samples, by the names in order; or kept records that are not there with their genotypes. */
export type OtherCalls =
  | { kind: "samples"; is: string[]; was: string[] }
  | {
      kind: "records";
      count: number;
      /** `chrom:pos:ref:alt` of one of them, ALT as in the VCF. */
      first: string;
    };

/**
 * @param kept distilled files
 * @param vcfs read once, from beginning to end
 * @returns what differs; undefined: nothing
 */
export async function otherCalls(
  kept: readonly string[],
  vcfs: readonly string[],
): Promise<OtherCalls | undefined> {
  const wanted = new Map<string, number>();
  let samples: string[] = [];
  for (const path of kept) {
    // oxlint-disable-next-line no-await-in-loop -- one or two small files
    for await (const line of linesOf(path)) {
      if (line.startsWith("#CHROM")) samples = samplesOf(line);
      if (line.startsWith("#") || line === "") continue;
      const key = callOf(line);
      wanted.set(key, (wanted.get(key) ?? 0) + 1);
    }
  }
  for (const path of vcfs) {
    // oxlint-disable-next-line no-await-in-loop -- memory of one batch
    for await (const line of linesOf(path)) {
      if (line.startsWith("#CHROM") && samplesOf(line).join("\t") !== samples.join("\t"))
        return { kind: "samples", is: samplesOf(line), was: samples };
      if (line.startsWith("#") || line === "") continue;
      const key = callOf(line);
      const left = wanted.get(key);
      if (left === undefined) continue;
      if (left === 1) wanted.delete(key);
      else wanted.set(key, left - 1);
    }
  }
  const [first] = wanted.keys();
  if (first === undefined) return undefined;
  const [chrom = "", pos, ref = "", alt = ""] = first.split("\t");
  return {
    kind: "records",
    count: wanted.size,
    first: alleleKey({ chrom, pos: Number(pos), ref, alt }),
  };
}

/** CHROM, POS, REF, ALT, FORMAT and samples: what a caller says and an annotator does not touch. */
function callOf(line: string): string {
  const [chrom, pos, _id, ref, alt, _qual, _filter, _info, ...genotypes] = line.split("\t");
  return [chrom, pos, ref, alt, ...genotypes].join("\t");
}

function samplesOf(columns: string): string[] {
  return columns.split("\t").slice(9);
}

async function* linesOf(path: string): AsyncGenerator<string, void> {
  const { maxLineBytes } = DEFAULT_POLICY.limits;
  for await (const batch of batchesOf(path, { maxLineBytes, isReused: true })) {
    const lines = Buffer.from(batch.buffer, batch.byteOffset, batch.length).toString("latin1");
    for (const line of lines.split("\n")) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}

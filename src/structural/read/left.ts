/** Records that are no event of anybody, one by one: asked for where somebody wants to know what became of them. */
import { bracketed } from "../form/breakend.ts";
import { type EventRecord, Values } from "../form/record.ts";
import { namedBy } from "../form/words.ts";
import type { EventDropReason, EventKind, LeftRecord } from "../types.ts";
import { readEvents } from "./read.ts";

/** @param parameters as of `readEvents` @throws ToolError as `readEvents` */
export async function recordsLeft(
  ...[inputs, family, assembly, options]: Parameters<typeof readEvents>
): Promise<LeftRecord[]> {
  const left: LeftRecord[] = [];
  const onDrop = (record: EventRecord, reason: EventDropReason, file: number): void => {
    const one = leftRecord(record, reason, file);
    if (one !== null) left.push(one);
  };
  await readEvents(inputs, family, assembly, { ...options, notes: false, onDrop });
  return left;
}

function leftRecord(record: EventRecord, reason: EventDropReason, file: number): LeftRecord | null {
  const { contig, chrom, pos, ref, alts, filters, info } = record;
  if (chrom === null) return null;
  const values = new Values(info, () => {});
  const length = Math.abs(values.whole("SVLEN") ?? 0);
  const end = Math.max(pos + ref.length - 1, pos + length, values.whole("END") ?? 0);
  const alt = alts.join(",");
  return { file, contig, pos, ref, alt, filters, chrom, end, kind: kindOf(record, values), reason };
}

function kindOf({ contig, pos, alts }: EventRecord, values: Values): EventKind | null {
  const [alt = ""] = alts;
  if (!alt.startsWith("<") && bracketed(alt, contig, pos) !== null) return "BND";
  const word = namedBy(alt).word ?? namedBy(values.text("SVTYPE") ?? "").word;
  return word === undefined || word === "none" || word === "repeat" ? null : word;
}

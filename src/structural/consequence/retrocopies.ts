/**
 * Deletions that match introns missing from a retrocopy elsewhere in the genome (SVC-02): reads of the copy look
 * as if the gene itself had lost them.
 */
import { remembered } from "../../core/once.ts";
import { openNames } from "../../effect/index.ts";
import type { TranscriptSlice } from "../../effect/types.ts";
import type { EventEffect, GenomicEvent } from "../types.ts";
import { indexOf, transcriptsAt } from "./index-of.ts";

/** Bases between an end of a deletion and the border of an exon. */
const REACH = 10;
/** So many of one gene in one person are no chance. */
const LEAST = 2;

interface JudgedEvent {
  event: GenomicEvent;
  effects: readonly EventEffect[];
}

/**
 * Effects of each event, in their order; of suspected retrocopies with the flag `processed_pseudogene_suspect`, and
 * no loss of function.
 */
export function withRetrocopies(
  judged: readonly JudgedEvent[],
  transcripts: TranscriptSlice,
): EventEffect[][] {
  const byGene = new Map<string, JudgedEvent[]>();
  for (const one of judged)
    for (const { transcript } of one.effects)
      if (transcript !== null && takesIntrons(one.event, transcripts, transcript))
        remembered(byGene, transcript, () => []).push(one);
  const isSuspect = ({ event }: JudgedEvent, transcript: string | null): boolean => {
    const own = byGene.get(transcript ?? "") ?? [];
    return (
      own.some((other) => other.event === event) &&
      event.calls.some(
        (_, i) => carries(event, i) && own.filter((o) => carries(o.event, i)).length >= LEAST,
      )
    );
  };
  return judged.map((one) =>
    one.effects.map((effect) =>
      isSuspect(one, effect.transcript)
        ? {
            ...effect,
            class: "other",
            flags: [...effect.flags, "processed_pseudogene_suspect"].sort(),
          }
        : effect,
    ),
  );
}

function carries({ calls }: GenomicEvent, person: number): boolean {
  return calls[person]?.any === "yes";
}

/** From the end of one exon to the start of a later one on the genome. */
function takesIntrons(event: GenomicEvent, slice: TranscriptSlice, id: string): boolean {
  if (event.kind !== "DEL") return false;
  const { columns } = slice;
  const named = openNames(slice.names);
  const t = transcriptsAt(indexOf(slice), event.chrom, event.first, event.last).find(
    (one) => named.id(one) === id,
  );
  if (t === undefined) return false;
  const rows = [columns.exonFrom[t] ?? 0, columns.exonFrom[t + 1] ?? 0] as const;
  const near = (borders: Int32Array, at: number): boolean =>
    borders.subarray(...rows).some((border) => Math.abs(border - at) <= REACH);
  return near(columns.exonEnd, event.first - 1) && near(columns.exonStart, event.last + 1);
}

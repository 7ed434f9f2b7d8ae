/** Events of a family against one source: of population events, or of unreliable regions. */
import { isToolError } from "../core/errors.ts";
import { isRemote } from "../core/text.ts";
import type { isElsewhere, isNear } from "../structural/index.ts";
import type { GenomicEvent, PopulationAnswer } from "../structural/types.ts";
import { askFiles, named, NOT_PREFETCHED, type Asking } from "./answer.ts";
import type { Matching, Place, SourceSpec } from "./types.ts";

/** Bases beside an event in which another may be the same. */
const MARGIN = 1000;

/** What is asked of the room, which is loaded where there are events. */
interface Nearness {
  isNear: typeof isNear;
  isElsewhere: typeof isElsewhere;
}

const matching = (by: Nearness, isVcf: boolean): Matching<GenomicEvent> => ({
  // An index that knows starts alone has those of half a common length farther left.
  place: ({ chrom, first, last }) => ({
    chrom,
    start: Math.max(1, first - Math.max(MARGIN, last - first)),
    end: last + MARGIN,
  }),
  matches: ({ event }, own) => event !== undefined && by.isNear(own, event, MARGIN),
  isOther: (line, last, own) => isVcf && by.isElsewhere(line, last, own, MARGIN),
  base: () => null,
});

/**
 * One answer per event, in their order: everything of its kind that the source has over it or near.
 * @throws ToolError of a source that must not fail, with its name; E_ASSEMBLY whatever the declaration says
 */
export async function populationsOf(
  spec: SourceSpec,
  events: readonly GenomicEvent[],
  { access, remoteLookups }: Asking,
): Promise<PopulationAnswer[]> {
  // Most runs have sources and no events.
  const { HELD, ...by } = await import("../structural/index.ts");
  const { name: source, kinds: holds = HELD } = spec;
  const silent = (why: string): PopulationAnswer => ({ source, holds, events: null, why });
  const answers = new Map<GenomicEvent, PopulationAnswer>();
  if (isRemote(spec.file) && !remoteLookups && !access.offline)
    return events.map(() => silent(NOT_PREFETCHED.replace("not prefetched, and ", "")));
  try {
    await askFiles(
      spec,
      events,
      matching(by, spec.format === "vcf"),
      access,
      (event, rows, why) => {
        const found = rows.flatMap((row) => row.event ?? []);
        answers.set(event, why === "" ? { source, holds, events: found, why } : silent(why));
      },
    );
  } catch (error) {
    if (!isToolError(error)) throw error;
    if (error.code === "E_ASSEMBLY" || spec.onFailure === "stop") throw named(error, spec);
    return events.map(() => silent(`${error.code}: ${error.message}`));
  }
  return events.map((event) => answers.get(event) ?? silent("not asked"));
}

const OVER: Matching<Place> = {
  place: (place) => place,
  matches: ({ pos, last }, { start, end }) => last !== undefined && pos <= end && start <= last,
  base: () => null,
};

/** From so much of an event on what lies in low confidence speaks against all of it (SVC-03). */
const MOST = 0.7;

/**
 * Of each event, does it lie in places of the source: 70 % of its bases, either end of a breakend, or where something
 * is inserted? null: the source could not be read, and must not stop the run.
 * @throws ToolError of a source that must not fail, with its name; E_ASSEMBLY whatever the declaration says
 */
export async function inLowConfidence(
  spec: SourceSpec,
  events: readonly GenomicEvent[],
  { access }: Asking,
): Promise<(boolean | null)[]> {
  const places = events.map(({ chrom, first, last, ends }): Place[] =>
    ends.length > 0
      ? ends.map((end) => ({ chrom: end.chrom, start: end.pos, end: end.pos }))
      : [{ chrom, start: first, end: last }],
  );
  const shares = new Map<Place, number>();
  try {
    await askFiles(spec, places.flat(), OVER, access, (place, rows) => {
      let from = place.start;
      let bases = 0;
      for (const { pos, last = pos } of rows.toSorted((a, b) => a.pos - b.pos)) {
        const to = Math.min(last, place.end);
        bases += Math.max(0, to - Math.max(pos, from) + 1);
        from = Math.max(from, to + 1);
      }
      shares.set(place, bases / (place.end - place.start + 1));
    });
  } catch (error) {
    if (!isToolError(error)) throw error;
    if (error.code === "E_ASSEMBLY" || spec.onFailure === "stop") throw named(error, spec);
    return events.map(() => null);
  }
  return places.map((own) => own.some((place) => (shares.get(place) ?? 0) >= MOST));
}

/** Events of a family against one source of events of populations. */
import { isToolError } from "../core/errors.ts";
import { isRemote } from "../core/text.ts";
import type { isNear as IsNear } from "../structural/index.ts";
import type { GenomicEvent, PopulationAnswer } from "../structural/types.ts";
import { askFiles, named, NOT_PREFETCHED, type Asking } from "./answer.ts";
import type { Matching, SourceSpec } from "./types.ts";

/** Bases beside an event in which another may be the same. */
const MARGIN = 1000;

const matching = (isNear: typeof IsNear): Matching<GenomicEvent> => ({
  // An index that knows starts alone has those of half a common length farther left.
  place: ({ chrom, first, last }) => ({
    chrom,
    start: Math.max(1, first - Math.max(MARGIN, last - first)),
    end: last + MARGIN,
  }),
  matches: ({ event }, own) => event !== undefined && isNear(own, event, MARGIN),
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
  const { HELD, isNear } = await import("../structural/index.ts");
  const { name: source, kinds: holds = HELD } = spec;
  const silent = (why: string): PopulationAnswer => ({ source, holds, events: null, why });
  const answers = new Map<GenomicEvent, PopulationAnswer>();
  if (isRemote(spec.file) && !remoteLookups && !access.offline)
    return events.map(() => silent(NOT_PREFETCHED.replace("not prefetched, and ", "")));
  try {
    await askFiles(spec, events, matching(isNear), access, (event, rows, why) => {
      const found = rows.flatMap((row) => row.event ?? []);
      answers.set(event, why === "" ? { source, holds, events: found, why } : silent(why));
    });
  } catch (error) {
    if (!isToolError(error)) throw error;
    if (error.code === "E_ASSEMBLY" || spec.onFailure === "stop") throw named(error, spec);
    return events.map(() => silent(`${error.code}: ${error.message}`));
  }
  return events.map((event) => answers.get(event) ?? silent("not asked"));
}

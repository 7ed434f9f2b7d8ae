/** Events that are also in a small-variant file, written out in bases (SVE-24): one finding, the small variant. */
import { variantKey } from "../../core/allele.ts";
import { locusClass } from "../../core/assembly.ts";
import { callOfBoth, eventOfBoth } from "../../inheritance/index.ts";
import { isGenetic } from "../../pedigree/index.ts";
import type { Survivor, SurvivorAllele } from "../../scan/types.ts";
import {
  hasFailed,
  insideFlags,
  matchEvents,
  mayBeAllele,
  parentsNear,
  shapeOfBases,
} from "../../structural/index.ts";
import type { EventShape, GenomicEvent } from "../../structural/types.ts";
import { observations } from "../beside.ts";
import type { JudgedEvent } from "./judge.ts";
import type { FamilyEvents } from "./read.ts";

export interface Both {
  /** Those that are small variants say so. */
  events: readonly JudgedEvent[];
  survivors: readonly Survivor[];
  /** Keys of the small variants, by the event's. */
  same: ReadonlyMap<string, string>;
}

type Judging = Parameters<typeof observations>[2];

export function inBoth(
  { events, all }: Pick<FamilyEvents, "events" | "all">,
  survivors: readonly Survivor[],
  judging: Judging,
): Both {
  const { family, policy } = judging;
  const same = new Map<string, string>();
  // Of a promoter's partner of its key, the event.
  const judged = new Map(events.toReversed().map((one) => [one.event.key, one]));
  const shaped = survivors.flatMap((survivor) =>
    survivor.alleles.flatMap((allele) => {
      const shape = shapeOfBases(survivor, allele.alleleIndex, policy.sv);
      return shape === null ? [] : [{ survivor, allele, shape }];
    }),
  );
  if (shaped.length === 0) return { events, survivors, same };
  const shapes = shaped.map(({ shape }) => shape);
  const near = parentsNear(shapes, all, family);
  const isCalled = (one: GenomicEvent): boolean => judged.has(one.key) || isOwn(one, family);
  // What relatives alone have never takes his place.
  const own = matchedTo(shapes, all.filter(isCalled));
  const others = matchedTo(
    shapes,
    all.filter((one) => !isCalled(one)),
  );
  const small = new Map<string, JudgedEvent["small"]>();
  const told = new Map<SurvivorAllele, string[]>();
  const calls = new Map<Survivor, Survivor["calls"]>();
  for (const [i, { survivor, allele, shape }] of shaped.entries()) {
    const event = own.get(i);
    const called = event === undefined ? [] : [event];
    const other = others.get(i);
    const found = other === undefined ? called : [...called, other];
    const alt = survivor.alts[allele.alleleIndex - 1] ?? "";
    const said = callsOf({ survivor, allele, found, near: near[i] ?? [] }, judging);
    const flags = event === undefined ? [] : ["structural_call_too"];
    const { inside = null } = judged.get(event?.key ?? "") ?? {};
    const isAll = event?.calls[family.proband]?.all === "yes";
    flags.push(...insideFlags(inside, isAll, policy));
    flags.push(...said.flatMap((one) => one.flags));
    if (flags.length > 0) told.set(allele, [...new Set(flags)]);
    // Of several ALTs of one record what makes one of them doubtful holds for all.
    const before = calls.get(survivor) ?? survivor.calls;
    const after = said.map(({ call }, person) =>
      call === survivor.calls[person] ? (before[person] ?? null) : call,
    );
    calls.set(survivor, after);
    if (event === undefined) continue;
    const key = variantKey({ ...survivor, alt });
    same.set(event.key, key);
    const seen = observations({ ...survivor, calls: after }, allele.alleleIndex, judging, []);
    const placed = { event: judged.get(event.key)?.event ?? event, shape };
    small.set(event.key, { key, event: eventOfBoth(placed, seen, family, policy) });
  }
  return {
    events: events.map((one) => ({ ...one, small: small.get(one.event.key) })),
    survivors: survivors.map((survivor) => {
      const held = calls.get(survivor);
      return held === undefined ? survivor : { ...withFlags(survivor, told), calls: held };
    }),
    same,
  };
}

/** By allele, one to one: a second event near it is another one, and so is one of other bases (SVE-08, SVE-23). */
function matchedTo(
  shapes: readonly EventShape[],
  all: readonly GenomicEvent[],
): Map<number, GenomicEvent> {
  const chroms = new Set(shapes.map(({ chrom }) => chrom));
  const near = all.filter(({ chrom }) => chroms.has(chrom));
  return new Map(
    matchEvents(shapes, near, "callers", (shape, one) => mayBeAllele(one, shape)).flatMap(
      ({ a, b }) => {
        const event = near[b];
        return event === undefined ? [] : [[a, event] as const];
      },
    ),
  );
}

function withFlags(survivor: Survivor, by: ReadonlyMap<SurvivorAllele, string[]>): Survivor {
  const alleles = survivor.alleles.map((allele) => {
    const flags = by.get(allele);
    return flags === undefined ? allele : { ...allele, flags: [...allele.flags, ...flags] };
  });
  return { ...survivor, alleles };
}

function isOwn({ calls }: GenomicEvent, { proband }: Judging["family"]): boolean {
  return calls[proband]?.state === "carrier";
}

interface Shaped {
  survivor: Survivor;
  allele: SurvivorAllele;
  /** The same by callers of events. */
  found: readonly GenomicEvent[];
  near: ReturnType<typeof parentsNear>[number];
}

/** By person. */
function callsOf(
  { survivor, allele: { alleleIndex }, found, near }: Shaped,
  judging: Judging,
): ReturnType<typeof callOfBoth>[] {
  const { family, policy, assembly } = judging;
  const seen = observations(survivor, alleleIndex, judging, []);
  const locus = locusClass(assembly, survivor.chrom, survivor.pos);
  return family.people.map((of, person) =>
    callOfBoth({
      alleleIndex,
      own: seen[person] ?? null,
      by: { locus, sex: of.sex, policy },
      // DEC-18: what a social parent has by one of the files doubts nothing.
      told: (isGenetic(of) ? found : []).flatMap((event) => {
        const call = event.calls[person] ?? null;
        return call === null ? [] : [{ call, failed: hasFailed(event, policy.sv) }];
      }),
      near: near[person] ?? null,
      isOnly: survivor.alts.length === 1,
      isProband: person === family.proband,
    }),
  );
}

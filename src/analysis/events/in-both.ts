/** Events that are also in a small-variant file, written out in bases (SVE-24): one finding, the small variant. */
import { variantKey } from "../../core/allele.ts";
import { locusClass } from "../../core/assembly.ts";
import { callOfBoth } from "../../inheritance/index.ts";
import type { Survivor, SurvivorAllele } from "../../scan/types.ts";
import { hasFailed, parentsNear, sameEvent, shapeOfBases } from "../../structural/index.ts";
import type { GenomicEvent } from "../../structural/types.ts";
import { observations } from "../beside.ts";
import type { JudgedEvent } from "./judge.ts";
import type { FamilyEvents } from "./read.ts";

export interface Both {
  /** Without those that are small variants. */
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
  const judged = new Set(events.map(({ event }) => event.key));
  const shaped = survivors.flatMap((survivor) =>
    survivor.alleles.flatMap((allele) => {
      const shape = shapeOfBases(survivor, allele.alleleIndex, policy.sv);
      return shape === null ? [] : [{ survivor, allele, shape }];
    }),
  );
  const near = parentsNear(
    shaped.map(({ shape }) => shape),
    all,
    family,
  );
  const told = new Map<SurvivorAllele, string[]>();
  const calls = new Map<Survivor, Survivor["calls"]>();
  for (const [i, { survivor, allele, shape }] of shaped.entries()) {
    const found = all.filter((event) => sameEvent(shape, event, "callers") !== null);
    const called = found.filter((one) => judged.has(one.key) || isOwn(one, family));
    const alt = survivor.alts[allele.alleleIndex - 1] ?? "";
    for (const event of called) same.set(event.key, variantKey({ ...survivor, alt }));
    const own = callsOf({ survivor, allele, found, near: near[i] ?? [] }, judging);
    const flags = called.length === 0 ? [] : ["structural_call_too"];
    flags.push(...own.flatMap((one) => one.flags));
    if (flags.length > 0) told.set(allele, [...new Set(flags)]);
    // Of several ALTs of one record what makes one of them doubtful holds for all.
    const before = calls.get(survivor) ?? survivor.calls;
    const after = own.map(({ call }, person) =>
      call === survivor.calls[person] ? (before[person] ?? null) : call,
    );
    calls.set(survivor, after);
  }
  return {
    events: events.filter(({ event }) => !same.has(event.key)),
    survivors: survivors.map((survivor) => {
      const held = calls.get(survivor);
      return held === undefined ? survivor : { ...withFlags(survivor, told), calls: held };
    }),
    same,
  };
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
  return family.people.map(({ sex }, person) =>
    callOfBoth({
      alleleIndex,
      own: seen[person] ?? null,
      by: { locus, sex, policy },
      told: found.flatMap((event) => {
        const call = event.calls[person] ?? null;
        return call === null ? [] : [{ call, failed: hasFailed(event, policy.sv) }];
      }),
      near: near[person] ?? null,
      isOnly: survivor.alts.length === 1,
      isProband: person === family.proband,
    }),
  );
}

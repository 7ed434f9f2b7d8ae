/** Of a small variant that is an event, too, how common the event is known to be (SVE-24). */
import { variantKey } from "../../core/allele.ts";
import { eventFrequency } from "../../rank/index.ts";
import { withFrequencies } from "../../scan/index.ts";
import type { Survivor } from "../../scan/types.ts";
import { rarityAsSmall, shapeOfBases } from "../../structural/index.ts";
import type { Prepared } from "../prepare.ts";
import { type Both, inBoth } from "./in-both.ts";
import type { FamilyEvents } from "./read.ts";

export function withBoth(
  read: FamilyEvents,
  lookedUp: readonly Survivor[],
  prepared: Pick<Prepared, "assembly" | "family" | "policy">,
): Both {
  const both = inBoth(read, lookedUp, prepared);
  const { same } = both;
  if (same.size === 0) return both;
  const { events, left, all } = read;
  const { sv } = prepared.policy;
  const known = new Map([...left, ...events].map(({ event, rarity }) => [event.key, rarity]));
  const byKey = new Map(all.map((event) => [same.get(event.key) ?? "", event]));
  const survivors = withFrequencies(both.survivors, prepared, (survivor, alleleIndex) => {
    const own = survivor.alleles.find((allele) => allele.alleleIndex === alleleIndex)?.frequency;
    // What is known of the very allele stands over what is known of events like it.
    if ((own?.max ?? null) !== null) return null;
    const alt = survivor.alts[alleleIndex - 1] ?? "";
    const event = byKey.get(variantKey({ ...survivor, alt }));
    const shape = shapeOfBases(survivor, alleleIndex, sv);
    if (event === undefined || shape === null) return null;
    const rarity = rarityAsSmall(event, known.get(event.key) ?? null, shape, sv);
    return rarity === null ? null : eventFrequency(rarity);
  });
  return { ...both, survivors };
}

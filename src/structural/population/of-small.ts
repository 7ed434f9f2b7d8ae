/** Frequencies between an event and the small variant that it is (SVE-24). */
import type { Policy } from "../../core/policy.ts";
import { isAllele } from "../join/same-allele.ts";
import type { EventRarity, EventShape, GenomicEvent } from "../types.ts";
import { rarityOf } from "./rarity.ts";

/** Behind the name of a source that has the small variant, not the event. */
export const OF_SMALL = ", of the same small variant";

/**
 * How common the event is known to be, other than from the small variant itself.
 * @param known null: it left before anybody asked
 * @returns null: how common a neighbour is says nothing of this one
 */
export function rarityAsSmall(
  event: GenomicEvent,
  known: EventRarity | null,
  written: EventShape,
  sv: Policy["sv"],
): EventRarity | null {
  // The bases that a duplication doubles are not told.
  const apart = Math.abs((event.length ?? 0) - (written.length ?? 0));
  const isSame = event.kind === "DUP" && event.length !== null && apart <= 1;
  if (!isSame && !isAllele(event, written, () => null, sv)) return null;
  const rarity = known ?? rarityOf(event, [], [], null);
  const matches = rarity.matches.flatMap((match) => {
    const source = `${match.source}, of the same structural variant`;
    return match.source.endsWith(OF_SMALL) ? [] : [{ ...match, source }];
  });
  return { ...rarity, matches };
}

/** Retired or renumbered panels and their replacements: recorded by a person, kept in the store. */
import { usageError } from "../../core/errors.ts";
import { withSortedKeys } from "../../core/text.ts";
import type { Store } from "../../store/types.ts";

interface Successor {
  /** Panel id. */
  id: string;
  by: string;
  /** ISO date-time. */
  date: string;
  reason: string;
}

/** By the old panel's id. */
type SuccessorTable = { [old: string]: Successor };

const RECORD = "successors";

export async function readSuccessors(store: Store): Promise<Map<string, Successor>> {
  return new Map(Object.entries((await store.record<SuccessorTable>(RECORD)) ?? {}));
}

/** Follows a chain to its end; null: the panel has no successor. */
export function successorOf(
  id: string,
  successors: ReadonlyMap<string, Successor>,
): Successor | null {
  const seen = new Set([id]);
  let last: Successor | null = null;
  let next = successors.get(id);
  for (; next !== undefined && !seen.has(next.id); next = successors.get(next.id)) {
    seen.add(next.id);
    last = next;
  }
  return last;
}

/**
 * Records that `young` takes the place of `old`; a later word replaces an earlier one.
 * @throws ToolError E_USAGE: the same panel, or a ring; E_STORE
 */
export async function recordSuccessor(
  store: Store,
  old: string,
  successor: Successor,
): Promise<void> {
  if (old === successor.id) throw usageError(`panel ${old} cannot be its own successor`);
  await store.update<SuccessorTable>(RECORD, (table) => {
    const next = new Map(Object.entries(table ?? {}));
    next.set(old, successor);
    for (let id: string | undefined = successor.id; id !== undefined; id = next.get(id)?.id)
      if (id === old)
        throw usageError(
          `panel ${successor.id} is itself replaced by ${old}`,
          "Give that panel another successor first.",
        );
    return withSortedKeys(next);
  });
}

/** Kinds of events of which a population is known in full. */
import type { EventKind } from "../types.ts";

/** Kinds that a population is taken to be searched for in full. What is inserted or rearranged is often missed. */
export const HELD: readonly EventKind[] = ["DEL", "DUP", "INV"];

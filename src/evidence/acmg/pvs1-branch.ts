import type { Strength } from "../model.ts";
import type { Inputs } from "./outcome.ts";

/** What a branch of PVS1's tree says, before the mechanism and the gene's own rules. */
export type Branch =
  /** `ask`: a human step that makes it a suggestion. */
  | { strength: Strength; reason: string; inputs: Inputs; ask?: string }
  | { applies: false; reason: string; inputs: Inputs }
  | { unknown: true; reason: string; inputs: Inputs };

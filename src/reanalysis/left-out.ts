/** Which cases are not re-analysed, and why: counted, never silent (DEC-35). */
import type { z } from "zod";
import type { CaseFile } from "../archive/types.ts";
import type * as schema from "./schema.ts";

export type Left = keyof z.infer<typeof schema.reanalysis>["counts"]["left"];

/** No evaluation without consent; closed cases are nobody's work any more. */
export function leftOut(
  { status, consent }: Pick<CaseFile, "status" | "consent">,
  now: Date,
): Left | null {
  if (status === "withdrawn") return "withdrawn";
  if (!consent.given) return "no_consent";
  if (consent.until !== null && now.toISOString().slice(0, 10) > consent.until)
    return "consent_ended";
  return status === "closed" ? "closed" : null;
}

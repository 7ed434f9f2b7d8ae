/** Parts that a report and the record of its run share. */
import { z } from "zod";
import type { ReportDocument } from "../json.ts";

const text = z.string();

export const sampleChecksSchema: z.ZodType<ReportDocument["sampleChecks"]> = z.array(
  z.strictObject({
    check: text,
    subject: text,
    outcome: z.enum(["passed", "warning", "failed", "not_checked"]),
    detail: text,
  }),
);

export const panelSource: z.ZodType<string> = text.describe("panelapp, bundled, tsv, bed or genes");

export const indicationSchema: z.ZodType<{ code: string; name: string | null }> = z.strictObject({
  code: text,
  name: text.nullable(),
});

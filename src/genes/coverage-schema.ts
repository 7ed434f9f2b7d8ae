/** Structure of a gene's coverage, as it is written. */
import { z } from "zod";
import { count, fraction, optionalNumber } from "../core/schema.ts";

/** At 10x and 20x. */
const part = fraction.nullable();

/** null: no table was given, or it does not have the gene. */
export const geneCoverage = z
  .strictObject({
    bases: count,
    at10: part,
    at20: part,
    /** Mean depth; null where the table has none. */
    mean: optionalNumber,
  })
  .nullable()
  .describe("parts of the gene covered; null: not assessed");

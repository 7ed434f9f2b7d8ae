// Sources as a declaration makes them, and asked as a run asks.
import type { z } from "zod";
import type { SourceAnswer } from "../../src/acmg/types.ts";
import type { Allele } from "../../src/core/allele.ts";
import { source } from "../../src/lookup/schema.ts";
import {
  ALLELES,
  answersOf,
  type Asking,
  LOCAL_ONLY,
  type SourceSpec,
} from "../../src/lookup/index.ts";

export function sourceOf(given: z.input<typeof source>): SourceSpec {
  return source.parse(given);
}

export function ask(
  given: z.input<typeof source>,
  alleles: readonly Allele[],
  asking: Partial<Asking> = {},
): Promise<SourceAnswer[]> {
  const all = { ...LOCAL_ONLY, remoteLookups: true, ...asking };
  return answersOf(sourceOf(given), alleles, ALLELES, all);
}

/** Alleles written by their bases that are too short to be events: small variants, where no other file has them (SVI-03). */
import { fieldsOf, genotypeOf, numberIn, supportOf } from "../calls/fields.ts";
import { HARMLESS_FILTERS, type Habit } from "../callers/table.ts";
import type { EventRecord } from "../form/record.ts";
import type { ShortAllele } from "../types.ts";
import type { FileContext } from "./draft.ts";

/** Callers that do not look at the reference write N for its bases: then nobody knows what is changed. */
const BASES = /^[ACGT]+$/i;

/** null: not by its bases, nobody's column, or of a caller that tells presence alone. */
export function shortAllele(
  record: EventRecord,
  { file, columns, family }: FileContext,
  { presenceOnly }: Habit,
): ShortAllele | null {
  const { chrom, contig, pos, id, ref, alts, qual, formatKeys, samples, text } = record;
  if (
    chrom === null ||
    presenceOnly === true ||
    ![ref, ...alts].every((bases) => BASES.test(bases))
  )
    return null;
  const calls = family.people.map(() => "");
  for (const { person, column } of columns)
    if (column >= 0) calls[person] = callIn(formatKeys, samples[column] ?? "", alts.length);
  if (calls.every((call) => call === "")) return null;
  const filters = record.filters.filter((name) => !HARMLESS_FILTERS.has(name));
  const filter = record.filters.length > 0 && filters.length === 0 ? "PASS" : undefined;
  const [, , , , , , asWritten = ".", info = "."] = text.split("\t", 8);
  return {
    file,
    chrom,
    contig,
    pos,
    site: [id, ref, alts.join(","), qual, filter ?? asWritten, info],
    calls,
  };
}

/** By `GT:GQ:AD:FT`. Sets of phased calls are of another file than the small variants'. */
function callIn(keys: readonly string[], text: string, alts: number): string {
  const field = fieldsOf(keys, text);
  const reads = Array.from({ length: alts }, (_, i) => supportOf(field, i + 1));
  const depths = [reads[0]?.ref ?? null, ...reads.map(({ alt }) => alt)];
  const isCounted = depths.every((depth) => Number.isInteger(depth));
  const gt = genotypeOf(field("GT")).text.replaceAll("|", "/");
  return [
    gt,
    numberIn(field("GQ")) ?? ".",
    isCounted ? depths.join(",") : ".",
    field("FT") ?? ".",
  ].join(":");
}

/** Alleles written by their bases that are too short to be events: small variants, where no other file has them (SVI-03). */
import type { Allele } from "../../core/allele.ts";
import { canonicalChrom, chromosomeOrder } from "../../core/assembly.ts";
import { groupedBy } from "../../core/grouped.ts";
import type { Person } from "../../pedigree/types.ts";
import { minimalAllele } from "../../vcf/index.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import { fieldsOf, genotypeOf, numberIn, supportOf } from "../calls/fields.ts";
import { HARMLESS_FILTERS, type Habit } from "../callers/table.ts";
import type { EventRecord } from "../form/record.ts";
import type { JoinedShort, ShortAllele } from "../types.ts";
import type { FileContext } from "./draft.ts";

/** Callers that do not look at the reference write N for its bases: then nobody knows what is changed. */
const BASES = /^[ACGT]+$/i;

/** `*`: what another record deletes. */
function isWritten(alt: string): boolean {
  return BASES.test(alt) || alt === "*";
}

/** null: not by its bases, nobody's column, or of a caller that tells presence alone. */
export function shortAllele(
  record: EventRecord,
  { file, columns, family }: FileContext,
  { presenceOnly }: Habit,
): ShortAllele | null {
  const { chrom, contig, pos, id, ref, alts, qual, formatKeys, samples, text } = record;
  if (chrom === null || presenceOnly === true || !BASES.test(ref) || !alts.every(isWritten))
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

/**
 * The same alleles of several files, whose people differ, by the first file that can be read as small variants.
 * @returns that file's record first
 */
export function joinShort(
  short: readonly ShortAllele[],
  isRead: (file: number) => boolean,
): Map<number, [JoinedShort, ...JoinedShort[]]> {
  const byAllele = groupedBy(short, ({ chrom, pos, site: [, ref, alts] }) =>
    [chrom, pos, ref, alts].join(":"),
  );
  const joined = [...byAllele.values()].flatMap((same): JoinedShort[] => {
    const read = same.find(({ file }) => isRead(file));
    return read === undefined ? [] : [[read, ...same.filter((one) => one !== read)]];
  });
  return groupedBy(joined, ([{ file }]) => file);
}

type Family = { people: readonly Pick<Person, "sample">[] };

/** As lines of a file of small variants, in its order and columns. @param header of that file */
export function shortText(
  alleles: readonly JoinedShort[],
  header: VcfHeader,
  family: Family,
): Buffer {
  const lines = alleles
    .toSorted(([a], [b]) => chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) || a.pos - b.pos)
    .map((same) => `${lineOf(same, header, family)}\n`);
  return Buffer.from(lines.join(""));
}

function lineOf(same: JoinedShort, { samples, contigs }: VcfHeader, { people }: Family): string {
  const [{ chrom, contig, pos, site }] = same;
  const calls = samples.map((_, column) => {
    const person = people.findIndex(({ sample }) => sample === column);
    return same.map((one) => one.calls[person] ?? "").find((call) => call !== "") ?? "./.:.:.:.";
  });
  const named = contigs.find(({ id }) => canonicalChrom(id) === chrom)?.id ?? contig;
  return [named, pos, ...site, "GT:GQ:AD:FT", ...calls].join("\t");
}

interface Site {
  chrom: string;
  pos: number;
  ref: string;
  alts: readonly string[];
}

/** Where another caller may have written the same change. */
export function around({ chrom, pos, ref, alts }: Site): {
  chrom: string;
  start: number;
  end: number;
} {
  const size = Math.max(...[ref, ...alts].map(({ length }) => length));
  return { chrom, start: pos - size, end: pos + ref.length + size };
}

export function changeOf(record: Site, i: number): Allele {
  return { chrom: record.chrom, ...minimalAllele(record, i) };
}

/** In a repeat callers place one insertion or deletion differently, up to its length. */
export function isSameChange(a: Allele, b: Allele): boolean {
  const gained = a.alt.length - a.ref.length;
  if (a.chrom !== b.chrom || gained !== b.alt.length - b.ref.length) return false;
  if (gained !== 0) return Math.abs(a.pos - b.pos) <= Math.abs(gained);
  return a.pos === b.pos && a.ref === b.ref && a.alt === b.alt;
}

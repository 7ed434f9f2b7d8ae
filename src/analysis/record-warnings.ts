/** Warnings that rest on records, of whichever gene; the others rest on the family and the panels. */
import { alleleKey } from "../core/allele.ts";
import { counted } from "../core/counted.ts";
import type { Survivor } from "../scan/types.ts";
import { NOT_PAIRED } from "../inheritance/index.ts";
import type { GeneToRank } from "../rank/types.ts";
import { alleleKeyOf } from "./lookups/allele-key.ts";
import type { Scanned } from "./scan.ts";

/** How each begins. */
const BEGIN = {
  unknownTerm: "unknown consequence term",
  contradiction: "IMPACT contradicts the consequence, which counts:",
  keyTwice: "INFO key that stands twice with different values:",
  ambiguous: "annotation that may be another allele's or person's:",
  tooCommon: "ClinVar pathogenic, but too common:",
  twice: "in more than one record:",
  /** VCF-07. */
  iupac: "REF holds other codes than ACGTN:",
  frequency: "population frequency",
  notTried: "not tried in compound heterozygotes:",
} as const;

export function recordWarnings(result: Scanned["result"], genes: readonly GeneToRank[]): string[] {
  if (result === null) return [];
  return [
    ...result.unknownTerms.map((term) => `${BEGIN.unknownTerm} "${term}": read as MODIFIER`),
    ...(result.contradiction === null ? [] : [`${BEGIN.contradiction} ${result.contradiction}`]),
    ...(result.twice === null
      ? []
      : [`${BEGIN.keyTwice} ${result.twice}; VCF allows a key once, and both were read`]),
    ...ambiguous(result.survivors),
    ...result.commonPathogenic.map((key) => `${BEGIN.tooCommon} ${key}`),
    ...inMoreThanOneRecord(result.survivors).map((key) => `${BEGIN.twice} ${key}`),
    ...result.survivors
      .filter(({ ref }) => /[^ACGTN]/i.test(ref))
      .map(({ chrom, pos, ref }) => `${BEGIN.iupac} ${chrom}:${pos} ${ref}`),
    ...oddFrequencies(result.survivors),
    ...genes.flatMap(notPaired),
  ];
}

/** One for each field that left a survivor's frequency in doubt. */
function oddFrequencies(survivors: readonly Survivor[]): string[] {
  const flags = survivors.flatMap(({ alleles }) => alleles.flatMap((allele) => allele.flags));
  return [...new Set(flags)].toSorted().flatMap((flag) => {
    const [name, ...field] = flag.split(":");
    const where = `${BEGIN.frequency} in ${field.join(":")}:`;
    if (name === "frequency_ambiguous")
      return `${where} several numbers, and nothing tells which is the allele's: kept and flagged frequency_ambiguous`;
    if (name === "frequency_unread")
      return `${where} text that is no single frequency (0 to 1) or count: not read, flagged frequency_unread`;
    return [];
  });
}

export function isRecordWarning(warning: string): boolean {
  return Object.values(BEGIN).some((words) => warning.startsWith(words));
}

/** DEC-43: once, with an example. */
function ambiguous(survivors: readonly Survivor[]): string[] {
  const marked = survivors.flatMap(({ chrom, pos, ref, alts, alleles }) =>
    alleles
      .filter(({ flags }) => flags.includes("annotation_ambiguous"))
      .map(({ alleleIndex }) => alleleKey({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "" })),
  );
  const [first] = marked;
  if (first === undefined) return [];
  return [
    `${BEGIN.ambiguous} ${counted(marked.length, "variant")}, flagged annotation_ambiguous, e.g. ${first}; annotate again what was split, trimmed or merged after annotation`,
  ];
}

/** Two callers' files put together, or a faulty merge: the genotypes of the two records may differ. */
function inMoreThanOneRecord(survivors: readonly Survivor[]): string[] {
  const keys = survivors.flatMap((survivor) =>
    survivor.alleles.map(({ alleleIndex }) => alleleKey(alleleKeyOf(survivor, alleleIndex, null))),
  );
  const seen = new Set<string>();
  const again = keys.filter((key) => seen.size === seen.add(key).size);
  return [...new Set(again)];
}

/** A gene with more heterozygous alleles than the policy pairs (CH-10). */
function notPaired({ gene, inheritance }: GeneToRank): string[] {
  return inheritance.flags
    .filter((flag) => flag.startsWith(`${NOT_PAIRED}:`))
    .map((flag) => {
      const alleles = counted(Number(flag.slice(NOT_PAIRED.length + 1)), "allele");
      return `${BEGIN.notTried} ${alleles} of ${gene.symbol}, which has more than inheritance.maxPairedAlleles`;
    });
}

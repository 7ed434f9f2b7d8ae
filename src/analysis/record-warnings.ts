/** Warnings that rest on records, of whichever gene; the others rest on the family and the panels. */
import { alleleKey } from "../core/allele.ts";
import { canonicalChrom } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import type { Survivor } from "../scan/types.ts";
import { NOT_PAIRED } from "../inheritance/index.ts";
import type { GeneToRank } from "../rank/types.ts";
import { alleleKeyOf } from "./lookups/allele-key.ts";
import type { Scanned } from "./scan.ts";
import type { Withholding } from "./withheld.ts";

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

/** @param told what may be told of at all: nothing else is named (DEC-49) */
export function recordWarnings(
  result: Scanned["result"],
  genes: readonly GeneToRank[],
  told: Withholding,
): string[] {
  if (result === null) return [];
  const survivors = result.survivors.flatMap((survivor) => {
    const alleles = survivor.alleles.filter((allele) => told.maySay(keyOf(survivor, allele)));
    return alleles.length === 0 ? [] : [{ ...survivor, alleles }];
  });
  return [
    ...result.unknownTerms.map((term) => `${BEGIN.unknownTerm} "${term}": read as MODIFIER`),
    ...(result.contradiction === null
      ? []
      : [`${BEGIN.contradiction} ${placed(result.contradiction, told)}`]),
    ...(result.twice === null
      ? []
      : [
          `${BEGIN.keyTwice} ${placed(result.twice, told)}; VCF allows a key once, and both were read`,
        ]),
    ...ambiguous(survivors),
    ...result.commonPathogenic
      .filter((key) => placed(key, told) === key)
      .map((key) => `${BEGIN.tooCommon} ${key}`),
    ...inMoreThanOneRecord(survivors).map((key) => `${BEGIN.twice} ${key}`),
    ...survivors
      .filter(({ ref }) => /[^ACGTN]/i.test(ref))
      .map(({ chrom, pos, ref }) => `${BEGIN.iupac} ${chrom}:${pos} ${ref}`),
    ...oddFrequencies(survivors),
    ...genes.filter((gene) => told.maySayGene(gene)).flatMap(notPaired),
  ];
}

/** A text with a place in it, `chrom:pos`: without what it says of the place where that is withheld. */
function placed(text: string, told: Withholding): string {
  const [whole = "", contig = "", pos = ""] = /(\S+):(\d+).*/.exec(text) ?? [];
  const isSaid = whole === "" || told.maySayOf(canonicalChrom(contig) ?? contig, Number(pos));
  return isSaid ? text : text.replace(whole, "a place that is withheld");
}

function keyOf(
  { chrom, pos, ref, alts }: Survivor,
  { alleleIndex }: Survivor["alleles"][number],
): string {
  return alleleKey({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "" });
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
  const marked = survivors.flatMap((survivor) =>
    survivor.alleles
      .filter(({ flags }) => flags.includes("annotation_ambiguous"))
      .map((allele) => keyOf(survivor, allele)),
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

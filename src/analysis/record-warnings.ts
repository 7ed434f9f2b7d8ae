/** Warnings based on records, whatever the gene; the others are based on the family and the panels. */
import { alleleKey } from "../core/allele.ts";
import { CHROMOSOMES } from "../core/assembly.ts";
import type { Told } from "../core/warnings.ts";
import type { Noted, RefTally, Survivor, WrongRef } from "../scan/types.ts";
import { NOT_PAIRED } from "../inheritance/index.ts";
import type { GeneToRank } from "../rank/types.ts";
import { alleleKeyOf } from "./lookups/allele-key.ts";
import type { Reference } from "./lookups/reference.ts";
import type { Scanned } from "./scan.ts";
import type { Withholding } from "./withheld.ts";

interface Assessed {
  genes: readonly GeneToRank[];
  /** Whose REF is not what the sequence has. */
  differing: readonly Survivor[];
  /** With what declared sources say of them. */
  lookedUp: readonly Survivor[];
  reference: Pick<Reference, "has"> | null;
}

/**
 * @param allowed what may be told of at all: nothing else is named (DEC-49)
 */
export function recordWarnings(
  result: Scanned["result"],
  { genes, differing, lookedUp, reference }: Assessed,
  allowed: Withholding,
): Told[] {
  if (result === null) return [];
  const tellable = (survivor: Survivor): Survivor[] => {
    const alleles = survivor.alleles.filter((allele) => allowed.maySay(keyOf(survivor, allele)));
    return alleles.length === 0 ? [] : [{ ...survivor, alleles }];
  };
  const survivors = result.survivors.flatMap(tellable);
  const noted = (code: Noted["code"]): string[] =>
    result.noted
      .filter((one) => one.code === code && allowed.maySayOf(one))
      .map(({ text }) => text);
  const told: Told[] = [...new Set(noted("unknown_consequence"))]
    .toSorted()
    .map((term) => ({ code: "unknown_consequence", facts: { term } }));
  for (const code of ["contradicted_impact", "info_key_twice", "prediction_unread"] as const) {
    const [example] = noted(code);
    if (example !== undefined) told.push({ code, facts: { example } });
  }
  told.push(...ambiguous(survivors));
  for (const variant of noted("common_pathogenic"))
    if (allowed.maySay(variant)) told.push({ code: "common_pathogenic", facts: { variant } });
  for (const variant of inMoreThanOneRecord(survivors))
    told.push({ code: "in_several_records", facts: { variant } });
  // VCF-07.
  for (const { chrom, pos, ref } of survivors)
    if (/[^ACGTN]/i.test(ref))
      told.push({ code: "ref_codes", facts: { place: `${chrom}:${pos}`, ref } });
  const wrong = result.refs === undefined ? [] : toldOfRefs(result.refs, allowed.maySayOf);
  told.push(...(wrong.length > 0 ? wrong : differingRefs(survivors, differing)));
  told.push(
    ...toldOfLacking(
      survivors.map(({ chrom }) => chrom),
      reference,
    ),
  );
  const sayable = genes.filter((gene) => allowed.maySayGene(gene));
  told.push(...oddFrequencies(lookedUp.flatMap(tellable)), ...sayable.flatMap(notPaired));
  return told;
}

function keyOf(
  { chrom, pos, ref, alts }: Survivor,
  { alleleIndex }: Survivor["alleles"][number],
): string {
  return alleleKey({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "" });
}

/** By the sequence of the transcripts, of all records that were compared with it. */
export function toldOfRefs(
  { compared, wrong, examples }: RefTally,
  maySay: (example: WrongRef) => boolean,
): Told[] {
  if (wrong === 0) return [];
  const shown = examples.find(maySay);
  const example =
    shown === undefined ? "" : `${shown.chrom}:${shown.pos} ${shown.ref.slice(0, 20)}`;
  return [{ code: "ref_differs", facts: { records: wrong, of: compared, example } }];
}

/** @param chromosomes of what was read */
export function toldOfLacking(
  chromosomes: Iterable<string>,
  reference: Pick<Reference, "has"> | null,
): Told[] {
  const read = new Set(chromosomes);
  const lacking = CHROMOSOMES.filter((chrom) => read.has(chrom) && reference?.has(chrom) === false);
  return lacking.length === 0 ? [] : [{ code: "reference_lacks", facts: { chromosomes: lacking } }];
}

/** By the reference (VCF-54), or by the sequence of the transcripts: once, with an example. */
function differingRefs(survivors: readonly Survivor[], differing: readonly Survivor[]): Told[] {
  const placeOf = ({ chrom, pos, ref }: Survivor): string => `${chrom}:${pos} ${ref.slice(0, 20)}`;
  const known = new Set(differing.map(placeOf));
  const wrong = survivors.filter(
    (survivor) =>
      known.has(placeOf(survivor)) ||
      survivor.alleles.some(({ genes }) =>
        genes.some((g) => g.consequence.reporting.flags?.includes("reference_differs") === true),
      ),
  );
  const [first] = wrong;
  if (first === undefined) return [];
  const facts = { records: wrong.length, of: survivors.length, example: placeOf(first) };
  return [{ code: "ref_differs", facts }];
}

/** One for each field that left a survivor's frequency in doubt. */
function oddFrequencies(survivors: readonly Survivor[]): Told[] {
  const flags = survivors.flatMap(({ alleles }) => alleles.flatMap((allele) => allele.flags));
  return [...new Set(flags)].toSorted().flatMap((flag): Told[] => {
    const [name, ...rest] = flag.split(":");
    const facts = { field: rest.join(":") };
    return name === "frequency_ambiguous" || name === "frequency_unread"
      ? [{ code: name, facts }]
      : [];
  });
}

/** DEC-43: once, with an example. */
function ambiguous(survivors: readonly Survivor[]): Told[] {
  const marked = survivors.flatMap((survivor) =>
    survivor.alleles
      .filter(({ flags }) => flags.includes("annotation_ambiguous"))
      .map((allele) => keyOf(survivor, allele)),
  );
  const [example] = marked;
  if (example === undefined) return [];
  return [{ code: "annotation_ambiguous", facts: { variants: marked.length, example } }];
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
function notPaired({ gene, inheritance }: GeneToRank): Told[] {
  return inheritance.flags
    .filter((flag) => flag.startsWith(`${NOT_PAIRED}:`))
    .map((flag) => {
      const alleles = Number(flag.slice(NOT_PAIRED.length + 1));
      return { code: "not_paired", facts: { alleles, gene: gene.symbol } };
    });
}

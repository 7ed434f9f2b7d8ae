/** Names of variants. Each has its `kind`; whoever reads more than all kinds share switches over them. */
import { buildOfAccession, type Assembly } from "./assembly.ts";
import { usageError } from "./errors.ts";

/** An allele named by its place and bases. */
export interface Allele {
  chrom: string;
  /** 1-based. */
  pos: number;
  ref: string;
  alt: string;
}

/** `chrom:pos:ref:alt`. */
export function alleleKey({ chrom, pos, ref, alt }: Readonly<Allele>): string {
  return `${chrom}:${pos}:${ref}:${alt}`;
}

/** Bases of a longer allele that are shown. */
const SHOWN_BASES = 18;

/** For people: a longer allele by its beginning and its length. */
export function shownBases(bases: string): string {
  return bases.length <= SHOWN_BASES
    ? bases
    : `${bases.slice(0, SHOWN_BASES)}… (${bases.length} bases)`;
}

/** A text with alleles in it, the longer ones shown so. */
export function withShownBases(text: string): string {
  return text.replaceAll(/\b[ACGTN]{19,}\b/g, shownBases);
}

/** Contig names may hold colons (HLA), and symbolic alleles too: the last three fields are POS, REF, ALT. */
const KEY = /^(\S+):(\d+):([^:\s]+):([^:<\s]+|<[^<>\s]+>)$/;
/** An event may begin before the first base, at 0. */
const VARIANT = /^(\S+):([1-9]\d*|0(?=:[^:]+:<)):([ACGTN]+):([ACGTN]+|\*|<[^<>\s]+>)$/i;

/** What `alleleKey` wrote; undefined for other text. */
export function alleleOfKey(key: string): Allele | undefined {
  return alleleBy(KEY, key);
}

/**
 * A variant as a person writes it: `chrom:pos:ref:alt`, position and alleles as in a VCF. The contig stays as it
 * is written.
 * @throws ToolError E_USAGE
 */
export function parseAllele(text: string): Allele {
  const allele = alleleBy(VARIANT, text);
  if (allele === undefined)
    throw usageError(
      `'${text}' is not a variant`,
      "Write chrom:pos:ref:alt as in the VCF, such as 17:43045712:T:C.",
    );
  return { ...allele, ref: allele.ref.toUpperCase(), alt: allele.alt.toUpperCase() };
}

/**
 * The same, of a build: RefSeq's and GenBank's accessions of chromosomes say of which one their positions are.
 * @throws ToolError E_USAGE: no variant, or an accession of another build
 */
export function parseAlleleOf(text: string, assembly: Assembly): Allele {
  const allele = parseAllele(text);
  refuseOtherBuild(allele.chrom, assembly);
  return allele;
}

/** @throws ToolError E_USAGE: the accession of a chromosome of another build */
export function refuseOtherBuild(contig: string, assembly: Assembly): void {
  const build = buildOfAccession(contig);
  if (build !== null && build !== assembly)
    throw usageError(
      `${contig} is a sequence of ${build}, not of ${assembly}`,
      `Give the variant's position on ${assembly}, as chrom:pos:ref:alt.`,
    );
}

function alleleBy(form: RegExp, text: string): Allele | undefined {
  const [, chrom, pos, ref, alt] = form.exec(text) ?? [];
  if (chrom === undefined || ref === undefined || alt === undefined) return undefined;
  return { chrom, pos: Number(pos), ref, alt };
}

/** Written by its bases: what VCF calls a sequence. */
export interface SmallAllele extends Allele {
  kind: "small";
}

/** A structural or copy-number event, as a VCF would write it: the first affected base less one, N, `<DEL>`. */
export interface EventAllele extends Allele {
  kind: "event";
  /** Names it: `chrom:first-last:DEL`, 1-based inclusive. */
  event: { key: string };
}

/** What a variant of any kind is named by. */
export type NamedVariant = SmallAllele | EventAllele;

/** Unique in a run. */
export function variantKey(variant: Readonly<NamedVariant>): string {
  switch (variant.kind) {
    case "small":
      return alleleKey(variant);
    case "event":
      return variant.event.key;
  }
}

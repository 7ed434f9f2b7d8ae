/** What variants are named by. Each has its `kind`; whoever reads more than all kinds share switches over them. */

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

/** Written by its bases: what VCF calls a sequence. */
export interface SmallAllele extends Allele {
  kind: "small";
}

/** What a variant of any kind is named by. */
export type NamedVariant = SmallAllele;

/** Unique in a run. */
export function variantKey(variant: Readonly<NamedVariant>): string {
  switch (variant.kind) {
    case "small":
      return alleleKey(variant);
  }
}

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

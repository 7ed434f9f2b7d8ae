/** Genes that need special mention: blind spots of short reads. */

interface BlindGene {
  symbol: string;
  hgncId: string;
  reason: string;
}

/**
 * Genes in which a negative result from short reads says little (DEC-20). The false copies, CBSL and KCNE1B,
 * are genes of the GRCh38 assembly alone, so an unmasked GRCh38 is where reads go astray: listed for both.
 */
export const SHORT_READ_BLIND_GENES: readonly BlindGene[] = [
  { symbol: "SMN1", hgncId: "HGNC:11117", reason: "SMN2 is nearly the same sequence" },
  { symbol: "PMS2", hgncId: "HGNC:9122", reason: "PMS2CL is nearly the same as its 3' exons" },
  { symbol: "STRC", hgncId: "HGNC:16035", reason: "STRCP1 is nearly the same sequence" },
  { symbol: "CYP21A2", hgncId: "HGNC:2600", reason: "CYP21A1P is nearly the same sequence" },
  { symbol: "IKBKG", hgncId: "HGNC:5961", reason: "IKBKGP1 is nearly the same sequence" },
  { symbol: "CBS", hgncId: "HGNC:1550", reason: "CBSL is a false second copy in GRCh38" },
  { symbol: "KCNE1", hgncId: "HGNC:6240", reason: "KCNE1B is a false second copy in GRCh38" },
];

/** Genes in which PVS1's tree is bent by what is known of them (AutoPVS1's table; section 5.2). */
import type { Strength } from "../model.ts";

interface GeneException {
  /** A stop in the one coding exon counts as complete loss. */
  escapesNothing?: boolean;
  /** A stop before this codon counts as complete loss. */
  stopBefore?: number;
  /** Most that any loss of function weighs. */
  most?: Strength;
  /** Most that a splice site weighs. */
  mostAtSplice?: Strength;
  why: string;
}

export const GENE_EXCEPTIONS: Readonly<Record<string, GeneException>> = {
  GJB2: { escapesNothing: true, why: "all of the protein is in one exon" },
  PTEN: { stopBefore: 374, why: "needed up to codon 373" },
  CDH1: { mostAtSplice: "strong", why: "splice sites at most Strong" },
  MYH7: { most: "moderate", why: "loss of function is not the usual mechanism" },
};

/**
 * The nine common alleles that must not be called benign for their frequency (BA1-01; Ghosh 2018). Positions are
 * 1-based, alleles in minimal representation.
 */
import type { Allele } from "./allele.ts";
import type { Assembly } from "./assembly.ts";

interface CommonException {
  gene: string;
  hgvs: string;
  chrom: string;
  /** By assembly. */
  pos: Record<Assembly, number>;
  ref: string;
  alt: string;
}

type ExceptionRow = readonly [string, string, string, number, number, string, string];

/** Gene, HGVS, chromosome, GRCh37, GRCh38, REF, ALT. */
const ROWS: readonly ExceptionRow[] = [
  ["ACAD9", "c.-44_-41dupTAAG", "3", 128598490, 128879647, "C", "CTAAG"],
  ["GJB2", "c.109G>A (p.Val37Ile)", "13", 20763612, 20189473, "C", "T"],
  ["HFE", "c.187C>G (p.His63Asp)", "6", 26091179, 26090951, "C", "G"],
  ["HFE", "c.845G>A (p.Cys282Tyr)", "6", 26093141, 26092913, "G", "A"],
  ["MEFV", "c.1105C>T (p.Pro369Ser)", "16", 3299586, 3249586, "G", "A"],
  ["MEFV", "c.1223G>A (p.Arg408Gln)", "16", 3299468, 3249468, "C", "T"],
  ["PIBF1", "c.1214G>A (p.Arg405Gln)", "13", 73409497, 72835359, "G", "A"],
  ["ACADS", "c.511C>T (p.Arg171Trp)", "12", 121175678, 120737875, "C", "T"],
  ["BTD", "c.1330G>C (p.Asp444His)", "3", 15686693, 15645186, "G", "C"],
];

export const BA1_EXCEPTIONS: readonly CommonException[] = ROWS.map(
  ([gene, hgvs, chrom, on37, on38, ref, alt]) => ({
    gene,
    hgvs,
    chrom,
    pos: { GRCh37: on37, GRCh38: on38 },
    ref,
    alt,
  }),
);

/** The exception that an allele (minimal representation) is, or null. */
export function ba1Exception(
  assembly: Assembly,
  { chrom, pos, ref, alt }: Allele,
): CommonException | null {
  return (
    BA1_EXCEPTIONS.find(
      (e) => e.chrom === chrom && e.pos[assembly] === pos && e.ref === ref && e.alt === alt,
    ) ?? null
  );
}

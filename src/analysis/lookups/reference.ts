/**
 * The reference sequence, if given: alleles are left-aligned before they are looked up, and REF must match the
 * sequence (VCF-50, VCF-54). Loaded with `--reference`.
 */
import { alleleKey, type Allele } from "../../core/allele.ts";
import { type Assembly, canonicalChrom, ofOtherBuild } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { remembered } from "../../core/once.ts";
import { agrees, isOtherBuild } from "../../core/other-sequence.ts";
import type { ReadBases } from "../../effect/types.ts";
import { having, leftAligned, openFasta, type Fasta } from "../../io/fasta/index.ts";
import type { Survivor } from "../../scan/types.ts";
import { minimalAllele } from "../../vcf/index.ts";

export interface Reference {
  file: Pick<Fasta, "path" | "size" | "indexSha256" | "lengths">;
  /** @param chrom canonical */
  has(chrom: string): boolean;
  /**
   * VCF-54: those whose REF differs; and what `aligned` needs of a remote file is fetched here, for the alleles of these survivors.
   * @throws ToolError E_ASSEMBLY, E_REMOTE
   */
  check(survivors: readonly Survivor[]): Promise<Survivor[]>;
  /** @param allele in minimal representation */
  aligned(allele: Allele): Allele;
  /** Bases by canonical chromosome; within `having`. */
  bases: ReadBases;
}

/** Bases that are read at once on the way to the left. */
const STEP = 256;
/** Survivors whose bases are fetched at the same time. */
const AT_ONCE = 8;

/** @throws ToolError E_ASSEMBLY: another build's than the run's; E_INPUT_MISSING, E_USAGE, E_INDEX, E_IO, E_REMOTE */
export async function openReference(
  path: string,
  assembly: Assembly,
  allowRemote = false,
): Promise<Reference> {
  const fasta = await openFasta(path, allowRemote);
  const other = ofOtherBuild(fasta.lengths, assembly);
  if (other !== null) {
    fasta.close();
    const found = `the reference is ${other.build} (${other.contig} has ${other.length} bases), but the run uses ${assembly}`;
    throw new ToolError("E_ASSEMBLY", found, { path, hint: `Give the reference for ${assembly}.` });
  }
  const chromosomes = new Set([...fasta.lengths.keys()].map(canonicalChrom));
  const has = (chrom: string): boolean => chromosomes.has(chrom);
  const known = new Map<string, Allele>();
  const aligned = (allele: Allele): Allele =>
    remembered(known, alleleKey(allele), () => leftAligned(allele, basesOf(fasta, allele.chrom)));
  return {
    file: fasta,
    has,
    aligned,
    bases: (chrom, start, end) => fasta.bases(chrom, start, end),
    async check(survivors) {
      const found: string[] = [];
      for (let at = 0; at < survivors.length; at += AT_ONCE) {
        const group = survivors.slice(at, at + AT_ONCE).map((survivor) =>
          having(() => {
            for (const { alleleIndex } of survivor.alleles)
              aligned({ chrom: survivor.chrom, ...minimalAllele(survivor, alleleIndex) });
            const { chrom, pos, ref } = survivor;
            return fasta.bases(chrom, pos, pos + ref.length - 1);
          }),
        );
        // oxlint-disable-next-line no-await-in-loop -- a few at a time
        found.push(...(await Promise.all(group)));
      }
      return differing(survivors, found, fasta.path, has);
    },
  };
}

function basesOf(fasta: Fasta, chrom: string): (pos: number) => string {
  let from = 0;
  let text = "";
  return (pos) => {
    if (pos < from || pos >= from + text.length) {
      from = Math.max(1, pos - STEP + 1);
      text = fasta.bases(chrom, from, pos);
    }
    return text[pos - from] ?? "";
  };
}

/** VCF-54: the few whose REF differs. @throws ToolError E_ASSEMBLY: they are many */
function differing(
  survivors: readonly Survivor[],
  found: readonly string[],
  path: string,
  has: Reference["has"],
): Survivor[] {
  const wrong = survivors.flatMap((survivor, i) => {
    const there = found[i] ?? "";
    return !has(survivor.chrom) || agrees(survivor.ref.toUpperCase(), there)
      ? []
      : [{ survivor, there }];
  });
  const [first] = wrong;
  if (first === undefined || !isOtherBuild(wrong.length, survivors.length))
    return wrong.map(({ survivor }) => survivor);
  const { survivor, there } = first;
  throw new ToolError(
    "E_ASSEMBLY",
    `REF differs from the reference in ${wrong.length} of ${counted(survivors.length, "record")}: ` +
      `${survivor.ref.slice(0, 20)} at ${survivor.contig}:${survivor.pos}, where it has ${there.slice(0, 20) || "nothing"}`,
    { path, hint: "Use the reference for the VCF's build." },
  );
}

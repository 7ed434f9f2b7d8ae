/**
 * The reference sequence, where one is given: alleles are left-aligned before they are looked up, and
 * REF must be what the sequence says (VCF-50, VCF-54). Loaded with `--reference`.
 */
import type { Allele } from "../../core/allele.ts";
import { canonicalChrom } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { leftAligned, openFasta, type Fasta } from "../../io/fasta/index.ts";
import type { Survivor } from "../../scan/types.ts";

export interface Reference {
  path: string;
  /** @param allele in minimal representation */
  aligned(allele: Allele): Allele;
  /** VCF-54. @throws ToolError E_ASSEMBLY */
  check(survivors: readonly Survivor[]): void;
}

/** Bases that are read at once on the way to the left. */
const STEP = 256;

/** @throws ToolError E_INPUT_MISSING, E_INDEX, E_IO */
export function openReference(path: string): Reference {
  const fasta = openFasta(path);
  const names = new Map<string, string>();
  for (const name of fasta.lengths.keys()) {
    const chrom = canonicalChrom(name);
    if (chrom !== null && !names.has(chrom)) names.set(chrom, name);
  }
  return {
    path,
    aligned: (allele) => leftAligned(allele, basesOf(fasta, names.get(allele.chrom) ?? "")),
    check: (survivors) => checkReference(survivors, fasta, names),
  };
}

function basesOf(fasta: Fasta, name: string): (pos: number) => string {
  let from = 0;
  let text = "";
  return (pos) => {
    if (pos < from || pos >= from + text.length) {
      from = Math.max(1, pos - STEP + 1);
      text = fasta.bases(name, from, pos);
    }
    return text[pos - from] ?? "";
  };
}

/** VCF-54: more than ten records, or more than one in a thousand, is another build. */
function checkReference(
  survivors: readonly Survivor[],
  fasta: Fasta,
  names: ReadonlyMap<string, string>,
): void {
  let wrong = 0;
  let first: { survivor: Survivor; found: string } | null = null;
  for (const survivor of survivors) {
    const name = names.get(survivor.chrom);
    if (name === undefined) continue;
    const { pos, ref } = survivor;
    const found = fasta.bases(name, pos, pos + ref.length - 1);
    if (agrees(ref.toUpperCase(), found)) continue;
    wrong++;
    first ??= { survivor, found };
  }
  if (first === null || (wrong <= 10 && wrong <= survivors.length / 1000)) return;
  const { survivor, found } = first;
  throw new ToolError(
    "E_ASSEMBLY",
    `REF of ${wrong} of ${counted(survivors.length, "record")} differs from the reference: ` +
      `${survivor.ref.slice(0, 20)} at ${survivor.contig}:${survivor.pos}, where it has ${found.slice(0, 20) || "nothing"}`,
    { path: fasta.path, hint: "Use the reference of the VCF's build." },
  );
}

/** What is no plain base on either side (N, IUPAC codes) tells nothing. */
function agrees(ref: string, found: string): boolean {
  if (ref.length !== found.length) return false;
  for (let i = 0; i < ref.length; i++) {
    const [a = "", b = ""] = [ref[i], found[i]];
    if (a !== b && "ACGT".includes(a) && "ACGT".includes(b)) return false;
  }
  return true;
}

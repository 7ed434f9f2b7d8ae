/** What is stated only for variants of mitochondrial DNA: the name, and each person's heteroplasmy. */
import type { Allele } from "../core/allele.ts";
import { chromosomeLength, CHROMOSOMES } from "../core/assembly.ts";
import { baseCode, UNKNOWN } from "../core/genetic-code.ts";
import { isUsed, roleOf } from "../inheritance/index.ts";
import type { FamilyVariant } from "../inheritance/types.ts";
import type { Family } from "../pedigree/types.ts";
import type { Mitochondrial } from "../rank/types.ts";
import { hasKind } from "../store/names.ts";
import { mitochondrialName } from "../vcf/index.ts";
import type { TranscriptRelease } from "./lookups/transcripts.ts";
import type { Prepared } from "./prepare.ts";

export type MitochondrialName = (allele: Omit<Allele, "chrom">) => string;

/**
 * @returns undefined on other chromosomes; people in the family's order, the proband first, without those who
 * are not sequenced here or whose genotypes are not used (DEC-18)
 */
export function mitochondrialOf(
  { locus, pos, ref, alt, observations }: FamilyVariant,
  family: Family,
  nameOf: MitochondrialName = byRef,
): Mitochondrial | undefined {
  if (locus !== "mt") return undefined;
  const order = [...new Set([family.proband, ...family.people.keys()])];
  return {
    name: nameOf({ pos, ref, alt }),
    people: order.flatMap((i) => {
      const person = family.people[i];
      const seen = observations[i] ?? null;
      if (person === undefined || seen === null || !isUsed(person)) return [];
      const { alleleBalance: fraction, depth } = seen;
      return [{ sample: person.id, role: roleOf(family, i), fraction, depth }];
    }),
  };
}

const byRef: MitochondrialName = ({ pos, ref, alt }) => mitochondrialName(pos, ref, alt);

type Run = Pick<Prepared, "own" | "options" | "assembly" | "reference"> &
  Partial<Pick<Prepared, "inputs">>;

/**
 * Names moved 3' along the sequence, the same with and without an annotation in the file: by the reference that was
 * given, else by the bases around the genes of a release. Where neither says enough, as far as REF shows.
 */
export async function mitochondrialNames(run: Run): Promise<MitochondrialName> {
  const { own, options, assembly, reference } = run;
  const isHeld = options.transcripts !== "none" && hasKind(options.store, "transcripts");
  if (own === null && reference === null && !isHeld) return byRef;
  const { genomicName, openBases } = await import("../effect/index.ts");
  const length = chromosomeLength(assembly, "MT") ?? 0;
  const { having } = await import("../io/fasta/index.ts");
  const text = reference === null ? "" : await having(() => reference.bases("MT", 1, length));
  const known = await releaseOf(run);
  const slice = known?.slice([{ chrom: "MT", start: 1, end: length }], null);
  const baked = slice === undefined ? (): number => UNKNOWN : openBases(slice.columns, null);
  // UCSC's chrM of GRCh37 is another sequence.
  const hasText = text.length === length;
  const at = (chrom: number, pos: number): number =>
    hasText ? baseCode(text.charCodeAt(pos - 1)) : baked(chrom, pos);
  return (allele) => {
    const isRef = [...allele.ref].every((base, i) =>
      [UNKNOWN, baseCode(base.charCodeAt(0))].includes(at(MITOCHONDRION, allele.pos + i)),
    );
    const name = isRef ? genomicName(assembly, { chrom: "MT", ...allele }, at) : null;
    return name === null ? byRef(allele) : name.slice(name.indexOf("m."));
  };
}

const MITOCHONDRION = CHROMOSOMES.indexOf("MT");

async function releaseOf(run: Run): Promise<TranscriptRelease | null> {
  if (run.own !== null) return run.own.release;
  const { options } = run;
  if (options.transcripts === "none" || !hasKind(options.store, "transcripts")) return null;
  return (await import("./lookups/gene-models.ts")).releaseOf(run);
}

/** What variants of mitochondrial DNA are called. */
import type { Allele } from "../core/allele.ts";
import { chromosomeLength } from "../core/assembly.ts";
import { mitochondrialName } from "../vcf/index.ts";
import type { releasesOf } from "./lookups/gene-models.ts";
import { holdsTranscripts } from "./own-transcripts.ts";
import type { Prepared } from "./prepare.ts";

export type MitochondrialName = (allele: Omit<Allele, "chrom">) => string;

/** As far as REF shows. */
export const nameByRef: MitochondrialName = ({ pos, ref, alt }) => mitochondrialName(pos, ref, alt);

/**
 * Names moved 3' along the sequence, the same with and without an annotation in the file: by the reference that was
 * given, else by the bases around the genes of a release. Where neither says enough, as far as REF shows.
 */
export async function mitochondrialNames(
  run: Parameters<typeof holdsTranscripts>[0] &
    Parameters<typeof releasesOf>[0] &
    Pick<Prepared, "reference">,
): Promise<MitochondrialName> {
  const { assembly, reference } = run;
  if (reference === null && !holdsTranscripts(run)) return nameByRef;
  const { mitochondrialNamer } = await import("../effect/index.ts");
  const end = chromosomeLength(assembly, "MT") ?? 0;
  const { having } = await import("../io/fasta/index.ts");
  const text = reference === null ? "" : await having(() => reference.bases("MT", 1, end));
  const [release] = await (await import("./lookups/gene-models.ts")).releasesOf(run);
  const slice = release?.slice([{ chrom: "MT", start: 1, end }], null) ?? null;
  const nameOf = mitochondrialNamer(assembly, text, slice);
  return (allele) => nameOf(allele) ?? nameByRef(allele);
}

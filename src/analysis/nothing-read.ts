/** Runs that can find nothing, for what the file is: the empty list that follows must not look like an answer. */
import { canonicalChrom } from "../core/assembly.ts";
import type { Told } from "../core/warnings.ts";
import type { BatchResult, DropReason } from "../scan/types.ts";
import type { VcfHeader } from "../vcf/types.ts";
import { isReadAgain } from "./events/inputs.ts";
import type { Input } from "./input.ts";
import type { Scanned } from "./scan.ts";

const MOST_NAMED = 3;

/** Reasons that are asked before the proband's genotype. */
const BEFORE_GENOTYPE: ReadonlySet<DropReason> = new Set([
  "other_contig",
  "outside_panel_regions",
  "reference_block",
  "no_alternate",
  "star_allele",
  "symbolic_allele",
  "breakend",
  "mt_not_rcrs",
  "mt_artefact_site",
  "filter",
]);
const STRUCTURAL: readonly DropReason[] = ["symbolic_allele", "breakend"];
const OUT_OF_SCOPE: readonly DropReason[] = ["other_contig", "outside_panel_regions"];

/**
 * @param names of contigs, of the header or an index
 * @returns which names they are where none is a chromosome; null: one is, or there are no names
 */
export function withoutChromosomes(names: readonly string[]): string | null {
  if (names.length === 0 || names.some((name) => canonicalChrom(name) !== null)) return null;
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}

/** FORMAT as the header declares it; one that declares nothing tells nothing. */
export function lacksGenotypes({ format, samples }: VcfHeader): boolean {
  return samples.length > 0 && format.size > 0 && !format.has("GT");
}

/** Of a scan for all genes: what lies in no gene is no candidate, however harmful. */
function withoutGene({
  harmful: { named, nameless } = { named: 0, nameless: 0 },
  survivors,
}: Pick<BatchResult, "harmful" | "survivors">): Told[] {
  if (nameless === 0) return [];
  return named === 0 && survivors.length === 0
    ? [{ code: "no_gene_named", facts: { alleles: nameless } }]
    : [{ code: "alleles_without_gene", facts: { alleles: nameless, of: named + nameless } }];
}

/**
 * What kept records from being read at all, and what of them was not.
 * @returns the same for every way of reading the file
 */
export function nothingRead(
  inputs: readonly Input[],
  { result, present }: Pick<Scanned, "result" | "present">,
): Told[] {
  if (present.size === 0) {
    const contigs = withoutChromosomes(
      inputs.flatMap(({ header }) => header.contigs.map(({ id }) => id)),
    );
    return [{ code: "no_chromosome", facts: { contigs: contigs ?? "" } }];
  }
  if (result === null) return [];
  const { dropped } = result;
  const count = (of: readonly DropReason[]): number =>
    of.reduce((sum, reason) => sum + (dropped[reason] ?? 0), 0);
  // Elsewhere they are read as events.
  const structural = inputs.every(isReadAgain) ? 0 : count(STRUCTURAL);
  const found = result.survivors.length + (result.kept?.length ?? 0) > 0;
  const reasons = (Object.keys(dropped) as DropReason[]).filter((of) => (dropped[of] ?? 0) > 0);
  const judged = reasons.filter((reason) => !OUT_OF_SCOPE.includes(reason));
  if (!found && structural > 0 && judged.every((reason) => STRUCTURAL.includes(reason)))
    return [{ code: "structural_only", facts: { records: structural } }];
  const unread: Told[] =
    structural === 0 ? [] : [{ code: "symbolic_records", facts: { records: structural } }];
  const uncalled = count(["proband_no_call"]);
  const isUncalled =
    !found &&
    uncalled > 0 &&
    judged.every((reason) => reason === "proband_no_call" || BEFORE_GENOTYPE.has(reason));
  // Whatever else left or was found: on the mitochondrion by its reads, in an archive's scan for other reasons.
  const elsewhere = result.contigs
    .filter(({ contig }) => canonicalChrom(contig) !== "MT")
    .reduce((sum, span) => sum + span.judged, 0);
  const isCallless =
    elsewhere > 0 && !result.contigs.some((span) => span.called && span.judged > 0);
  if (!isUncalled && !isCallless) return [...unread, ...withoutGene(result)];
  const records = uncalled > 0 ? uncalled : elsewhere;
  const undeclared = inputs.some(({ header }) => lacksGenotypes(header)) ? 1 : 0;
  return [...unread, { code: "no_genotype", facts: { records, undeclared } }];
}

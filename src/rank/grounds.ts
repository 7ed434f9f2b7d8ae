/** The grounds on which one allele is tiered in a green gene whose mode it fits (docs/ranking.md; DEC-02, DEC-08). */
import { classOf, isCodingBiotype } from "../core/consequences.ts";
import type { Policy } from "../core/policy.ts";
import type { DeNovoGrade } from "../inheritance/types.ts";
import type { ConsequenceClass } from "../vcf/types.ts";
import { clinvarStanding } from "./clinvar.ts";
import { groundOfEvent } from "./event-grounds.ts";
import { lofIsMechanism } from "./gene.ts";
import type { CandidateVariant, GeneToRank, SmallVariant, Tier } from "./types.ts";

export interface Ground {
  /** null: nothing about the allele makes a candidate. */
  tier: Tier | null;
  /** Carries a pair to tier 1: LOF, stop_lost, ClinVar P/LP. */
  strong: boolean;
  /** May stand beside a strong one: LOF, PROTEIN_ALTERING, ClinVar P/LP. */
  altering: boolean;
  /** DEC-04, X-03: DENOVO HIGH, LOF or ClinVar P/LP. */
  mismatchWorthy: boolean;
  /** Sorts down inside the tier (DEC-01). */
  demoted: boolean;
  flags: string[];
}

interface GroundContext {
  /** Every row that counts is of one copy. */
  isDominant: boolean;
  /** A green or amber row of an applied panel lists the gene. */
  isOnPanel: boolean;
  deNovo: DeNovoGrade | null;
  /** false: every panel that names the mode says that LOF is not the mechanism (PA-02). */
  lofIsMechanism: boolean;
  unannotated: boolean;
  policy: Policy;
}

/** Classes that count on a transcript that is not the reporting one. */
const WORTH_SEEING: ReadonlySet<ConsequenceClass> = new Set([
  "lof",
  "protein_altering",
  "splice_near",
  "noncoding_exon",
]);

/**
 * @param deNovo beside `variants`
 * @param rows indices of the rows that name the model; empty: all of them
 */
export function groundsOf(
  input: GeneToRank,
  variants: readonly CandidateVariant[],
  deNovo: readonly (DeNovoGrade | null)[],
  rows: readonly number[],
): Ground[] {
  const { unannotated, policy } = input.options;
  const isDominant = variants.length === 1 && isOfOneCopy(input, rows);
  const isOnPanel = (input.tableGene?.rows ?? []).some(
    ({ confidence }) => confidence === "green" || confidence === "amber",
  );
  const context = {
    isOnPanel,
    lofIsMechanism: lofIsMechanism(input, rows),
    isDominant,
    unannotated,
    policy,
  };
  return variants.map((v, i) => groundOf(v, { ...context, deNovo: deNovo[i] ?? null }));
}

function isOfOneCopy({ tableGene }: GeneToRank, rows: readonly number[]): boolean {
  const modes = rows.map((row) => tableGene?.rows[row]?.mode);
  return modes.length > 0 && modes.every((mode) => mode?.startsWith("monoallelic") === true);
}

function groundOf(variant: CandidateVariant, context: GroundContext): Ground {
  switch (variant.kind) {
    case "small":
      return groundOfSmall(variant, context);
    case "event":
      return groundOfEvent(variant, context);
  }
}

function groundOfSmall(variant: SmallVariant, context: GroundContext): Ground {
  const { consequence, worse, inSilico } = variant;
  const { policy, deNovo } = context;
  const flags: string[] = [];
  // BCSQ-03: behind an upstream stop on the same haplotype the term says nothing.
  const alone: ConsequenceClass = consequence.afterStop ? "other" : consequence.class;
  const together = worseTogether(variant);
  const term = together === null ? alone : together.class;
  const lof = term === "lof";
  const stopLost =
    term === "protein_altering" && (together ?? consequence).terms.includes("stop_lost");
  const high = deNovo === "HIGH";
  const splice = inSilico.spliceAi;
  const clinvar = clinvarStanding(variant);
  flags.push(...clinvar.flags);

  let tier = tierOfClass(term, high, stopLost, context.lofIsMechanism);
  if (lof && !context.lofIsMechanism) flags.push("lof_not_mechanism");
  if (consequence.afterStop) flags.push("after_stop");
  const better = (other: Tier): boolean => tier === null || other < tier;

  if (clinvar.weight === "pathogenic") tier = 1;
  else if (clinvar.weight === "rescue" && better(2)) tier = 2;
  if (splice !== null && variant.grounds.includes("splice_ai") && better(2)) {
    tier = 2;
    flags.push("spliceai_rescue");
  }

  let demoted = false;
  const rescued = clinvar.weight === "pathogenic" || clinvar.weight === "rescue";
  if (worse !== null && WORTH_SEEING.has(worse.class) && !worse.afterStop) {
    flags.push(`worse_on:${worse.transcript}:${worse.terms[0] ?? "unknown"}`);
    const there: Tier = worse.class === "lof" ? 2 : 3;
    if (better(there)) {
      tier = there;
      demoted = true;
    }
  }
  if (term === "splice_near") {
    if (splice === null) flags.push("splice_unscored");
    else if (splice <= policy.consequence.spliceAiBenign && !rescued) {
      flags.push("splice_benign");
      demoted = true;
    }
  }
  // BCSQ-02: the consequence is told at another record that was not found, or the sequence is not known; kept in sight.
  if (variant.grounds.includes("elsewhere")) {
    if (consequence.terms.includes("compound_elsewhere")) flags.push("compound_elsewhere");
    tier ??= 3;
  }
  // Parts of a family may be annotated and others not.
  if (context.unannotated && consequence.terms.includes("unannotated")) {
    flags.push("unannotated");
    tier ??= 3;
  }

  const pathogenic = clinvar.weight === "pathogenic";
  return {
    tier,
    strong: (lof && context.lofIsMechanism) || stopLost || pathogenic,
    altering: lof || term === "protein_altering" || pathogenic,
    mismatchWorthy: high || lof || pathogenic,
    demoted,
    flags,
  };
}

/** HP-04: what its chromosome does with it where that is more severe than each change alone. */
function worseTogether({
  compound,
  flags,
  consequence: { biotype },
}: SmallVariant): { terms: readonly string[]; class: ConsequenceClass } | null {
  if (compound === undefined || !flags.includes("compound_worse")) return null;
  const { terms } = compound;
  return { terms, class: classOf(terms, biotype, isCodingBiotype(biotype)) };
}

/** By consequence class on the reporting transcript. stop_lost: DEC-08. */
function tierOfClass(
  term: ConsequenceClass,
  deNovoHigh: boolean,
  stopLost: boolean,
  isMechanism: boolean,
): Tier | null {
  switch (term) {
    case "lof":
      return isMechanism ? 1 : 2;
    case "protein_altering":
      return stopLost || deNovoHigh ? 1 : 2;
    case "noncoding_exon":
      return deNovoHigh ? 1 : 2;
    case "splice_near":
      return 2;
    case "synonymous":
    case "other":
      return null;
  }
}

/** Pairs: tier 1 with a strong member beside an altering one, else the worse member's tier. */
export function tierOfAlleles(grounds: readonly Ground[]): Tier | null {
  const [a, b] = grounds;
  if (a === undefined) return null;
  if (b === undefined) return a.tier;
  if (a.tier === null || b.tier === null) return null;
  if ((a.strong && b.altering) || (b.strong && a.altering)) return 1;
  return a.tier > b.tier ? a.tier : b.tier;
}

/**
 * SVR-02: over a deletion without effect on coding bases the tier is that of the variant that is alone there.
 * @param variants in genome order: of two small ones the deletion begins first
 */
export function tierOverDeletion(
  variants: readonly Pick<CandidateVariant, "kind">[],
  grounds: readonly Ground[],
): Tier | null {
  const at = variants.findIndex(({ kind }) => kind === "event");
  const alone = variants.findLastIndex(({ kind }) => kind === "small");
  const deletion = grounds[at < 0 ? 0 : at];
  if (alone < 0 || deletion?.altering !== false) return tierOfAlleles(grounds);
  return grounds[alone]?.tier ?? null;
}

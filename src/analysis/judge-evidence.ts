/** Automated evidence for what is shown, with its basis: neither is loaded unless needed. */
import type { AcmgRun } from "../acmg/types.ts";
import type { GeneIdentity } from "../core/gene.ts";
import type { SampleAssessment } from "../pedigree/index.ts";
import type { Candidate, KnowledgeUsed, SideCandidate } from "../rank/types.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { EvidenceContext } from "./lookups/evidence.ts";
import type { GeneModels } from "./lookups/gene-models.ts";
import { holdsTranscripts } from "./own-transcripts.ts";
import type { Prepared } from "./prepare.ts";

/** ACMG evidence for what is shown; its room is not loaded for nothing. */
export async function judgeEvidence(
  candidates: Candidate[],
  side: SideCandidate[],
  prepared: Prepared,
  identityOf: (candidate: Omit<Candidate, "tier">) => GeneIdentity,
  verdict: SampleAssessment,
  deNovos: number,
  known: ReadonlySet<string>,
): Promise<{
  candidates: Candidate[];
  side: SideCandidate[];
  run: AcmgRun | null;
  models: KnowledgeUsed[];
}> {
  const models = await modelsFor([...candidates, ...side], prepared);
  const used = models?.usedFor([...candidates, ...side].flatMap(shownIn)) ?? [];
  if (candidates.length + side.length === 0) return { candidates, side, run: null, models: used };
  const { evidenceRun, withEvidence, withPhenotypeEvidence } =
    await import("./lookups/evidence.ts");
  const relatedness = new Map(
    verdict.checks.filter((c) => c.check === "relatedness").map((c) => [c.subject, c.outcome]),
  );
  const annotations: EvidenceContext["annotations"] = new WeakMap();
  const context = { prepared, identityOf, relatedness, deNovos, models, annotations };
  const judge = <T extends Candidate | SideCandidate>(candidate: T): T =>
    known.has(candidate.candidateId)
      ? withPhenotypeEvidence(candidate, prepared.policy.acmg)
      : withEvidence(candidate, context);
  return {
    candidates: candidates.map(judge),
    side: side.map(judge),
    run: evidenceRun(context),
    models: used,
  };
}

function shownIn({ variants }: Pick<Candidate, "variants">): Parameters<GeneModels["usedFor"]>[0] {
  return variants.flatMap((variant) => {
    if (variant.kind !== "small") return [];
    const { consequence, chrom, pos, ref, alt } = variant;
    return [{ consequence, allele: { chrom, ...minimalRepresentation(pos, ref, alt) } }];
  });
}

/** Gene models around what is shown; their room is loaded where the store has some. */
async function modelsFor(
  shown: readonly (Candidate | SideCandidate)[],
  prepared: Prepared,
): Promise<GeneModels | null> {
  if (!holdsTranscripts(prepared)) return null;
  const places = shown.flatMap(({ variants }) =>
    variants.map(({ chrom, pos, ref }) => ({ chrom, start: pos, end: pos + ref.length - 1 })),
  );
  const { openGeneModels } = await import("./lookups/gene-models.ts");
  return openGeneModels(prepared, places);
}

/**
 * What is withheld (DEC-10, DEC-49, SF-04): incidental findings. This is the one place; what comes after it, every
 * output included, has never seen them.
 */
import { variantKey } from "../core/allele.ts";
import type { Policy } from "../core/policy.ts";
import type { Candidate, SideCandidate } from "./types.ts";

type Finding = Candidate | SideCandidate;

/** What is shown, and what must not be. */
export interface Withheld {
  candidates: Candidate[];
  side: SideCandidate[];
  /** How many findings are not shown: the only thing that is told of them. */
  count: number;
  /** Of these findings: `candidateId`. Never written. */
  ids: ReadonlySet<string>;
  /** Of their variants those that nothing shown holds. Never written. */
  keys: ReadonlySet<string>;
}

/**
 * A finding off the applied panels is withheld where a list of incidental findings has it, or one of its variants
 * is withheld in another gene; unless the policy says `show`, or the patient's terms point to its gene.
 * @param isListed does a list of incidental findings have it?
 */
export function withholdIncidental(
  found: { candidates: readonly Candidate[]; side: readonly SideCandidate[] },
  isListed: (finding: Finding) => boolean,
  policy: Policy,
): Withheld {
  const findings: Finding[] = [...found.candidates, ...found.side];
  const closed = findings.filter(
    (finding) =>
      policy.incidental !== "show" && isOffPanel(finding) && !isPointedAt(finding, policy),
  );
  const listed = new Set(closed.filter(isListed));
  const touched = keysOf(listed);
  const hidden = new Set(
    closed.filter(
      (finding) => listed.has(finding) || finding.variants.some((v) => touched.has(variantKey(v))),
    ),
  );
  const candidates = found.candidates.filter((finding) => !hidden.has(finding));
  const side = found.side.filter((finding) => !hidden.has(finding));
  const shown = keysOf([...candidates, ...side]);
  return {
    candidates,
    side,
    count: hidden.size,
    ids: new Set([...hidden].map(({ candidateId }) => candidateId)),
    keys: new Set([...keysOf(hidden)].filter((key) => !shown.has(key))),
  };
}

function keysOf(findings: Iterable<Finding>): Set<string> {
  return new Set([...findings].flatMap(({ variants }) => variants.map(variantKey)));
}

/** DEC-10: what the patient's terms point to is no incidental finding. */
function isPointedAt({ phenotype }: Finding, policy: Policy): boolean {
  return phenotype !== undefined && phenotype.score >= policy.phenotype.incidentalMinScore;
}

export function isOffPanel({ flags }: Pick<Finding, "flags">): boolean {
  return flags.includes("gene_agnostic") || flags.includes("off_panel");
}

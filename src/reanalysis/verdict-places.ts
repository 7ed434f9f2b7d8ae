/** The variant and run to which a case's verdicts belong. */
import { type JudgedVariants, readRun, verdictsAt } from "../archive/index.ts";
import type { CandidateVerdict, HumanVerdict, RunFile } from "../archive/types.ts";
import { type Allele, alleleKey } from "../core/allele.ts";
import { groupedBy } from "../core/grouped.ts";
import type { ReportSideCandidate } from "../report/types.ts";

/** A variant with what people said of it. */
export interface Placed {
  allele: Allele;
  said: CandidateVerdict[];
  /** The newest run that shows it, and its candidate there; null: none does. */
  run: RunFile | null;
  candidate: ReportSideCandidate | null;
  /** Of the verdict. */
  dataset: number;
  verdict: HumanVerdict;
}

/** Each variant once, in the order of the newest run that shows it; then those that no run shows. */
export function placedIn(
  folder: string,
  numbers: readonly number[],
  latest: RunFile,
  verdicts: readonly HumanVerdict[],
): Placed[] {
  const placed: Placed[] = [];
  let open = [...verdicts];
  for (const number of numbers) {
    if (open.length === 0) break;
    const run = number === latest.run ? latest : readRun(folder, number);
    const shown = [...run.report.candidates, ...Object.values(run.report.untiered).flat()];
    placed.push(...placedAt(run, shown, open));
    open = open.filter((one) => !shown.some((c) => verdictsAt([one], c).length > 0));
  }
  const rest = groupedBy(open, (one) => `${one.assembly} ${alleleKey(one)}`);
  for (const of of rest.values()) {
    const [verdict] = of;
    if (verdict === undefined) continue;
    const said = verdictsAt(of, asShown(verdict));
    placed.push({
      allele: verdict,
      said,
      run: null,
      candidate: null,
      dataset: verdict.dataset,
      verdict,
    });
  }
  return placed;
}

/** A verdict's own variant, as far as verdicts are found by it. */
function asShown({ assembly, chrom, pos, ref, alt }: HumanVerdict): JudgedVariants {
  const consequence = { transcript: "", hgvsc: "" };
  return { assembly, variants: [{ chrom, pos, ref, alt, consequence, worse: null }] };
}

/** A variant in several candidates stands in the one of which most was reported, else in the first. */
function placedAt(
  run: RunFile,
  shown: readonly ReportSideCandidate[],
  verdicts: readonly HumanVerdict[],
): Placed[] {
  const best = new Map<string, Placed & { reported: number }>();
  for (const candidate of shown) {
    const all = verdictsAt(verdicts, candidate);
    const isReported = (variant: string): boolean =>
      all.some((one) => one.variant === variant && one.kind === "reported");
    const reported = candidate.variants.filter((v) => isReported(alleleKey(v))).length;
    for (const variant of candidate.variants) {
      const key = alleleKey(variant);
      const said = all.filter((one) => one.variant === key);
      const verdict = verdicts.find(
        (one) => verdictsAt([one], { ...candidate, variants: [variant] }).length > 0,
      );
      if (verdict === undefined || (best.get(key)?.reported ?? -1) >= reported) continue;
      const { dataset } = run;
      best.set(key, { allele: variant, said, run, candidate, dataset, verdict, reported });
    }
  }
  return [...best.values()];
}

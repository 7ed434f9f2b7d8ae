/**
 * Declared sources of archived cases: which declaration a case follows, and which releases are currently used for
 * it.
 */
import { snapshotName } from "../archive/index.ts";
import type { Dataset, Provenance, ReleaseUsed } from "../archive/types.ts";
import { canonicalDigest, canonicalJson } from "../core/canonical.ts";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { remembered } from "../core/once.ts";
import type { Policy } from "../core/policy.ts";
import type { KnowledgeUsed } from "../rank/types.ts";
import { readText } from "../io/read-text.ts";
import { readDeclaration, type SourceSpec } from "../lookup/index.ts";
import { sourcesOf, type AnnotationSources } from "../analysis/lookups/annotation-sources.ts";
import type { LookupOptions } from "../analysis/options.ts";
import { declarationOf } from "../analysis/prepare.ts";

/** What a case asks beside its files; `specs` null: nothing is declared. */
export interface CaseSources {
  specs: SourceSpec[] | null;
  opened: AnnotationSources | null;
  /** As a run writes it down; undefined: nothing is declared. */
  known: Provenance["sources"];
}

export type OpenSources = (
  specs: SourceSpec[] | null,
  assembly: Assembly,
  policy: Policy,
) => Promise<CaseSources>;

type Asked = Pick<LookupOptions, "store" | "allowRemoteLookups" | "offline">;

/** Opened once for all cases of a command that follow one declaration. */
export function openSourcesOf(options: Asked): OpenSources {
  const opened = new Map<string, Promise<AnnotationSources>>();
  return async (specs, assembly, policy) => {
    if (specs === null) return { specs, opened: null, known: undefined };
    const key = `${assembly} ${canonicalDigest(specs)} ${canonicalDigest(policy)}`;
    const sources = await remembered(opened, key, () =>
      sourcesOf(specs, options, assembly, policy, "the case's declaration of sources"),
    );
    const used = sources.used.map(releaseOf);
    return { specs, opened: sources, known: { declaration: snapshotName(specs), used } };
  };
}

function releaseOf({ source, release, sha256 }: KnowledgeUsed): ReleaseUsed {
  return { source, release, sha256: sha256 ?? "" };
}

/** The lines were kept by the same splice predictions as are asked now. */
export function keepsSplicing(
  { splicing }: Pick<Dataset, "splicing">,
  sources: AnnotationSources | null,
): boolean {
  return canonicalJson(splicingOf(sources)) === canonicalJson(splicing);
}

/** Predictions that came after the lines were kept, and whose alleles no file can show. */
export function withoutSplicing(sources: AnnotationSources | null): AnnotationSources | null {
  return sources === null ? null : { ...sources, splicing: [] };
}

/** Splice predictions that told what a dataset keeps, or would today. */
export function splicingOf(sources: AnnotationSources | null): ReleaseUsed[] | undefined {
  const used = sources?.splicing.map(releaseOf) ?? [];
  return used.length === 0 ? undefined : used;
}

/**
 * What the command line or the policy declares; null: nothing.
 * @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE
 */
export async function declaredBy(
  annotate: string | undefined,
  policy: Policy | null,
  policyPath: string | undefined,
): Promise<SourceSpec[] | null> {
  const path = annotate ?? (policy === null ? undefined : declarationOf(policy, policyPath));
  return path === undefined
    ? null
    : readDeclaration(await readText(path, LIMITS.files.settings), path);
}

/** Of a declaration for all cases, those of a case's build; the case's own where there are none. */
export function ofBuild(
  specs: SourceSpec[] | null,
  assembly: Assembly,
  own: SourceSpec[] | null,
): SourceSpec[] | null {
  const fitting = (specs ?? []).filter((spec) => spec.assembly === assembly);
  return fitting.length === 0 ? own : fitting;
}

/** @throws ToolError E_STORE: other releases answer than those of the last run */
export function refuseOtherSources(then: Provenance["sources"], now: Provenance["sources"]): void {
  if (JSON.stringify(then) === JSON.stringify(now)) return;
  throw new ToolError("E_STORE", "the declared sources differ from those of the case's last run", {
    hint: "Run `panelist reanalyse` first, so that it reports the resulting changes.",
  });
}

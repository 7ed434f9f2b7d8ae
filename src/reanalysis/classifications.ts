/**
 * The store's classifications for many cases in one command: opened once, queried for each; and the differences
 * between the release of a case's last run and the current one, allele by allele.
 */
import type { ClassificationChange, ClassificationUsed } from "../archive/types.ts";
import { alleleKey, type Allele } from "../core/allele.ts";
import type { Assembly } from "../core/assembly.ts";
import { onceFor, remembered } from "../core/once.ts";
import { isSameStatement, lookUp, Snapshot } from "../classifications/index.ts";
import type { PanelGenes } from "../panel/types.ts";
import { openStore } from "../store/index.ts";
import type { ClinVarEvidence, RescuableAlleles } from "../vcf/types.ts";
import { rescuable, type Classifications } from "../analysis/lookups/classifications.ts";
import type { LookupOptions } from "../analysis/options.ts";
import { knowledgeOf } from "../analysis/prepare.ts";

/** Which releases a case asks for; undefined: the newest. */
export interface RequestedReleases extends Pick<LookupOptions, "clinvar" | "inhouse"> {
  hpo?: string | undefined;
}

/** What changed of an allele; null: nothing. */
export type ChangeOf = (allele: Allele) => readonly ClassificationChange[];

export interface ClassificationReleases {
  /** @throws ToolError E_INPUT_MISSING: a release that the store does not have */
  open(requested: RequestedReleases, assembly: Assembly): Promise<Classifications | null>;
  /** What a scan may rescue; remembered by table and genes. */
  rescue(
    knowledge: Classifications | null,
    table: PanelGenes,
    focus: readonly number[] | undefined,
    wholeGenome: boolean,
  ): RescuableAlleles | undefined;
  /** @returns null: a release of then is no longer in the store */
  changes(
    before: readonly ClassificationUsed[],
    after: Classifications | null,
  ): Promise<ChangeOf | null>;
}

export function classifications(path: string | undefined): ClassificationReleases {
  const opened = new Map<string, Promise<Classifications | null>>();
  const snapshots = new Map<string, Promise<Snapshot | null>>();
  const rescues = onceFor<PanelGenes, Map<string, RescuableAlleles | undefined>>(() => new Map());
  const requested = new Map<string, ChangeOf>();
  const snapshotOf = async ({ kind, sha256 }: ClassificationUsed): Promise<Snapshot | null> => {
    if (path === undefined) return null;
    const store = openStore(path);
    // What was withdrawn since still tells what is said differently now.
    const entry = (await store.listAll(kind)).find((e) => e.sha256 === sha256);
    return entry === undefined ? null : Snapshot.open(store.pathOf(entry));
  };
  return {
    open({ clinvar, inhouse }, assembly) {
      const key = `${assembly} ${clinvar ?? ""} ${inhouse ?? ""}`;
      const asked = { store: path, clinvar, inhouse };
      return remembered(opened, key, () => knowledgeOf(asked, assembly));
    },
    rescue(knowledge, table, focus, wholeGenome) {
      if (knowledge === null) return undefined;
      const rescued = rescues(table);
      const releases = usedOf(knowledge).map((used) => used.sha256);
      const key = `${releases.join(" ")} ${focus?.join(",") ?? "all"} ${wholeGenome}`;
      if (!rescued.has(key)) {
        const genes = focus?.flatMap((i) => table.genes[i] ?? []) ?? table.genes;
        rescued.set(key, rescuable(knowledge, { ...table, genes }, wholeGenome));
      }
      return rescued.get(key);
    },
    async changes(before, after) {
      const newer = usedOf(after);
      const key = JSON.stringify([before, newer]);
      const answer = requested.get(key);
      if (answer !== undefined) return answer;
      const load = (used: ClassificationUsed): Promise<Snapshot | null> =>
        remembered(snapshots, used.sha256, () => snapshotOf(used));
      const pairs: Pair[] = [];
      for (const [kind, source] of sourcesOf(before, newer)) {
        const [old, next] = [before, newer].map((list) =>
          list.find((u) => u.kind === kind && u.source === source),
        );
        // oxlint-disable-next-line no-await-in-loop -- two or three, mostly known already
        const [a, b] = await Promise.all(
          [old, next].map((used) => (used === undefined ? null : load(used))),
        );
        if (old !== undefined && a === null) return null;
        pairs.push({ kind, source, old: a ?? null, new: b ?? null });
      }
      // Cases of one archive share most of their rare alleles.
      const changed = new Map<string, readonly ClassificationChange[]>();
      const changeOf: ChangeOf = (allele) =>
        remembered(changed, alleleKey(allele), () =>
          pairs.flatMap((pair) => changeIn(pair, allele) ?? []),
        );
      requested.set(key, changeOf);
      return changeOf;
    },
  };
}

/** What of the knowledge a run writes down. */
export function usedOf(knowledge: Classifications | null): ClassificationUsed[] {
  return (knowledge?.used ?? []).flatMap(({ kind, source, release, sha256 }) =>
    (kind === "clinvar" || kind === "inhouse") && sha256 !== null
      ? [{ kind, source, release, sha256 }]
      : [],
  );
}

interface Pair {
  kind: ClassificationUsed["kind"];
  source: string;
  old: Snapshot | null;
  new: Snapshot | null;
}

function sourcesOf(
  before: readonly ClassificationUsed[],
  after: readonly ClassificationUsed[],
): [ClassificationUsed["kind"], string][] {
  const all = new Map(
    [...after, ...before].map(({ kind, source }) => [`${kind} ${source}`, [kind, source]]),
  );
  return [...all.values()] as [ClassificationUsed["kind"], string][];
}

function changeIn(
  { kind, source, old, new: newer }: Pair,
  allele: Allele,
): ClassificationChange | null {
  const was = old === null ? null : lookUp(old, allele).statement;
  const is = newer === null ? null : lookUp(newer, allele).statement;
  if (isSameStatement(was, is)) return null;
  const release = (snapshot: Snapshot | null): string | null => snapshot?.head.release ?? null;
  return {
    kind,
    source,
    old: classifiedBy(was),
    new: classifiedBy(is),
    oldRelease: release(old),
    newRelease: release(newer),
  };
}

/** What a release says, as an event keeps it. */
export function classifiedBy(statement: ClinVarEvidence | null): ClassificationChange["new"] {
  if (statement === null) return null;
  const { significance, stars, text, genes, pathogenicLeaning, somaticOnly } = statement;
  return { significance, stars, text, genes, pathogenicLeaning, somaticOnly };
}

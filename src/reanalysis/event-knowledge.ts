/** What files of events are judged by beside panels, policy and sources: ClinGen's dosage lists, and transcripts. */
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Dataset, Provenance, ReleaseUsed, RunFile } from "../archive/types.ts";
import { transcriptUsed } from "../analysis/lookups/transcripts.ts";
import { openInput } from "../analysis/inputs.ts";
import { remembered } from "../core/once.ts";
import type { Policy } from "../core/policy.ts";
import { openStore } from "../store/index.ts";
import { hasKind } from "../store/names.ts";
import { dosageLists } from "../structural/index.ts";
import { madeBy } from "../vcf/index.ts";

type EventKnowledge = NonNullable<Provenance["events"]>;

/** @returns what a run of today would use; undefined: the case has no files of events */
export type EventKnowledgeOf = (
  folder: string,
  dataset: Pick<Dataset, "assembly" | "distilled" | "events" | "transcripts">,
  policy: Policy,
) => Promise<EventKnowledge | undefined>;

/** Each list and release is looked for once for all cases of a command. */
export function eventKnowledge(store: string | undefined): EventKnowledgeOf {
  const dosages = new Map<string, Promise<ReleaseUsed[]>>();
  const releases = new Map<string, Promise<ReleaseUsed[]>>();
  return async (folder, { assembly, distilled, events, transcripts }, policy) => {
    if (events === undefined) return undefined;
    const dosage = await remembered(dosages, assembly, async () => {
      if (!hasKind(store, "dosage")) return [];
      const lists = await dosageLists(openStore(store), assembly);
      return lists.map(({ source, version: release, sha256 }) => ({ source, release, sha256 }));
    });
    // A case keeps the release that its consequences were first worked out by.
    if (transcripts !== undefined) return { dosage, transcripts: [transcripts] };
    const opening = { policy, allowRemote: false, stdin: Readable.from([]) };
    const inputs = await Promise.all(
      distilled.map(({ path }) => openInput(join(folder, path), opening)),
    );
    const made = madeBy(inputs);
    const found = await remembered(releases, JSON.stringify([assembly, made]), async () => {
      const used = await transcriptUsed({ store, madeBy: made }, assembly);
      return used === null ? [] : [used];
    });
    return { dosage, transcripts: found };
  };
}

/** As an earlier program's run tells it, which wrote it in its report alone. */
export function eventKnowledgeTold({ report }: Pick<RunFile, "report">): EventKnowledge {
  const of = (wanted: string): ReleaseUsed[] =>
    report.knowledge.flatMap(({ kind, source, release, sha256 }) =>
      kind === wanted && sha256 !== null ? [{ source, release, sha256 }] : [],
    );
  return { dosage: of("dosage"), transcripts: of("transcripts") };
}

/** What a store has for each step, and what it lacks. */
import type { Assembly } from "../../core/assembly.ts";
import type { SetupStep } from "../../io/addresses.ts";
import { newest } from "../../store/index.ts";
import { KINDS, type Store, type StoreEntry } from "../../store/types.ts";

interface StepStanding {
  step: SetupStep;
  /** The newest, approved or not; null: there is none. */
  entry: StoreEntry | null;
  /** How many entries there are of it. */
  entries: number;
}

/** Is the step for one of these builds? */
export function isFor({ assembly }: SetupStep, assemblies: readonly Assembly[]): boolean {
  return assembly === null || assemblies.includes(assembly);
}

/** @throws ToolError E_STORE */
export async function standingOf(step: SetupStep, store: Store): Promise<StepStanding> {
  const kind = KINDS.find((known) => known === step.gives.kind);
  const { source } = step.gives;
  const all = kind === undefined ? [] : await store.list(kind);
  const own = all.filter(
    (entry) =>
      (entry.source === source || entry.source.startsWith(`${source} `)) &&
      (step.assembly === null || entry.assembly === null || entry.assembly === step.assembly),
  );
  const anyway = own.map(({ unapproved: _open, ...entry }) => entry);
  const found = newest(anyway, step.assembly);
  const entry = own.find(({ sha256 }) => sha256 === found?.sha256) ?? null;
  return { step, entry, entries: own.length };
}

/** What only the site has, and how to give it; null: nothing is wanted. @throws ToolError E_STORE */
export async function wantedOf(
  { job, assembly }: SetupStep,
  entry: StoreEntry | null,
  store: Store,
): Promise<string | null> {
  if (job !== "transcripts" || assembly === null) return null;
  // Transcripts of another source will do where these are not there.
  const used = entry === null ? await store.list("transcripts") : [entry];
  if (used.some((one) => one.assembly === assembly && (one.facts["sequence"] ?? null) !== null))
    return null;
  return `a VCF without annotation also requires your reference sequence: \`panelist setup --only transcripts --assembly ${assembly} --reference <${assembly}.fa.gz>\``;
}

/**
 * The effect of corrected rules by themselves on a case: its last run's knowledge, evaluated by the current
 * program. What differs then is the software's, and never mixed with what knowledge changed (DEC-52, RE-09).
 */
import type { CaseEvent, Provenance, RunFile } from "../archive/types.ts";
import { eventsOf } from "./events/events.ts";
import type { EventContext } from "./events/types.ts";
import { differencesOf } from "./events/differences.ts";
import { isToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import { widerThanKept } from "../scan/index.ts";
import { reportDocument } from "../report/index.ts";
import {
  pinned,
  rulesCause,
  type KnowledgeToday,
  type Sameness,
  type Tools,
} from "./case-knowledge.ts";
import { runCase, type CaseInput } from "./case-run.ts";
import { sourceOf } from "./case-source.ts";
import { usedOf, type RequestedReleases } from "./classifications.ts";
import type { Log } from "../core/log.ts";
import type { Knowing } from "./reanalyse-case.ts";

interface RulesStep {
  /** The last run, with the answer that today's rules give in its place. */
  base: RunFile;
  events: CaseEvent[];
  withheld: ReadonlySet<string>;
}

interface RulesStepInput {
  file: CaseInput["file"];
  folder: string;
  dataset: Parameters<typeof sourceOf>[0];
  previous: RunFile;
  /** Of the last run. */
  knew: Provenance;
  policy: Policy;
  today: KnowledgeToday;
  same: Sameness;
  tools: Tools;
  context: EventContext;
}

/** @returns null: what the last run knew cannot be put together any more, so that nothing can be told apart */
export async function rulesStep(
  input: RulesStepInput,
  knowing: Knowing,
  io: { log: Log; stdin: AsyncIterable<Uint8Array> },
): Promise<RulesStep | null> {
  const { previous, knew, policy, dataset, folder, file, context } = input;
  const releases = await heldReleases(input, knowing);
  if (releases === null) return null;
  const wasOriginal = previous.source === "original";
  const wider = widerThanKept(policy, dataset.criteria);
  const { originals } = await sourceOf(
    dataset,
    { wider, outside: [], predicted: [], wasOriginal },
    policy,
  );
  const { store, snapshots } = knowing;
  const panels = knew.panels.map(({ snapshot }) => snapshots("panels", snapshot));
  const asThen = {
    folder,
    file,
    dataset,
    panels,
    policy,
    store,
    releases,
    sources: input.today.sources.opened,
    originals,
    previous,
  };
  const assessed = await runCase(asThen, null, io);
  const report = reportDocument(assessed.result);
  const alone = { ...context, steps: [], classified: null, others: [rulesCause(input.tools)] };
  return {
    base: { ...previous, report, codingDeNovos: assessed.codingDeNovos },
    events: eventsOf(differencesOf(previous.report, report, assessed.withheld.ids), alone),
    withheld: assessed.withheld.ids,
  };
}

/** null: of the family, the terms or the gene facts only today's are known, or a release left the store. */
async function heldReleases(
  { knew, today, same, dataset }: RulesStepInput,
  { store: { classifications, hpo } }: Knowing,
): Promise<RequestedReleases | null> {
  const ofEvents = same.dosage && same.eventTranscripts;
  const ofCase = same.family && same.geneFacts && same.sources && ofEvents;
  if (!ofCase || knew.terms !== today.knowledge.terms) return null;
  const releases = pinned(knew);
  try {
    const held = usedOf(await classifications.open(releases, dataset.assembly));
    const digests = (used: Provenance["classifications"]): string =>
      used.map(({ sha256 }) => sha256).join(" ");
    if (digests(held) !== digests(knew.classifications)) return null;
    if (knew.hpo !== undefined && (await hpo.find(releases.hpo)).sha256 !== knew.hpo.sha256)
      return null;
    return releases;
  } catch (error) {
    if (isToolError(error)) return null;
    throw error;
  }
}

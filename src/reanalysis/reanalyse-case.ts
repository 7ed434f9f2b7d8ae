/**
 * One case against new knowledge: whether it is affected, which genes must be evaluated, what changed. READ FIRST
 * of re-analysis; `reanalyse.ts` goes through an archive with it.
 */
import type { z } from "zod";
import {
  inArchive,
  incompleteOf,
  keepSnapshot,
  markUntold,
  readHead,
  readRun,
  readVerdicts,
  snapshotName,
  writeChecked,
  writeRun,
} from "../archive/index.ts";
import type {
  CaseEvent,
  CaseFile,
  Dataset,
  Head,
  Pin,
  Provenance as KnowledgeOfRun,
} from "../archive/types.ts";
import { eventsOf, shownAlleles } from "./events/events.ts";
import type { EventContext, PanelStep } from "./events/types.ts";
import {
  caseEvents,
  notCoveredEvents,
  notNamedEvents,
  retiredEvents,
  withdrawnEvents,
} from "./events/case-events.ts";
import { differencesOf } from "./events/differences.ts";
import { renamedEvents } from "./events/renamed-events.ts";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import { counted } from "../core/counted.ts";
import { widerThanKept } from "../scan/index.ts";
import { RULES, RULES_NOW } from "../core/rules.ts";
import { tellsOfGenes } from "../core/warnings.ts";
import { reportDocument, wordedForLog } from "../report/index.ts";
import type { ReportDocument } from "../report/types.ts";
import { affectedBy } from "./affected-by.ts";
import { newLimits, sameLimits } from "./limits.ts";
import { inadequate } from "./case-coverage.ts";
import { lacksEvents } from "./carried.ts";
import { evaluate } from "./case-evaluate.ts";
import { eventKnowledgeTold } from "./event-knowledge.ts";
import {
  knowledgeToday,
  neighboursCause,
  otherCauses,
  readingCause,
  sameness,
  type KnowledgeToday,
  type ReanalysisInputs,
} from "./case-knowledge.ts";
import { unknownTerms } from "./case-terms.ts";
import type { CaseInput } from "./case-run.ts";
import { withoutSplicing } from "./case-sources.ts";
import { classifiedOf, sourceOf } from "./case-source.ts";
import { nextRun } from "./next-run.ts";
import type * as schema from "./schema.ts";
import type { Log } from "../core/log.ts";
import { eventFaults, originalsOf } from "./originals.ts";
import { geneTablesCause, type PanelChanges } from "./panel-steps.ts";
import { keepPanels, type RulePanels } from "./rules.ts";
import { rulesStep } from "./rules-step.ts";

/** What all cases of one command share. */
export interface Knowing extends ReanalysisInputs {
  changes: PanelChanges;
  /** ISO date-time of the command. */
  date: string;
  tool: string;
  by: string;
  /** Stop before anything is evaluated: `concerned`. */
  lookOnly: boolean;
  /** Cases of older rules alone, and of them what the rules changed; nothing is written. */
  softwareOnly: boolean;
}

/** Only the originals can show what today's rules would keep and those did not. */
type KeptBefore = z.infer<typeof schema.keptBefore>;

export interface CaseOutcome {
  /** `untouched`: nothing in the new knowledge concerns it; `unchanged`: evaluated, the answer is the same. */
  outcome: "untouched" | "concerned" | "unchanged" | "changed";
  /** Why it is untouched, or what was evaluated. */
  why: string;
  /** The latest run before this, and after it. */
  before: number;
  run: number;
  events: CaseEvent[];
  steps: PanelStep[];
  /** Alleles of a new release that only the original could show, and why it cannot; null: none. */
  needsOriginal: string | null;
  /** Newly green genes that the case's annotation never names. */
  notNamed: string[];
  /** Of one that is only looked at: kept alleles that the change touches. */
  variants: number;
  /** Its last run was made under older rules. */
  isOlder: boolean;
  /** Its lines were kept under older rules; null: under today's. */
  keptBefore: KeptBefore | null;
  /** At which releases it stays until somebody lifts them. */
  pins: readonly Pin[];
  /** Rules that mean an older panel than the one that is used. */
  offRule: RulePanels["offRule"];
  /** What else must be known of it, each time. */
  notes: string[];
  /** Why its answer is not complete; empty: it is. */
  incomplete: string[];
  /** What it uses today. */
  knowledge: KnowledgeOfRun;
  assembly: Assembly;
  /** Writes what was found; to be called under the case's lock, with the same latest run. */
  write: (() => void) | null;
}

/** Reads only. @throws ToolError, as `analyse`; E_ARCHIVE */
export async function reanalyseCase(
  file: CaseFile,
  knowing: Knowing,
  io: { log: Log; stdin: AsyncIterable<Uint8Array> },
): Promise<CaseOutcome> {
  const { archive, tool, date } = knowing;
  const folder = inArchive.case(archive, file.id);
  const head = readHead(folder);
  // One that was not evaluated yet (a kill in `archive reannotate`) is not the case's yet.
  const dataset = file.datasets.findLast(({ number }) => number <= (head.dataset ?? number));
  if (dataset === undefined)
    throw new ToolError("E_ARCHIVE", "the case has no dataset", { path: folder });
  // Numbers that came into the policy since with their default are no other policy.
  const policyThen = knowing.snapshots("policies", head.knowledge.policy);
  const unread = sinceEventsRead(folder, head, dataset);
  const then = {
    ...(dataset.events === undefined ? head.knowledge : knownOfEvents(folder, head)),
    policy: snapshotName(policyThen),
  };
  const isAway = eventFaults(dataset).length > 0;
  const today = await knowledgeToday(file, dataset, folder, then, policyThen, knowing);
  const { knowledge, found } = today;
  // Of events that were not read, nothing is known of what changed since they were.
  const { policy: policyName } = unread?.knowledge ?? head.knowledge;
  const policySince = knowing.snapshots("policies", policyName);
  const since = { ...(unread?.knowledge ?? then), policy: snapshotName(policySince) };
  const same = sameness(since, knowledge);
  const waits = head.needsOriginal ?? null;
  const rules = head.checked?.rules ?? head.rules;
  const isOlder = rules < RULES_NOW;
  const keptBefore = dataset.rules < RULES_NOW ? keptBeforeOf(file.id, dataset) : null;
  const untouched = (why: string): CaseOutcome => ({
    outcome: "untouched",
    why,
    before: head.run,
    run: head.run,
    events: [],
    steps: [],
    needsOriginal: waits,
    notNamed: [],
    variants: 0,
    isOlder,
    keptBefore,
    pins: file.pins ?? [],
    offRule: found.offRule,
    notes: found.unresolved,
    incomplete: incompleteOf(folder, head),
    knowledge,
    assembly: dataset.assembly,
    write: null,
  });
  // One that waits for its structural variants is always due.
  const canAsk = unread !== null || (waits !== null && !("why" in originalsOf(dataset)));
  if (knowing.softwareOnly && !isOlder) return untouched("evaluated under today's rules");
  if (!isOlder && (same.all || isChecked(head, knowing)) && !canAsk)
    return untouched("the same knowledge");

  const policies = { before: policySince, after: knowing.policy ?? policyThen };
  const change = knowing.changes(since.panels, found.used, found.panels, policies, {
    assembly: dataset.assembly,
    minConfidence: file.analysis.minConfidence,
  });
  const { classifications } = knowing.store;
  const asked = { ...head, knowledge: since };
  const common = { folder, file, dataset, head: asked, today, same, change, tool };
  const requested = { ...common, policy: policies.after, classifications };
  const concern = await affectedBy({ ...requested, store: knowing.store.store });
  const tools = { old: head.tool, new: tool, rules: unread?.rules ?? rules };
  const ofAll = [...geneTablesCause(change.steps), ...neighboursCause(since, knowledge)];
  const context: EventContext = {
    case: file.id,
    run: head.run + 1,
    date,
    status: file.status,
    steps: change.steps,
    classified: classifiedOf(concern.changeOf),
    others: [
      // What is away cannot have been judged anew.
      ...otherCauses(since, knowledge, isAway ? { ...same, ...NOT_JUDGED } : same, tools),
      ...(isAway ? [readingCause(false)] : unread === null ? [] : [readingCause(true)]),
      ...ofAll,
    ],
    notify: policies.after.notify,
    verdicts: readVerdicts(folder, file.datasets),
  };
  const retired = await retiredTerms(file, folder, head, today, knowing.store);
  const ofCase = [
    ...withdrawnEvents(today.withdrawn, knowledge, context),
    ...retiredEvents(retired, then.hpo?.release ?? null, knowledge.hpo?.release ?? "", context),
    ...caseEvents(context),
  ].filter(isNew);
  // A version that was signed off is told with what else changed.
  const tells = ofCase.some(({ type }) => type !== "panel_signed_off");
  if (!concern.concerned && !tells && !canAsk && !(isOlder && !knowing.lookOnly))
    return untouched(
      change.touched.names.size === 0
        ? "nothing that changed affects it"
        : `it has no record in ${few(change.touched.symbols)}`,
    );
  if (knowing.lookOnly)
    return {
      ...untouched(concern.partly ? few(change.touched.symbols) : "all genes"),
      outcome: "concerned",
      steps: change.steps,
      variants: await concern.variants(),
    };

  const previous = readRun(folder, head.run);
  const mended =
    isOlder && !same.all && unread === null
      ? await rulesStep(
          { ...requested, previous, knew: then, policy: policyThen, tools, context },
          knowing,
          io,
        )
      : null;
  if (knowing.softwareOnly && mended !== null) return ofSoftware(mended.events);
  const { originals, needsOriginal } = await sourceOf(
    dataset,
    {
      wider: widerThanKept(policies.after, dataset.criteria),
      outside: concern.outside,
      predicted: concern.predicted,
      wasOriginal: head.source === "original",
    },
    policies.after,
  );
  const isUnseen = concern.predicted.length > 0 && "why" in originalsOf(dataset);
  const base = mended?.base ?? previous;
  const input: CaseInput = {
    folder,
    file,
    dataset,
    panels: found.panels,
    policy: policies.after,
    table: change.table,
    store: knowing.store,
    releases: today.releases,
    sources: isUnseen ? withoutSplicing(today.sources.opened) : today.sources.opened,
    originals,
    needsOriginal,
    previous: base,
  };
  // Events may lie in any gene, and one is one candidate: all genes are asked.
  const isPart = concern.partly && originals === null && dataset.events === undefined;
  const focus = isPart ? change : null;
  const { assessed, genes } = await evaluate(input, base, focus, !same.phenotype, io);
  const report = reportDocument(assessed.result);
  const toldBefore = new Set(previous.report.warnings.map(({ text }) => text));
  for (const one of report.warnings.filter(tellsOfGenes))
    if (!toldBefore.has(one.text)) io.log.warn(`case '${file.id}': ${wordedForLog(one)}`);
  const differences = differencesOf(base.report, report, assessed.withheld.ids);
  const withheld = new Set([...assessed.withheld.ids, ...(mended?.withheld ?? [])]);
  const others =
    mended === null ? context.others : [...otherCauses(then, knowledge, same, null), ...ofAll];
  const events = [
    ...(mended?.events ?? []).map((event) =>
      isWithin(event, report, policies.after.notify) ? event : { ...event, notify: false },
    ),
    ...ofCase,
    ...notNamedEvents(concern.notNamed, context).filter(isNew),
    ...notCoveredEvents(concern.notCovered, context).filter(isNew),
    ...eventsOf(differences, {
      ...context,
      others,
      shown: shownAlleles(base.report),
      coverage: shortfalls(report, policies.after),
    }),
    ...renamedEvents(previous.report, report, { ...context, others }),
  ];
  const limits = newLimits(previous.report, report);
  const stated = {
    why: genes === null ? "all genes" : few(genes),
    before: head.run,
    steps: change.steps,
    needsOriginal,
    notNamed: concern.notNamed,
    incomplete: report.incomplete.map(({ text }) => text),
    notes: [...found.unresolved, ...limits],
  };
  if (knowing.softwareOnly)
    return ofSoftware(events.filter(({ type }) => type === "rules_changed"));
  // What is withheld now must leave the latest run, though nothing is told of it.
  const leaves = previous.report.candidates.some((c) => withheld.has(c.candidateId));
  if (
    !leaves &&
    differences.length === 0 &&
    sameLimits(previous.report, report) &&
    isAway === (unread !== null) &&
    events.every(({ type }) => type === "panel_signed_off")
  ) {
    // What still waits for its original, or for its structural variants, is asked again.
    const waiting = needsOriginal !== null || isAway;
    const write = waiting ? null : () => writeChecked(folder, head, knowledge, tool);
    return { ...untouched(""), ...stated, outcome: "unchanged", write };
  }
  const run = nextRun(previous, report, {
    run: context.run,
    date,
    tool,
    dataset: dataset.number,
    knowledge,
    source: originals === null ? "distilled" : "original",
    needsOriginal,
    evaluated: genes,
    codingDeNovos: assessed.codingDeNovos,
    events,
    withheld,
  });
  const write = (): void => {
    keepPanels(archive, found);
    keepSnapshot(archive, "policies", policies.after);
    if (today.sources.specs !== null) keepSnapshot(archive, "sources", today.sources.specs);
    const detail = `run ${run.run}: ${counted(events.length, "event")}`;
    if (events.length + limits.length > 0) markUntold(folder, run.run);
    writeRun(folder, run, { date, by: knowing.by, what: "reanalyse", detail });
  };
  const changed = { outcome: "changed", run: run.run, events, write } as const;
  return { ...untouched(""), ...stated, ...changed };

  function ofSoftware(ofRules: CaseEvent[]): CaseOutcome {
    const outcome = ofRules.length === 0 ? "unchanged" : "changed";
    return { ...untouched("all genes"), outcome, events: ofRules };
  }

  /** Steps since an older run may lead to what the runs between have told of the case. */
  function isNew({ text }: CaseEvent): boolean {
    return unread?.told.has(text) !== true;
  }

  /** This was held against the case already, and nothing came of it. */
  function isChecked({ checked }: Head, { tool: now }: Knowing): boolean {
    if (checked === undefined || checked.tool !== now || checked.rules !== RULES_NOW) return false;
    return sameness(checked.knowledge, knowledge).all;
  }
}

const NOT_JUDGED = { dosage: true, eventTranscripts: true };

/** With what its events were judged by, which an earlier program wrote in the report alone. */
function knownOfEvents(folder: string, { knowledge, run }: Head): KnowledgeOfRun {
  return knowledge.events === undefined
    ? { ...knowledge, events: eventKnowledgeTold(readRun(folder, run)) }
    : knowledge;
}

/** The last run that read the case's events, and what was told after it; null: the latest, or there are none. */
function sinceEventsRead(
  folder: string,
  head: Head,
  { events }: Dataset,
): { knowledge: KnowledgeOfRun; rules: number; told: ReadonlySet<string> } | null {
  if (events === undefined || incompleteOf(folder, head).length === 0) return null;
  const told = new Set<string>();
  let run = readRun(folder, head.run);
  if (!lacksEvents(run)) return null;
  while (lacksEvents(run) && run.previous !== null) {
    for (const { text } of run.events) told.add(text);
    run = readRun(folder, run.previous);
  }
  const { knowledge, tool } = run;
  const judgedBy = knowledge.events ?? eventKnowledgeTold(run);
  return { knowledge: { ...knowledge, events: judgedBy }, rules: tool.rules, told };
}

/** Terms that the last run's release of HPO knew, and today's does not. */
async function retiredTerms(
  { terms }: CaseFile,
  folder: string,
  { knowledge: then, run }: Head,
  { knowledge: now, releases }: KnowledgeToday,
  { hpo }: Knowing["store"],
): Promise<string[]> {
  if (terms === undefined || then.hpo?.sha256 === now.hpo?.sha256) return [];
  const { knowledge } = await hpo.open(releases.hpo);
  const dropped = unknownTerms(knowledge.ontology, terms.terms);
  if (dropped.length === 0) return [];
  const told = new Set(
    readRun(folder, run).report.warnings.flatMap(({ code, facts }) =>
      code === "term_dropped" ? [facts["term"]] : [],
    ),
  );
  return dropped.filter((term) => !told.has(term));
}

/** Newer knowledge has not taken it down again. */
function isWithin(
  { candidateId }: CaseEvent,
  { candidates }: ReportDocument,
  { maxTier }: Policy["notify"],
): boolean {
  return candidates.some((c) => c.candidateId === candidateId && c.tier <= maxTier);
}

/** Of the genes of the report's table of coverage: how far each falls short. */
function shortfalls(
  { coverage }: ReportDocument,
  policy: Policy,
): NonNullable<EventContext["coverage"]> {
  const known = new Map(coverage?.map((gene) => [gene.symbol, gene.coverage]));
  return (symbol) => {
    const found = known.get(symbol);
    return found === undefined ? null : inadequate(found, policy);
  };
}

function keptBeforeOf(id: string, { rules, vcfs }: Dataset): KeptBefore {
  const { release } = RULES[rules - 1] ?? { release: "?" };
  return { case: id, release, vcfs: vcfs.map(({ path }) => path) };
}

/** The first of many. */
function few(names: readonly string[]): string {
  return names.length <= 5
    ? names.join(", ") || "no gene"
    : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}

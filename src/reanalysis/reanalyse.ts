/** `panelist reanalyse`: an archive against current knowledge. One bad case does not stop the others. */
import type { z } from "zod";
import {
  caseIds,
  inArchive,
  markTold,
  openArchive,
  readHead,
  readCase,
  readRun,
  runNumbers,
  snapshotReader,
  untoldFrom,
  withCase,
} from "../archive/index.ts";
import type { CaseEvent, RunFile } from "../archive/types.ts";
import type { PanelStep } from "./events/types.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { toldStill } from "./case-history.ts";
import { caseStore } from "./case-knowledge.ts";
import { declaredBy } from "./case-sources.ts";
import { failureOf } from "./failed-case.ts";
import { refuseNhsNumbers } from "../report/index.ts";
import { releaseText, unapprovedReleases } from "../library/releases.ts";
import { openStore, type ReleaseName } from "../store/index.ts";
import { KINDS } from "../store/types.ts";
import { panelChanges } from "./panel-steps.ts";
import { loadPolicy } from "../analysis/load-policy.ts";
import { leftOut, type Left } from "./left-out.ts";
import { newLimits } from "./limits.ts";
import { reanalyseCase, type CaseOutcome, type Knowing } from "./reanalyse-case.ts";
import { ruleBook } from "./rules.ts";
import type * as schema from "./schema.ts";

export interface ReanalyseOptions {
  archive: string;
  /** Empty: all. */
  cases: string[];
  /** 0-based; undefined: all. */
  shard?: { index: number; of: number } | undefined;
  panelVersions: string[];
  policy?: string | undefined;
  /** A release, or `none`; undefined: as each case says, by default the newest. */
  clinvar?: string | undefined;
  inhouse?: string | undefined;
  hpoRelease?: string | undefined;
  /** A declaration of sources for all cases; undefined: each follows that of its last run. */
  annotate?: string | undefined;
  allowRemoteLookups?: boolean | undefined;
  offline?: boolean | undefined;
  /** Tell also what runs from this day on (YYYY-MM-DD) have told. */
  since?: string | undefined;
  store?: string | undefined;
  dryRun?: boolean | undefined;
  /** Say whom the change concerns, and evaluate nobody. */
  lookOnly?: boolean;
  /** Say what mended rules change in cases of older ones, and write nothing. */
  softwareOnly?: boolean;
  /** For a page that people pass on: no case's id may look like an NHS number. */
  refuseNhsNumbers?: boolean;
  by: string;
  /** Called with a case's events as soon as they are written. */
  onEvents?: ((events: readonly CaseEvent[]) => Promise<void>) | undefined;
}

export type Reanalysis = z.infer<typeof schema.reanalysis>;

export interface Reanalysed {
  result: Reanalysis;
  /** That were asked for. */
  cases: string[];
  /** To be called when the output is finished: until then the next re-analysis tells the events too. */
  told: () => Promise<void>;
}

export async function reanalyse(options: ReanalyseOptions, io: AnalyseIo): Promise<Reanalysed> {
  const { archive, clinvar, inhouse, hpoRelease: hpo, dryRun = false } = options;
  openArchive(archive);
  const now = io.now();
  const policy = options.policy === undefined ? null : await loadPolicy(options.policy);
  const snapshots = snapshotReader(archive);
  const knowing: Knowing = {
    archive,
    // Nobody typed a panel here: what it is stands in the run.
    book: ruleBook(options.panelVersions, options.store, { ...io.log, info() {}, warn() {} }),
    changes: panelChanges(snapshots),
    snapshots,
    store: caseStore(options.store, options),
    sources: await declaredBy(options.annotate, policy, options.policy),
    releases: { clinvar, inhouse, hpo },
    policy,
    date: now.toISOString(),
    tool: io.version,
    by: options.by,
    lookOnly: options.lookOnly ?? false,
    softwareOnly: options.softwareOnly ?? false,
  };
  const result = emptyReanalysis(archive, knowing.date, dryRun);
  const ids = wantedCases(options);
  const used: Pick<CaseOutcome, "knowledge" | "assembly">[] = [];
  const looksOnly = knowing.lookOnly || knowing.softwareOnly;
  const toTell: { id: string; from: number; to: number }[] = [];
  if (options.refuseNhsNumbers === true) {
    const labels = Object.values(labelsIn(archive, ids)).flatMap((own) => Object.values(own));
    refuseNhsNumbers([...ids, ...labels]);
  }
  for (const [i, id] of ids.entries()) {
    result.counts.cases++;
    try {
      // oxlint-disable-next-line no-await-in-loop -- one case at a time: bounded memory
      const outcome = await oneCase(id, now, knowing, options, io);
      if (typeof outcome === "string") {
        result.counts.left[outcome] = (result.counts.left[outcome] ?? 0) + 1;
        continue;
      }
      result.counts[outcome.outcome]++;
      used.push({ knowledge: outcome.knowledge, assembly: outcome.assembly });
      result.counts.variants += outcome.variants;
      if (outcome.isOlder) result.counts.olderRules++;
      if (outcome.keptBefore !== null) result.keptBefore.push(outcome.keptBefore);
      for (const one of outcome.offRule) (result.offRule ??= []).push({ case: id, ...one });
      for (const text of outcome.notes) (result.notes ??= []).push({ case: id, text });
      if (outcome.incomplete.length > 0)
        (result.incomplete ??= []).push({ case: id, why: outcome.incomplete });
      for (const pin of outcome.pins)
        (result.pinned ??= []).push({ case: id, release: releaseText(pin), why: pin.why });
      const from = looksOnly ? null : untoldFrom(inArchive.case(archive, id));
      if (from !== null) toTell.push({ id, from, to: outcome.run });
      const before = outcome.outcome === "changed" ? outcome.run : Infinity;
      for (const run of from === null ? [] : lateRuns(archive, id, from, before)) {
        (result.late ??= []).push({ case: id, run: run.run });
        const { previous } = run;
        const last = previous === null ? run : readRun(inArchive.case(archive, id), previous);
        const limits = newLimits(last.report, run.report);
        (result.notes ??= []).push(...limits.map((text) => ({ case: id, text })));
      }
      const since = options.since ?? null;
      const earlier = eventsSince(archive, id, { since, from }, before);
      result.events.push(...earlier, ...outcome.events);
      // oxlint-disable-next-line no-await-in-loop -- in the order of the cases
      await options.onEvents?.([...earlier, ...outcome.events]);
      for (const gene of outcome.notNamed) result.notNamed[gene] = (result.notNamed[gene] ?? 0) + 1;
      if (outcome.needsOriginal !== null)
        result.needsOriginal.push({ case: id, why: outcome.needsOriginal });
      for (const step of outcome.steps) addStep(result.panels, step);
    } catch (error) {
      result.counts.failed++;
      // oxlint-disable-next-line no-await-in-loop -- rare
      result.failed.push(await failureOf(archive, id, error));
    }
    io.onProgress({ bytes: i + 1, totalBytes: ids.length, records: i + 1, unit: "cases" });
  }
  result.labels = labelsIn(archive, new Set(result.events.map((event) => event.case)));
  result.unapproved = await unapprovedOf(options, used);
  for (const { type, notify } of result.events) {
    const counts = (result.counts.events[type] ??= { notified: 0, silent: 0 });
    if (notify) counts.notified++;
    else counts.silent++;
  }
  const told = async (): Promise<void> => {
    if (dryRun) return;
    for (const { id, ...runs } of toTell) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one lock at a time
        await markTold(archive, id, runs);
      } catch (error) {
        if (!isToolError(error)) throw error;
        // It is told again.
      }
    }
  };
  return { result, cases: ids, told };
}

/** Of what the cases use; of all kinds, where none of them could be evaluated. */
async function unapprovedOf(
  { store, clinvar, inhouse }: ReanalyseOptions,
  used: readonly Pick<CaseOutcome, "knowledge" | "assembly">[],
): Promise<NonNullable<Reanalysis["unapproved"]>> {
  if (store === undefined) return [];
  const kinds = KINDS.filter(
    (kind) =>
      !(kind === "clinvar" && clinvar === "none") &&
      !(kind === "inhouse" && inhouse === "none") &&
      !(kind === "hpo" && used.every(({ knowledge }) => knowledge.hpo === undefined)),
  );
  const open = await unapprovedReleases(openStore(store), {
    kinds,
    assemblies: [...new Set(used.map(({ assembly }) => assembly))],
    releases: used.flatMap(({ knowledge }) => releasesOf(knowledge)),
  });
  return open.map(({ kind, source, id, release, used: instead = null }) => ({
    kind,
    source: kind === "panel" ? `${source} ${id}` : source,
    release,
    used: instead,
  }));
}

function releasesOf({ classifications, hpo, panels }: CaseOutcome["knowledge"]): ReleaseName[] {
  return [
    ...classifications.map(({ kind, source: name, release: version }) => ({ kind, name, version })),
    ...(hpo === undefined
      ? []
      : [{ kind: "hpo" as const, name: hpo.source, version: hpo.release }]),
    ...panels.flatMap(({ id, panelVersion, standing }) =>
      standing === null ? [] : [{ kind: "panel" as const, name: id, version: panelVersion ?? "" }],
    ),
  ];
}

/** By case, of those that have any. One that cannot be read is told elsewhere. */
export function labelsIn(
  archive: string,
  ids: Iterable<string>,
): NonNullable<Reanalysis["labels"]> {
  const labels: NonNullable<Reanalysis["labels"]> = {};
  for (const id of ids) {
    try {
      const own = readCase(archive, id).analysis.labels;
      if (own !== undefined) labels[id] = own;
    } catch (error) {
      if (!isToolError(error)) throw error;
    }
  }
  return labels;
}

/** Nothing seen yet. */
export function emptyReanalysis(archive: string, date: string, dryRun: boolean): Reanalysis {
  return {
    schema: "panelist.reanalysis",
    version: 1,
    archive,
    date,
    dryRun,
    panels: [],
    counts: {
      cases: 0,
      untouched: 0,
      concerned: 0,
      variants: 0,
      unchanged: 0,
      changed: 0,
      olderRules: 0,
      left: {},
      failed: 0,
      events: {},
    },
    events: [],
    pinned: [],
    offRule: [],
    late: [],
    notes: [],
    incomplete: [],
    unapproved: [],
    needsOriginal: [],
    notNamed: {},
    keptBefore: [],
    failed: [],
  };
}

/** Runs before this one, from `from` on. */
function lateRuns(archive: string, id: string, from: number, before: number): RunFile[] {
  const folder = inArchive.case(archive, id);
  const numbers = runNumbers(folder).filter((run) => run >= from && run < before);
  return numbers.map((run) => readRun(folder, run));
}

/** Events of the runs before this one, from the day on, or from a run that no finished output told. */
function eventsSince(
  archive: string,
  id: string,
  { since, from }: { since: string | null; from: number | null },
  before: number,
): CaseEvent[] {
  if (since === null && from === null) return [];
  const folder = inArchive.case(archive, id);
  const events: CaseEvent[][] = [];
  for (const number of runNumbers(folder)
    .filter((n) => n < before)
    .reverse()) {
    const run = readRun(folder, number);
    const isAsked = since !== null && run.date.slice(0, 10) >= since;
    if (!isAsked && number < (from ?? Infinity)) break;
    events.unshift(run.events);
  }
  const all = (): RunFile[] => runNumbers(folder).map((run) => readRun(folder, run));
  return events.length === 0 ? [] : toldStill(events.flat(), all());
}

/** The difference of panels that led to all this, and how many cases it was evaluated for. */
function addStep(panels: Reanalysis["panels"], step: PanelStep): void {
  const { rule, diff, tables } = step;
  if (diff === null) return;
  const said = (side: "old" | "new"): string =>
    [
      `${step[side].name} ${step[side].panelVersion ?? ""}`.trim(),
      ...(tables === undefined ? [] : [`genes by ${tables[side] ?? "no table"}`]),
    ].join(", ");
  const [old, newer] = [said("old"), said("new")];
  const known = panels.find((p) => p.rule === rule && p.old === old && p.new === newer);
  if (known !== undefined) known.cases++;
  else panels.push({ rule, old, new: newer, cases: 1, counts: { ...diff.counts } });
}

export function wantedCases({
  archive,
  cases,
  shard,
}: Pick<ReanalyseOptions, "archive" | "cases" | "shard">): string[] {
  const all = caseIds(archive);
  const unknown = cases.filter((id) => !all.includes(id));
  if (unknown.length > 0)
    throw new ToolError("E_INPUT_MISSING", `no case '${unknown.join("', '")}'`, { path: archive });
  const wanted = cases.length === 0 ? all : all.filter((id) => cases.includes(id));
  return shard === undefined ? wanted : wanted.filter((_, i) => i % shard.of === shard.index);
}

/**
 * Evaluated without the lock, written under it; where another process was quicker, or somebody changed the
 * case, evaluated again. Consent that was withdrawn meanwhile holds: nothing is written.
 */
async function oneCase(
  id: string,
  now: Date,
  knowing: Knowing,
  { dryRun = false }: ReanalyseOptions,
  io: AnalyseIo,
): Promise<CaseOutcome | Left> {
  const { archive } = knowing;
  const file = readCase(archive, id);
  const left = leftOut(file, now);
  if (left !== null) return left;
  const outcome = await reanalyseCase(file, knowing, io);
  if (outcome.write === null || dryRun) return outcome;
  return withCase(archive, id, async (folder) => {
    const newer = readCase(archive, id);
    const leftNow = leftOut(newer, now);
    if (leftNow !== null) return leftNow;
    const same =
      readHead(folder).run === outcome.before && JSON.stringify(newer) === JSON.stringify(file);
    const current = same ? outcome : await reanalyseCase(newer, knowing, io);
    current.write?.();
    return current;
  });
}

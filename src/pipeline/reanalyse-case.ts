/**
 * One case against new knowledge: does it concern the case, which genes must be evaluated, what became
 * different. READ FIRST of re-analysis; `reanalyse.ts` goes through an archive with it.
 */
import { join } from "node:path";
import {
  candidateEvent,
  caseEvents,
  differencesOf,
  holdsAny,
  inArchive,
  keepSnapshot,
  readHead,
  readList,
  readRun,
  readSnapshot,
  readVerdicts,
  snapshotName,
  writeRun,
  appendLog,
  type CaseEvent,
  type CaseFile,
  type Dataset,
  type Head,
  type OtherCause,
  type PanelStep,
} from "../archive/index.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import { widerThanKept } from "../filter/index.ts";
import { reportDocument } from "../report/index.ts";
import { classifiedOf, keptChanges, notKept, sourceOf } from "./case-source.ts";
import { evaluate } from "./case-evaluate.ts";
import type { CaseInput } from "./case-run.ts";
import {
  usedOf,
  type AskedReleases,
  type ChangeOf,
  type Classifications,
} from "./classifications.ts";
import type { Log } from "./options.ts";
import type { PanelChanges } from "./panel-steps.ts";
import { keepPanels, panelsOfRules, type RuleBook, rulesOf } from "./rules.ts";
import { nextRun } from "./next-run.ts";

/** What all cases of one command share. */
export interface Knowing {
  archive: string;
  book: RuleBook;
  changes: PanelChanges;
  classifications: Classifications;
  /** `--clinvar`, `--inhouse`; null: as each case says. */
  releases: AskedReleases;
  /** `--policy`; null: each case stays under the policy of its last run. */
  policy: Policy | null;
  /** ISO date-time of the command. */
  date: string;
  tool: string;
  by: string;
  /** Stop before anything is evaluated: `concerned`. */
  lookOnly: boolean;
}

export interface CaseOutcome {
  /** `untouched`: nothing in the new knowledge concerns it; `unchanged`: evaluated, the answer is the same. */
  outcome: "untouched" | "concerned" | "unchanged" | "changed";
  /** Why it is untouched, or what was evaluated. */
  why: string;
  run: number;
  events: CaseEvent[];
  steps: PanelStep[];
  /** Alleles of a new release that only the original could show, and why it cannot; null: none. */
  needsOriginal: string | null;
  /** Writes the new run; to be called under the case's lock, with the same latest run. */
  write: (() => void) | null;
}

/** Reads only. @throws ToolError, as `analyse`; E_ARCHIVE */
export async function reanalyseCase(
  file: CaseFile,
  knowing: Knowing,
  io: { log: Log; stdin: NodeJS.ReadableStream },
): Promise<CaseOutcome> {
  const { archive } = knowing;
  const folder = inArchive.case(archive, file.id);
  const head = readHead(folder);
  const before = head.knowledge.panels;
  // One that was not evaluated yet (a kill in `archive reannotate`) is not the case's yet.
  const dataset = file.datasets.findLast(({ number }) => number <= (head.dataset ?? number));
  if (dataset === undefined)
    throw new ToolError("E_ARCHIVE", "the case has no dataset", { path: folder });
  const found = await panelsOfRules(rulesOf(file.analysis), knowing.book, before, {
    archive,
    assembly: dataset.assembly,
    override: file.override === null ? null : join(folder, file.override),
  });
  const policyName = knowing.policy === null ? head.knowledge.policy : snapshotName(knowing.policy);
  const samePanels =
    found.used.length === before.length &&
    found.used.every(
      (panel, i) =>
        panel.snapshot === before[i]?.snapshot && panel.resolved === before[i]?.resolved,
    );
  const samePolicy = policyName === head.knowledge.policy;
  const releases = {
    clinvar: knowing.releases.clinvar ?? file.analysis.clinvar,
    inhouse: knowing.releases.inhouse ?? file.analysis.inhouse,
  };
  const today = await knowing.classifications.open(releases, dataset.assembly);
  const used = usedOf(today);
  const then = head.knowledge.classifications;
  refuseLoss(then, used, releases);
  const sameReleases =
    used.length === then.length && used.every(({ sha256 }, i) => sha256 === then[i]?.sha256);
  const untouched = (why: string): CaseOutcome => ({
    outcome: "untouched",
    why,
    run: head.run,
    events: [],
    steps: [],
    needsOriginal: null,
    write: null,
  });
  if (samePanels && samePolicy && sameReleases) return untouched("the same knowledge");

  const policies = {
    before: readSnapshot(archive, "policies", head.knowledge.policy),
    after: knowing.policy ?? readSnapshot(archive, "policies", head.knowledge.policy),
  };
  const { analysis } = file;
  const change = knowing.changes(before, found.used, found.panels, policies, {
    assembly: dataset.assembly,
    minConfidence: analysis.minConfidence,
  });
  const changeOf = sameReleases ? null : await knowing.classifications.changes(then, today);
  const kept = readList(folder, dataset, "alleles") ?? "";
  const otherClasses =
    !sameReleases && (changeOf === null || kept === "" || keptChanges(kept, changeOf).length > 0);
  const context = {
    case: file.id,
    run: head.run + 1,
    date: knowing.date,
    status: file.status,
    steps: change.steps,
    classified: classifiedOf(changeOf),
    others: otherCauses(head, policies, knowing, samePolicy),
    notify: policies.after.notify,
    verdicts: readVerdicts(folder),
  };
  const ofCase = caseEvents(context);
  const wantsAll = analysis.geneAgnostic || analysis.beyondPanel;
  const since = await sinceDistilled(dataset, used, today, knowing);
  const wholeGenome = wantsAll || change.table.genes.some((gene) => gene.region === null);
  const outside =
    today === null || since === "nothing"
      ? []
      : notKept(
          knowing.classifications.rescue(today, change.table, null, wholeGenome),
          since,
          kept,
        );
  // Genes that no annotation names, and that a release since the distilling names for a kept allele.
  const named = typeof since === "function" ? keptChanges(kept, since) : [];
  const listed = [
    readList(folder, dataset, "genes") ?? "\n*\n",
    ...named.flatMap((c) => c.new?.genes ?? []).map((gene) => `${gene.toUpperCase()}\n`),
  ].join("");
  const concerned =
    !samePolicy ||
    outside.length > 0 ||
    otherClasses ||
    // What a release says of the alleles around a candidate is evidence too (PS1, PM5).
    (!sameReleases && readRun(folder, head.run).report.candidates.length > 0) ||
    (change.touched.names.size > 0 && (wantsAll || holdsAny(listed, change.touched.names)));
  if (!concerned && ofCase.length === 0)
    return untouched(
      change.touched.names.size === 0
        ? "nothing that changed concerns it"
        : `it has no record in ${few(change.touched.symbols)}`,
    );

  // A new release weighs on all evidence: alleles around, counts of the gene.
  const partly = samePolicy && sameReleases && !wantsAll && head.tool === knowing.tool;
  if (knowing.lookOnly)
    return {
      ...untouched(partly ? few(change.touched.symbols) : "all genes"),
      outcome: "concerned",
      steps: change.steps,
    };
  const wider = widerThanKept(policies.after, dataset.criteria);
  const { originals, needsOriginal } = await sourceOf(
    dataset,
    { wider, outside, wasOriginal: head.source === "original" },
    policies.after,
  );
  const previous = readRun(folder, head.run);
  const input: CaseInput = {
    folder,
    file,
    dataset,
    panels: found.panels,
    policy: policies.after,
    table: change.table,
    classifications: knowing.classifications,
    releases,
    ...(originals === null ? {} : { originals }),
  };
  const focused = partly && originals === null;
  const { assessed, genes } = await evaluate(input, previous, focused ? change : null, io);
  const report = reportDocument(assessed.result);
  const events = [
    ...ofCase,
    ...differencesOf(previous.report, report).map((d) => candidateEvent(d, context)),
  ];
  const what = genes === null ? "all genes" : few(genes);
  if (events.length === 0)
    return { ...untouched(what), outcome: "unchanged", steps: change.steps, needsOriginal };
  const run = nextRun(previous, report, {
    ...context,
    tool: knowing.tool,
    dataset: dataset.number,
    knowledge: { panels: found.used, classifications: used, policy: policyName },
    source: originals === null ? "distilled" : "original",
    evaluated: genes,
    codingDeNovos: assessed.codingDeNovos,
    events,
  });
  const write = (): void => {
    keepPanels(archive, found);
    keepSnapshot(archive, "policies", policies.after);
    writeRun(folder, run);
    const detail = `run ${run.run}: ${events.length} events`;
    appendLog(folder, { date: knowing.date, by: knowing.by, what: "reanalyse", detail });
  };
  return {
    outcome: "changed",
    why: what,
    run: run.run,
    events,
    steps: change.steps,
    needsOriginal,
    write,
  };
}

/** A store that is not there, or another one, must not pass for knowledge that was withdrawn. */
function refuseLoss(
  then: Head["knowledge"]["classifications"],
  now: ReturnType<typeof usedOf>,
  asked: AskedReleases,
): void {
  const lost = then.find(
    ({ kind, source }) =>
      asked[kind] !== "none" && !now.some((u) => u.kind === kind && u.source === source),
  );
  if (lost === undefined) return;
  throw new ToolError(
    "E_STORE",
    `the last run used ${lost.source} ${lost.release}, and the store holds none for this build`,
    { hint: `is it the right store? \`--${lost.kind} none\` goes on without` },
  );
}

/** @returns null: it cannot be told any more what was known when the dataset was made */
async function sinceDistilled(
  { classifications: then }: Dataset,
  now: ReturnType<typeof usedOf>,
  today: Awaited<ReturnType<Classifications["open"]>>,
  knowing: Knowing,
): Promise<ChangeOf | "nothing" | null> {
  if (then === undefined) return null;
  const same =
    now.length === then.length && now.every(({ sha256 }, i) => sha256 === then[i]?.sha256);
  return same ? "nothing" : knowing.classifications.changes(then, today);
}

function otherCauses(
  head: Head,
  policies: { before: Policy; after: Policy },
  { tool }: Knowing,
  samePolicy: boolean,
): OtherCause[] {
  const policy: OtherCause[] = samePolicy
    ? []
    : [
        {
          type: "threshold",
          cause: {
            source: "policy",
            name: "policy",
            old: snapshotName(policies.before).slice(0, 12),
            new: snapshotName(policies.after).slice(0, 12),
            date: null,
          },
        },
      ];
  const software: OtherCause[] =
    head.tool === tool
      ? []
      : [
          {
            type: "method",
            cause: { source: "software", name: "panelist", old: head.tool, new: tool, date: null },
          },
        ];
  return [...policy, ...software];
}

/** The first of many. */
function few(names: readonly string[]): string {
  return names.length <= 5
    ? names.join(", ") || "no gene"
    : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}

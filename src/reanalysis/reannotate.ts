/**
 * `archive reannotate`: renews annotation that has aged. A fresh annotation of the same calls takes the old one's
 * place as the case's newest dataset; or, when that is said, another sequencing of the person; or its kept lines
 * are read by another release of transcripts. The run that follows is made under the knowledge of the run before,
 * so that what the method changed is not mixed with what knowledge changed (RE-06, RE-09).
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  digestsIn,
  documentStep,
  inCase,
  makeFolder,
  markUntold,
  openArchive,
  readCase,
  readHead,
  readList,
  readRun,
  readSnapshot,
  readVerdicts,
  type Step,
  withCase,
  writable,
  writeRun,
} from "../archive/index.ts";
import type { CaseEvent, CaseFile, Dataset, RunFile } from "../archive/types.ts";
import { eventsOf } from "./events/events.ts";
import type { OtherCause } from "./events/types.ts";
import { differencesOf } from "./events/differences.ts";
import type { Policy } from "../core/policy.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import { RULES_NOW } from "../core/rules.ts";
import { tellsOfGenes } from "../core/warnings.ts";
import type { PanelGenes } from "../panel/types.ts";
import { reportDocument, wordedForLog } from "../report/index.ts";
import { placeDurably, replaceFile, temporaryBeside } from "../io/atomic.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { distilDataset, keepIn } from "./dataset.ts";
import { lacksEvents } from "./carried.ts";
import { copyCoverage } from "./case-coverage.ts";
import { optionsOf, runCase } from "./case-run.ts";
import { keepsSplicing, refuseOtherSources, withoutSplicing } from "./case-sources.ts";
import { eventKnowledgeTold } from "./event-knowledge.ts";
import { caseStore, pinned, rulesCause } from "./case-knowledge.ts";
import { usedOf } from "./classifications.ts";
import { strangersIn, uncomparedPeople } from "./known-people.ts";
import { nextRun } from "./next-run.ts";
import { openNamed, type EventFile } from "../analysis/events/inputs.ts";
import { isGff3 } from "../io/gff3.ts";
import { openFamily, wantsAll, type Opened } from "../analysis/prepare.ts";
import { tableOf, uniquePanels } from "../library/panels.ts";
import { sourceOf } from "./case-source.ts";
import { eventFaults } from "./originals.ts";
import { renamedEvents } from "./events/renamed-events.ts";
import { type FailedCase, failureOf } from "./failed-case.ts";
import {
  keptExons,
  type KeptExons,
  readByTranscripts,
  refuseRelease,
  type Making,
} from "./kept-transcripts.ts";
import { leftOut, type Left } from "./left-out.ts";
import { wantedCases } from "./reanalyse.ts";
import { otherCalls, type OtherCalls } from "./same-calls.ts";

export interface ReannotateOptions {
  archive: string;
  case: string;
  /** The family's files; none with `transcripts`. */
  vcfs: string[];
  /** A release of the store by which the kept lines are read from now on. */
  transcripts?: string | undefined;
  /** Other calls are expected: the person was sequenced again. */
  resequenced?: boolean | undefined;
  assay?: string | undefined;
  store?: string | undefined;
  by: string;
}

export interface Reannotated {
  case: string;
  dataset: number;
  run: number;
  /** What changed. */
  events: CaseEvent[];
  /** Of a new release of transcripts: how much of its exons the kept lines cover; undefined: a new file was read. */
  exons?: KeptExons | undefined;
}

export async function reannotate(options: ReannotateOptions, io: AnalyseIo): Promise<Reannotated> {
  const { archive, case: id, transcripts, resequenced = false } = options;
  const isKept = transcripts !== undefined;
  openArchive(archive);
  readCase(archive, id);
  return withCase(archive, id, async (folder) => {
    const file = readCase(archive, id);
    const previous = readRun(folder, readHead(folder).run);
    // One that a kill left without its run is made again.
    const datasets = file.datasets.filter((dataset) => dataset.number <= previous.dataset);
    const old = datasets.at(-1);
    if (old === undefined) throw new ToolError("E_ARCHIVE", "the case has no dataset");
    const { policy: policyName, panels: used } = previous.knowledge;
    const policy = readSnapshot(archive, "policies", policyName);
    const panels = used.map(({ snapshot }) => readSnapshot(archive, "panels", snapshot));
    const store = caseStore(options.store);
    // Only the method may differ.
    const releases = pinned(previous.knowledge);
    const number = old.number + 1;
    const vcfs = isKept ? old.distilled.map(({ path }) => join(folder, path)) : options.vcfs;
    const requested = optionsOf(file, folder, {
      vcfs,
      assembly: resequenced ? undefined : old.assembly,
      store: options.store,
      transcripts,
    });
    const opened = await openFamily(requested, policy, io, isKept);
    const release = isKept ? opened.transcripts : null;
    if (release !== null) refuseRelease(old, release);
    const knowledge = await store.classifications.open(releases, opened.assembly);
    refuseOtherKnowledge(previous, usedOf(knowledge));
    const { sources: declared } = previous.knowledge;
    const specs =
      declared === undefined ? null : readSnapshot(archive, "sources", declared.declaration);
    const sources = await store.sources(specs, opened.assembly, policy);
    refuseOtherSources(declared, sources.known);
    const table = tableOf(uniquePanels(panels), requested, policy, opened.assembly);
    // Built where nobody looks; a whole folder gets its name at the end.
    const workshop = temporaryBeside(inCase.dataset(folder, number));
    try {
      makeFolder(workshop);
      if (file.ped !== null)
        replaceFile(join(workshop, file.ped), readFileSync(join(folder, file.ped)));
      const added = io.now().toISOString();
      const assay = options.assay ?? old.assay;
      const about = {
        number,
        added,
        assay,
        policy,
        knowledge,
        sources: sources.opened,
        store: options.store,
        panels: table,
      };
      const making = { ...about, folder, workshop, old };
      const dataset =
        release === null
          ? await fromFiles(opened, making, resequenced, io)
          : await readByTranscripts(opened, making);
      const rules = Math.min(old.rules, previous.tool.rules);
      // Lines that older rules did not keep come with the new ones: the rise is the rules' (DEC-52).
      const isOlder = rules < RULES_NOW;
      if (!resequenced) refuseUnread(previous, dataset);
      if (!resequenced && !isKept) await refuseOtherCalls(folder, old, dataset, vcfs);
      const newer: CaseFile = { ...file, datasets: [...datasets, dataset] };
      const wasOriginal = isKept && previous.source === "original";
      const asked = { wider: null, outside: [], predicted: [], wasOriginal };
      const { originals } = await sourceOf(old, asked, policy);
      const exons =
        release === null
          ? undefined
          : await keptExons(release, dataset, wantsAll(requested) ? null : table, options.store);
      const asking = keepsSplicing(dataset, sources.opened)
        ? sources.opened
        : withoutSplicing(sources.opened);
      const known = { panels, table, policy, store, releases, sources: asking, originals };
      const input = { ...known, folder: workshop, file: newer, dataset, previous };
      const assessed = await runCase(input, null, io);
      const { incomplete, warnings } = assessed.result;
      for (const one of [...incomplete, ...warnings.filter(tellsOfGenes)])
        io.log.warn(wordedForLog(one));
      const report = reportDocument(assessed.result);
      const context = {
        case: id,
        run: previous.run + 1,
        date: dataset.added,
        status: file.status,
        steps: [],
        classified: null,
        others: [
          isOlder && !resequenced
            ? rulesCause({ old: previous.tool.version, new: io.version, rules })
            : causeOf(old, dataset, resequenced, isKept),
        ],
        notify: resequenced ? policy.notify : withMethod(policy.notify),
        verdicts: readVerdicts(folder, newer.datasets),
      };
      const differences = differencesOf(previous.report, report, assessed.withheld.ids);
      const events = [
        ...eventsOf(differences, context).map((event) =>
          asNewAnnotation(event, previous, file, resequenced),
        ),
        ...renamedEvents(previous.report, report, context),
      ];
      const run = nextRun(previous, report, {
        ...context,
        tool: io.version,
        dataset: number,
        knowledge: {
          ...previous.knowledge,
          events: dataset.events === undefined ? undefined : eventKnowledgeTold({ report }),
        },
        source: originals === null ? "distilled" : "original",
        needsOriginal: isKept ? (previous.needsOriginal ?? null) : null,
        evaluated: null,
        codingDeNovos: assessed.codingDeNovos,
        events,
        withheld: assessed.withheld.ids,
      });
      const what = resequenced ? "resequenced" : "reannotate";
      const detail = `dataset ${number}, run ${run.run}: ${counted(events.length, "event")}; ${release === null ? vcfs.join(" ") : `${release.name}, ${exons?.kept ?? "?"} of ${exons?.bases ?? "?"} exon bases kept`}`;
      if (events.length > 0) markUntold(folder, run.run);
      writeRun(folder, run, { date: dataset.added, by: options.by, what, detail }, [
        datasetStep(folder, workshop, number),
        documentStep(folder, inCase.file(folder), newer),
      ]);
      return { case: id, dataset: number, run: run.run, events, exons };
    } finally {
      rmSync(workshop, { recursive: true, force: true });
    }
  });
}

/** The files' own lines, scanned anew. */
async function fromFiles(
  opened: Opened,
  {
    folder,
    workshop,
    old,
    ...about
  }: Making & {
    assay: string | null;
    store: string | undefined;
    panels: PanelGenes;
  },
  resequenced: boolean,
  { log, ...io }: AnalyseIo,
): Promise<Dataset> {
  const { policy } = about;
  const earlier = resequenced ? [] : earlierEvents(opened.events, old);
  const isAway = eventFaults({ events: earlier }).length > 0;
  // Read again, so that what they ask of the new lines is kept.
  if (earlier.length > 0 && !isAway) opened.events.unshift(...(await openNamed(earlier)));
  const { dataset: made, scanned } = await distilDataset(workshop, opened, about, { ...io, log });
  const into = { folder: workshop, dataset: made };
  if (resequenced && earlierEvents(made.events, old).length > 0)
    log.warn(
      "files of structural variants of the earlier sequencing are left out: give them again, or newer ones",
    );
  const copies = isAway ? readList(folder, old, "copies") : null;
  if (copies !== null)
    keepIn(inCase.dataset(workshop, made.number), "copies.txt", copies, made.digests ?? {});
  if (isAway)
    log.warn(
      "files of structural variants are away, so the small variants that tell for or against them cannot be kept: reannotate again when the files are back",
    );
  const unread = {
    events: [...earlier, ...(made.events ?? [])],
    criteria: { ...made.criteria, deletions: undefined },
  };
  const dataset: Dataset = resequenced
    ? { ...made, resequenced }
    : { ...made, ...(isAway ? unread : {}), digests: copyCoverage(folder, old, into) };
  const strangers = strangersIn(dataset, old, policy);
  if (strangers > 0)
    log.warn(
      `${counted(strangers, "person", "people")} of the file: the genotypes match nobody sequenced before: check that it is this family's`,
    );
  const tally = scanned.result?.tally ?? null;
  const uncompared = resequenced ? uncomparedPeople(tally, opened.family, old, policy) : 0;
  if (uncompared > 0)
    log.warn(
      `${counted(uncompared, "person", "people")} of the file: too few genotypes at the fixed sites to show whether they were sequenced before`,
    );
  return dataset;
}

/** New files of small variants replace those alone: files of events stay, unless others are given. */
function earlierEvents(
  given: readonly Pick<EventFile, "kind">[] = [],
  { events: old = [] }: Pick<Dataset, "events">,
): NonNullable<Dataset["events"]> {
  const isOwn = ({ kind }: Pick<EventFile, "kind">): boolean => kind !== "small";
  return given.some(isOwn) ? [] : old.filter(isOwn);
}

/** @throws ToolError E_ARCHIVE: what events show under new knowledge would pass for the annotation's doing */
function refuseUnread(previous: RunFile, dataset: Dataset): void {
  if (!lacksEvents(previous) || eventFaults(dataset).length > 0) return;
  throw new ToolError("E_ARCHIVE", "the case's structural variants have not been read yet", {
    hint: "Run `panelist reanalyse` first (`archive relink` if their files have moved), so that it reports what is new.",
  });
}

/** The dataset's folder gets its place. */
function datasetStep(folder: string, workshop: string, number: number): Step {
  const made = inCase.dataset(workshop, number);
  const place = inCase.dataset(folder, number);
  const files = Object.entries(digestsIn(made)).map(([name, digest]) => [
    `datasets/${number}/${name}`,
    digest,
  ]);
  return {
    files: Object.fromEntries(files),
    write: () =>
      writable(place, () => {
        // A kill may have left a dataset that case.json does not name.
        if (existsSync(place)) rmSync(place, { recursive: true });
        placeDurably(made, place);
      }),
  };
}

function refuseOtherKnowledge(
  { knowledge }: RunFile,
  now: RunFile["knowledge"]["classifications"],
): void {
  const digests = (used: typeof now): string => used.map(({ sha256 }) => sha256).join(" ");
  if (digests(knowledge.classifications) === digests(now)) return;
  throw new ToolError("E_STORE", "the store no longer holds the releases of the case's last run", {
    hint: "Run `panelist reanalyse` first, so that the case uses the current releases.",
  });
}

async function refuseOtherCalls(
  folder: string,
  old: Dataset,
  newer: Dataset,
  vcfs: readonly string[],
): Promise<void> {
  const differs =
    newer.records !== old.records
      ? `${counted(newer.records, "record")}, there were ${old.records}`
      : // Counts by other rules, of other windows, or of a family that was set since, are no witness.
        old.rules === newer.rules &&
          areOfSamePeople(old, newer) &&
          newer.tally?.windows === old.tally?.windows &&
          JSON.stringify(newer.tally) !== JSON.stringify(old.tally)
        ? "the sample checks give different counts"
        : otherCallsText(
            await otherCalls(
              old.distilled.map(({ path }) => join(folder, path)),
              vcfs,
            ),
          );
  if (differs === undefined) return;
  throw new ToolError("E_USAGE", `the calls are different: ${differs}`, {
    path: vcfs[0],
    hint: "Annotate the file from which the case was made, or add --resequenced if the person was sequenced again.",
  });
}

function areOfSamePeople({ people }: Dataset, newer: Dataset): boolean {
  return people === undefined || people.join("\n") === newer.people?.join("\n");
}

function otherCallsText(other: OtherCalls | undefined): string | undefined {
  switch (other?.kind) {
    case "samples":
      return `the samples are ${other.is.join(", ")}, were ${other.was.join(", ")}`;
    case "records":
      return `${counted(other.count, "kept record is missing or has", "kept records are missing or have")} other genotypes, the first at ${other.first}`;
    case undefined:
      return undefined;
  }
}

function causeOf(old: Dataset, newer: Dataset, resequenced: boolean, isKept: boolean): OtherCause {
  const said = ({ number, annotator, assay, assembly }: Dataset): string =>
    [`dataset ${number}`, assembly, assay, annotator].filter((word) => word !== null).join(", ");
  const release = ({ transcripts }: Dataset): string | null =>
    transcripts === undefined ? null : `${transcripts.source} ${transcripts.release}`;
  const date = newer.added;
  if (isKept) {
    const [was, is] = [release(old), release(newer)];
    const cause = { source: "transcripts" as const, name: "transcripts", old: was, new: is, date };
    return { type: "consequence_changed", cause };
  }
  const name = resequenced ? "sequencing" : "annotation";
  const cause = { source: "software" as const, name, old: said(old), new: said(newer), date };
  return { type: "method", cause };
}

/**
 * RE-06. A gene that the old annotation never named was waiting for its panel's knowledge to reach the
 * case: what comes up in it wakes as a gene that became green does (RE-03).
 */
function asNewAnnotation(
  event: CaseEvent,
  { report }: RunFile,
  { status }: CaseFile,
  resequenced: boolean,
): CaseEvent {
  if (resequenced || event.type === "rules_changed") return event;
  const waited = report.notAssessed.some(
    ({ what, subject }) => what === "gene_not_annotated" && subject === event.gene,
  );
  const isNew = event.before === null && (event.after?.tier ?? 9) <= 2;
  if (!waited || !isNew) return { ...event, rule: "RE-06" };
  const notifies = status === "open" || status === "partial" || status === "deceased";
  return { ...event, rule: "RE-03", priority: "high", notify: notifies };
}

/** What a new annotation of the same calls takes to the upper tiers is told, as that of other transcripts is. */
function withMethod(notify: Policy["notify"]): Policy["notify"] {
  return { ...notify, types: [...notify.types, "method"] };
}

export interface RetranscribedCases {
  done: Reannotated[];
  /** Their lines stay read as they were, or they failed. */
  failed: FailedCase[];
  /** Cases that nobody evaluates, by why. */
  left: Partial<Record<Left, number>>;
}

/**
 * Cases of an archive by another release of transcripts, each from its kept lines.
 * @param asked `cases` empty: all
 */
export async function reannotateCases(
  asked: Omit<ReannotateOptions, "case" | "vcfs"> & { cases: string[]; transcripts: string },
  io: AnalyseIo,
): Promise<RetranscribedCases> {
  const { archive, transcripts } = asked;
  openArchive(archive);
  if (isGff3(transcripts) || transcripts === "none")
    throw usageError(
      `'${transcripts}' is not a release in the store`,
      "Import it with `panelist knowledge import transcripts`, so that the cases can use it.",
    );
  const result: RetranscribedCases = { done: [], failed: [], left: {} };
  for (const id of wantedCases(asked)) {
    try {
      const left = leftOut(readCase(archive, id), io.now());
      if (left !== null) result.left[left] = (result.left[left] ?? 0) + 1;
      // oxlint-disable-next-line no-await-in-loop -- one case at a time: bounded memory
      else result.done.push(await reannotate({ ...asked, case: id, vcfs: [] }, io));
    } catch (error) {
      // oxlint-disable-next-line no-await-in-loop -- rare
      result.failed.push(await failureOf(archive, id, error));
    }
  }
  return result;
}

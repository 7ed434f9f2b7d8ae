/** The events of a family, read whole and assessed (SVI-06), alongside the scan of its small variants. */
import { madeBy } from "../../vcf/index.ts";
import { counted } from "../../core/counted.ts";
import { kindWord } from "../../core/event-files.ts";
import { annotatedGene } from "../../core/gene.ts";
import type { Log } from "../../core/log.ts";
import type { Told } from "../../core/warnings.ts";
import { geneMatcher, identitiesOf } from "../../panel/match.ts";
import type { KnowledgeUsed, NotAssessed } from "../../rank/types.ts";
import type { DropReason, Survivor } from "../../scan/types.ts";
import { openStore } from "../../store/index.ts";
import { hasKind } from "../../store/names.ts";
import {
  chromosomeFindings,
  type ChromosomeFindings,
  effectsOf,
  isCalledAsOther,
  isUnreadable,
  openDosage,
  ownByFile,
  readEvents,
  regionsNotAssessed,
  regionsOf,
  withParentsOwn,
  withRetrocopies,
  type DosageTable,
  isOpenBySex,
} from "../../structural/index.ts";
import type {
  EventDropReason,
  EventFileRead,
  FileKind,
  GenomicEvent,
  KnownGenes,
} from "../../structural/types.ts";
import { wantsAll, type Planned, type Prepared } from "../prepare.ts";
import { withCallsInSmall } from "./calls-in-small.ts";
import { placeIn } from "./in-genes.ts";
import { frequenciesInSmall, type InFile, readInSmall } from "./in-small.ts";
import { withInside } from "./inside.ts";
import { promoterPartners } from "./promoters.ts";
import { readShort } from "./short.ts";
import {
  judgeEvents,
  leftAtOnce,
  type EventKnowledge,
  type JudgedEvent,
  type LeftEvent,
} from "./judge.ts";

/** Short alleles leave for the reasons of small variants. */
export interface FileRead extends Omit<EventFileRead, "dropped"> {
  dropped: Partial<Record<EventDropReason | DropReason, number>>;
}

export interface FamilyEvents {
  events: JudgedEvent[];
  /** As they were read, in their order. */
  all: readonly GenomicEvent[];
  /** Those that can be no candidate. */
  left: LeftEvent[];
  files: FileRead[];
  /** Of records without a usable place, and files without any other (DEC-34). */
  unread: Told[];
  /** By person: kinds of files with a column of theirs. */
  assayed: FileKind[][];
  chromosomes: ChromosomeFindings;
  /** Regions of the panels without a place on the build. */
  unplacedRegions: string[];
  /** What was looked up in. */
  used: KnowledgeUsed[];
  /** Of short alleles in the files, read as small variants. */
  short: Survivor[];
  /** As an earlier run told it, in place of what the files tell. */
  notAssessed?: NotAssessed[];
}

/** null: no file of events is given. @param isAgain what was told of files of events stands. @throws ToolError as `readEvents` */
export async function readFamilyEvents(
  prepared: Prepared & Planned,
  log: Log,
  isAgain: boolean,
): Promise<FamilyEvents | null> {
  const { events: files, family, assembly, policy, panels } = prepared;
  if (files.length === 0) return null;
  const small = prepared.inputs.map(({ header }) => header);
  const { events, ...whole } = await readEvents(files, family, assembly, { sv: policy.sv, small });
  const read = { ...whole, ...(await readShort(whole, prepared)) };
  const own = ownByFile(read.files, events, family.proband);
  for (const [i, file] of read.files.entries())
    if (!isAgain || file.kind === "small") log.info(lineOf(file, own[i] ?? 0));
  const inSmall = new Map<GenomicEvent, InFile[]>();
  const { knowledge, dosage, used } = await knowledgeOf(prepared, events, inSmall);
  const chromosomes = chromosomeFindings({ ...read, events }, family, assembly, policy);
  const asked = events.filter((event) => !chromosomes.parts.has(event));
  const judged = await judgeEvents(asked, family, knowledge, policy);
  const beside = withCallsInSmall(judged.events, inSmall, prepared);
  const parts = await regionsAlone(chromosomes.parts, family, knowledge, policy);
  const regions = panels.flatMap((panel) => panel.regions);
  return {
    ...read,
    events: [
      ...(await withInside(withParentsOwn(beside, events, family), prepared, policy)),
      ...withParentsOwn(parts.events, events, family),
      ...(await promoterPartners(judged.events, prepared, knowledge)),
    ],
    all: events,
    unread: [
      ...unreadOf(read.files, prepared.inputs),
      ...furtherColumns(read.files, family),
      ...files
        .filter((file) => isCalledAsOther(file, file.header, family))
        .map(({ path }): Told => ({ code: "event_file_renamed", facts: { path } })),
      ...openBySex(read.files, [...judged.events, ...judged.left], family.proband),
    ],
    chromosomes,
    left: [...judged.left, ...parts.left],
    unplacedRegions: regionsNotAssessed(regions, assembly, dosage),
    used,
  };
}

/** Parts of a changed chromosome make no candidates of genes; regions of the panels stay (SVH-15), but of X and Y (DEC-49). */
async function regionsAlone(
  parts: ReadonlySet<GenomicEvent>,
  family: Prepared["family"],
  knowledge: EventKnowledge,
  policy: Prepared["policy"],
): ReturnType<typeof judgeEvents> {
  const told = [...parts].filter(({ chrom }) => chrom !== "X" && chrom !== "Y");
  const effects: EventKnowledge["effects"] = (events) => events.map(() => []);
  const { events, left } = await judgeEvents(told, family, { ...knowledge, effects }, policy);
  const others = [...parts].filter((event) => !told.includes(event));
  return {
    events,
    left: [
      ...left.map((one) => ({
        ...one,
        reason:
          one.reason === "sv_no_gene_effect" ? ("sv_neutral_copy_number" as const) : one.reason,
      })),
      ...others.map((event) => leftAtOnce(event, "sv_neutral_copy_number")),
    ],
  };
}

function unreadOf(files: readonly EventFileRead[], inputs: Prepared["inputs"]): Told[] {
  const isNothing =
    inputs.every(({ isEmpty }) => isEmpty === true) &&
    files.every((file) => file.records === 0 || isUnreadable(file));
  const unread = files.flatMap((file): Told[] => {
    const { path, records: of, dropped } = file;
    const { sv_bad_place: records = 0 } = dropped;
    if (records === 0) return [];
    const code = isUnreadable(file) ? "events_unreadable" : "event_records_unread";
    return [{ code, facts: { path, records, of } }];
  });
  return isNothing ? [{ code: "no_event_record", facts: {} }, ...unread] : unread;
}

/** `C_1` beside `C`: what a merge of two callers' files of one person makes of their columns. */
function furtherColumns(
  files: readonly EventFileRead[],
  { people }: Pick<Prepared["family"], "people">,
): Told[] {
  const known = new Set(people.map(({ id }) => id));
  return files.flatMap(({ path, samples }): Told[] => {
    const further = samples.filter((name) => {
      const [, person] = /^(.+)_\d+$/.exec(name) ?? [];
      return (
        person !== undefined && !known.has(name) && known.has(person) && samples.includes(person)
      );
    });
    const facts = { path, columns: further.length };
    return further.length === 0 ? [] : [{ code: "event_columns_unread", facts }];
  });
}

/** Of X and Y, where the copies are a change in one sex alone, and nobody says which. */
function openBySex(
  files: readonly EventFileRead[],
  events: readonly { event: GenomicEvent }[],
  proband: number,
): Told[] {
  const open = events.filter(({ event: { calls, kind, locus } }) =>
    isOpenBySex(calls[proband] ?? null, kind, locus),
  );
  const uncarried = files.map(({ dropped }) => dropped.sv_sex_unknown ?? 0);
  const records = uncarried.reduce((sum, count) => sum + count, open.length);
  return records === 0 ? [] : [{ code: "events_sex_unknown", facts: { records } }];
}

/** `x.vcf.gz: structural variants (Manta, svdb), 3 samples, 19 records, 13 events of the proband`. */
function lineOf({ path, kind, callers, samples, records }: EventFileRead, own: number): string {
  const by = callers.length === 0 ? "" : ` (${callers.join(", ")})`;
  return `${path}: ${kindWord(kind)}${by}, ${counted(samples.length, "sample")}, ${counted(records, "record")}, ${counted(own, "event")} of the proband`;
}

/** @param inSmall filled with what the files of small variants have of the events that are asked for */
async function knowledgeOf(
  prepared: Prepared,
  events: readonly GenomicEvent[],
  inSmall: Map<GenomicEvent, InFile[]>,
): Promise<{ knowledge: EventKnowledge; dosage: DosageTable | null; used: KnowledgeUsed[] }> {
  const { options, assembly, table, policy, panels, annotationSources: sources } = prepared;
  const { transcriptRelease } = await import("../lookups/transcripts.ts");
  const release =
    prepared.transcripts ??
    (await transcriptRelease({ ...options, madeBy: madeBy(prepared.inputs) }, assembly));
  const { promoterLength } = policy.sv;
  const places = release === null ? [] : events.flatMap((event) => placesOf(event, promoterLength));
  const transcripts = release === null || places.length === 0 ? null : release.slice(places, null);
  const dosage = hasKind(options.store, "dosage")
    ? await openDosage(openStore(options.store), assembly)
    : null;
  const genes = knownGenes(prepared);
  const regions = panels.flatMap((panel) => panel.regions);
  const match = geneMatcher(table);
  const known = identitiesOf(table);
  const isAgnostic = wantsAll(options);
  const knowledge: EventKnowledge = {
    transcripts,
    effects: (all) => {
      const judged = all.map((event) => ({ event, effects: effectsOf(event, transcripts, genes) }));
      return transcripts === null
        ? judged.map(({ effects }) => effects)
        : withRetrocopies(judged, transcripts);
    },
    isAsked: (effect, event) => isAgnostic || match(effect.gene, placeIn(event, effect)) >= 0,
    regions: (event) => regionsOf(event, regions, dosage),
    dosage: (gene) => dosage?.gene(annotatedGene(gene, known[match(gene)])) ?? null,
    populations: async (all) => (sources === null ? [] : sources.populations(all)),
    inSmall: async (all) => {
      const read = await readInSmall(all, prepared.inputs, policy);
      return all.map((event, i) => {
        const own = read[i] ?? [];
        inSmall.set(event, own);
        return frequenciesInSmall(event, own, policy, transcripts);
      });
    },
    lowConfidence: async (all) => (sources === null ? [] : sources.lowConfidence(all)),
  };
  const used: KnowledgeUsed[] = (dosage?.entries ?? []).map(({ source, version, sha256 }) => ({
    kind: "dosage",
    source,
    release: version,
    sha256,
  }));
  if (release !== null && prepared.transcripts === null) used.push(release.used);
  return { knowledge, dosage, used };
}

/** Genes of the panels by their places, without the margin of the scan. */
function knownGenes({ table, policy }: Prepared): KnownGenes {
  const { margin } = policy.region;
  return {
    extents: table.genes.flatMap(({ symbol, hgncId, ensemblIds, ncbiId, region }) => {
      if (region === null) return [];
      const gene = { symbol, hgncId, ensemblGene: ensemblIds[0] ?? null, ncbiGene: ncbiId };
      const { chrom, start, end } = region;
      return [{ gene, chrom, start: start + margin, end: end - margin }];
    }),
    reporting: table.transcripts ?? [],
    promoterLength: policy.sv.promoterLength,
  };
}

/** Where genes may be touched, in the terms of a slice. */
function placesOf(
  { kind, chrom, first, last, ciFirst, ciLast, ends }: GenomicEvent,
  margin: number,
): { chrom: string; start: number; end: number }[] {
  const low = ciFirst[0] - margin;
  const high = ciLast[1] + margin;
  if (kind !== "BND") return [{ chrom, start: Math.max(1, first + low), end: last + high }];
  return ends.map((end) => ({
    chrom: end.chrom,
    start: Math.max(1, end.pos + low),
    end: end.pos + high,
  }));
}

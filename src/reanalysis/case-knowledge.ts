/**
 * What is currently known about a case: what a run would record, its parts, and what has changed since the last
 * run.
 */
import { join } from "node:path";
import { snapshotName, type ReadSnapshots } from "../archive/index.ts";
import type {
  CaseFile,
  Dataset,
  Provenance as KnowledgeOfRun,
  ReleaseUsed,
} from "../archive/types.ts";
import type { OtherCause } from "./events/types.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import { RULES_NOW, rulesSince } from "../core/rules.ts";
import { newestOfEach, openStore } from "../store/index.ts";
import {
  classifications,
  usedOf,
  type RequestedReleases,
  type ClassificationReleases,
} from "./classifications.ts";
import type { Classifications } from "../analysis/lookups/classifications.ts";
import type { LookupOptions } from "../analysis/options.ts";
import type { SourceSpec } from "../lookup/types.ts";
import { ofBuild, openSourcesOf, type CaseSources, type OpenSources } from "./case-sources.ts";
import { eventKnowledge, type EventKnowledgeOf } from "./event-knowledge.ts";
import { hpoReleases, type HpoReleases } from "../patient/index.ts";
import {
  forwardReleases,
  heldBy,
  withdrawnOf,
  type Held,
  type WithdrawnRelease,
} from "./forward.ts";
import { panelsOfRules, rulesOf, type RuleBook, type RulePanels } from "./rules.ts";

/** What the cases of one command ask of the store: each release is opened once. */
export interface CaseStore {
  /** Its folder; undefined: none. */
  store: string | undefined;
  classifications: ClassificationReleases;
  hpo: HpoReleases;
  /** The newest table of each source: facts of genes, genes and their diseases. */
  geneFacts: () => Promise<ReleaseUsed[]>;
  events: EventKnowledgeOf;
  /** What a declaration's sources are today. */
  sources: OpenSources;
  held: Held;
}

export function caseStore(
  store: string | undefined,
  asked: Pick<LookupOptions, "allowRemoteLookups" | "offline"> = {},
): CaseStore {
  let facts: Promise<ReleaseUsed[]> | undefined;
  return {
    store,
    classifications: classifications(store),
    hpo: hpoReleases(store),
    geneFacts: () => (facts ??= geneFactsUsed(store)),
    events: eventKnowledge(store),
    sources: openSourcesOf({ ...asked, store }),
    held: heldBy(store),
  };
}

/** Where all cases of one command look. */
export interface ReanalysisInputs {
  archive: string;
  store: CaseStore;
  book: RuleBook;
  /** `--clinvar`, `--inhouse`, `--hpo-release`, for this run; undefined: as each case says. */
  releases: RequestedReleases;
  /** `--policy`; null: each case stays under the policy of its last run. */
  policy: Policy | null;
  /** `--annotate`; null: each case follows the declaration of its last run. */
  sources: SourceSpec[] | null;
  snapshots: ReadSnapshots;
}

export interface KnowledgeToday {
  /** As the run of today writes it down. */
  knowledge: KnowledgeOfRun;
  found: RulePanels;
  classifications: Classifications | null;
  releases: RequestedReleases;
  sources: CaseSources;
  /** Of the last run's knowledge. */
  withdrawn: WithdrawnRelease[];
}

/**
 * @param policyThen of the last run, over today's defaults: the archive need not hold it under that name
 * @throws ToolError E_STORE: what the last run used is nowhere in the store
 */
export async function knowledgeToday(
  file: CaseFile,
  dataset: Dataset,
  folder: string,
  then: KnowledgeOfRun,
  policyThen: Policy,
  inputs: ReanalysisInputs,
): Promise<KnowledgeToday> {
  const { archive, book, policy } = inputs;
  const { held } = inputs.store;
  const withdrawn = await withdrawnOf(then, held);
  const found = await panelsOfRules(rulesOf(file.analysis), book, then.panels, {
    archive,
    assembly: dataset.assembly,
    override: file.override === null ? undefined : join(folder, file.override),
    files: file.panelFiles,
    pins: file.pins ?? [],
    withdrawn,
  });
  const releases = await forwardReleases(file, dataset.assembly, inputs.releases, then, held);
  const opened = await inputs.store.classifications.open(releases, dataset.assembly);
  const used = usedOf(opened);
  const isGone = ({ kind, source, release }: (typeof used)[number]): boolean =>
    withdrawn.some((w) => w.kind === kind && w.name === source && w.release === release);
  refuseLoss(
    then.classifications.filter((one) => !isGone(one)),
    used,
    releases,
  );
  const own =
    then.sources === undefined ? null : inputs.snapshots("sources", then.sources.declaration);
  const sources = await inputs.store.sources(
    ofBuild(inputs.sources, dataset.assembly, own),
    dataset.assembly,
    policy ?? policyThen,
  );
  const knowledge: KnowledgeOfRun = {
    panels: found.used,
    classifications: used,
    ...(await ofPatient(file, releases, inputs.store)),
    sources: sources.known,
    events: await inputs.store.events(folder, dataset, policyThen),
    policy: policy === null ? then.policy : snapshotName(policy),
  };
  return { knowledge, found, classifications: opened, releases, sources, withdrawn };
}

/** What a run writes down of the patient, the family and the tables of genes. */
export async function ofPatient(
  file: Pick<CaseFile, "analysis" | "terms" | "digests" | "ped">,
  { hpo: release }: Pick<RequestedReleases, "hpo">,
  { hpo, geneFacts }: CaseStore,
): Promise<Pick<KnowledgeOfRun, "hpo" | "terms" | "family" | "geneFacts">> {
  const { terms } = file;
  const facts = await geneFacts();
  return {
    hpo: terms && usedRelease(await hpo.find(release)),
    terms: terms && sha256(JSON.stringify(terms.terms)),
    geneFacts: facts.length === 0 ? undefined : facts,
    family: familyDigest(file),
  };
}

/** The pedigree, and everything said of the family beside it. */
function familyDigest({
  analysis,
  digests,
  ped,
}: Pick<CaseFile, "analysis" | "digests" | "ped">): string {
  const { proband, sex, affected, forceSex, notGeneticParents } = analysis;
  const { allowPhenocopy, penetrance } = analysis;
  const said = { proband, sex, affected, forceSex, notGeneticParents, allowPhenocopy, penetrance };
  return sha256(JSON.stringify([ped === null ? null : (digests?.[ped] ?? ped), said]));
}

function usedRelease(entry: { source: string; version: string; sha256: string }): ReleaseUsed {
  return { source: entry.source, release: entry.version, sha256: entry.sha256 };
}

async function geneFactsUsed(store: string | undefined): Promise<ReleaseUsed[]> {
  if (store === undefined) return [];
  const opened = openStore(store);
  const [facts, diseases] = [await opened.list("gene-facts"), await opened.list("gene-diseases")];
  return [...newestOfEach(facts), ...newestOfEach(diseases)].map(usedRelease);
}

/** What is the same in two runs' knowledge. */
export interface Sameness {
  panels: boolean;
  policy: boolean;
  classifications: boolean;
  /** Release of HPO and the patient's terms. */
  phenotype: boolean;
  geneFacts: boolean;
  sources: boolean;
  /** What files of events are judged by. */
  dosage: boolean;
  eventTranscripts: boolean;
  family: boolean;
  all: boolean;
}

export function sameness(then: KnowledgeOfRun, now: KnowledgeOfRun): Sameness {
  const shas = (list: readonly { sha256: string }[] = []): string =>
    list.map((used) => used.sha256).join(" ");
  const panels = ({ panels: used }: KnowledgeOfRun): string =>
    used.map(({ rule, snapshot, resolved }) => `${rule} ${snapshot} ${resolved}`).join("\n");
  const same = {
    panels: panels(then) === panels(now),
    policy: then.policy === now.policy,
    classifications: shas(then.classifications) === shas(now.classifications),
    phenotype: then.hpo?.sha256 === now.hpo?.sha256 && then.terms === now.terms,
    geneFacts: shas(then.geneFacts) === shas(now.geneFacts),
    sources: JSON.stringify(then.sources) === JSON.stringify(now.sources),
    dosage: shas(then.events?.dosage) === shas(now.events?.dosage),
    eventTranscripts: shas(then.events?.transcripts) === shas(now.events?.transcripts),
    family: then.family === undefined || then.family === now.family,
  };
  return { ...same, all: Object.values(same).every(Boolean) };
}

/** The releases of a run's knowledge, to ask for the same again. */
export function pinned({ classifications: used, hpo }: KnowledgeOfRun): RequestedReleases {
  const of = (kind: "clinvar" | "inhouse"): KnowledgeOfRun["classifications"] =>
    used.filter((one) => one.kind === kind);
  const lists = of("inhouse").map(({ source, release }) => `${source}@${release}`);
  return {
    clinvar: of("clinvar")[0]?.release ?? "none",
    hpo: hpo?.release,
    inhouse: lists.join(",") || "none",
  };
}

/** The program of the last run, and of this one. */
export interface Tools {
  old: string;
  new: string;
  /** Number of the last run's rules. */
  rules: number;
}

/** Mended rules of the program (DEC-52). */
export function rulesCause({ rules, ...tool }: Tools): OtherCause {
  const cause = { source: "software" as const, name: "panelist", ...tool, date: null };
  const says = rulesSince(rules).map(({ release, line }) => `${release}: ${line}`);
  return { type: "rules_changed", cause, says: says.join("; ") };
}

/** Files of events that could not be read again, or could at last. */
export function readingCause(isRead: boolean): OtherCause {
  const says = isRead ? "structural variants were read again" : "structural variants were not read";
  const name = "structural variants";
  const cause = { source: "software" as const, name, old: null, new: null, date: null };
  return { type: "evidence_changed", cause, says };
}

/**
 * What else than panels and classifications may be behind a difference.
 * @param tool null: what it changed has been told
 */
export function otherCauses(
  then: KnowledgeOfRun,
  now: KnowledgeOfRun,
  same: Sameness,
  tool: Tools | null,
): OtherCause[] {
  const causes: OtherCause[] = [];
  const add = (
    type: OtherCause["type"],
    source: OtherCause["cause"]["source"],
    name: string,
    [old, newer]: readonly [string | null, string | null],
    date: string | null = null,
  ): void => {
    causes.push({ type, cause: { source, name, old, new: newer, date } });
  };
  const short = (digest: string | undefined): string | null => digest?.slice(0, 12) ?? null;
  if (!same.family)
    add("family_changed", "family", "family", [short(then.family), short(now.family)]);
  if (tool !== null && tool.rules < RULES_NOW) causes.push(rulesCause(tool));
  if (then.terms !== now.terms) {
    const digests = [short(then.terms), short(now.terms)] as const;
    add("phenotype_rank", "terms", "the patient's HPO terms", digests);
  } else if (!same.phenotype) {
    const newer = now.hpo?.release ?? null;
    add("phenotype_rank", "hpo", "HPO", [then.hpo?.release ?? null, newer], newer);
  }
  if (!same.policy) add("threshold", "policy", "policy", [short(then.policy), short(now.policy)]);
  if (tool !== null && tool.rules === RULES_NOW && tool.old !== tool.new)
    add("method", "software", "panelist", [tool.old, tool.new]);
  const said = (list: readonly ReleaseUsed[] = []): string =>
    [...new Set(list.map(({ source, release }) => `${source} ${release}`.trim()))].join(", ");
  if (!same.sources) {
    const versions = [said(then.sources?.used), said(now.sources?.used)] as const;
    add("frequency_changed", "sources", "declared sources", versions);
  }
  if (!same.geneFacts) {
    const versions = [said(then.geneFacts), said(now.geneFacts)] as const;
    add("evidence_changed", "gene-facts", "gene facts", versions);
  }
  const ofEvents = (kind: "dosage" | "transcripts"): Pick<OtherCause, "cause" | "ofEvents"> => {
    const [old, newer] = [then, now].map(({ events }) => said(events?.[kind]));
    const name = kind === "dosage" ? "ClinGen's dosage lists" : kind;
    const cause = { source: kind, name, old: old ?? null, new: newer ?? null, date: null };
    return { cause, ofEvents: true };
  };
  if (!same.dosage) causes.push({ type: "dosage_changed", ...ofEvents("dosage") });
  if (!same.eventTranscripts)
    causes.push({ type: "consequence_changed", ...ofEvents("transcripts") });
  return causes;
}

/** A release says more of the alleles around (PM5, PM1) or of the gene: evidence, no class. It comes after all others. */
export function neighboursCause(then: KnowledgeOfRun, now: KnowledgeOfRun): OtherCause[] {
  type Used = KnowledgeOfRun["classifications"];
  const lacking = (of: Used, from: Used): Used =>
    of.filter(({ sha256: own }) => from.every((other) => other.sha256 !== own));
  const gone = lacking(then.classifications, now.classifications);
  const come = lacking(now.classifications, then.classifications);
  const name = [...new Set([...come, ...gone].map(({ source }) => source))].join(", ");
  if (name === "") return [];
  const [old, newer] = [gone, come].map(
    (list) => list.map((one) => one.release).join(", ") || null,
  );
  const cause = {
    source: (come[0] ?? gone[0])?.kind ?? "clinvar",
    name,
    old: old ?? null,
    new: newer ?? null,
    date: newer ?? null,
  };
  return [{ type: "evidence_changed", cause }];
}

/** A store that is not there, or another one, must not pass for knowledge that was withdrawn. */
function refuseLoss(
  then: KnowledgeOfRun["classifications"],
  now: ReturnType<typeof usedOf>,
  requested: RequestedReleases,
): void {
  const lost = then.find(
    ({ kind, source }) =>
      requested[kind] !== "none" && !now.some((u) => u.kind === kind && u.source === source),
  );
  if (lost === undefined) return;
  throw new ToolError(
    "E_STORE",
    `the last run used ${lost.source} ${lost.release}, but the store has none for this build`,
    {
      hint: `Check that this is the right store, or use \`--${lost.kind} none\` to continue without it.`,
    },
  );
}

/** What is known of a case today: what a run would write down, what its parts are, and what differs from then. */
import { join } from "node:path";
import {
  snapshotName,
  type CaseFile,
  type Dataset,
  type Knowledge as KnowledgeOfRun,
  type ReleaseUsed,
} from "../archive/index.ts";
import type { OtherCause } from "./events/event-context.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import { RULES_NOW, rulesSince } from "../core/rules.ts";
import { newest, openStore, storePath } from "../store/index.ts";
import { usedOf, type AskedReleases, type Classifications } from "./classifications.ts";
import type { Knowledge } from "../analysis/lookups/knowledge.ts";
import type { HpoReleases } from "../analysis/patient/patient.ts";
import { panelsOfRules, rulesOf, type RuleBook, type RulePanels } from "./rules.ts";

/** Where all cases of one command look. */
export interface Sources {
  archive: string;
  store: string | null;
  book: RuleBook;
  classifications: Classifications;
  hpo: HpoReleases;
  geneFacts: () => Promise<ReleaseUsed[]>;
  /** `--clinvar`, `--inhouse`, `--hpo-release`; null: as each case says. */
  releases: AskedReleases;
  /** `--policy`; null: each case stays under the policy of its last run. */
  policy: Policy | null;
}

export interface KnownToday {
  /** As the run of today writes it down. */
  knowledge: KnowledgeOfRun;
  found: RulePanels;
  classifications: Knowledge | null;
  releases: AskedReleases;
}

/** @throws ToolError E_STORE: what the last run used is nowhere in the store */
export async function knownToday(
  file: CaseFile,
  dataset: Dataset,
  folder: string,
  then: KnowledgeOfRun,
  sources: Sources,
): Promise<KnownToday> {
  const { archive, book, policy } = sources;
  const found = await panelsOfRules(rulesOf(file.analysis), book, then.panels, {
    archive,
    assembly: dataset.assembly,
    override: file.override === null ? null : join(folder, file.override),
  });
  const releases = {
    clinvar: sources.releases.clinvar ?? file.analysis.clinvar,
    inhouse: sources.releases.inhouse ?? file.analysis.inhouse,
    hpo: sources.releases.hpo ?? file.terms?.release ?? null,
  };
  const classifications = await sources.classifications.open(releases, dataset.assembly);
  const used = usedOf(classifications);
  refuseLoss(then.classifications, used, releases);
  const knowledge: KnowledgeOfRun = {
    panels: found.used,
    classifications: used,
    ...(await ofPatient(file, releases, sources)),
    policy: policy === null ? then.policy : snapshotName(policy),
  };
  return { knowledge, found, classifications, releases };
}

/** What a run writes down of the patient, the family and the tables of genes. */
export async function ofPatient(
  file: Pick<CaseFile, "analysis" | "terms" | "digests" | "ped">,
  { hpo: release }: Pick<AskedReleases, "hpo">,
  { hpo, geneFacts }: Pick<Sources, "hpo" | "geneFacts">,
): Promise<Pick<KnowledgeOfRun, "hpo" | "terms" | "family" | "geneFacts">> {
  const { terms } = file;
  const facts = await geneFacts();
  return {
    ...(terms === undefined
      ? {}
      : {
          hpo: usedRelease(await hpo.find(release)),
          terms: sha256(JSON.stringify(terms.terms)),
        }),
    ...(facts.length === 0 ? {} : { geneFacts: facts }),
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

/** The newest table of each source. */
export async function geneFactsUsed(storeOption: string | null): Promise<ReleaseUsed[]> {
  const entries = await openStore(storePath(storeOption, process.env)).list("gene-facts");
  return [...new Set(entries.map((entry) => entry.source))].flatMap((source) => {
    const entry = newest(
      entries.filter((e) => e.source === source),
      null,
    );
    return entry === null ? [] : [usedRelease(entry)];
  });
}

/** What is the same in two runs' knowledge. */
export interface Sameness {
  panels: boolean;
  policy: boolean;
  classifications: boolean;
  /** Release of HPO and the patient's terms. */
  phenotype: boolean;
  geneFacts: boolean;
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
    family: then.family === undefined || then.family === now.family,
  };
  return { ...same, all: Object.values(same).every(Boolean) };
}

/** The releases of a run's knowledge, to ask for the same again. */
export function pinned({ classifications, hpo }: KnowledgeOfRun): AskedReleases {
  const of = (kind: "clinvar" | "inhouse"): KnowledgeOfRun["classifications"] =>
    classifications.filter((used) => used.kind === kind);
  const [clinvar, [list, ...more]] = [of("clinvar")[0], of("inhouse")];
  return {
    clinvar: clinvar?.release ?? "none",
    hpo: hpo?.release ?? null,
    inhouse:
      list === undefined ? "none" : more.length > 0 ? null : `${list.source}@${list.release}`,
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
  return { type: "rules_changed", cause, says: rulesSince(rules) };
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
  const add = (type: OtherCause["type"], cause: OtherCause["cause"]): void => {
    causes.push({ type, cause });
  };
  const short = (digest: string | undefined): string | null => digest?.slice(0, 12) ?? null;
  if (!same.family) {
    const [old, young] = [short(then.family), short(now.family)];
    add("family_changed", { source: "family", name: "family", old, new: young, date: null });
  }
  if (tool !== null && tool.rules < RULES_NOW) causes.push(rulesCause(tool));
  if (then.terms !== now.terms) {
    const [old, young] = [short(then.terms), short(now.terms)];
    const name = "the patient's HPO terms";
    add("phenotype_rank", { source: "terms", name, old, new: young, date: null });
  } else if (!same.phenotype) {
    const [old, young] = [then.hpo?.release ?? null, now.hpo?.release ?? null];
    add("phenotype_rank", { source: "hpo", name: "HPO", old, new: young, date: young });
  }
  if (!same.policy) {
    const [old, young] = [short(then.policy), short(now.policy)];
    add("threshold", { source: "policy", name: "policy", old, new: young, date: null });
  }
  if (tool !== null && tool.rules === RULES_NOW && tool.old !== tool.new) {
    const { old, new: young } = tool;
    add("method", { source: "software", name: "panelist", old, new: young, date: null });
  }
  if (!same.geneFacts) {
    const said = (list: readonly ReleaseUsed[] = []): string =>
      list.map(({ source, release }) => `${source} ${release}`).join(", ");
    const [old, young] = [said(then.geneFacts), said(now.geneFacts)];
    const name = "gene facts";
    add("evidence_changed", { source: "gene-facts", name, old, new: young, date: null });
  }
  return causes;
}

/** A store that is not there, or another one, must not pass for knowledge that was withdrawn. */
function refuseLoss(
  then: KnowledgeOfRun["classifications"],
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

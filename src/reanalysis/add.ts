/**
 * `panelist archive add`: one scan of a family's VCF keeps what could ever become a candidate; the case's
 * first run is the analysis of what was kept.
 */
import { readFileSync, statSync } from "node:fs";
import {
  checkCaseId,
  createCase,
  keepSnapshot,
  openArchive,
  writeNewCase,
} from "../archive/index.ts";
import type { CaseFile, CaseStatus, Consent } from "../archive/types.ts";
import { counted } from "../core/counted.ts";
import { usageError } from "../core/errors.ts";
import { withoutVersion } from "../core/panel-word.ts";
import { newTally } from "../pedigree/index.ts";
import { worded } from "../report/index.ts";
import type { AnalyseIo } from "../analysis/io.ts";
import { analysisOf, runCase } from "./case-run.ts";
import { caseStore, ofPatient } from "./case-knowledge.ts";
import { declaredBy } from "./case-sources.ts";
import { termsOf } from "./case-terms.ts";
import { usedOf } from "./classifications.ts";
import { firstRun } from "./first-run.ts";
import { knownPeople, unknowablePeople, type KnownPeople } from "./known-people.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { loadPolicy } from "../analysis/load-policy.ts";
import { checkFrequencies } from "../analysis/input-checks.ts";
import { openFamily, refuseContradictions, withoutR14, wantsAll } from "../analysis/prepare.ts";
import { filesOfRules, keepPanels, panelsOfRules, ruleBook, rulesOf } from "./rules.ts";
import { tableOf } from "../library/panels.ts";
import { refuseLacking, refusePartial } from "../analysis/completeness.ts";
import { checkedIdentity, warningOf } from "../analysis/sample-checks.ts";
import { distilDataset, keepIn } from "./dataset.ts";

export interface AddOptions {
  archive: string;
  id: string;
  status: CaseStatus;
  consent: Consent;
  assay: string | undefined;
  /** Who adds it, for the log. */
  by: string;
  /** `--panel-version`. */
  panelVersions: string[];
  /** Of the archive's other cases; absent: read here. */
  known?: KnownPeople | undefined;
}

export interface AddedCase {
  case: string;
  recordsRead: number;
  kept: { records: number; bytes: number };
  /** Paths of files of structural variants, of which nothing is kept. */
  events: string[];
  /** Of the first run. */
  candidates: number;
  /** What the command named for this run alone, as `archive set --pin` takes it: `clinvar=2024-12-01`. */
  named: string[];
}

export async function addCase(
  add: AddOptions,
  options: AnalyseOptions,
  io: AnalyseIo,
): Promise<AddedCase> {
  openArchive(add.archive);
  checkCaseId(add.id);
  refuseContradictions(options);
  const remote = options.vcfs.find((path) => /^https?:/i.test(path));
  if (remote !== undefined)
    throw usageError(
      `${remote} is a web address`,
      "Download the file first: an archive needs the whole file.",
    );
  // A version that is named holds for this run alone (DEC-30).
  const typed = options.panels.filter((word) => withoutVersion(word) !== word);
  const versions = [...add.panelVersions, ...typed];
  const { allowUnknownGenes = false } = options;
  const book = ruleBook(versions, options.store, io.log, allowUnknownGenes);
  const { phenotype, clinvar, inhouse } = options;
  const releases = { clinvar, inhouse, hpo: phenotype?.release };
  // Opened once: a release that comes into the store meanwhile belongs to the next run.
  const store = caseStore(options.store, options);
  const terms = phenotype === undefined ? undefined : await termsOf(phenotype, store.hpo);
  const policy = await loadPolicy(options.policy);
  const declared = await declaredBy(options.annotate, policy, options.policy);
  const opened = await openFamily(options, policy, io);
  const { assembly, family, inputs } = opened;
  const asked = withoutR14(options, family);
  const requested = { ...asked, panels: asked.panels.map(withoutVersion) };
  const found = await panelsOfRules(rulesOf(requested), book, [], {
    archive: add.archive,
    assembly,
    override: options.panelOverride,
  });
  const knowledge = await store.classifications.open(releases, assembly);
  const sources = await store.sources(declared, assembly, policy);
  if (wantsAll(requested)) checkFrequencies(inputs, sources.opened?.frequencies ?? null, options);
  const now = io.now().toISOString();
  return createCase(add.archive, add.id, async (folder) => {
    const table = tableOf(found.panels, requested, policy, assembly);
    const about = {
      number: 1,
      added: now,
      assay: add.assay ?? null,
      policy,
      knowledge,
      sources: sources.opened,
      panels: table,
    };
    const { dataset, scanned } = await distilDataset(folder, opened, { ...options, ...about }, io);
    const digests: Record<string, string> = {};
    const tally = scanned.result?.tally ?? null;
    const asIs = tally ?? newTally(family.people.length);
    const checks = await checkedIdentity(options.identity, { ...opened, tally: asIs, policy });
    for (const { outcome, detail } of checks)
      if (outcome === "passed") io.log.info(`identity: ${detail}`);
    const unchecked = checks.filter(({ outcome }) => outcome !== "passed");
    refuseLacking(
      { warnings: unchecked.map((check) => worded(warningOf(check))), incomplete: [] },
      options,
      io.log,
    );
    const unknowable = unknowablePeople(tally, family, policy);
    if (unknowable > 0)
      io.log.warn(
        `case '${add.id}': ${counted(unknowable, "person", "people")} of the family: too few genotypes at the fixed sites to recognise them in another case`,
      );
    const file: CaseFile = {
      schema: "panelist.archive-case",
      version: 3,
      id: add.id,
      created: now,
      status: add.status,
      consent: add.consent,
      // Named for good: a relative who falls ill later must not make it a question.
      analysis: analysisOf({ ...requested, proband: family.people[family.proband]?.id }),
      terms,
      ped:
        copyInto(folder, options.ped, "family.ped", digests) ??
        // Of a case file or a phenopacket.
        (options.pedigree && keepIn(folder, "family.ped", options.pedigree.text, digests)) ??
        null,
      policy: copyInto(folder, options.policy, "policy.json", digests),
      override: copyInto(folder, options.panelOverride, "override.tsv", digests),
      digests,
      panelFiles: await filesOfRules(rulesOf(requested)),
      datasets: [dataset],
    };
    const asking = { releases, store, sources: sources.opened, originals: null };
    const known = { ...asking, policy, panels: found.panels, table };
    const assessed = await runCase({ ...known, folder, file, dataset }, null, io);
    refuseLacking(assessed.result, options, io.log);
    refusePartial(assessed.result, options);
    keepPanels(add.archive, found);
    if (sources.specs !== null) keepSnapshot(add.archive, "sources", sources.specs);
    const run = firstRun(file, assessed, {
      date: now,
      tool: io.version,
      knowledge: {
        panels: found.used,
        classifications: usedOf(knowledge),
        ...(await ofPatient(file, releases, store)),
        sources: sources.known,
        events: await store.events(folder, dataset, policy),
        policy: keepSnapshot(add.archive, "policies", policy),
      },
    });
    const files = [...new Set([...inputs, ...opened.events].map(({ path }) => path))];
    const detail = files.join(" ");
    writeNewCase(folder, file, run, { date: now, by: add.by, what: "add", detail });
    const bytes = dataset.distilled.reduce((sum, d) => sum + d.bytes, 0);
    const records = dataset.distilled.reduce((sum, d) => sum + d.records, 0);
    const people = add.known ?? knownPeople(add.archive);
    for (const other of people.casesOf(add.id, dataset, policy))
      io.log.warn(
        `case '${add.id}': ${counted(other.people, "person", "people")} of the family: the genotypes are those of somebody in case '${other.case}' (the same person, or an identical twin)`,
      );
    return {
      case: add.id,
      recordsRead: scanned.result?.records ?? 0,
      kept: { records, bytes },
      events: opened.events.map(({ path }) => path),
      candidates: run.report.candidates.length,
      named: [
        ...(["clinvar", "hpo"] as const).flatMap((kind) => {
          const release = releases[kind];
          return release === undefined ? [] : [`${kind}=${release}`];
        }),
        ...found.used.flatMap(({ id, panelVersion }) =>
          versions.some((word) => withoutVersion(word).endsWith(id)) && panelVersion !== null
            ? [`panel:${id}=${panelVersion}`]
            : [],
        ),
      ],
    };
  });
}

function copyInto(
  folder: string,
  path: string | undefined,
  name: string,
  digests: Record<string, string>,
): string | null {
  if (path === undefined || statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  return keepIn(folder, name, readFileSync(path), digests);
}

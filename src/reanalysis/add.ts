/**
 * `panelist archive add`: one scan of a family's VCF keeps what could ever become a candidate; the case's
 * first run is the analysis of what was kept.
 */
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  appendLog,
  checkCaseId,
  createCase,
  inCase,
  keepSnapshot,
  makeFolder,
  openArchive,
  writeJson,
  writeRun,
  replaceFile,
  type ArchivedVcf,
  type CaseFile,
  type CaseStatus,
  type Consent,
  type Dataset,
} from "../archive/index.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import { RULES_NOW } from "../core/rules.ts";
import { distilCriteria, type DistilCriteria } from "../scan/index.ts";
import type { GeneTable } from "../panel/model.ts";
import type { AnalyseIo } from "../analysis/analyse.ts";
import { analysisOf, runCase } from "./case-run.ts";
import { geneFactsUsed, ofPatient } from "./case-knowledge.ts";
import { termsOf } from "./case-terms.ts";
import { classifications, usedOf } from "./classifications.ts";
import { writeDistilled } from "./distil.ts";
import { endsDigest } from "./ends-digest.ts";
import { firstRun } from "./first-run.ts";
import type { Input } from "../analysis/input.ts";
import { knownGenes } from "../analysis/known-genes.ts";
import { rescuable } from "../analysis/lookups/knowledge.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import { hpoReleases } from "../analysis/patient/patient.ts";
import { refuseDeclaration } from "../analysis/load-policy.ts";
import { peopleOf } from "../analysis/people.ts";
import { prepare, type Prepared } from "../analysis/prepare.ts";
import { keepPanels, panelsOfRules, ruleBook, rulesOf, type RulePanels } from "./rules.ts";
import { otherGeneSet, unnamedGenes } from "./unnamed.ts";
import { nothingRead } from "../analysis/nothing-read.ts";
import { scanInputs, type Scanned } from "../analysis/scan.ts";

export interface AddOptions {
  archive: string;
  id: string;
  status: CaseStatus;
  consent: Consent;
  assay: string | null;
  /** Who adds it, for the log. */
  by: string;
  /** `--panel-version`. */
  panelVersions: string[];
}

export interface AddedCase {
  case: string;
  recordsRead: number;
  kept: { records: number; bytes: number };
  /** Of the first run. */
  candidates: number;
}

export async function addCase(
  add: AddOptions,
  options: AnalyseOptions,
  io: AnalyseIo,
): Promise<AddedCase> {
  openArchive(add.archive);
  checkCaseId(add.id);
  const remote = options.vcfs.find((path) => /^https?:/i.test(path));
  if (remote !== undefined)
    throw new ToolError("E_USAGE", `${remote} is an address`, {
      hint: "an archive reads the whole file: fetch it first",
    });
  const book = ruleBook(add.panelVersions, options.store, io.log);
  const { phenotype } = options;
  const releases = {
    clinvar: options.clinvar ?? null,
    inhouse: options.inhouse ?? null,
    hpo: phenotype?.release ?? null,
  };
  // Opened once: a release that comes into the store meanwhile belongs to the next run.
  const known = classifications(options.store);
  const hpo = hpoReleases(options.store);
  const terms = phenotype === undefined ? null : await termsOf(phenotype, hpo);
  let found: RulePanels = { used: [], panels: [] };
  const prepared = await prepare(options, io, {
    async panels(assembly) {
      found = await panelsOfRules(rulesOf(options), book, [], {
        archive: add.archive,
        assembly,
        override: options.panelOverride ?? null,
      });
      return found.panels;
    },
    knowledge: (assembly) => known.open(releases, assembly),
    // Of the first run: here is only the scan.
    patient: () => Promise.resolve(null),
  });
  refuseDeclaration(prepared.policy, options.policy);
  const criteria = distilCriteria(prepared.policy);
  const now = io.now().toISOString();
  return createCase(add.archive, add.id, async (folder) => {
    const { dataset, scanned } = await distilDataset(
      folder,
      prepared,
      { number: 1, added: now, assay: add.assay, criteria },
      io,
    );
    const digests: Record<string, string> = {};
    const file: CaseFile = {
      schema: "panelist.archive-case",
      version: 2,
      id: add.id,
      created: now,
      status: add.status,
      consent: add.consent,
      // Named for good: a relative who falls ill later must not make it a question.
      analysis: { ...analysisOf(prepared.options), proband: probandOf(prepared) },
      ...(terms === null ? {} : { terms }),
      ped:
        copyInto(folder, options.ped, "family.ped", digests) ??
        pedigreeInto(folder, prepared.options.pedigree, digests),
      policy: copyInto(folder, options.policy, "policy.json", digests),
      override: copyInto(folder, options.panelOverride ?? null, "override.tsv", digests),
      digests,
      datasets: [dataset],
    };
    const { policy } = prepared;
    const evaluated = await runCase(
      {
        folder,
        file,
        dataset,
        policy,
        releases,
        hpo,
        store: options.store,
        panels: found.panels,
        classifications: known,
      },
      null,
      io,
    );
    keepPanels(add.archive, found);
    const run = firstRun(file, evaluated.assessed, {
      date: now,
      tool: io.version,
      knowledge: {
        panels: found.used,
        classifications: usedOf(prepared.knowledge),
        ...(await ofPatient(file, releases, {
          hpo,
          geneFacts: () => geneFactsUsed(options.store),
        })),
        policy: keepSnapshot(add.archive, "policies", policy),
      },
    });
    writeJson(inCase.file(folder), file);
    writeRun(folder, run);
    appendLog(folder, {
      date: now,
      by: add.by,
      what: "add",
      detail: prepared.inputs.map((i) => i.path).join(" "),
    });
    const bytes = dataset.distilled.reduce((sum, d) => sum + d.bytes, 0);
    const records = dataset.distilled.reduce((sum, d) => sum + d.records, 0);
    return {
      case: add.id,
      recordsRead: scanned.result?.records ?? 0,
      kept: { records, bytes },
      candidates: run.report.candidates.length,
    };
  });
}

/** Scans the originals by the criteria and writes `datasets/<n>` into the folder. */
export async function distilDataset(
  folder: string,
  prepared: Prepared,
  about: { number: number; added: string; assay: string | null; criteria: DistilCriteria },
  io: AnalyseIo,
): Promise<{ dataset: Dataset; scanned: Scanned }> {
  const { policy, assembly, inputs } = prepared;
  if (prepared.plans.some((plan) => plan.unannotated))
    throw new ToolError("E_ANNOTATION", "an archive keeps variants by their annotation", {
      hint: "annotate the file first (vep --vcf, snpEff, or bcftools csq)",
    });
  const everywhere =
    prepared.knowledge === null ? undefined : rescuable(prepared.knowledge, NO_GENES, true);
  const { margin } = policy.region;
  const { genes, table } = await knownGenes(prepared.options.store, assembly, margin);
  const criteria = table === null ? about.criteria : { ...about.criteria, geneTable: table };
  const plans = prepared.plans.map(({ known: _ofPanels, ...plan }) => ({
    ...plan,
    ...(everywhere === undefined ? {} : { known: everywhere }),
    policy: { ...policy, sampleChecks: { ...policy.sampleChecks, enabled: true } },
    genes: { ...NO_GENES, assembly, genes },
    geneAgnostic: true,
    wholeGenome: true,
    distil: criteria,
  }));
  const { options } = prepared;
  const scanned = await scanInputs(
    { ...prepared, plans },
    { scan: "full", threads: options.threads },
    io,
  );
  for (const warning of nothingRead(inputs, scanned)) io.log.warn(warning);
  const at = inCase.dataset(folder, about.number);
  const withRecords = scanned.result?.genesWithRecords ?? [];
  const named = new Set(scanned.result?.genesNamed);
  const unnamed = unnamedGenes(withRecords, genes, named);
  const otherSet = otherGeneSet(unnamed.length, withRecords.length);
  if (otherSet !== null) io.log.warn(otherSet);
  makeFolder(at);
  const written = writeDistilled(at, inputs, scanned.kept, criteria, everywhere, named);
  const digests: Record<string, string> = {};
  for (const [name, text] of [
    ["genes.txt", written.names],
    ["alleles.txt", written.alleles],
  ] as const) {
    replaceFile(join(at, name), text);
    digests[name] = sha256(text);
  }
  const dataset: Dataset = {
    number: about.number,
    added: about.added,
    assay: about.assay,
    assembly,
    annotator: inputs[0]?.header.annotations[0]?.annotator ?? null,
    vcfs: inputs.map(archivedVcf),
    distilled: written.files.map((file) => ({
      ...file,
      path: join("datasets", String(about.number), file.path),
    })),
    criteria,
    rules: RULES_NOW,
    digests,
    people: peopleOf(prepared.family),
    classifications: usedOf(prepared.knowledge),
    ...(genes.length === 0 ? {} : { unnamed }),
    tally: scanned.result?.tally ?? null,
    chromosomes: [...scanned.present].sort(),
    records: scanned.result?.records ?? 0,
  };
  return { dataset, scanned };
}

/** What is kept does not depend on the panels. */
const NO_GENES: GeneTable = { assembly: "GRCh38", panels: [], genes: [] };

function archivedVcf(input: Input): ArchivedVcf {
  const { path, size, digest } = input;
  // A later command may run elsewhere.
  const place = path === "-" ? path : resolve(path);
  return {
    path: place,
    size,
    headerAndIndex: digest,
    ends: size === null ? null : endsDigest(path),
  };
}

/** Of a case file or a phenopacket. */
function pedigreeInto(
  folder: string,
  pedigree: AnalyseOptions["pedigree"],
  digests: Record<string, string>,
): string | null {
  if (pedigree === undefined) return null;
  const name = "family.ped";
  replaceFile(join(folder, name), pedigree.text);
  digests[name] = sha256(pedigree.text);
  return name;
}

function copyInto(
  folder: string,
  path: string | null,
  name: string,
  digests: Record<string, string>,
): string | null {
  if (path === null || statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  const bytes = readFileSync(path);
  replaceFile(join(folder, name), bytes);
  digests[name] = sha256(bytes);
  return name;
}

function probandOf({ family }: Prepared): string | null {
  return family.people[family.proband]?.id ?? null;
}

/**
 * Everything before the first record: policy, inputs, assembly, family, panels, and the plan that the
 * scanning threads get. `analyse` and `explain` start here.
 */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import type { ScanPlan } from "../scan/model.ts";
import { compileGeneTable } from "../panel/index.ts";
import type { GeneTable, Panel } from "../panel/model.ts";
import { buildFamily, parsePed, unreadWords } from "../pedigree/index.ts";
import type { Family } from "../pedigree/model.ts";
import type { KnownAlleles } from "../vcf/model.ts";
import { storePath } from "../store/names.ts";
import type { Input } from "./input.ts";
import { checkAnnotation, checkSomatic, chooseAssembly, sameSamples } from "./input-checks.ts";
import { openInput } from "./inputs.ts";
import type { GeneTables } from "./lookups/gene-knowledge.ts";
import type { Knowledge } from "./lookups/knowledge.ts";
import { loadPanels } from "./panels/load-panels.ts";
import { loadPolicy } from "./load-policy.ts";
import type { Patient } from "./patient/patient.ts";
import { readText } from "../io/read-text.ts";
import type { Reference } from "./lookups/reference.ts";
import type { Sources } from "./lookups/sources.ts";
import type { AnalyseOptions } from "./options.ts";
import type { Log } from "../core/log.ts";

export interface Prepared {
  /** As asked for, with R14 of a trio taken for what it means (DEC-22). */
  options: AnalyseOptions;
  policy: Policy;
  inputs: Input[];
  assembly: Assembly;
  family: Family;
  panels: Panel[];
  table: GeneTable;
  /** One per input: the header is the file's own. */
  plans: ScanPlan[];
  /** Classifications of the store; null: it has none, or none is wanted. */
  knowledge: Knowledge | null;
  /** Declared sources; null: none. */
  sources: Sources | null;
  /** The sequence by which alleles are left-aligned; null: none is given. */
  reference: Reference | null;
  /** Facts of genes and coverage; null: neither is at hand. */
  geneTables: GeneTables | null;
  /** The patient's terms; null: none that count. */
  patient: Patient | null;
  warnings: string[];
}

/** What the caller has at hand already: then it is not looked for. */
export interface Known {
  policy?: Policy;
  panels?: (assembly: Assembly) => Promise<Panel[]>;
  /** Compiled from the panels. */
  table?: GeneTable;
  knowledge?: (assembly: Assembly) => Promise<Knowledge | null>;
  patient?: () => Promise<Patient | null>;
  rescue?: (
    knowledge: Knowledge | null,
    table: GeneTable,
    wholeGenome: boolean,
  ) => KnownAlleles | undefined;
}

export async function prepare(
  given: AnalyseOptions,
  io: { log: Log; stdin: NodeJS.ReadableStream },
  known: Known = {},
): Promise<Prepared> {
  let options = given;
  const policy = known.policy ?? (await loadPolicy(options.policy));
  const { panels: words, genes: symbols, geneAgnostic, beyondPanel } = options;
  if (words.length + symbols.length === 0 && !geneAgnostic && !beyondPanel) {
    throw new ToolError("E_USAGE", "no panel was given", {
      hint: "give --panel, --genes, or --gene-agnostic",
    });
  }
  if (options.vcfs.filter((path) => path === "-").length > 1) {
    throw new ToolError("E_USAGE", "standard input can be read once");
  }
  const patient = await (known.patient?.() ?? patientOf(options, io.log));
  const inputs: Input[] = [];
  for (const path of options.vcfs) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: errors come in order
    inputs.push(
      await openInput(path, { policy, allowRemote: options.allowRemote, stdin: io.stdin }),
    );
  }
  const first = inputs[0];
  if (first === undefined) throw new ToolError("E_USAGE", "no VCF was given");
  const warnings: string[] = [];
  checkSomatic(inputs, options.germlineAnyway === true, warnings);
  sameSamples(inputs);
  const assembly = chooseAssembly(inputs, options.assembly);
  const unannotated = checkAnnotation(inputs, options.allowUnannotated, warnings);
  const allUnannotated = inputs.every(({ header }) => header.annotations.length === 0);
  const pedigree =
    options.ped === null
      ? (options.pedigree ?? null)
      : { path: options.ped, text: await readText(options.ped) };
  const rows = pedigree === null ? null : parsePed(pedigree.text, pedigree.path);
  const family = buildFamily({
    rows,
    vcfSamples: first.header.samples,
    proband: options.proband,
    sex: options.sex,
    affected: options.affected,
    notGeneticParents: options.notGeneticParents,
  });
  for (const note of family.notes) io.log.info(note);
  const unread = unreadWords(rows ?? [], family.id);
  if (unread !== null) warnings.push(unread);
  if (options.panels.some((word) => /^R0*14(?:\.|$)/i.test(word)))
    options = (await import("../library/panel-words.ts")).withoutR14(options, family);
  const wantsAll = options.geneAgnostic || options.beyondPanel;
  const panels = await (known.panels?.(assembly) ?? loadPanels({ ...options, assembly }, io.log));
  const table =
    known.table ??
    compileGeneTable(panels, {
      assembly,
      margin: policy.region.margin,
      minConfidence: options.minConfidence,
    });
  if (unannotated && wantsAll) {
    throw new ToolError("E_USAGE", "--allow-unannotated knows panel genes by coordinates only", {
      hint: "leave out --gene-agnostic and --beyond-panel",
    });
  }
  const wholeGenome =
    wantsAll || (!allUnannotated && table.genes.some((gene) => gene.region === null));
  const knowledge = await (known.knowledge?.(assembly) ?? knowledgeOf(options, assembly));
  const annotate = options.annotate ?? declarationOf(policy, options.policy);
  const sources =
    annotate === null
      ? null
      : (await import("./lookups/sources.ts")).openSources(annotate, options, assembly);
  const reference =
    options.reference === undefined
      ? null
      : (await import("./lookups/reference.ts")).openReference(options.reference);
  const path = storePath(options.store, process.env);
  const coverage = options.coverage ?? null;
  const { margin } = policy.region;
  const geneTables =
    coverage === null && !existsSync(join(path, "gene-facts"))
      ? null
      : await (
          await import("./lookups/gene-knowledge.ts")
        ).openGeneTables(path, coverage, table, margin);
  const rescue =
    knowledge === null
      ? undefined
      : known.rescue === undefined
        ? (await import("./lookups/knowledge.ts")).rescuable(knowledge, table, wholeGenome)
        : known.rescue(knowledge, table, wholeGenome);
  const plans = inputs.map((input): ScanPlan => ({
    assembly,
    header: input.header,
    policy,
    sampleColumns: family.people.map((person) =>
      person.sample === null
        ? -1
        : input.header.samples.indexOf(first.header.samples[person.sample] ?? ""),
    ),
    proband: family.proband,
    roles: {
      fathers: family.people.map((person) => person.father),
      mothers: family.people.map((person) => person.mother),
    },
    genes: table,
    geneAgnostic: wantsAll,
    wholeGenome,
    unannotated: unannotated && input.header.annotations.length === 0,
    ...(rescue === undefined ? {} : { known: rescue }),
  }));
  return {
    options,
    policy,
    inputs,
    assembly,
    family,
    panels,
    table,
    plans,
    knowledge,
    sources,
    reference,
    geneTables,
    patient,
    warnings,
  };
}

async function patientOf(options: AnalyseOptions, log: Log): Promise<Patient | null> {
  if (options.phenotype === undefined) return null;
  return (await import("./patient/patient.ts")).openPatient(options, log);
}

/** The policy's declaration of sources stands beside the policy. */
function declarationOf({ annotate }: Policy, policyPath: string | null): string | null {
  return annotate === null ? null : resolve(dirname(policyPath ?? "."), annotate);
}

/** A run without a store looks for two folders and loads nothing. */
export async function knowledgeOf(
  { store, clinvar, inhouse }: Pick<AnalyseOptions, "store" | "clinvar" | "inhouse">,
  assembly: Assembly,
): Promise<Knowledge | null> {
  const path = storePath(store, process.env);
  const asked = [clinvar, inhouse].some((word) => (word ?? "none") !== "none");
  const held = ["clinvar", "inhouse"].some((kind) => existsSync(join(path, kind)));
  if (!asked && (!held || (clinvar === "none" && inhouse === "none"))) return null;
  const { openKnowledge } = await import("./lookups/knowledge.ts");
  return openKnowledge(path, { clinvar: clinvar ?? null, inhouse: inhouse ?? null }, assembly);
}

/**
 * The options that commands share, in groups as the help shows them, and what they say together.
 * Single values are read in `values.ts`.
 */
import { type Command, Option } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { AnalyseOptions } from "../analysis/options.ts";
import type { LogFormat } from "./log.ts";
import { storeOption, type StoreValues } from "./store.ts";
import {
  each,
  eachCode,
  eachOfList,
  phenocopyCount,
  type SexTable,
  sexOf,
  threadCount,
} from "./values.ts";

export interface PanelValues extends StoreValues {
  panel?: string[];
  indication?: string[];
  panelOverride?: string;
  genes?: string[];
  minConfidence: "green" | "amber";
}

export interface AnalysisValues extends PanelValues {
  geneAgnostic?: true;
  beyondPanel?: true;
  ped?: string;
  proband?: string;
  sex?: SexTable;
  affected?: string[];
  forceSex?: true;
  notGeneticParent?: string[];
  allowPhenocopy: number;
  penetrance: AnalyseOptions["penetrance"];
  assembly?: Assembly;
  scan: AnalyseOptions["scan"];
  threads?: number;
  policy?: string;
  clinvar?: string;
  inhouse?: string;
  reference?: string;
  annotate?: string;
  coverage?: string;
  germlineAnyway?: true;
  allowUnannotated?: true;
  allowRemote?: true;
}

export interface LogValues {
  quiet?: true;
  logFormat: LogFormat;
  progress: boolean;
  logIds?: true;
}

export function panelOptions(): Option[] {
  return group("Panels:", [
    new Option(
      "--panel <panel>",
      "a file (PanelApp JSON, TSV or BED), a panel of the store (285, 285@4.2, R59) or a bundled one (acmg-sf@3.2); repeatable",
    ).argParser(each),
    new Option(
      "--indication <code>",
      "the panel of a clinical indication or one of its tests: R59, R27.3; the same as --panel R59; repeatable",
    ).argParser(eachCode),
    new Option(
      "--panel-override <file>",
      "local changes of the panels: a table of gene, action, reason, author, date (docs/panels.md)",
    ),
    storeOption().helpGroup("Panels:"),
    new Option(
      "--genes <genes>",
      "an ad-hoc panel of symbols or HGNC ids, joined by commas; repeatable",
    ).argParser(eachOfList),
    new Option("--min-confidence <confidence>", "least confidence of a panel's gene that is read")
      .choices(["green", "amber"])
      .default("amber"),
  ]);
}

export function beyondOptions(): Option[] {
  return group("Panels:", [
    new Option("--gene-agnostic", "genes on no panel too, as tier 3; needs no panel, scans fully"),
    new Option("--beyond-panel", "the panels first, then genes on none as tier 3; scans fully"),
  ]);
}

export function familyOptions(): Option[] {
  return group("Family:", [
    new Option("--ped <file>", "pedigree; a lone sample needs none"),
    new Option("--proband <sample>", "who is analysed; needed when several are affected"),
    new Option(
      "--sex <sex>",
      "male or female for the proband, SAMPLE=male for another; repeatable",
    ).argParser(sexOf),
    new Option("--affected <sample>", "this person is affected too; repeatable").argParser(each),
    new Option("--force-sex", "go on where the stated sex and the genotypes disagree"),
    new Option(
      "--not-genetic-parent <sample>",
      "adoption, donor gametes: do not use this parent's genotypes; repeatable",
    ).argParser(each),
    new Option(
      "--allow-phenocopy <count>",
      "affected relatives who may lack the variant without failing a dominant model",
    )
      .argParser(phenocopyCount)
      .default(0),
    new Option("--penetrance <kind>", "as ordered on the referral")
      .choices(["complete", "incomplete", "both"])
      .default("both"),
  ]);
}

export function assemblyOption(help = "default: found from the header"): Option {
  return new Option("--assembly <name>", help).choices(["GRCh37", "GRCh38"]).helpGroup("Reading:");
}

export function remoteOption(): Option {
  return new Option(
    "--allow-remote",
    "let inputs be http(s) addresses; parts of them are fetched",
  ).helpGroup("Reading:");
}

export function policyOption(): Option {
  return new Option(
    "--policy <file>",
    "thresholds that differ from `panelist policy` (JSON, partial is enough)",
  ).helpGroup("Reading:");
}

export function readingOptions(): Option[] {
  return [
    assemblyOption(),
    ...group("Reading:", [
      new Option("--scan <kind>", "by index where that reads less, or as said")
        .choices(["auto", "index", "full"])
        .default("auto"),
      new Option("--threads <count>", "default: the cores at hand").argParser(threadCount),
    ]),
    policyOption(),
    ...knowledgeOptions(),
    new Option(
      "--germline-anyway",
      "go on where the header says that the calls are a tumour's, and read them as germline",
    ).helpGroup("Reading:"),
    new Option(
      "--allow-unannotated",
      "go on without consequence annotation: every rare variant in a panel's region",
    ).helpGroup("Reading:"),
    remoteOption(),
  ];
}

export function knowledgeOptions(): Option[] {
  return group("Knowledge:", [
    new Option(
      "--clinvar <release>",
      "of the store, YYYY-MM-DD, or none; default: the newest that fits the build",
    ),
    new Option(
      "--inhouse <list>",
      "of the store, NAME or NAME@YYYY-MM-DD, or none; default: the newest of each list",
    ),
    new Option(
      "--annotate <json>",
      "a declaration of indexed VCFs and tables to look survivors up in (docs/evidence.md)",
    ),
    new Option(
      "--reference <fasta>",
      "the build's sequence with its .fai: indels are left-aligned before they are looked up, REF is checked",
    ),
    new Option(
      "--coverage <bed>",
      "mosdepth's thresholds or regions: what was sequenced of each gene",
    ),
  ]);
}

/** Absent where they were not given. */
function lookupsOf(
  values: AnalysisValues,
): Pick<AnalyseOptions, "clinvar" | "inhouse" | "annotate" | "reference" | "coverage"> {
  const { clinvar, inhouse, annotate, reference, coverage } = values;
  return {
    ...(annotate === undefined ? {} : { annotate }),
    ...(reference === undefined ? {} : { reference }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(clinvar === undefined ? {} : { clinvar }),
    ...(inhouse === undefined ? {} : { inhouse }),
  };
}

export function logOptions(): Option[] {
  return group("Log (standard error):", [
    new Option("--quiet", "warnings and errors only"),
    new Option("--log-format <format>", "of the log").choices(["text", "json"]).default("text"),
    new Option("--no-progress", "no progress bar, also on a terminal"),
    new Option("--log-ids", "name samples and genotypes in the log"),
  ]);
}

function group(heading: string, options: Option[]): Option[] {
  for (const option of options) option.helpGroup(heading);
  return options;
}

export function addOptions(command: Command, ...options: Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** Everything that names a panel: `--indication R59` is `--panel R59`. */
export function panelWords({ panel, indication }: PanelValues): string[] {
  return [...(panel ?? []), ...(indication ?? [])];
}

/** `--panel-override`, absent where it was not given. */
export function overrideOf({ panelOverride }: PanelValues): { panelOverride?: string } {
  return panelOverride === undefined ? {} : { panelOverride };
}

/**
 * What the command line asks for, as the pipeline takes it.
 * @param vcfs paths, addresses or `-`
 * @throws ToolError E_USAGE where options contradict each other
 */
export function toAnalyseOptions(vcfs: string[], values: AnalysisValues): AnalyseOptions {
  const options = analyseOptionsOf(vcfs, values);
  refuseContradictions(options);
  return options;
}

/** The same before it is known whether options contradict each other. */
export function analyseOptionsOf(vcfs: string[], values: AnalysisValues): AnalyseOptions {
  return {
    vcfs,
    panels: panelWords(values),
    ...overrideOf(values),
    store: values.store ?? null,
    genes: values.genes ?? [],
    geneAgnostic: values.geneAgnostic ?? false,
    beyondPanel: values.beyondPanel ?? false,
    minConfidence: values.minConfidence,
    ped: values.ped ?? null,
    proband: values.proband ?? null,
    sex: values.sex ?? {},
    affected: values.affected ?? [],
    forceSex: values.forceSex ?? false,
    notGeneticParents: values.notGeneticParent ?? [],
    allowPhenocopy: values.allowPhenocopy,
    penetrance: values.penetrance,
    assembly: values.assembly ?? null,
    scan: values.scan,
    threads: values.threads ?? null,
    policy: values.policy ?? null,
    ...lookupsOf(values),
    ...(values.germlineAnyway === undefined ? {} : { germlineAnyway: values.germlineAnyway }),
    allowUnannotated: values.allowUnannotated ?? false,
    allowRemote: values.allowRemote ?? false,
  };
}

/** @throws ToolError E_USAGE */
export function refuseContradictions(options: AnalyseOptions): void {
  const usage = (message: string, hint: string): ToolError =>
    new ToolError("E_USAGE", message, { hint });
  const piped = options.vcfs.includes("-");
  if (piped && options.vcfs.length > 1) {
    throw usage("standard input (-) is given beside files", "Give either files or a single -.");
  }
  refuseRemote(options.vcfs, options.allowRemote);
  if (options.panels.length + options.genes.length === 0 && !options.geneAgnostic) {
    throw usage(
      "no genes are asked for",
      "Give --panel or --genes, or --gene-agnostic for all genes.",
    );
  }
  if (options.scan === "index") {
    // DEC-16: genes on no panel have no region to jump to.
    if (options.geneAgnostic || options.beyondPanel) {
      const flag = options.geneAgnostic ? "--gene-agnostic" : "--beyond-panel";
      throw usage(`--scan index cannot serve ${flag}`, "Use --scan full, or leave --scan out.");
    }
    if (piped) throw usage("--scan index cannot serve standard input", "Leave --scan out.");
  }
}

/** An address is fetched only by consent: nothing of a patient's file leaves or enters unasked. */
export function refuseRemote(vcfs: readonly string[], allowed: boolean): void {
  const address = vcfs.find((vcf) => /^https?:\/\//i.test(vcf));
  if (address !== undefined && !allowed) {
    throw new ToolError("E_USAGE", `${address} is a remote input`, {
      hint: "Give --allow-remote to read it over the network.",
    });
  }
}

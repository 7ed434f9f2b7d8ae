/**
 * The options that commands share, in groups as the help shows them, and what the jobs make of them.
 * Options that are given several times are gathered here; single values are read in `values.ts`.
 */
import { type Command, Option } from "commander";
import { type AnalyseOptions, DEFAULT_OPTIONS } from "../analysis/options.ts";
import { usageError } from "../core/errors.ts";
import { parseRCode } from "../core/rcode.ts";
import type { LogFormat } from "./log.ts";
import { storeOption } from "./store.ts";
import { identityOf, phenocopyCount, sexOf, threadCount } from "./values.ts";

/** As the jobs' options, but for flags that are given several times. */
export interface AnalysisValues
  extends
    LogValues,
    Omit<
      Partial<AnalyseOptions>,
      "vcfs" | "panels" | "notGeneticParents" | "pedigree" | "phenotype"
    > {
  panel?: string[];
  indication?: string[];
  notGeneticParent?: string[];
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
    new Option(
      "--allow-unknown-genes",
      "go on with a warning where a gene is not in the store's HGNC table",
    ),
    new Option("--min-confidence <confidence>", "least confidence of a panel's gene that is read")
      .choices(["green", "amber"])
      .default(DEFAULT_OPTIONS.minConfidence),
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
      "--identity <file>",
      "genotypes of the proband from a SNP panel or array, SAMPLE=file for another: other genotypes are refused; repeatable",
    ).argParser(identityOf),
    new Option(
      "--not-genetic-parent <sample>",
      "adoption, donor gametes: do not use this parent's genotypes; repeatable",
    ).argParser(each),
    new Option(
      "--allow-phenocopy <count>",
      "affected relatives who may lack the variant without failing a dominant model",
    )
      .argParser(phenocopyCount)
      .default(DEFAULT_OPTIONS.allowPhenocopy),
    new Option("--penetrance <kind>", "as ordered on the referral")
      .choices(["complete", "incomplete", "both"])
      .default(DEFAULT_OPTIONS.penetrance),
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
        .default(DEFAULT_OPTIONS.scan),
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
    new Option(
      "--data-root <folder>",
      "files that a case file or phenopacket names may lie in it, not only beside the file; repeatable",
    )
      .argParser(each)
      .helpGroup("Reading:"),
    ...completenessOptions(),
  ];
}

/** What of an input that lacks something is a warning, and what an error (DEC-34). */
function completenessOptions(): Option[] {
  return group("Reading:", [
    new Option(
      "--strict",
      "stop where the answer may lack something: chromosomes, frequencies, terms, genes; and on contradictory terms",
    ),
    new Option("--partial", "take an input that lacks chromosomes of the panels, and say so"),
    new Option("--allow-empty", "go on where nothing usable could be read"),
  ]);
}

export function knowledgeOptions(): Option[] {
  return group("Knowledge:", [
    new Option(
      "--clinvar <release>",
      "release of ClinVar in the store, YYYY-MM-DD, or none; default: the newest of the build",
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
      "--allow-remote-lookups",
      "let declared sources be asked over the network for what was not prefetched: they learn where this patient's rare variants lie",
    ),
    offlineOption(),
    new Option(
      "--reference <fasta>",
      "the build's sequence with its .fai (bgzipped: .gzi too): indels are left-aligned before they are looked up, REF is checked",
    ),
    new Option(
      "--coverage <bed>",
      "mosdepth's thresholds or regions: what was sequenced of each gene",
    ),
  ]);
}

export function offlineOption(): Option {
  return new Option(
    "--offline",
    "ask nobody: of remote sources, what was prefetched or read before",
  ).helpGroup("Knowledge:");
}

export function logOptions(): Option[] {
  return group("Log (standard error):", [
    new Option("--quiet", "warnings and errors only"),
    new Option("--log-format <format>", "of the log").choices(["text", "json"]).default("text"),
    new Option("--no-progress", "no progress bar, also on a terminal"),
    new Option("--log-ids", "name samples and genotypes in the log"),
  ]);
}

/** Gathers a repeatable option. */
export function each(value: string, previous: string[] | undefined): string[] {
  if (value === "") throw usageError("an option that needs a value was given an empty one");
  return [...(previous ?? []), value];
}

/** Gathers a repeatable option whose values may be joined by commas: `A,B`. */
function eachOfList(value: string, previous: string[] | undefined): string[] {
  const items = value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  if (items.length === 0) {
    throw usageError(`no gene in '${value}'`, "Name genes by symbol or HGNC id, joined by commas.");
  }
  return [...(previous ?? []), ...items];
}

/** Gathers R-codes. */
export function eachCode(value: string, previous: string[] | undefined): string[] {
  const code = parseRCode(value);
  if (code === null) {
    throw usageError(`--indication '${value}' is not a code`, "Codes look like R59 or R27.3.");
  }
  return each(code.test ?? code.indication, previous);
}

function group(heading: string, options: Option[]): Option[] {
  for (const option of options) option.helpGroup(heading);
  return options;
}

export function addOptions(command: Command, ...options: Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/**
 * What the command line asks for, as the jobs take it: `--indication R59` is `--panel R59`.
 * @param vcfs paths, addresses or `-`
 */
export function analyseOptionsOf(
  vcfs: string[],
  { panel = [], indication = [], notGeneticParent = [], ...values }: AnalysisValues,
): AnalyseOptions {
  const lists = { vcfs, panels: [...panel, ...indication], notGeneticParents: notGeneticParent };
  return { ...DEFAULT_OPTIONS, ...values, ...lists };
}

/**
 * The options that commands share, in groups as shown in the help, and how they are passed to the jobs. Options
 * that are given several times are gathered here; single values are read in `values.ts`.
 */
import { type Command, Option } from "commander";
import { type AnalyseOptions, DEFAULT_OPTIONS } from "../analysis/options.ts";
import { ASSEMBLIES } from "../core/assembly.ts";
import { usageError } from "../core/errors.ts";
import { WORDS } from "../core/option-values.ts";
import { parseRCode } from "../core/rcode.ts";
import { partsOf } from "../core/text.ts";
import type { LogFormat } from "./log.ts";
import { caFileOption } from "./network.ts";
import type { EventInput } from "../structural/types.ts";
import { storeOption } from "./store.ts";
import { eventFileOf, identityOf, labelOf, phenocopyCount, sexOf, threadCount } from "./values.ts";

/** As the jobs' options, but for flags that are given several times. */
export interface AnalysisValues
  extends
    LogValues,
    Omit<
      Partial<AnalyseOptions>,
      "vcfs" | "events" | "panels" | "notGeneticParents" | "labels" | "pedigree" | "phenotype"
    > {
  sv?: EventInput[];
  cnv?: EventInput[];
  mobile?: EventInput[];
  panel?: string[];
  indication?: string[];
  notGeneticParent?: string[];
  label?: Record<string, string>;
  pruneTranscripts?: true;
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
      "analyse the genes of this panel: a file (PanelApp JSON, TSV or BED), a panel in the store (285, 285@4.2, R59) or a bundled one (acmg-sf@3.2); repeatable",
    ).argParser(each),
    new Option(
      "--indication <code>",
      "analyse the panel of a clinical indication or of one of its tests (R59, R27.3), like --panel R59; repeatable",
    ).argParser(eachCode),
    new Option(
      "--panel-override <file>",
      "apply local changes to the panels, listed in a table of gene, action, reason, author and date (docs/panels.md)",
    ),
    storeOption().helpGroup("Panels:"),
    new Option(
      "--genes <genes>",
      "analyse these genes as an ad-hoc panel: symbols or HGNC ids, separated by commas; repeatable",
    ).argParser(eachOfList),
    new Option(
      "--allow-unknown-genes",
      "warn instead of stopping when a gene is not in the store's HGNC table",
    ),
    new Option("--min-confidence <confidence>", "include panel genes of at least this confidence")
      .choices(WORDS.minConfidence)
      .default(DEFAULT_OPTIONS.minConfidence),
  ]);
}

export function beyondOptions(): Option[] {
  return group("Panels:", [
    new Option(
      "--gene-agnostic",
      "include genes that are not on any panel, as tier 3; works without --panel, and reads the whole file",
    ),
    new Option(
      "--beyond-panel",
      "list genes that are not on any panel after those that are, as tier 3; reads the whole file",
    ),
  ]);
}

export function orderOption(): Option {
  return new Option(
    "--order <order>",
    "order candidates by tier and then by place within it, or by score only",
  )
    .choices(WORDS.order)
    .default(undefined, "tier with a panel, else score")
    .helpGroup("Panels:");
}

export function familyOptions(): Option[] {
  return group("Family:", [
    new Option(
      "--ped <file>",
      "read the pedigree from this file (PED); not needed for a single sample",
    ),
    new Option(
      "--proband <sample>",
      "analyse this person; required when several people are affected",
    ),
    new Option(
      "--sex <sex>",
      "set the sex of the proband (male or female), or of another person (SAMPLE=male); repeatable",
    ).argParser(sexOf),
    new Option("--affected <sample>", "treat this person as affected; repeatable").argParser(each),
    new Option("--force-sex", "continue when the stated sex and the genotypes disagree"),
    new Option(
      "--identity <file>",
      "compare the proband's genotypes (SAMPLE=file: another person's) with those of a SNP panel or array; a mismatch stops the run; repeatable",
    ).argParser(identityOf),
    new Option(
      "--not-genetic-parent <sample>",
      "ignore this parent's genotypes (adoption, donor gametes); repeatable",
    ).argParser(each),
    new Option(
      "--allow-phenocopy <count>",
      "allow this many affected relatives to lack the variant under a dominant model",
    )
      .argParser(phenocopyCount)
      .default(DEFAULT_OPTIONS.allowPhenocopy),
    new Option("--penetrance <kind>", "assume this penetrance, as requested in the referral")
      .choices(WORDS.penetrance)
      .default(DEFAULT_OPTIONS.penetrance),
  ]);
}

/** Who the people are, for commands that judge no inheritance. */
export function sexOption(): Option[] {
  return familyOptions().filter(({ long }) => ["--ped", "--proband", "--sex"].includes(long ?? ""));
}

export function assemblyOption(fallback = "from the header"): Option {
  return new Option("--assembly <name>", "set the genome build")
    .choices(ASSEMBLIES)
    .default(undefined, fallback)
    .helpGroup("Reading:");
}

export function remoteOption(): Option {
  return new Option(
    "--allow-remote",
    "allow inputs at http(s) addresses; only the parts needed are fetched",
  ).helpGroup("Reading:");
}

export function policyOption(): Option {
  return new Option(
    "--policy <file>",
    "read thresholds that differ from the defaults (JSON; see `panelist policy`)",
  ).helpGroup("Reading:");
}

/** Files of events, where their content does not say what they are, or whose. */
export function eventOptions(): Option[] {
  return group("Reading:", [
    new Option(
      "--sv <file>",
      "read this file (SAMPLE=file: for this person) as structural variants, whatever its content; repeatable",
    ).argParser(eventFileOf("sv")),
    new Option(
      "--cnv <file>",
      "read this file as copy-number variants, like --sv; repeatable",
    ).argParser(eventFileOf("cnv")),
    new Option(
      "--mobile <file>",
      "read this file as mobile elements, like --sv; repeatable",
    ).argParser(eventFileOf("mobile")),
  ]);
}

export function readingOptions(): Option[] {
  return [
    ...eventOptions(),
    assemblyOption(),
    ...group("Reading:", [
      new Option(
        "--scan <kind>",
        "read through the index or in full; auto uses the index if less has to be read",
      )
        .choices(WORDS.scan)
        .default(DEFAULT_OPTIONS.scan),
      new Option("--threads <count>", "use this many worker threads")
        .argParser(threadCount)
        .default(undefined, "all cores"),
    ]),
    policyOption(),
    ...knowledgeOptions(),
    new Option(
      "--germline-anyway",
      "treat calls as germline even though the header shows that they come from a tumour",
    ).helpGroup("Reading:"),
    new Option(
      "--allow-unannotated",
      "accept a file without consequence annotation, and list every rare variant in the panels' regions",
    ).helpGroup("Reading:"),
    remoteOption(),
    new Option(
      "--data-root <folder>",
      "look in this folder as well for files named in a case file or phenopacket; repeatable",
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
      "stop if the answer may be incomplete (chromosomes, frequencies, terms or genes missing) or terms contradict each other",
    ),
    new Option(
      "--partial",
      "accept an input without some of the panels' chromosomes (or, for all genes of an unannotated file, without frequencies), and report the gap",
    ),
    emptyOption(),
  ]);
}

export function emptyOption(): Option {
  return new Option("--allow-empty", "continue even if nothing usable could be read").helpGroup(
    "Reading:",
  );
}

/** By what `annotate` works consequences out and names them. */
export function transcriptOptions(): Option[] {
  return group("Knowledge:", [
    new Option(
      "--transcripts <release>",
      "work out consequences from these transcripts: a release in the store (112, Ensembl@112), or a GFF3 file with --reference",
    ).default(undefined, "newest for the build"),
    referenceOption(),
  ]);
}

export function transcriptsOption(): Option {
  return new Option(
    "--transcripts <release>",
    "work out consequences from these transcripts: a release in the store (112, Ensembl@112), a GFF3 file with --reference, or none; a named release replaces the file's own annotation",
  )
    .default(undefined, "newest for the build, if the file has no annotation")
    .helpGroup("Knowledge:");
}

function referenceOption(): Option {
  return new Option(
    "--reference <fasta>",
    "check REF against this sequence (with .fai; if bgzipped, with .gzi), left-align indels before looking them up, and name variants outside the sequence stored with the transcripts",
  );
}

export function knowledgeOptions(): Option[] {
  return group("Knowledge:", [
    new Option(
      "--clinvar <release>",
      "use this ClinVar release from the store (YYYY-MM-DD), or none",
    ).default(undefined, "newest for the build"),
    new Option(
      "--inhouse <list>",
      "use this list of your own classifications (NAME or NAME@YYYY-MM-DD), or none",
    ).default(undefined, "newest of each list"),
    new Option(
      "--annotate <json>",
      "look up variants in the indexed VCFs and tables declared in this file (docs/evidence.md)",
    ),
    new Option(
      "--allow-remote-lookups",
      "allow declared sources to be queried over the network for anything not prefetched; this reveals to their servers where this patient's rare variants lie",
    ),
    offlineOption(),
    caFileOption(),
    new Option(
      "--coverage <bed>",
      "read mosdepth's thresholds or regions file, to show how much of each gene was sequenced",
    ),
    ...transcriptOptions(),
  ]);
}

export function offlineOption(): Option {
  return new Option(
    "--offline",
    "use only values prefetched or read earlier from remote sources, without using the network",
  ).helpGroup("Knowledge:");
}

export function labelOption(): Option {
  return new Option(
    "--label <key=value>",
    "add this label, such as an order number, to every output; repeatable",
  ).argParser(labelOf);
}

/** What the outputs and the record of a run hold beside the answer. */
export function recordOptions(): Option[] {
  return group("Output:", [
    labelOption(),
    new Option(
      "--digest <part>",
      "record a digest of each VCF: of its header and index, or of every byte (which reads the file a second time)",
    )
      .choices(WORDS.digest)
      .default(DEFAULT_OPTIONS.digest),
    new Option(
      "--prune-transcripts",
      "omit from the VCF the annotation of genes that are not on a panel and have no candidate",
    ),
  ]);
}

export function outputOption(): Option {
  return new Option("-o, --output <file>", "write the output to this file").default(
    undefined,
    "standard output",
  );
}

export function logOptions(): Option[] {
  return group("Log (standard error):", [
    new Option("--quiet", "print warnings and errors only"),
    new Option("--log-format <format>", "choose the format of the log")
      .choices(["text", "json"])
      .default("text"),
    new Option("--no-progress", "show no progress bar"),
    new Option("--log-ids", "show sample names and genotypes in the log"),
  ]);
}

/** Gathers a repeatable option. */
export function each(value: string, previous: string[] | undefined): string[] {
  if (value === "") throw usageError("an option that requires a value was given an empty value");
  return [...(previous ?? []), value];
}

/** Gathers a repeatable option whose values may be joined by commas: `A,B`. */
function eachOfList(value: string, previous: string[] | undefined): string[] {
  const items = partsOf(value, ",");
  if (items.length === 0)
    throw usageError(
      `--genes '${value}' does not name a gene`,
      "Give symbols or HGNC ids, separated by commas.",
    );
  return [...(previous ?? []), ...items];
}

/** Gathers R-codes. */
export function eachCode(value: string, previous: string[] | undefined): string[] {
  const code = parseRCode(value);
  if (code === null)
    throw usageError(`--indication '${value}' is not a code`, "Write a code such as R59 or R27.3.");
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
  {
    panel = [],
    indication = [],
    notGeneticParent = [],
    label = {},
    sv = [],
    cnv = [],
    mobile = [],
    ...values
  }: AnalysisValues,
): AnalyseOptions {
  const events = [...sv, ...cnv, ...mobile];
  const lists = {
    vcfs,
    panels: [...panel, ...indication],
    notGeneticParents: notGeneticParent,
    labels: label,
  };
  return { ...DEFAULT_OPTIONS, ...values, ...lists, ...(events.length === 0 ? {} : { events }) };
}

/**
 * `--format`, and readers of single option values. A reader gives the value or throws ToolError E_USAGE that
 * quotes it.
 */
import type { EventInput, FileKind } from "../structural/types.ts";
import { Option } from "commander";
import { parseAllele } from "../core/allele.ts";
import { oneLine, printable } from "../core/clean.ts";
import { usageError } from "../core/errors.ts";
import { parseLabel } from "../core/label.ts";
import { isWhole, MOST_THREADS } from "../core/option-values.ts";
import { partsOf } from "../core/text.ts";

/** Of an answer that is a list: for people, for tables, for programs. */
export type TableFormat = "text" | "tsv" | "json";

const TABLE_FORMATS: readonly TableFormat[] = ["text", "tsv", "json"];

/** The first format is the default. */
export function formatOption(
  help = "choose the output format",
  formats: readonly string[] = TABLE_FORMATS,
): Option {
  return new Option("--format <format>", help).choices(formats).default(formats[0]);
}

/** Endings that promise what no command writes under another name. */
const PACKED = /\.(?:b?gz|bz2|xz|zst|zip)$/i;
const TYPED = /\.(?:bcf|csv|docx?|html?|json|jsonl|md|ods|odt|pdf|tsv|vcf|xlsx?|xml|ya?ml)$/i;

/**
 * The format asked for, or the one that the file's name ends in (`.vcf.gz` is `vcf`); `otherwise` where it names none.
 * @throws ToolError E_USAGE: the name promises a compressed file, or another format than any of these
 */
export function formatOf<F extends string>(
  asked: F | undefined,
  file: string | undefined,
  formats: readonly F[],
  otherwise: F,
): F {
  const plain = (file ?? "").replace(/(\.vcf)\.b?gz$/i, "$1");
  const ending = /\.([a-z]+)$/i.exec(plain)?.[1]?.toLowerCase();
  const format = asked ?? formats.find((one) => one === ending);
  if (PACKED.test(plain))
    throw usageError(
      `-o '${oneLine(printable(plain))}' names a compressed file, and only VCF is written compressed`,
      "Leave the ending out, or compress what is written to standard output.",
    );
  if (format === undefined && TYPED.test(plain))
    throw usageError(
      `-o '${oneLine(printable(plain))}' names a format that is not written here`,
      `Use one of these endings: ${formats.map((one) => `.${one}`).join(", ")}; or say which format it is with --format.`,
    );
  return format ?? otherwise;
}

/** `--label KEY=VALUE`, gathered. */
export function labelOf(
  word: string,
  previous: Record<string, string> | undefined,
): Record<string, string> {
  const [key, value] = parseLabel(word) ?? [];
  if (key === undefined || value === undefined)
    throw usageError(
      `--label '${oneLine(printable(word))}' is not KEY=VALUE`,
      "Use --label KEY=VALUE, for example --label order=WGS-2031-17: KEY has letters, digits, dots, dashes and underscores, VALUE up to 200 characters.",
    );
  if (previous !== undefined && Object.hasOwn(previous, key))
    throw usageError(`--label gives '${key}' twice`, "Give each key once.");
  return { ...previous, [key]: value };
}

/** `--threads`: a whole number from 1. */
export function threadCount(value: string): number {
  const count = wholeNumber(value);
  if (!isWhole(count, 1, MOST_THREADS))
    throw usageError(
      `--threads '${value}' is not a whole number from 1 to ${MOST_THREADS}`,
      "For example: --threads 4.",
    );
  return count;
}

/** `--width`: a whole number from 40. */
export function tableWidth(value: string): number {
  const width = wholeNumber(value);
  if (width === null || width < 40 || width > 10_000)
    throw usageError(
      `--width '${value}' is not a whole number from 40 to 10000`,
      "For example: --width 120.",
    );
  return width;
}

/** `--columns`: names joined by commas. */
export function columnNames(value: string): string[] {
  const names = partsOf(value.toLowerCase(), ",");
  if (names.length === 0)
    throw usageError(
      `--columns '${value}' does not name a column`,
      "Separate the names with commas: gene,change.",
    );
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw usageError(`--columns names '${twice}' twice`, "Name each column once.");
  return names;
}

/** `--allow-phenocopy`: how many affected relatives may lack the variant (DEC-05). */
export function phenocopyCount(value: string): number {
  const count = wholeNumber(value);
  if (count === null)
    throw usageError(
      `--allow-phenocopy '${value}' is not a whole number of at least 0`,
      "For example: --allow-phenocopy 1.",
    );
  return count;
}

function wholeNumber(value: string): number | null {
  return /^\d{1,9}$/.test(value) ? Number(value) : null;
}

type SexTable = Record<string, "male" | "female">;

/**
 * `--sex male` (the proband: key "") or `--sex NAME=male`; repeatable.
 * A name may hold `=`: the last one counts.
 */
export function sexOf(value: string, previous: SexTable | undefined): SexTable {
  const cut = value.lastIndexOf("=");
  const name = cut < 0 ? "" : value.slice(0, cut);
  const sex = value.slice(cut + 1).toLowerCase();
  if ((sex !== "male" && sex !== "female") || cut === 0)
    throw usageError(
      `--sex '${value}' is neither a sex nor SAMPLE=sex`,
      "Use --sex male or --sex female for the proband, --sex SAMPLE=male for another person.",
    );
  const stated = previous?.[name];
  if (stated !== undefined && stated !== sex)
    throw usageError(
      name === ""
        ? "--sex was given twice, with different values"
        : `--sex of '${name}' was given twice, with different values`,
      "Give each person's sex once.",
    );
  // No prototype: a sample may be called __proto__.
  return Object.assign(Object.create(null) as SexTable, previous, { [name]: sex });
}

/** Of `--sv x.vcf.gz` or `--sv SAMPLE=x.vcf.gz`: a file as one of events, perhaps of a person. */
export function eventFileOf(
  kind: FileKind,
): (value: string, previous: EventInput[] | undefined) => EventInput[] {
  return (value, previous = []) => {
    const cut = value.indexOf("=");
    const path = value.slice(cut + 1);
    if (path === "")
      throw usageError(
        `--${kind} '${value}' does not name a file`,
        `Use --${kind} file.vcf.gz, or --${kind} SAMPLE=file.vcf.gz for one person's file.`,
      );
    return [...previous, { path, kind, sample: cut < 0 ? undefined : value.slice(0, cut) }];
  };
}

/** `--identity file` (the proband: key "") or `--identity NAME=file`, cut at the first `=`; repeatable. */
export function identityOf(
  value: string,
  previous: Record<string, string> | undefined,
): Record<string, string> {
  const cut = value.indexOf("=");
  const name = cut < 0 ? "" : value.slice(0, cut);
  const path = value.slice(cut + 1);
  const hint = "Use --identity snps.tsv for the proband, --identity SAMPLE=snps.tsv for another.";
  if (path === "") throw usageError(`--identity '${value}' does not name a file`, hint);
  if (previous?.[name] !== undefined)
    throw usageError(
      `--identity of ${name === "" ? "the proband" : `'${name}'`} was given twice`,
      hint,
    );
  return Object.assign(Object.create(null) as Record<string, string>, previous, { [name]: path });
}

/** Checks the form `chrom:pos:ref:alt`, POS 1-based, alleles as in the VCF. */
export function variantText(value: string): string {
  parseAllele(value);
  return value;
}

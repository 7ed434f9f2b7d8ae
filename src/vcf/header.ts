/** The header of a VCF file: the lines up to and including `#CHROM` (VCF-08, VCF-60). */
import { ToolError } from "../core/errors.ts";
import { annotationsFrom } from "./annotators.ts";
import { assemblyFrom, mitochondrionOf } from "./assembly.ts";
import { clinvarFieldsFrom } from "./clinvar-fields.ts";
import { frequencyFieldsFrom } from "./frequency-fields.ts";
import { type MetaLine, metaDescription, metaField, parseMeta } from "./meta.ts";
import type { ContigDefinition, FieldDefinition, VcfHeader } from "./types.ts";

const COLUMNS: readonly string[] = [
  "#CHROM",
  "POS",
  "ID",
  "REF",
  "ALT",
  "QUAL",
  "FILTER",
  "INFO",
  "FORMAT",
];

/**
 * Reads a header.
 * @param text all lines from the start of the file up to and including `#CHROM`; CRLF is fine
 * @param path of the file, for messages
 * @param extraFrequencyFields further INFO or annotation names to read as population frequencies
 * @throws ToolError E_VCF_HEADER (with the line), E_ASSEMBLY, E_ANNOTATION
 */
export function parseHeader(
  text: string,
  path: string,
  extraFrequencyFields: readonly string[] = [],
): VcfHeader {
  const lines = headerLines(text, path);
  const meta = lines
    .slice(0, -1)
    .map(parseMeta)
    .filter((m): m is MetaLine => m !== null);
  const fileformat = fileformatOf(meta, path);
  const info = definitions(meta, "INFO");
  const contigs = contigsFrom(meta);
  const { assembly, evidence } = assemblyFrom(meta, contigs, path);
  const annotations = annotationsFrom(info, meta, path);
  return {
    path,
    fileformat,
    lines,
    contigs,
    info,
    format: definitions(meta, "FORMAT"),
    samples: samplesFrom(lines.at(-1) ?? "", lines.length, path),
    assembly,
    assemblyEvidence: evidence,
    annotations,
    frequencyFields: frequencyFieldsFrom(info, annotations[0], extraFrequencyFields),
    clinvar: clinvarFieldsFrom(info, annotations[0]),
    phaser: phaserFrom(meta),
    mitochondrion: mitochondrionOf(contigs, assembly),
    mayHoldReferenceBlocks: mayHoldReferenceBlocks(meta, info),
    callFilterRules: isOfDragen(meta) ? true : undefined,
  };
}

/** `##DRAGENVersion=`, `##DRAGENCommandLine=`, `##source=DRAGEN…`. */
function isOfDragen(meta: readonly MetaLine[]): boolean {
  return meta.some(
    ({ key, value }) => /^dragen/i.test(key) || (key === "source" && /dragen/i.test(value)),
  );
}

function headerError(message: string, path: string, line: number, hint?: string): ToolError {
  return new ToolError("E_VCF_HEADER", message, { path, line, hint });
}

function headerLines(text: string, path: string): string[] {
  const lines: string[] = [];
  const all = (text.startsWith("\uFEFF") ? text.slice(1) : text).split("\n");
  for (const [i, raw] of all.entries()) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line.includes("\0"))
      throw headerError(
        "the header contains a NUL byte",
        path,
        i + 1,
        "Check that this is a VCF in text form; convert BCF with `bcftools view`.",
      );
    if (line.startsWith("##")) {
      lines.push(line);
      continue;
    }
    if (line.startsWith("#CHROM")) return [...lines, line];
    if (line === "" && i === all.length - 1) break;
    throw headerError(
      `expected a header line, found '${line.slice(0, 60)}'`,
      path,
      i + 1,
      "A VCF header consists of lines that begin with ##, then one that begins with #CHROM.",
    );
  }
  const convert = "Convert it: `tr '\\r' '\\n' < in.vcf > out.vcf`.";
  if (/\r[^\n]/.test(text))
    throw headerError("its lines end in carriage returns alone", path, 1, convert);
  if (lines.length === 0)
    throw headerError(
      "the file does not begin with a VCF header",
      path,
      1,
      "Give a VCF; a caller's table must be converted to VCF first.",
    );
  throw headerError(
    "no #CHROM line",
    path,
    lines.length + 1,
    "Check that the file is complete: its header ends at the first line that does not begin with #.",
  );
}

/** VCF 4.0 to 4.5 (VCF-08). */
function fileformatOf(meta: readonly MetaLine[], path: string): string {
  const at = meta.findIndex((m) => m.key === "fileformat");
  const value = meta[at]?.value.trim();
  if (value === undefined)
    throw headerError(
      "no ##fileformat line",
      path,
      1,
      "The first line must be ##fileformat=VCFv4.x.",
    );
  if (!/^VCFv4\.[0-5]$/.test(value))
    throw headerError(`file format '${value}' is not one of VCFv4.0 to VCFv4.5`, path, at + 1);
  return value;
}

function definitions(meta: readonly MetaLine[], key: string): Map<string, FieldDefinition> {
  const found = new Map<string, FieldDefinition>();
  for (const { key: lineKey, value } of meta) {
    if (lineKey !== key) continue;
    const id = metaField(value, "ID");
    if (id === null || found.has(id)) continue;
    found.set(id, {
      id,
      number: metaField(value, "Number") ?? ".",
      type: metaField(value, "Type") ?? "String",
      description: metaDescription(value),
    });
  }
  return found;
}

function contigsFrom(meta: readonly MetaLine[]): ContigDefinition[] {
  const contigs: ContigDefinition[] = [];
  for (const { key, value } of meta) {
    const id = key === "contig" ? metaField(value, "ID") : null;
    if (id === null) continue;
    const length = metaField(value, "length");
    contigs.push({ id, length: length !== null && /^\d+$/.test(length) ? Number(length) : null });
  }
  return contigs;
}

function samplesFrom(line: string, lineNumber: number, path: string): string[] {
  const columns = line.split("\t");
  const wrong = COLUMNS.findIndex(
    (name, i) => (i < 8 || i < columns.length) && columns[i] !== name,
  );
  if (wrong >= 0)
    throw headerError(
      `column ${wrong + 1} of the #CHROM line is '${columns[wrong] ?? ""}', not '${COLUMNS[wrong]}'`,
      path,
      lineNumber,
      "Columns are separated by tabs: #CHROM POS ID REF ALT QUAL FILTER INFO [FORMAT sample...].",
    );
  const samples = columns.slice(9);
  const seen = new Set<string>();
  for (const sample of samples) {
    if (sample.trim() === "") throw headerError("a sample has no name", path, lineNumber);
    if (seen.has(sample))
      throw headerError(
        `sample ${seen.size + 1} has the same name as an earlier one`,
        path,
        lineNumber,
        "Give each sample a different name (`bcftools reheader -s`).",
      );
    seen.add(sample);
  }
  return samples;
}

/** gVCF alleles, or an END that a block could use (VCF-04). */
function mayHoldReferenceBlocks(
  meta: readonly MetaLine[],
  info: ReadonlyMap<string, FieldDefinition>,
): boolean {
  return (
    info.has("END") ||
    meta.some(
      (m) =>
        m.key.startsWith("GVCFBlock") || (m.key === "ALT" && /ID=(NON_REF|\*)[,>]/.test(m.value)),
    )
  );
}

// Whether phased genotypes without a phase set hold over a whole chromosome (VCF-28).

/** Phasers by statistics or by trio. WhatsHap and GATK's physical phasing are local and not here. */
const WHOLE_CHROMOSOME = /\b(shapeit\d?|eagle\d?|beagle|PhaseByTransmission)(?![a-z])/i;

const KEY = /^(shapeit|eagle|beagle)/i;
const OF_PROGRAM = /source|command|version|program|^shapeit|^eagle|^beagle/i;

/**
 * What phased the file over whole chromosomes, or null. `##phasing=` of trio or pedigree counts;
 * `none` and `partial` do not.
 */
function phaserFrom(meta: readonly MetaLine[]): string | null {
  for (const { key, value } of meta) {
    if (key === "phasing") {
      if (/trio|pedigree|family|complete|full/i.test(value)) return `##phasing=${value}`;
      continue;
    }
    // Lines of programs alone: a path or a description may hold such a word by chance.
    if (!OF_PROGRAM.test(key) || key.startsWith("bcftools")) continue;
    const name = KEY.exec(key) ?? WHOLE_CHROMOSOME.exec(value);
    if (name !== null) return name[1] ?? null;
  }
  return null;
}

/**
 * The command that phased the file by reads, as its header has it: files that name the same one are of one run, whose
 * phase sets are comparable. null: none is named. HiPhase and LongPhase write several files in one run.
 */
export function phasingRun({ lines }: Pick<VcfHeader, "lines">): string | null {
  const isOfLongPhase = lines.some((line) => line.startsWith("##longphaseVersion="));
  const of = isOfLongPhase ? /^"?(?:\(whatshap |phase )/ : /^"?\(whatshap /;
  const run = lines
    .flatMap((line) => parseMeta(line) ?? [])
    .findLast(
      ({ key, value }) => key === "HiPhase_command" || (key === "commandline" && of.test(value)),
    );
  return run?.value ?? null;
}

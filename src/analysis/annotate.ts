/**
 * `panelist annotate`: a VCF with the consequences of every record that touches a transcript, as INFO/CSQ in VEP's
 * layout. What `analyse` works out of the same file is the same.
 */
import { ToolError, movedTo, usageError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { canonicalChrom, type Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { having } from "../io/fasta/index.ts";
import { IndexedVcfWriter } from "../io/bgzf/index.ts";
import { openOutput, type Output, streamOutput, worded } from "../report/index.ts";
import type { RefTally } from "../scan/types.ts";
import { decodeRecord, mitochondrionAt } from "../vcf/index.ts";
import type { AnnotationLayout, VcfRecord } from "../vcf/types.ts";
import type { Annotated, AnnotateOptions } from "./annotated.ts";
import { linesOfInput } from "./input-lines.ts";
import type { Input } from "./input.ts";
import { chooseAssembly } from "./input-checks.ts";
import { openInput } from "./inputs.ts";
import { loadPolicy } from "./load-policy.ts";
import {
  openOwnAnnotation,
  type OwnAnnotation,
  refuseOtherSequence,
} from "./lookups/own-annotation.ts";
import type { Reference } from "./lookups/reference.ts";
import { toldOfLacking, toldOfRefs } from "./record-warnings.ts";
import { transcriptRelease } from "./lookups/transcripts.ts";

interface Io {
  log: Log;
  stdin: AsyncIterable<Uint8Array>;
  version: string;
}

/** A file with all that its consequences are worked out by. */
interface ToAnnotate {
  input: Input;
  assembly: Assembly;
  own: OwnAnnotation;
  reference: Reference | null;
  lines: AsyncGenerator<Buffer, void>;
}

/** @throws ToolError E_ANNOTATION: no release of the build is at hand; E_USAGE; those of reading */
export async function openToAnnotate(options: AnnotateOptions, { stdin }: Io): Promise<ToAnnotate> {
  const { vcfs, allowRemote = false, reference: fasta } = options;
  const [path, ...more] = vcfs;
  if (path === undefined || more.length > 0) throw usageError("annotate takes one VCF");
  const policy = await loadPolicy(options.policy);
  const input = await openInput(path, { policy, allowRemote, stdin });
  const assembly = chooseAssembly([input], options.assembly);
  if (options.transcripts === "none")
    throw usageError("annotate needs transcripts", "Leave out --transcripts none.");
  const release = await transcriptRelease(options, assembly);
  if (release === null)
    throw new ToolError("E_ANNOTATION", `the store has no transcripts of ${assembly}`, {
      hint: "Run `panelist knowledge import transcripts <gff3> --reference <fasta>`, or give a GFF3 file with --transcripts.",
    });
  const reference =
    fasta === undefined
      ? null
      : await (await import("./lookups/reference.ts")).openReference(fasta, assembly, allowRemote);
  const own = await openOwnAnnotation(release, "all", reference);
  return { input, assembly, own, reference, lines: linesOfInput(input, policy) };
}

/**
 * @param to path of the file to be written, bgzipped with its index where it ends in `.gz`; a stream takes text
 * @throws ToolError E_ANNOTATION: the file has an annotation; E_ASSEMBLY: REF is not what the sequence has;
 *   E_INCOMPLETE: no record touches a transcript; E_VCF_UNSORTED; as `openToAnnotate`; E_OUTPUT, E_IO
 */
export async function annotate(
  options: AnnotateOptions,
  to: string | NodeJS.WritableStream,
  io: Io,
): Promise<Annotated> {
  const opened = await openToAnnotate(options, io);
  const { input, assembly, own } = opened;
  refuseAnnotated(input);
  const header = headerLines(input, own, io.version);
  const refs: RefTally = { compared: 0, wrong: 0, examples: [] };
  const counts = {
    records: 0,
    annotated: 0,
    uninterpreted: 0,
    refs,
    chromosomes: new Set<string>(),
  };
  const lines = annotatedLines(opened, counts, options.allowEmpty === true);
  if (typeof to === "string" && to.endsWith(".gz")) await writeIndexed(to, header, lines);
  else await writeText(to, header, lines);
  const { records, annotated, chromosomes } = counts;
  const told = [...toldOfRefs(refs, () => true), ...toldOfLacking(chromosomes, opened.reference)];
  for (const one of told) io.log.warn(worded(one).text);
  warnOfUninterpreted(counts.uninterpreted, io.log);
  return { assembly, transcripts: own.release.used, records, annotated };
}

function refuseAnnotated({ header, path }: Input): void {
  const [layout] = header.annotations;
  const tag = layout?.tag ?? (header.info.has(OWN_TAG) ? OWN_TAG : null);
  if (tag !== null)
    throw alreadyAnnotated(tag, "Compare it with `panelist annotate --compare`, or remove", {
      path,
    });
}

function alreadyAnnotated(
  tag: string,
  advice: string,
  at: { path: string; line?: number },
): ToolError {
  return new ToolError("E_ANNOTATION", `the file is already annotated: INFO/${tag}`, {
    ...at,
    hint: `${advice} it with \`bcftools annotate -x INFO/${tag}\`.`,
  });
}

const OWN_TAG = "CSQ";
const OWN_KEY = /(?:^|;)CSQ(?:=|;|$)/;

function headerLines(
  { header }: Input,
  { layout, release }: OwnAnnotation,
  version: string,
): string[] {
  const plain = (text: string): string => text.replaceAll(/["\\<>]/g, "");
  const { kind: _kind, ...used } = release.used;
  const said = [
    `##INFO=<ID=${layout.tag},Number=.,Type=String,Description="Consequence annotations from ${plain(layout.writer ?? "panelist")}, in VEP's layout. Format: ${layout.columns.join("|")}">`,
    `##panelist_annotate=<Version=${version},Source=${plain(used.source)},Release="${plain(used.release)}",SHA256=${used.sha256 ?? "."}>`,
  ];
  const columns = header.lines.findIndex((line) => line.startsWith("#CHROM"));
  return [...header.lines.slice(0, columns), ...said, ...header.lines.slice(columns)];
}

/** It lies on a chrM that is another sequence than the release's (VCF-31): no place fits. */
export function isUninterpreted({ contig }: VcfRecord, { header }: Input): boolean {
  return canonicalChrom(contig) === "MT" && mitochondrionAt(header, contig) === "not_rcrs";
}

/** @param records that `isUninterpreted` */
export function warnOfUninterpreted(records: number, log: Log): void {
  if (records > 0)
    log.warn(`chrM is not the rCRS: not interpreted (${counted(records, "record")})`);
}

/** VCF-54, as a run on the file counts. */
export function countRef(
  record: VcfRecord,
  { own }: Pick<ToAnnotate, "own">,
  refs: RefTally,
): void {
  const { contig, pos, ref } = record;
  const stands = own.refStands(record);
  if (stands === "unknown") return;
  refs.compared++;
  if (stands === "same") return;
  refs.wrong++;
  if (refs.examples.length === 0)
    refs.examples.push({
      contig,
      chrom: canonicalChrom(contig) ?? "",
      pos,
      end: pos + ref.length - 1,
      ref,
      genes: [],
    });
}

async function* annotatedLines(
  opened: ToAnnotate,
  counts: {
    records: number;
    annotated: number;
    uninterpreted: number;
    refs: RefTally;
    chromosomes: Set<string>;
  },
  allowEmpty: boolean,
): AsyncGenerator<Buffer, void> {
  const { input, own, lines } = opened;
  const { refs } = counts;
  const { header, path } = input;
  const seen = new Order(path, header.lines.length);
  for await (const line of lines) {
    counts.records++;
    const text = line.toString("latin1");
    // Of a tag that the header does not declare.
    if (text.includes(OWN_TAG) && OWN_KEY.test(text.split("\t", 8)[7] ?? ""))
      throw alreadyAnnotated(OWN_TAG, "Remove", {
        path,
        line: header.lines.length + counts.records,
      });
    const record = placed(path, header.lines.length + counts.records, () =>
      decodeRecord(text, header, { path }),
    );
    seen.next(record.contig, record.pos, counts.records);
    if (isUninterpreted(record, input)) {
      counts.uninterpreted++;
      yield line;
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop -- bases of a remote reference are fetched place by place
    const rows = await having(() => own.layout.entriesOf?.(record) ?? []);
    if (rows.length > 0) {
      counts.annotated++;
      counts.chromosomes.add(canonicalChrom(record.contig) ?? "");
    }
    countRef(record, opened, refs);
    yield rows.length === 0 ? line : withRows(text, own.layout, rows);
  }
  // Before the output is made to stay.
  refuseOtherSequence(refs, own.release);
  if (counts.records > 0 && counts.annotated === 0 && !allowEmpty)
    throw nothingFits(
      `none of ${counted(counts.records, "record")} touches a transcript of ${own.release.name}`,
      path,
      counts,
    );
}

/** What `analyse` refuses too: a file of another build must not look like one without findings. */
export function nothingFits(
  message: string,
  path: string,
  { records, uninterpreted }: { records: number; uninterpreted: number },
): ToolError {
  const [told, advice] =
    uninterpreted === records
      ? [
          "all records are on chrM, which is not the rCRS: not interpreted",
          "Align the reads of the mitochondrion to the rCRS (NC_012920.1)",
        ]
      : [message, "Check that the file and the transcripts are for the same build"];
  const hint = `${advice}, or add --allow-empty to continue.`;
  return new ToolError("E_INCOMPLETE", told, { path, hint });
}

/** The entries at the end of INFO, the eighth column. */
function withRows(
  text: string,
  { tag }: AnnotationLayout,
  rows: readonly (readonly string[])[],
): Buffer {
  const columns = text.split("\t");
  const info = columns[7] ?? ".";
  const value = `${tag}=${rows.map((row) => row.join("|")).join(",")}`;
  columns[7] = info === "." || info === "" ? value : `${info};${value}`;
  return Buffer.from(columns.join("\t"), "latin1");
}

/** An index wants sorted records (VCF-09). */
class Order {
  private contig = "";
  private pos = 0;
  private readonly passed = new Set<string>();

  private readonly path: string;
  private readonly before: number;

  constructor(path: string, before: number) {
    this.path = path;
    this.before = before;
  }

  /** @throws ToolError E_VCF_UNSORTED */
  next(contig: string, pos: number, record: number): void {
    if (contig !== this.contig) {
      if (this.passed.has(contig))
        throw this.fault(`contig ${contig} comes back after another contig`, contig, record);
      this.passed.add(contig);
      this.contig = contig;
    } else if (pos < this.pos)
      throw this.fault(`position ${pos} after ${this.pos}`, contig, record);
    this.pos = pos;
  }

  private fault(found: string, chrom: string, record: number): ToolError {
    const { path, before } = this;
    const hint = "Sort the file first, with `bcftools sort`.";
    return new ToolError("E_VCF_UNSORTED", found, { path, line: before + record, chrom, hint });
  }
}

/** A fault of the line at hand. */
function placed<T>(path: string, line: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw movedTo(error, { ...error.place, path, line });
  }
}

async function writeIndexed(
  to: string,
  header: readonly string[],
  lines: AsyncGenerator<Buffer, void>,
): Promise<void> {
  const outputs = [await openOutput(to), await openOutput(`${to}.tbi`)] as const;
  const [vcf, index] = outputs;
  try {
    const blocks: Uint8Array[] = [];
    const writer = new IndexedVcfWriter((block) => blocks.push(block));
    for (const line of header) writer.write(line);
    for await (const line of lines) {
      writer.write(line);
      for (const block of blocks.splice(0)) await vcf.write(block);
    }
    const tbi = writer.finish();
    for (const block of blocks) await vcf.write(block);
    await index.write(tbi);
    // An older index is gone before the file is another.
    index.retire();
    await vcf.commit();
    await index.commit();
  } catch (error) {
    for (const output of outputs) await output.abort();
    throw error;
  }
}

async function writeText(
  to: string | NodeJS.WritableStream,
  header: readonly string[],
  lines: AsyncGenerator<Buffer, void>,
): Promise<void> {
  const writeAll = async (output: Output): Promise<void> => {
    for (const line of header) await output.write(`${line}\n`);
    for await (const line of lines) await output.write(Buffer.concat([line, NEWLINE]));
  };
  if (typeof to !== "string") {
    const output = streamOutput(to);
    await writeAll(output);
    await output.finish();
    return;
  }
  const output = await openOutput(to);
  try {
    await writeAll(output);
    await output.commit();
  } catch (error) {
    await output.abort();
    throw error;
  }
}

const NEWLINE = Buffer.from("\n");

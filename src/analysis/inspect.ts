/**
 * `panelist inspect`: what a VCF contains, what the tool would use, and what is missing. Reads the header, the
 * index, and the first records.
 */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Assembly } from "../core/assembly.ts";
import { isGff3 } from "../io/gff3.ts";
import { isToolError } from "../core/errors.ts";
import { sniff } from "../io/bgzf/index.ts";
import { SNIFF_BYTES } from "../io/foreign.ts";
import type { EventFileRead, EventInput } from "../structural/types.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import type { PanelGenes } from "../panel/types.ts";
import { somaticMarks, unreadAnnotation } from "../vcf/index.ts";
import type { VcfHeader } from "../vcf/types.ts";
import type { Input } from "./input.ts";
import { holdSymbolic } from "./events/inputs.ts";
import { firstRecords } from "./find-record.ts";
import { openInput } from "./inputs.ts";
import type { InputOptions, PanelOptions } from "./options.ts";
import type { Log } from "../core/log.ts";
import { chooseAssembly, somaticMarksOf } from "./input-checks.ts";
import { lacksGenotypes, withoutChromosomes } from "./nothing-read.ts";
import { loadPanels, tableOf } from "../library/panels.ts";
import { hasKind } from "../store/names.ts";

type InspectOptions = InputOptions & PanelOptions;

export interface Inspection {
  path: string;
  kind: "bgzf" | "gzip" | "plain" | "empty";
  header: VcfHeader;
  index: "remote" | "none" | { kind: string; olderThanFile: boolean };
  /** By which transcripts `analyse` would work consequences out (`Ensembl 112`); null: by none. */
  transcripts: string | null;
  /** What in the header tells of a tumour. */
  somatic: string[];
  missing: Missing[];
  /** null: no panel was given. */
  panelGenes: PanelGenes | null;
  /** What was read of structural variants: the whole file, or the symbolic records among small ones; null: none. */
  events: (EventFileRead & { events: number }) | null;
}

/** What the file cannot answer. */
export interface Missing {
  what:
    | "germline_calls"
    | "assembly"
    | "samples"
    | "genotypes"
    | "records"
    | "calls"
    | "chromosomes"
    | "placed_records"
    | "annotation"
    | "frequencies"
    | "clinvar"
    | "index"
    | "bgzip"
    | "rcrs"
    | "repeats"
    | "mitochondrial";
  /** As the file has it: the contigs in the place of chromosomes, the annotation that cannot be read. */
  detail?: string | undefined;
}

/** So many records tell what the header does not. */
const FIRST = 100;

/** Reads the header, the index and the first records, and the panels where some are given. */
export async function inspect(
  vcf: string,
  options: InspectOptions,
  io: { log: Log; stdin: AsyncIterable<Uint8Array> },
): Promise<Inspection> {
  const ofEvents = await inspectEvents(vcf, options.assembly);
  if (ofEvents !== null) return ofEvents;
  const input = await openInput(vcf, {
    policy: DEFAULT_POLICY,
    allowRemote: options.allowRemote === true,
    stdin: io.stdin,
  });
  const somatic = somaticMarksOf(input);
  const first = await firstRecords(input, FIRST, DEFAULT_POLICY);
  const transcripts = await transcriptsFor(input, options);
  return {
    path: input.path,
    kind: input.kind,
    header: input.header,
    index: indexOf(input),
    transcripts,
    somatic,
    missing: missingIn(input, somatic.length > 0, first).filter(
      ({ what }) => what !== "annotation" || transcripts === null,
    ),
    panelGenes: await genesAskedFor(input, options, io.log),
    events: await eventsAmongSmall(input, options.assembly),
  };
}

/** A file of anything but small variants, read whole without its index; null: of small ones, or no file on the disk. */
async function inspectEvents(path: string, stated?: Assembly): Promise<Inspection | null> {
  if (!isOnDisk(path)) return null;
  const { peekEvents } = await import("../structural/index.ts");
  const opened = await peekEvents({ path }).catch((error: unknown) => {
    // Told as it is of any input.
    if (isToolError(error)) return null;
    throw error;
  });
  if (opened === null || opened.kind === "small") return null;
  const { header, kind } = opened;
  const events = await eventsIn({ path }, stated ?? header.assembly);
  const missing: Missing[] = [];
  if (header.assembly === null) missing.push({ what: "assembly" });
  if (header.samples.length === 0) missing.push({ what: "samples" });
  if (events?.records === 0) missing.push({ what: "records" });
  if (kind === "str") missing.push({ what: "repeats" });
  if (kind === "mito") missing.push({ what: "mitochondrial" });
  return {
    path,
    kind: storedAs(path),
    header,
    index: "none",
    transcripts: null,
    somatic: somaticMarks(header, null),
    missing,
    panelGenes: null,
    events,
  };
}

function isOnDisk(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** @param assembly null: not known; what holds for any is told alone */
async function eventsIn(
  input: EventInput,
  assembly: Assembly | null,
): Promise<Inspection["events"]> {
  const { readEvents } = await import("../structural/index.ts");
  const read = await readEvents([input], null, assembly ?? "GRCh38", { notes: false });
  const [file] = read.files;
  return file === undefined ? null : { ...file, events: read.events.length };
}

/** Symbolic records and breakends among small variants, which a run reads as events; null: there are none. */
async function eventsAmongSmall(
  input: Input,
  stated: Assembly | undefined,
): Promise<Inspection["events"]> {
  const { path, header } = input;
  if (!isOnDisk(path) || !(await holdSymbolic([input], null))) return null;
  return eventsIn({ path, kind: "small", symbolicAlone: true }, stated ?? header.assembly);
}

function storedAs(path: string): Inspection["kind"] {
  const fd = openSync(path, "r");
  try {
    const first = new Uint8Array(SNIFF_BYTES);
    return sniff(first.subarray(0, readSync(fd, first, 0, SNIFF_BYTES, 0)), path);
  } finally {
    closeSync(fd);
  }
}

/** As a run would choose them; a GFF3 file that is named is not read for it. */
async function transcriptsFor(
  { header }: Input,
  options: Pick<InspectOptions, "transcripts" | "store" | "assembly">,
): Promise<string | null> {
  const { transcripts: word, store } = options;
  const assembly = header.assembly ?? options.assembly;
  if (assembly === undefined || word === "none") return null;
  if (word === undefined && (header.annotations.length > 0 || !hasKind(store, "transcripts")))
    return null;
  const { transcriptRelease } = await import("./lookups/transcripts.ts");
  if (word !== undefined && isGff3(word)) return word;
  return (await transcriptRelease(options, assembly))?.name ?? null;
}

function indexOf({ remote, index, indexOlderThanFile }: Input): Inspection["index"] {
  if (remote !== null) return "remote";
  return index === null ? "none" : { kind: index.kind, olderThanFile: indexOlderThanFile };
}

function missingIn(input: Input, isSomatic: boolean, first: readonly string[] | null): Missing[] {
  const { header, index, remote, kind } = input;
  const missing: Missing[] = [];
  const note = (what: Missing["what"], isMissing: boolean): void => {
    if (isMissing) missing.push({ what });
  };
  note("germline_calls", isSomatic);
  note("assembly", header.assembly === null);
  note("samples", header.samples.length === 0);
  note("genotypes", header.samples.length > 0 && lacksGenotypes(header));
  const records = (first ?? []).map((line) => line.split("\t"));
  note("records", first !== null && records.length === 0);
  note("calls", header.samples.length > 0 && !lacksGenotypes(header) && lackCalls(records));
  const strange = withoutChromosomes(index?.names ?? header.contigs.map(({ id }) => id));
  const places = new Set(records.map(([contig = ""]) => contig));
  // An index knows them all.
  const elsewhere = index === null ? withoutChromosomes([...places]) : null;
  if (strange !== null) missing.push({ what: "chromosomes", detail: strange });
  else if (elsewhere !== null) missing.push({ what: "placed_records", detail: elsewhere });
  if (header.annotations.length === 0)
    missing.push({ what: "annotation", detail: unreadAnnotation(header.info) ?? undefined });
  note("frequencies", header.frequencyFields.length === 0);
  note("clinvar", header.clinvar.clnsig === null);
  note("index", kind === "bgzf" && index === null && remote === null);
  note("bgzip", kind === "gzip");
  note("rcrs", header.mitochondrion === "not_rcrs");
  return missing;
}

/** Nobody has an allele in any GT of them. */
function lackCalls(records: readonly string[][]): boolean {
  return (
    records.length > 0 &&
    records.every(([, , , , , , , , format = "", ...samples]) => {
      const at = format.split(":").indexOf("GT");
      return at < 0 || samples.every((sample) => !/\d/.test(sample.split(":")[at] ?? ""));
    })
  );
}

async function genesAskedFor(
  input: Input,
  options: InspectOptions,
  log: Log,
): Promise<PanelGenes | null> {
  if (options.panels.length + options.genes.length === 0) return null;
  const assembly = chooseAssembly([input], options.assembly);
  return tableOf(await loadPanels(options, log), options, DEFAULT_POLICY, assembly);
}

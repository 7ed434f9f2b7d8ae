/** Turns a GFF3 into a snapshot of transcripts: read, built, checked against the sequence, written. */
import { basename } from "node:path";
import type { Assembly } from "../../core/assembly.ts";
import { chromosomeLength, CHROMOSOMES, ofOtherBuild } from "../../core/assembly.ts";
import { counted } from "../../core/counted.ts";
import { ToolError } from "../../core/errors.ts";
import { compareKeys } from "../../core/text.ts";
import { shortList } from "../../core/warnings.ts";
import { having, type Fasta } from "../../io/fasta/index.ts";
import { baked, blocksOf } from "../bake.ts";
import { refuseUncovered } from "../covered.ts";
import { codingEnds, withEnds, type EndsCheck } from "../ends.ts";
import { FLAG } from "../flags.ts";
import { genesOf, idsOf, openNames } from "../names.ts";
import type { SnapshotHead } from "../snapshot-head.ts";
import { snapshotBytes } from "../snapshot-write.ts";
import type { TranscriptSlice } from "../types.ts";
import { withoutCoding } from "../without-coding.ts";
import { buildTranscripts, codingCut, cutShort } from "./build.ts";
import { readMane } from "./choice.ts";
import { lastRowOf } from "./cut-row.ts";
import type { DraftTranscript } from "./draft.ts";
import type { IdentifyGene } from "./genes.ts";
import { readRows, type GffRows } from "./read.ts";
import { toSlice, type Dictionaries } from "./to-slice.ts";

export interface ReleaseOptions {
  /** Where the file does not tell it; must agree where it does. */
  assembly: Assembly | null;
  /** The source's own word for its release; null: the file's, or its name's. */
  release: string | null;
  /** What stands for it where nobody tells one. */
  unnamed?: string;
  /** null: coordinates alone. */
  reference: Fasta | null;
  /** MANE's summary, for a release that does not tag its transcripts; null: none. */
  mane: string | null;
  allBiotypes: boolean;
  /** What the store's gene tables know (GX-11). */
  identify: IdentifyGene;
}

export interface BuiltRelease {
  head: Omit<SnapshotHead, "records">;
  bytes: Buffer;
  /** What to tell: what was left out, what is missing. */
  notes: string[];
  /** Of these what to warn of. */
  warnings: string[];
}

/** Below this share of ATG and of stops, transcripts and sequence are of two builds. */
const LEAST_FITTING = 0.9;
/** Below these something is wrong, and told. */
const USUAL_STARTS = 0.99;
const USUAL_STOPS = 0.98;

/**
 * @throws ToolError E_KNOWLEDGE: no GFF3, cut or damaged; E_ASSEMBLY: build not told, told twice, or another than the
 *   sequence's; E_LIMIT; those of reading
 */
export async function buildRelease(path: string, options: ReleaseOptions): Promise<BuiltRelease> {
  const { slices, ...release } = await slicesOf(path, options);
  return { ...release, bytes: snapshotBytes(release.head, taken(slices)) };
}

/** Each is let go before the next is asked for: a whole release is large. */
function* taken<T>(items: T[]): Generator<T> {
  for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
}

async function slicesOf(
  path: string,
  options: ReleaseOptions,
): Promise<Omit<BuiltRelease, "bytes"> & { slices: TranscriptSlice[] }> {
  const rows = await readRows(path);
  const assembly = assemblyOf(rows, path, options.assembly);
  if (options.reference !== null) refuseOtherLengths(options.reference, assembly, path);
  const mane = options.mane === null ? null : await readMane(options.mane);
  const words: Dictionaries = { biotypes: [], appris: [""] };
  const slices: TranscriptSlice[] = [];
  const check: EndsCheck = { complete: 0, starts: 0, stops: 0, unknown: 0, extended: 0 };
  const warnings: string[] = [];
  for (const { chrom, drafts, open } of buildTranscripts(rows, path, { ...options, mane })) {
    refuseBeyondEnd(drafts, chrom, assembly, path);
    const plain = toSlice(drafts, chrom, words);
    // oxlint-disable-next-line no-await-in-loop -- one chromosome's sequence at a time
    const slice = await withSequence(plain, chrom, options.reference, check);
    slices.push(slice);
    if (open === null) continue;
    const ends = isBaked(slice) ? codingEnds(slice, drafts.indexOf(open.draft), chrom) : null;
    if (ends?.[open.side] === false)
      throw cutShort(`the file ends within ${codingCut(open.draft)}`, path, rows.end);
    if (ends === null) warnings.push(mayBeCut(`within ${open.draft.id}`));
  }
  if (lastRowOf(rows) === "open") warnings.push(mayBeCut("without a line end"));
  if (words.biotypes.length > 256)
    throw new ToolError("E_LIMIT", `${words.biotypes.length} biotypes: no release has that many`, {
      path,
    });
  if (options.reference !== null) refuseOtherBuild(check, options.reference, path);
  const { indexSha256 } = options.reference ?? {};
  const about = {
    schema: "panelist.transcripts",
    version: 1,
    source: sourceOf(rows, slices),
    release: options.release ?? (releaseOf(rows, path) || (options.unnamed ?? "")),
    assembly,
    genes: slices.reduce((sum, { names }) => sum + openNames(names).genes, 0),
    transcripts: slices.reduce((sum, { columns }) => sum + columns.count, 0),
    coding: slices.reduce(
      (sum, { columns }) => sum + columns.cdsStart.filter((at) => at > 0).length,
      0,
    ),
    sequence: indexSha256 === undefined ? null : { indexSha256, check },
    ...words,
  } as const;
  return {
    head: about,
    slices,
    notes: notesOf(rows, slices, check, options),
    warnings: [...warnings, ...warningsOf(slices)],
  };
}

function isBaked({ columns }: TranscriptSlice): boolean {
  return columns.bases.length > 0;
}

function mayBeCut(how: string): string {
  return `the file ends ${how}: it may be cut, and its last transcript with it; compare its size or checksum with the source's`;
}

/** The slice with its sequence, and what that told added to `check`. */
async function withSequence(
  slice: TranscriptSlice,
  chrom: number,
  reference: Fasta | null,
  check: EndsCheck,
): Promise<TranscriptSlice> {
  if (reference === null) return slice;
  const name = CHROMOSOMES[chrom] ?? "";
  refuseUncovered(slice.columns, reference, "the file");
  const blocks = blocksOf(slice.columns);
  const texts: string[] = [];
  for (const { start, end } of blocks) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of the file
    texts.push(await having(() => reference.bases(name, start, end)));
  }
  const { slice: whole, check: own } = withEnds(baked(slice, blocks, texts));
  for (const key of Object.keys(check) as (keyof EndsCheck)[]) check[key] += own[key];
  return whole;
}

/** What the file and the asker say together. @throws ToolError E_ASSEMBLY */
function assemblyOf({ pragmas }: GffRows, path: string, asked: Assembly | null): Assembly {
  const { assembly: told, builds } = pragmas;
  if (told === undefined) {
    throw new ToolError("E_ASSEMBLY", `the file is for ${builds.join(" and for ")}`, {
      path,
      hint: "Give transcripts for GRCh37 or GRCh38.",
    });
  }
  if (told !== null && asked !== null && told !== asked) {
    throw new ToolError("E_ASSEMBLY", `the file is for ${told}, but ${asked} was requested`, {
      path,
      hint: "Leave --assembly out, or give the file for the other build.",
    });
  }
  const assembly = told ?? asked;
  if (assembly !== null) return assembly;
  throw new ToolError("E_ASSEMBLY", "the file does not state its build", {
    path,
    hint: "Give --assembly GRCh37 or --assembly GRCh38.",
  });
}

/** A chromosome as long as the other build's. @throws ToolError E_ASSEMBLY */
function refuseOtherLengths({ lengths, path }: Fasta, assembly: Assembly, gff3: string): void {
  const other = ofOtherBuild(lengths, assembly);
  if (other === null) return;
  throw new ToolError(
    "E_ASSEMBLY",
    `the reference is ${other.build} (${other.contig} has ${other.length} bases), but the transcripts are for ${assembly}`,
    { path, hint: `Give the reference that ${basename(gff3)} describes.` },
  );
}

/** A transcript where its chromosome has no bases any more. @throws ToolError E_ASSEMBLY */
function refuseBeyondEnd(
  drafts: readonly DraftTranscript[],
  chrom: number,
  assembly: Assembly,
  path: string,
): void {
  const name = CHROMOSOMES[chrom] ?? "";
  const length = chromosomeLength(assembly, name) ?? 0;
  const beyond = drafts.find(({ end }) => end > length);
  if (beyond === undefined) return;
  const message = `${beyond.id} ends at ${name}:${beyond.end}, but ${name} has only ${length} bases in ${assembly}`;
  throw new ToolError("E_ASSEMBLY", message, {
    path,
    hint: "Check the build: the file is for another one.",
  });
}

/** By the codons at the ends. @throws ToolError E_ASSEMBLY */
function refuseOtherBuild(
  { complete, starts, stops }: EndsCheck,
  { path }: Fasta,
  gff3: string,
): void {
  if (complete === 0 || Math.min(starts, stops) >= LEAST_FITTING * complete) return;
  throw new ToolError(
    "E_ASSEMBLY",
    `of ${counted(complete, "complete coding transcript")}, ${starts} begin with ATG and ${stops} end with a stop: the reference and the transcripts do not match`,
    { path, hint: `Give the reference that ${basename(gff3)} describes.` },
  );
}

function sourceOf({ pragmas }: GffRows, slices: readonly TranscriptSlice[]): string {
  if (pragmas.isGencode) return "GENCODE";
  if (pragmas.isRefseq) return "RefSeq";
  const ids = slices.flatMap(({ names }) => idsOf(names));
  const refseq = ids.filter((id) => /^[NX][MR]_/.test(id)).length;
  return refseq > ids.filter((id) => id.startsWith("ENS")).length ? "RefSeq" : "Ensembl";
}

/** `112` of `Homo_sapiens.GRCh38.112.gff3.gz`: Ensembl's files do not say it inside. */
function releaseOf({ pragmas }: GffRows, path: string): string {
  const told = pragmas.release.replace(/^.*Annotation Release /, "");
  const [, number] = /\.e?(\d{2,3})\.(?:chr\w*\.)*gff3?(?:\.b?gz)?$/i.exec(basename(path)) ?? [];
  return number ?? told;
}

function notesOf(
  { left }: GffRows,
  slices: readonly TranscriptSlice[],
  check: EndsCheck,
  { reference, mane }: ReleaseOptions,
): string[] {
  const notes = [...left].sort(compareKeys).map(([what, count]) => `left out: ${what} ${count}`);
  notes.push(...partOf(slices));
  const ofMane = FLAG.maneSelect | FLAG.manePlusClinical;
  if (slices.every(({ columns }) => columns.flags.every((flags) => (flags & ofMane) === 0)))
    notes.push(
      mane === null
        ? "no transcript is marked as MANE: give the MANE summary with --mane"
        : "this release has none of MANE's transcripts",
    );
  const genes = slices.flatMap(({ names }) => genesOf(names));
  const nameless = genes.filter(({ hgncId }) => hgncId === null).length;
  if (nameless > 0)
    notes.push(
      `${counted(nameless, "gene")} without an HGNC id: found only by their other ids and symbols`,
    );
  if (reference === null)
    return [...notes, "no reference was given: runs with these transcripts need --reference"];
  const { complete, starts, stops, unknown, extended } = check;
  if (unknown > 0)
    notes.push(
      `${counted(unknown, "coding transcript")} where the reference has no bases: no coding consequences there`,
    );
  if (extended > 0)
    notes.push(`${counted(extended, "transcript")} without the stop codon, which was added`);
  if (complete === 0)
    notes.push(
      "not checked against the reference: no complete coding transcript with UTRs on a nuclear chromosome has bases there",
    );
  else if (starts < USUAL_STARTS * complete || stops < USUAL_STOPS * complete)
    notes.push(
      `of ${counted(complete, "complete coding transcript")}, only ${starts} begin with ATG and ${stops} end with a stop`,
    );
  return notes;
}

function warningsOf(slices: readonly TranscriptSlice[]): string[] {
  const genes = slices.flatMap((slice) =>
    withoutCoding(slice).map((t) => openNames(slice.names).gene(slice.columns.gene[t] ?? 0).symbol),
  );
  if (genes.length === 0) return [];
  const { genes: shown, more } = shortList(genes, 5);
  return [
    `no coding sequence for ${counted(genes.length, "protein-coding gene")}: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}; without CDS rows, their consequences for the protein are not known`,
  ];
}

/** A whole release has transcripts on every chromosome; one that was cut short lacks those at its end. */
function partOf(slices: readonly TranscriptSlice[]): string[] {
  const has = (i: number): boolean =>
    slices.some(({ columns: { chromFrom } }) => chromFrom[i] !== chromFrom[i + 1]);
  const bare = CHROMOSOMES.filter((_, i) => !has(i));
  const held = CHROMOSOMES.filter((_, i) => has(i));
  if (bare.length === 0) return [];
  return bare.length > held.length
    ? [`transcripts only on ${named(held)}: expected for part of a release`]
    : [`no transcripts on ${named(bare)}: expected for part of a release`];
}

function named(chroms: readonly string[]): string {
  return `${chroms.length === 1 ? "chromosome" : "chromosomes"} ${chroms.join(", ")}`;
}

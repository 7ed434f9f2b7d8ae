/**
 * From the name that a person gives a variant (an rsID, HGVS, its position) to the matching alleles of the input. In a
 * gene whose place is known the gene's lines are read, else all of them.
 */
import { withoutIdVersion } from "../core/text.ts";
import { alleleKey, refuseOtherBuild, type Allele } from "../core/allele.ts";
import { canonicalChrom, CHROMOSOMES } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import type { VariantWord } from "../core/variant-word.ts";
import { genomicName, openBases, openNames, windowed } from "../effect/index.ts";
import { having } from "../io/fasta/index.ts";
import { joinLocations } from "../panel/gene.ts";
import type { GeneLocation } from "../panel/types.ts";
import {
  decodeRecord,
  pieceOfChange,
  plainChange,
  sequenceChange,
  transcriptConsequences,
} from "../vcf/index.ts";
import type { AnnotationLayout, TranscriptConsequence, VcfRecord } from "../vcf/types.ts";
import { isOver, linesHolding, recordsOver } from "./find-record.ts";
import { type Input, isNameless } from "./input.ts";
import { openInput } from "./inputs.ts";
import { mitochondrialNames } from "./mitochondrial.ts";
import type { OwnAnnotation } from "./lookups/own-annotation.ts";
import { annotationForNames } from "./own-transcripts.ts";
import type { Planned, Prepared } from "./prepare.ts";

type Name = Extract<VariantWord, { kind: "id" | "hgvs" | "genomic" | "place" }>;

/** That nothing is called so, and that nothing may be told of it, is one answer (DEC-49). */
export function notNamed(name: Name, prepared: Prepared): ToolError {
  const called = name.kind === "place" ? "small variant at" : "variant called";
  return new ToolError(
    "E_INPUT_MISSING",
    `the input has no ${called} ${name.text} that can be shown`,
    { hint: hintFor(name, prepared) },
  );
}

const AS_ALLELE = "Give the variant as chrom:pos:ref:alt;";

function hintFor(name: Name, { inputs }: Prepared): string {
  if (name.kind === "place")
    return "Structural variants are named by position and kind, such as 6:129354702-129548523:DEL; `panelist events` lists them.";
  if (name.kind === "id")
    return `${AS_ALLELE} rsIDs are looked up in the ID column and in the annotation.`;
  if (name.kind === "genomic")
    return `${AS_ALLELE} a position alone, such as 17:43045712, lists what the file has there. Without --reference an indel in a repeat is found only where the file has it.`;
  if (inputs.some(isNameless))
    return `${AS_ALLELE} bcftools csq writes no names, and they are worked out on the transcripts of the store for the genes of the panels.`;
  return `${AS_ALLELE} names are looked up in the annotation, for each transcript.`;
}

/** Several that may be told are called so. */
export function severalNamed(name: Name, variants: readonly string[]): ToolError {
  return usageError(
    `${name.text} matches ${variants.length} variants in the input`,
    `Choose from: ${variants.slice(0, 10).join(", ")}.`,
  );
}

/**
 * @returns all that are called so, as `chrom:pos:ref:alt`, in file order
 * @throws ToolError E_USAGE: the input cannot be read twice
 */
export async function allelesNamed(name: Name, prepared: Prepared & Planned): Promise<string[]> {
  const found = new Set<string>();
  const own = name.kind === "hgvs" ? await annotationForNames(prepared) : prepared.own;
  const along = alongOf(name);
  if (along !== null) refuseOtherBuild(along.contig, prepared.assembly);
  const nameOf = await genomicNames(prepared, along?.chrom === "MT");
  for (const input of prepared.inputs) {
    const layout = layoutOf(input, own);
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    for (const line of await linesOf(name, input, { ...prepared, own })) {
      const record = decodeRecord(line, input.header, { path: input.path });
      const chrom = canonicalChrom(record.contig);
      if (chrom === null) continue;
      for (const [i, alt] of record.alts.entries()) {
        if (record.altKinds[i] !== "seq") continue;
        const allele = { chrom, pos: record.pos, ref: record.ref, alt };
        const isMeant = (): boolean =>
          name.kind === "genomic"
            ? nameOf(allele).includes(plainChange(name.change).slice(2))
            : name.kind === "place" || isCalled(name, record, i + 1, layout);
        // oxlint-disable-next-line no-await-in-loop -- bases of a remote reference are fetched place by place
        if (await having(isMeant)) found.add(alleleKey(allele));
      }
    }
  }
  return [...found];
}

async function linesOf(name: Name, input: Input, prepared: Prepared): Promise<string[]> {
  const { policy, options, own } = prepared;
  const isOwn = layoutOf(input, own)?.isOwn === true && name.kind === "hgvs";
  const along = alongOf(name);
  const place = along ?? (isOwn ? placeIn(own, name.of) : placeOf(name, prepared));
  // Where panelist itself gives the names, there are none outside of its transcripts.
  if (isOwn && place === null) return [];
  const near = place === null || input.index === null ? null : recordsOver(input, place, policy);
  if (near !== null) return near;
  const isOnceOnly = input.remote !== null || input.size === null;
  const { allowRemote = false } = options;
  const again = isOnceOnly
    ? null
    : await openInput(input.path, { policy, allowRemote, stdin: NOTHING });
  const piece = isOwn && place !== null ? pieceOfPlace(place) : pieceOf(name);
  const isThere = along === null ? undefined : (line: string) => isOver(line, along);
  const lines = again === null ? null : await linesHolding(again, piece, policy, isThere);
  if (lines !== null) return lines;
  throw new ToolError(
    "E_USAGE",
    `${name.text} cannot be looked up: the input is not a file that can be read twice`,
    {
      path: input.path,
      hint: "Write the variant as chrom:pos:ref:alt, or give a file.",
    },
  );
}

/** Own annotation with its names, also for a file whose annotation has none; or the file's. */
function layoutOf(input: Input, own: OwnAnnotation | null): AnnotationLayout | undefined {
  const [layout] = input.header.annotations;
  if (own !== null && isNameless(input)) return own.layout;
  return layout?.isOwn === true ? own?.layout : layout;
}

/** What is looked through for a name that is told along a chromosome; null: it is told in another way. */
function alongOf(name: Name): (GeneLocation & { contig: string }) | null {
  if (name.kind === "id" || name.kind === "hgvs") return null;
  const { contig } = name;
  const chrom = canonicalChrom(contig) ?? contig;
  if (name.kind === "place") return { contig, chrom, start: name.pos, end: name.pos };
  if (chrom === "MT") return { contig, ...MITOCHONDRION };
  const [from = 0, to = from] = (name.change.match(/\d+/g) ?? []).map(Number);
  return { contig, chrom, start: Math.max(1, from - REACH), end: to + REACH };
}

/** Bases between the place of an indel in a repeat by HGVS and the place where a file has it. */
const REACH = 1000;

/** What an allele is called along its chromosome: as far as REF shows, and by the sequence where it is known. */
async function genomicNames(
  prepared: Prepared,
  isMitochondrial: boolean,
): Promise<(allele: Allele) => (string | undefined)[]> {
  const { assembly, own, reference } = prepared;
  const nameOf = isMitochondrial ? await mitochondrialNames(prepared) : null;
  const read = reference?.bases ?? null;
  const base = own === null ? read && windowed(read) : openBases(own.slice.columns, read);
  return (allele) => {
    const byBase = base === null ? null : genomicName(assembly, allele, base);
    const whole = nameOf === null ? byBase : nameOf(allele);
    return [
      sequenceChange(allele.pos, allele.ref, allele.alt),
      whole?.replace(/^(.*:)?[gm]\./, ""),
    ];
  };
}

function placeOf(name: Name, { table }: Prepared): GeneLocation | null {
  if (name.kind !== "hgvs") return null;
  const wanted = name.of.toUpperCase();
  return table.genes.find(({ symbol }) => symbol.toUpperCase() === wanted)?.region ?? null;
}

/** Of all transcripts that a gene, transcript or protein may be: on one chromosome, the first that has it. */
function placeIn(own: OwnAnnotation | null, of: string): GeneLocation | null {
  if (own === null) return null;
  const { columns } = own.slice;
  const names = openNames(own.slice.names);
  let place: GeneLocation | null = null;
  for (let t = 0; t < columns.count; t++) {
    const gene = names.gene(columns.gene[t] ?? 0);
    const words = [names.id(t), names.protein(t), names.counterpart(t)];
    if (!isOneOf(of, [...words, gene.symbol, gene.ensemblGene, gene.hgncId])) continue;
    const chrom = CHROMOSOMES[columns.chromFrom.findLastIndex((from) => from <= t)] ?? "";
    const extent = { chrom, start: columns.start[t] ?? 0, end: columns.end[t] ?? 0 };
    place = joinLocations(place, extent) ?? place;
  }
  return place;
}

/** Digits with which every position of the place begins. */
function pieceOfPlace({ start, end }: GeneLocation): string {
  const [a, b] = [String(start), String(end)];
  let same = 0;
  while (a.length === b.length && same < a.length && a[same] === b[same]) same++;
  return `\t${a.slice(0, same)}`;
}

const MITOCHONDRION = { chrom: "MT", start: 1, end: 16_569 };

function pieceOf(name: Name): string {
  // Files write `rs` in either case.
  if (name.kind === "id") return name.text.slice(2);
  // A name along a chromosome stands in no annotation: any line of the place may have it.
  return name.kind === "hgvs" ? pieceOfChange(plainChange(name.change)) : "\t";
}

const NOTHING: AsyncIterable<Uint8Array> = (async function* () {})();

function isCalled(
  name: Extract<Name, { kind: "id" | "hgvs" }>,
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout | undefined,
): boolean {
  if (name.kind === "id") {
    const known = [record.id, record.info].flatMap((text) => text.split(/[;,|&=]/));
    return known.some((id) => id.toLowerCase() === name.text);
  }
  const change = plainChange(name.change);
  if (layout === undefined) return false;
  const { entries } = transcriptConsequences(record, alleleIndex, layout);
  return entries.some(
    (entry) => isOf(name.of, entry) && [entry.hgvsc, entry.hgvsp].map(plainChange).includes(change),
  );
}

function isOf(asked: string, entry: TranscriptConsequence): boolean {
  const accessions = [entry.hgvsc, entry.hgvsp].map((text) => text.split(":", 1)[0] ?? "");
  const { transcript, mane, symbol, ensemblGene, hgncId } = entry;
  return isOneOf(asked, [transcript, mane, ...accessions, symbol, ensemblGene, hgncId]);
}

/** A version that is asked for must be that one. */
function isOneOf(asked: string, words: readonly (string | null | undefined)[]): boolean {
  const wanted = asked.toUpperCase();
  return words.some((word) => {
    const upper = (word ?? "").toUpperCase();
    return upper !== "" && (upper === wanted || withoutIdVersion(upper) === wanted);
  });
}

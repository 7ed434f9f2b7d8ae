/**
 * From the name that a person gives a variant (an rsID, HGVS) to the matching allele of the input. In a gene whose
 * place is known the gene's lines are read, else all of them.
 */
import { withoutIdVersion } from "../core/text.ts";
import { alleleKey } from "../core/allele.ts";
import { canonicalChrom, CHROMOSOMES } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import type { VariantWord } from "../core/variant-word.ts";
import { having } from "../io/fasta/index.ts";
import { joinLocations } from "../panel/gene.ts";
import type { GeneLocation } from "../panel/types.ts";
import {
  decodeRecord,
  mitochondrialName,
  pieceOfChange,
  plainChange,
  transcriptConsequences,
} from "../vcf/index.ts";
import type { AnnotationLayout, TranscriptConsequence, VcfRecord } from "../vcf/types.ts";
import { linesHolding, recordsOver } from "./find-record.ts";
import type { Input } from "./input.ts";
import { openInput } from "./inputs.ts";
import type { OwnAnnotation } from "./lookups/own-annotation.ts";
import type { Planned, Prepared } from "./prepare.ts";

type Name = Extract<VariantWord, { kind: "id" | "hgvs" }>;

/** That nothing is called so, and that nothing may be told of it, is one answer (DEC-49). */
export function notNamed(name: Name): ToolError {
  return new ToolError(
    "E_INPUT_MISSING",
    `the input has no variant called ${name.text} that can be shown`,
    {
      hint:
        name.kind === "id"
          ? "Give the variant as chrom:pos:ref:alt; rsIDs are looked up in the ID column and in the annotation."
          : "Give the variant as chrom:pos:ref:alt; names are looked up in the annotation, for each transcript.",
    },
  );
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
  for (const input of prepared.inputs) {
    const layout = layoutOf(input, prepared);
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    for (const line of await linesOf(name, input, prepared)) {
      const record = decodeRecord(line, input.header, { path: input.path });
      const chrom = canonicalChrom(record.contig);
      if (chrom === null) continue;
      for (const [i, alt] of record.alts.entries()) {
        if (record.altKinds[i] !== "seq") continue;
        // oxlint-disable-next-line no-await-in-loop -- bases of a remote reference are fetched place by place
        if (await having(() => isCalled(name, record, i + 1, layout)))
          found.add(alleleKey({ chrom, pos: record.pos, ref: record.ref, alt }));
      }
    }
  }
  return [...found];
}

async function linesOf(name: Name, input: Input, prepared: Prepared): Promise<string[]> {
  const { policy, options } = prepared;
  const isOwn = layoutOf(input, prepared)?.isOwn === true && isOfTranscript(name);
  const place = isOwn ? placeIn(prepared.own, name.of) : placeOf(name, prepared);
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
  const lines = again === null ? null : await linesHolding(again, piece, policy);
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

/** Own annotation with its names, or the file's. */
function layoutOf({ header }: Input, { own }: Prepared): AnnotationLayout | undefined {
  const [layout] = header.annotations;
  return layout?.isOwn === true ? own?.layout : layout;
}

type OfTranscript = Extract<VariantWord, { kind: "hgvs" }>;

function isOfTranscript(name: Name): name is OfTranscript {
  return name.kind === "hgvs" && !name.change.startsWith("m.");
}

function placeOf(name: Name, { table }: Prepared): GeneLocation | null {
  if (name.kind === "id") return null;
  if (!isOfTranscript(name)) return MITOCHONDRION;
  const wanted = name.of.toUpperCase();
  return table.genes.find(({ symbol }) => symbol.toUpperCase() === wanted)?.region ?? null;
}

/** Of all transcripts that a gene, transcript or protein may be: on one chromosome, the first that has it. */
function placeIn(own: OwnAnnotation | null, of: string): GeneLocation | null {
  if (own === null) return null;
  const { columns, names } = own.slice;
  let place: GeneLocation | null = null;
  for (const t of names.ids.keys()) {
    const gene = names.genes[columns.gene[t] ?? -1];
    const words = [names.ids[t], names.proteins[t], names.counterparts[t]];
    if (!isOneOf(of, [...words, gene?.symbol, gene?.ensemblGene, gene?.hgncId])) continue;
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

/** A name of mitochondrial DNA stands in no annotation: a piece of every line there (`chrM`, `MT`, `NC_012920.1`). */
function pieceOf(name: Name): string {
  // Files write `rs` in either case.
  if (name.kind === "id") return name.text.slice(2);
  return name.change.startsWith("m.") ? "GT" : pieceOfChange(plainChange(name.change));
}

const NOTHING: AsyncIterable<Uint8Array> = (async function* () {})();

function isCalled(
  name: Name,
  record: VcfRecord,
  alleleIndex: number,
  layout: AnnotationLayout | undefined,
): boolean {
  if (name.kind === "id") {
    const known = [record.id, record.info].flatMap((text) => text.split(/[;,|&=]/));
    return known.some((id) => id.toLowerCase() === name.text);
  }
  const change = plainChange(name.change);
  if (change.startsWith("m."))
    return (
      canonicalChrom(record.contig) === "MT" &&
      mitochondrialName(record.pos, record.ref, record.alts[alleleIndex - 1] ?? "") === change
    );
  if (layout === undefined) return false;
  const { entries } = transcriptConsequences(record, alleleIndex, layout);
  return entries.some((entry) => isOf(name.of, entry) && namesOf(entry).includes(change));
}

function namesOf({ hgvsc, hgvsp }: TranscriptConsequence): string[] {
  return [hgvsc, hgvsp].map(plainChange);
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

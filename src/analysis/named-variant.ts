/**
 * From what a person calls a variant (an rsID, HGVS) to the allele of the input that is called so. In a gene whose
 * place is known the gene's lines are read, else all of them.
 */
import { withoutIdVersion } from "../core/text.ts";
import { alleleKey } from "../core/allele.ts";
import { canonicalChrom } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import type { VariantWord } from "../core/variant-word.ts";
import {
  decodeRecord,
  mitochondrialName,
  pieceOfChange,
  plainChange,
  transcriptConsequences,
} from "../vcf/index.ts";
import type { TranscriptConsequence, VcfRecord } from "../vcf/types.ts";
import { linesHolding, recordsOver } from "./find-record.ts";
import type { Input } from "./input.ts";
import { openInput } from "./inputs.ts";
import type { Planned, Prepared } from "./prepare.ts";

type Name = Extract<VariantWord, { kind: "id" | "hgvs" }>;

/** That nothing is called so, and that nothing may be told of it, is one answer (DEC-49). */
export function notNamed(name: Name): ToolError {
  return new ToolError(
    "E_INPUT_MISSING",
    `the input has no variant to show that is called ${name.text}`,
    {
      hint:
        name.kind === "id"
          ? "Give the variant as chrom:pos:ref:alt; rsIDs are looked up in the ID column and in the annotation."
          : "Give the variant as chrom:pos:ref:alt; names are looked up in the file's annotation, for each transcript.",
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
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    for (const line of await linesOf(name, input, prepared)) {
      const record = decodeRecord(line, input.header, { path: input.path });
      const chrom = canonicalChrom(record.contig);
      if (chrom === null) continue;
      for (const [i, alt] of record.alts.entries()) {
        if (record.altKinds[i] === "seq" && isCalled(name, record, i + 1, input))
          found.add(alleleKey({ chrom, pos: record.pos, ref: record.ref, alt }));
      }
    }
  }
  return [...found];
}

async function linesOf(
  name: Name,
  input: Input,
  { table, policy, options }: Prepared,
): Promise<string[]> {
  if (name.kind === "hgvs") {
    const isMitochondrial = name.change.startsWith("m.");
    const gene = table.genes.find(({ symbol }) => symbol.toUpperCase() === name.of.toUpperCase());
    const place = isMitochondrial ? MITOCHONDRION : gene?.region;
    const lines =
      place === undefined || place === null || input.index === null
        ? null
        : recordsOver(input, place, policy);
    if (lines !== null) return lines;
  }
  const isOnceOnly = input.remote !== null || input.size === null;
  const { allowRemote = false } = options;
  const again = isOnceOnly
    ? null
    : await openInput(input.path, { policy, allowRemote, stdin: NOTHING });
  const piece = pieceOf(name);
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

const MITOCHONDRION = { chrom: "MT", start: 1, end: 16_569 };

/** A name of mitochondrial DNA stands in no annotation: a piece of every line there (`chrM`, `MT`, `NC_012920.1`). */
function pieceOf(name: Name): string {
  // Files write `rs` in either case.
  if (name.kind === "id") return name.text.slice(2);
  return name.change.startsWith("m.") ? "GT" : pieceOfChange(plainChange(name.change));
}

const NOTHING: AsyncIterable<Uint8Array> = (async function* () {})();

function isCalled(name: Name, record: VcfRecord, alleleIndex: number, input: Input): boolean {
  const [layout] = input.header.annotations;
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

/** A version that is asked for must be that one. */
function isOf(asked: string, entry: TranscriptConsequence): boolean {
  const wanted = asked.toUpperCase();
  const accessions = [entry.hgvsc, entry.hgvsp].map((text) => text.split(":", 1)[0] ?? "");
  const { transcript, mane, symbol, ensemblGene, hgncId } = entry;
  return [transcript, mane, ...accessions, symbol, ensemblGene, hgncId].some((text) => {
    const upper = (text ?? "").toUpperCase();
    return upper !== "" && (upper === wanted || withoutIdVersion(upper) === wanted);
  });
}

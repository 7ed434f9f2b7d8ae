/**
 * From a file of genes to a GeneFile: the kind is recognised from its first lines. Read as a stream: a GFF3 is
 * large.
 */
import { basename } from "node:path";
import { chromosomeLength, type Assembly } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { gff3Reader } from "./gff3.ts";
import type { CatalogueSource, GeneFile } from "./types.ts";
import {
  EXTENTS_HEADER,
  extentsReader,
  HGNC_HEADER,
  hgncReader,
  MANE_HEADER,
  maneReader,
  type Fault,
  type GeneReader,
} from "./tables.ts";

const KINDS =
  "the HGNC complete set, the MANE summary, a GFF3 from Ensembl, GENCODE or RefSeq, BioMart gene extents";

function readerOf(header: string, fault: Fault): GeneReader | null {
  if (header.startsWith(HGNC_HEADER)) return hgncReader(header, fault);
  if (header.startsWith(MANE_HEADER)) return maneReader(header, fault);
  if (EXTENTS_HEADER.test(header)) return extentsReader(header, fault);
  return /^##\s*gff-version\s+3/i.test(header) ? gff3Reader(fault) : null;
}

/**
 * @param requested the assembly that the caller says; needed where the file does not name one
 * @throws ToolError E_INPUT_MISSING, E_IO, E_BGZF*, E_LIMIT; E_KNOWLEDGE with the line: not such a file, or damaged
 */
export async function readGeneFile(path: string, requested: Assembly | null): Promise<GeneFile> {
  const fault: Fault = (message, line) => new ToolError("E_KNOWLEDGE", message, { path, line });
  // Listing panels loads this file too, and needs no reader of packed files.
  const { linesOf } = await import("../../io/text-lines.ts");
  let reader: GeneReader | null = null;
  let number = 0;
  for await (const lines of linesOf(path))
    for (const line of lines) {
      number += 1;
      if (reader !== null) {
        if (line !== "") reader.line(line, number);
        continue;
      }
      reader = readerOf(line, fault);
      if (reader === null)
        throw new ToolError("E_KNOWLEDGE", `not a gene file: '${line.slice(0, 60)}'`, {
          path,
          line: 1,
          hint: `Use one of: ${KINDS}.`,
        });
    }
  if (reader === null) throw new ToolError("E_KNOWLEDGE", "the file is empty", { path });
  const read = reader.end();
  const { source, genes } = read;
  if (genes.length === 0)
    throw new ToolError("E_KNOWLEDGE", "the file does not name a gene", { path });
  const assembly = assemblyOf(read.assembly, requested, path);
  if (assembly !== null) refuseOtherAssembly(genes, assembly, path);
  return { ...read, version: releaseOf(basename(path), source) ?? read.version, assembly };
}

function assemblyOf(
  said: Assembly | null | undefined,
  requested: Assembly | null,
  path: string,
): Assembly | null {
  if (said === undefined) {
    if (requested !== null) return requested;
    throw new ToolError("E_USAGE", "the file does not state its assembly", {
      path,
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  }
  if (said !== null && requested !== null && said !== requested)
    throw new ToolError("E_ASSEMBLY", `the file is for ${said}`, {
      path,
      hint: `Leave out --assembly ${requested}, or check the file.`,
    });
  return said;
}

/** Ensembl and MANE write their release into the file's name: `...GRCh38.110.gff3.gz`, `MANE.GRCh38.v1.0...`. */
function releaseOf(name: string, source: CatalogueSource): string | null {
  if (source === "mane") return /\bv(\d+(?:\.\d+)*)\b/.exec(name)?.[1] ?? null;
  if (source === "ensembl") return /GRCh3[78]\.(\d{2,3})\./.exec(name)?.[1] ?? null;
  return null;
}

/** Genes beyond the end of their chromosome: the coordinates are of another assembly. */
function refuseOtherAssembly(genes: GeneFile["genes"], assembly: Assembly, path: string): void {
  for (const { symbol, location } of genes) {
    const length = location === null ? null : chromosomeLength(assembly, location.chrom);
    if (location !== null && length !== undefined && length !== null && location.end > length)
      throw new ToolError(
        "E_ASSEMBLY",
        `${symbol} ends at ${location.end}, but chromosome ${location.chrom} of ${assembly} at ${length}`,
        { path, hint: `Check the file: its coordinates are not on ${assembly}.` },
      );
  }
}

/** A file of genes to a GeneFile: which kind it is, its first lines tell. Read as a stream: a GFF3 is large. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";
import type { Assembly } from "../../core/assembly.ts";
import { chromosomeLength } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { gff3Reader } from "./gff3.ts";
import type { CatalogueSource, GeneFile } from "./model.ts";
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

const KINDS = "HGNC's complete set, MANE's summary, a GFF3 of Ensembl or RefSeq, BioMart's extents";

interface Choice {
  reader: GeneReader;
  source: () => CatalogueSource;
  /** As the file says; undefined: it cannot say. */
  assembly: () => Assembly | null | undefined;
}

function choose(header: string, fault: Fault): Choice | null {
  if (header.startsWith(HGNC_HEADER))
    return { reader: hgncReader(header, fault), source: () => "hgnc", assembly: () => null };
  if (header.startsWith(MANE_HEADER))
    return { reader: maneReader(header, fault), source: () => "mane", assembly: () => "GRCh38" };
  if (EXTENTS_HEADER.test(header))
    return {
      reader: extentsReader(header, fault),
      source: () => "extents",
      assembly: () => undefined,
    };
  if (/^##\s*gff-version\s+3/i.test(header)) {
    const reader = gff3Reader(fault);
    return {
      reader,
      source: () => reader.source(),
      assembly: () => reader.assembly() ?? undefined,
    };
  }
  return null;
}

/**
 * @param asked the assembly that the caller says; needed where the file does not name one
 * @throws ToolError E_INPUT_MISSING, E_IO; E_KNOWLEDGE with the line: not such a file, or damaged
 */
export async function readGeneFile(path: string, asked: Assembly | null): Promise<GeneFile> {
  const fault: Fault = (message, line) => new ToolError("E_KNOWLEDGE", message, { path, line });
  let choice: Choice | null = null;
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (choice !== null) {
      if (line !== "") choice.reader.line(line, number);
      continue;
    }
    choice = choose(line, fault);
    if (choice === null)
      throw new ToolError("E_KNOWLEDGE", `not a file of genes: "${line.slice(0, 60)}"`, {
        path,
        line: 1,
        hint: `These are read: ${KINDS}.`,
      });
  }
  if (choice === null) throw new ToolError("E_KNOWLEDGE", "the file is empty", { path });
  const { genes, version, notes } = choice.reader.end();
  if (genes.length === 0) throw new ToolError("E_KNOWLEDGE", "the file names no gene", { path });
  const source = choice.source();
  const assembly = assemblyOf(choice.assembly(), asked, path);
  const file: GeneFile = {
    source,
    version: releaseOf(basename(path), source) ?? version,
    assembly,
    genes,
    notes,
  };
  if (assembly !== null) refuseOtherAssembly(file, assembly, path);
  return file;
}

function assemblyOf(
  said: Assembly | null | undefined,
  asked: Assembly | null,
  path: string,
): Assembly | null {
  if (said === undefined) {
    if (asked !== null) return asked;
    throw new ToolError("E_USAGE", "the file does not name its assembly", {
      path,
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  }
  if (said !== null && asked !== null && said !== asked)
    throw new ToolError("E_ASSEMBLY", `the file is of ${said}`, {
      path,
      hint: `--assembly ${asked} contradicts it`,
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
function refuseOtherAssembly(file: GeneFile, assembly: Assembly, path: string): void {
  for (const { symbol, location } of file.genes) {
    const length = location === null ? null : chromosomeLength(assembly, location.chrom);
    if (location !== null && length !== undefined && length !== null && location.end > length)
      throw new ToolError(
        "E_ASSEMBLY",
        `${symbol} ends at ${location.end}, chromosome ${location.chrom} of ${assembly} at ${length}`,
        { path, hint: `The coordinates are not of ${assembly}.` },
      );
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  try {
    const isPacked = await isGzip(path);
    const raw = createReadStream(path);
    const stream = isPacked ? raw.pipe(createGunzip()) : raw;
    raw.on("error", (error) => stream.destroy(error));
    for await (const chunk of stream) {
      const text = rest + decoder.write(chunk as Buffer);
      const lines = text.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ToolError("E_INPUT_MISSING", "no such file", { path, cause });
    if (code?.startsWith("Z_") === true || /header|gzip|unexpected end/i.test(message))
      throw new ToolError("E_KNOWLEDGE", `gzip is damaged: ${message}`, { path, cause });
    throw new ToolError("E_IO", message, { path, cause });
  }
  if (rest !== "") yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

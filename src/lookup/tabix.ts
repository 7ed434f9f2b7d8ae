/** A bgzipped, indexed text behind a path or an address: its header lines, and the lines of some places. */
import { closeSync, existsSync, fstatSync, openSync } from "node:fs";
import {
  findIndex,
  mergeChunks,
  openIndex,
  RangeInflater,
  RemoteBgzf,
  type Chunk,
} from "../io/bgzf/index.ts";
import { ToolError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";

/** 1-based inclusive. */
interface Span {
  start: number;
  end: number;
}

export interface Tabix {
  /** Contigs that have lines, as the file names them. */
  names: string[];
  /** Lines that begin with `#`, and what stands above the first record. */
  head(): Promise<string[]>;
  /** Lines around these places of a contig, each block read once; more than asked may come. */
  lines(name: string, places: readonly Span[]): AsyncIterable<string>;
  close(): void;
}

const { limits } = DEFAULT_POLICY;

/** @throws ToolError E_INPUT_MISSING, E_INDEX, E_IO, E_BGZF* */
export function openLocal(path: string): Tabix {
  if (!existsSync(path)) throw new ToolError("E_INPUT_MISSING", "no such file", { path });
  const found = findIndex(path);
  const hint = "Run `tabix -p vcf FILE`, or `tabix -s 1 -b 2 -e 2 FILE` for a table.";
  if (found === null)
    throw new ToolError("E_INDEX", "it has no .tbi or .csi index", { path, hint });
  if (found.olderThanFile)
    throw new ToolError("E_INDEX", "the index is older than the file", { path: found.path, hint });
  const index = openIndex(found.path, "any");
  const fd = openSync(path, "r");
  const { size } = fstatSync(fd);
  const inflater = new RangeInflater({ fd, size, path, limits });
  return tabixOf(
    index,
    size,
    (chunk) => inflater.readChunk(chunk),
    () => closeSync(fd),
  );
}

/** @throws ToolError E_REMOTE, E_INDEX, E_BGZF* */
export async function openRemote(url: string): Promise<Tabix> {
  const file = await RemoteBgzf.open(url, { limits });
  const index = await file.index();
  return tabixOf(
    index,
    file.size,
    (chunk) => file.readChunk(chunk),
    () => {},
  );
}

interface Index {
  names: string[];
  blocksForRange(name: string, start: number, end: number): Chunk[] | Promise<Chunk[]>;
}

function tabixOf(
  index: Index,
  size: number,
  read: (chunk: Chunk) => Pieces,
  close: () => void,
): Tabix {
  return {
    names: index.names,
    head: () =>
      tableHead(read({ minv: { block: 0, within: 0 }, maxv: { block: size, within: 0 } })),
    async *lines(name, places) {
      const lists = await Promise.all(
        places.map(({ start, end }) => index.blocksForRange(name, start - 1, end)),
      );
      for (const chunk of mergeChunks(lists.flat())) yield* linesOf(read(chunk));
    },
    close,
  };
}

type Pieces = Iterable<{ data: Buffer }> | AsyncIterable<{ data: Buffer }>;

async function* linesOf(pieces: Pieces): AsyncGenerator<string, void> {
  let rest = "";
  for await (const { data } of pieces) {
    const lines = (rest + data.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest.endsWith("\r") ? rest.slice(0, -1) : rest;
}

async function tableHead(pieces: Pieces): Promise<string[]> {
  const head: string[] = [];
  for await (const line of linesOf(pieces)) {
    head.push(line);
    if (!line.startsWith("#")) break;
  }
  return head;
}

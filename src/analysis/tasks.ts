/** Which bytes of an input to read: the whole file in ranges, or the blocks that the index names (DEC-16). */
import { chunkBytes, cutAtNewlines, mergeChunks, type Chunk } from "../io/bgzf/index.ts";
import { CHROMOSOMES, canonicalChrom } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { sampleWindows } from "../core/sample-windows.ts";
import { groupedBy } from "../core/grouped.ts";
import type { ScanPlan } from "../scan/types.ts";
import { tableRegions } from "../panel/index.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { Task } from "../scan/pool/index.ts";
import { SMALL_JOB_BYTES } from "./early-threads.ts";
import type { Input } from "./input.ts";

/** Compressed bytes of one task: a task costs a millisecond; 2 MiB keeps memory near 150 MB (256 KiB: 20 % slower). */
const TASK_BYTES = 1 << 21;
/** What a chunk reads beyond its last block's start: a block of VCF text is some 20 KB. */
const LAST_BLOCK_BYTES = 20_000;

interface ScanChoice {
  mode: "index" | "full" | "stream";
  why: string;
  tasks: Iterable<Task> | AsyncIterable<Task>;
  /** Compressed bytes to read; null on a stream. */
  bytes: number | null;
  small: boolean;
}

export function chooseScan(
  input: Input,
  plan: ScanPlan,
  requested: "auto" | "index" | "full",
): ScanChoice {
  // Files of events are read whole.
  if (requested === "index" && input.isEmpty !== true) refuseIndex(input, plan);
  const size = input.size ?? 0;
  if (input.text !== null)
    return {
      mode: "stream",
      why:
        input.kind === "gzip"
          ? "plain gzip is read in one piece; bgzip would be read in parallel"
          : "not a BGZF file",
      tasks: textTasks(input, plan),
      bytes: input.size,
      small: input.size !== null && input.size < SMALL_JOB_BYTES,
    };
  const full = (why: string): ScanChoice => ({
    mode: "full",
    why,
    tasks: rangeTasks(input),
    bytes: size,
    small: size < SMALL_JOB_BYTES,
  });
  if (requested === "full") return full("asked for");
  if (requested === "auto") {
    if (plan.wholeGenome) return full(wholeGenomeReason(plan));
    if (input.index === null) return full("no index");
    if (input.indexOlderThanFile) return full("the index is older than the file");
  }
  const chunks = indexChunks(input, plan);
  const bytes = chunkBytes(chunks) + chunks.length * LAST_BLOCK_BYTES;
  if (requested === "auto" && bytes >= size) return full("the index would save nothing");
  return {
    mode: "index",
    why:
      requested === "index" ? "asked for" : `the index reads ${percent(bytes, size)} of the file`,
    tasks: chunkTasks(chunks),
    bytes,
    small: bytes < SMALL_JOB_BYTES,
  };
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

function wholeGenomeReason(plan: ScanPlan): string {
  if (plan.geneAgnostic) return "the run includes genes on no panel";
  const missing = plan.genes.genes.find((gene) => gene.region === null);
  return missing === undefined
    ? "the run covers the whole genome"
    : `${missing.symbol} has no coordinates`;
}

function refuseIndex(input: Input, plan: ScanPlan): void {
  const refuse = (why: string, hint: string): never => {
    throw new ToolError("E_USAGE", `--scan index: ${why}`, { path: input.path, hint });
  };
  if (plan.geneAgnostic) refuse("genes on no panel need a full scan", "Use --scan full.");
  const missing = plan.genes.genes
    .filter((gene) => gene.region === null)
    .map((gene) => gene.symbol);
  if (missing.length > 0)
    refuse(
      `no coordinates for ${missing.join(", ")}`,
      "Use --scan full, or a panel with coordinates.",
    );
  if (input.kind !== "bgzf")
    refuse(
      `a ${input.kind === "gzip" ? "gzipped" : "plain"} file cannot be indexed, only a bgzipped one`,
      `Make one: bcftools view -Oz -o NEW.vcf.gz ${input.path} && tabix -p vcf NEW.vcf.gz`,
    );
  if (input.index === null)
    refuse("the file has no .tbi or .csi index", `Make one: tabix -p vcf ${input.path}`);
}

/** Chunks of the panel regions and of the sample-check windows, in file order. */
function indexChunks(input: Input, plan: ScanPlan): Chunk[] {
  const { index } = input;
  if (index === null) return [];
  const contigs = groupedBy(index.names, canonicalChrom);
  return mergeChunks(
    wantedPlaces(plan).flatMap(({ chrom, start, end }) =>
      (contigs.get(chrom) ?? []).flatMap((name) => index.blocksForRange(name, start - 1, end)),
    ),
  );
}

/** Panel regions, sample-check windows, and alleles that the store can rescue outside their gene's region. */
export function wantedPlaces(plan: ScanPlan): { chrom: string; start: number; end: number }[] {
  const regions = tableRegions(focused(plan));
  const outside = (plan.rescuable?.chromosomes ?? []).flatMap(({ chrom, positions }) => {
    const own = regions.filter((region) => region.chrom === chrom);
    return [...new Set(positions)].flatMap((pos) =>
      own.some(({ start, end }) => pos >= start && pos <= end)
        ? []
        : [{ chrom, start: pos, end: pos }],
    );
  });
  const windows = plan.policy.sampleChecks.enabled ? sampleWindows(plan.assembly) : [];
  return [...regions, ...outside, ...windows];
}

/** The genes that the plan reads. */
function focused({ genes: table, focus }: ScanPlan): PanelGenes {
  if (focus === undefined) return table;
  return { ...table, genes: focus.flatMap((i) => table.genes[i] ?? []) };
}

function* chunkTasks(chunks: readonly Chunk[]): Generator<Task> {
  let group: Chunk[] = [];
  let bytes = 0;
  for (const chunk of chunks) {
    group.push(chunk);
    bytes += chunkBytes([chunk]) + LAST_BLOCK_BYTES;
    if (bytes < TASK_BYTES) continue;
    yield { kind: "chunks", chunks: group };
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield { kind: "chunks", chunks: group };
}

function* rangeTasks(input: Input): Generator<Task> {
  const { firstRecord, size } = input;
  if (firstRecord === null || size === null) return;
  let start = firstRecord.block;
  let skip: number | null = firstRecord.within;
  while (start < size) {
    const end = Math.min(size, start + TASK_BYTES);
    yield { kind: "range", start, end, skip };
    start = end;
    skip = null;
  }
}

async function* textTasks(input: Input, plan: ScanPlan): AsyncGenerator<Task> {
  if (input.text === null) return;
  let startsAtLine = true;
  for await (const bytes of cutAtNewlines(input.text, 4 << 20, input.path, plan.policy.limits)) {
    yield { kind: "text", bytes, startsAtLine };
    startsAtLine = false;
  }
}

/** Canonical chromosomes that the index says have records. */
export function indexedChromosomes(input: Input): string[] {
  const names = new Set((input.index?.names ?? []).map(canonicalChrom));
  return CHROMOSOMES.filter((chrom) => names.has(chrom));
}

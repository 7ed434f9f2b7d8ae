/**
 * Reads all inputs of a family: chooses the method, runs the pool, joins the parts, checks that they do not
 * overlap.
 */
import { CHROMOSOMES, canonicalChrom, chromosomeOrder } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { compareText } from "../core/text.ts";
import type { BatchResult, ContigSpan, KeptLine, Survivor } from "../scan/types.ts";
import { recolumned } from "../report/index.ts";
import type { VcfHeader } from "../vcf/types.ts";
import { mergeBatches, runScan, type Threads } from "../scan/pool/index.ts";
import { startThreads, threadsWanted } from "./early-threads.ts";
import { usableChromosomes } from "./lost-chromosomes.ts";
import type { ReadingOptions } from "./options.ts";
import type { Log, OnProgress } from "../core/log.ts";
import type { Planned } from "./prepare.ts";
import { chooseScan, indexedChromosomes } from "./tasks.ts";

export interface Scanned {
  /** null when no input holds a record in scope. */
  result: BatchResult | null;
  /** Canonical chromosomes with records. */
  present: Set<string>;
  /** Those without the ones that are there in name alone (`lost-chromosomes.ts`). */
  usable: Set<string>;
  scans: { path: string; mode: string; why: string }[];
  threads: number;
  /** Per input, of a scan with `distil`. */
  kept: KeptLine[][];
}

/**
 * @param started threads that run already; they are closed here, as those that are started here
 * @throws ToolError of the first fault in the inputs' order
 */
export async function scanInputs(
  planned: Planned,
  options: Pick<ReadingOptions, "scan" | "threads">,
  io: { log: Log; onProgress: OnProgress },
  started: Promise<Threads> | null = null,
): Promise<Scanned> {
  const pool = { threads: started };
  try {
    return await scanAll(planned, options, io, pool);
  } finally {
    await (await pool.threads)?.close();
  }
}

async function scanAll(
  { inputs, plans }: Planned,
  options: Pick<ReadingOptions, "scan" | "threads">,
  io: { log: Log; onProgress: OnProgress },
  pool: { threads: Promise<Threads> | null },
): Promise<Scanned> {
  const present = new Set<string>();
  const scans: Scanned["scans"] = [];
  const kept: KeptLine[][] = [];
  const wanted = threadsWanted(options);
  const spans: { path: string; spans: ContigSpan[] }[] = [];
  let result: BatchResult | null = null;
  let threads = 1;
  let bytesBefore = 0;
  let recordsBefore = 0;
  for (const [i, input] of inputs.entries()) {
    const plan = plans[i];
    if (plan === undefined) continue;
    const choice =
      input.remote === null
        ? chooseScan(input, plan, options.scan)
        : {
            mode: "index" as const,
            why: "an address is read in ranges",
            tasks: input.remote.tasks(plan),
            bytes: null,
            small: true,
          };
    if (input.isEmpty !== true) io.log.info(`${input.path}: ${choice.mode} scan (${choice.why})`);
    if (choice.mode === "index" && input.indexOlderThanFile)
      io.log.warn(`${input.path}: the index is older than the file: records may be missed`);
    scans.push({ path: input.path, mode: choice.mode, why: choice.why });
    const alone = choice.small || wanted < 2;
    if (!alone) pool.threads ??= startThreads(options);
    threads = Math.max(threads, alone ? 1 : wanted);
    // oxlint-disable-next-line no-await-in-loop -- parts in order: bounded memory, errors in order
    const batch = await runScan({
      path: choice.mode === "stream" || input.remote !== null ? null : input.path,
      plan,
      tasks: choice.tasks,
      // oxlint-disable-next-line no-await-in-loop -- started once
      threads: alone ? null : await pool.threads,
      linesBefore: choice.mode === "index" ? null : input.header.lines.length,
      onReply: ({ bytes, records }) =>
        io.onProgress({
          bytes: bytesBefore + bytes,
          totalBytes: inputs.length === 1 ? choice.bytes : null,
          records: recordsBefore + records,
        }),
    });
    // An index scan sees a part of the records; the others see all.
    if (choice.mode === "index")
      for (const chrom of input.remote?.chromosomes ?? indexedChromosomes(input))
        present.add(chrom);
    kept.push(batch?.kept ?? []);
    if (batch === null) continue;
    likeFirst(batch, input.header, inputs[0]?.header ?? input.header);
    bytesBefore += choice.bytes ?? 0;
    recordsBefore += batch.records;
    spans.push({ path: input.path, spans: batch.contigs });
    for (const { contig } of batch.contigs) {
      const chrom = canonicalChrom(contig);
      if (chrom !== null) present.add(chrom);
    }
    result = result === null ? batch : joinParts(result, batch);
  }
  refuseOverlap(spans);
  result?.survivors.sort(compareSurvivors);
  const usable = usableChromosomes(present, result, plans[0]?.genes.genes ?? []);
  return { result, present, usable, scans, threads, kept };
}

/** Parts may have the family's columns in another order: what is kept of them is read by the first one's header. */
function likeFirst(
  { survivors }: BatchResult,
  { samples }: Pick<VcfHeader, "samples">,
  first: Pick<VcfHeader, "samples">,
): void {
  if (samples.every((sample, i) => sample === first.samples[i])) return;
  for (const survivor of survivors) {
    const text = Buffer.from(survivor.line).toString("latin1").replace(/\r$/, "");
    survivor.line = Buffer.from(recolumned(text, { samples }, first.samples), "latin1");
  }
}

/** Parts of one family are independent files: contigs of one do not continue in the next. */
function joinParts(a: BatchResult, b: BatchResult): BatchResult {
  const contigs = [...a.contigs, ...b.contigs];
  const joined = mergeBatches({ ...a, contigs: [] }, { ...b, contigs: [], wantsBlocks: [] });
  return { ...joined, contigs };
}

/** Two files with records in the same stretch of a contig would count genotypes twice. */
function refuseOverlap(files: readonly { path: string; spans: ContigSpan[] }[]): void {
  for (const [i, a] of files.entries())
    for (const b of files.slice(i + 1))
      for (const x of a.spans)
        for (const y of b.spans) {
          if (canonicalChrom(x.contig) !== canonicalChrom(y.contig)) continue;
          if (!CHROMOSOMES.includes(canonicalChrom(x.contig) ?? "")) continue;
          if (x.firstPos > y.lastPos || y.firstPos > x.lastPos) continue;
          throw new ToolError("E_VCF_RECORD", `overlaps ${a.path} on ${x.contig}`, {
            path: b.path,
            chrom: y.contig,
            pos: y.firstPos,
            hint: "Give files that do not overlap: several files are treated as parts of one.",
          });
        }
}

/** Genome order, so that the order of files, ranges and threads does not show. */
export function compareSurvivors(a: Survivor, b: Survivor): number {
  return (
    chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) ||
    a.pos - b.pos ||
    compareText(a.ref, b.ref) ||
    compareText(a.alts.join(), b.alts.join())
  );
}

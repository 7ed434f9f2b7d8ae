/**
 * The main job, in call order: prepare (policy, inputs, family, panels, plan), scan (which bytes, in
 * which threads), assess (sample checks, inheritance, tiers, order), write. READ FIRST.
 */
import type { Threads } from "../scan/pool/index.ts";
import type { AnalysisResult } from "../rank/types.ts";
import {
  checkPlace,
  type OutputRequest,
  refuseNhsNumbers,
  reportDocument,
  runDocument,
  type RunRecord,
  writeOutputs,
} from "../report/index.ts";
import type { ReportDocument, RunDocument } from "../report/types.ts";
import { assess } from "./assess.ts";

import { checkRead, refuseLacking } from "./completeness.ts";
import { readsWholeFile, startThreads } from "./early-threads.ts";
import type { AnalyseOptions } from "./options.ts";
import type { AnalyseIo } from "./io.ts";
import { type Planned, prepare, type Prepared } from "./prepare.ts";
import { eventsBeside, withThoseAmongSmall } from "./events/of-family.ts";
import { runRecord } from "./run-record.ts";
import { scanInputs } from "./scan.ts";

/** All is opened, no record is read. */
interface Begun {
  started: Date;
  prepared: Prepared & Planned;
  /** Those that started early, which the scan closes; null: it starts its own, if it wants any. */
  threads: Promise<Threads> | null;
}

interface Analysis {
  result: AnalysisResult;
  run: RunRecord;
}

/**
 * The answer and the record of the run, as the documents that are written of them.
 * @throws ToolError with the code that decides the exit
 */
export async function analyse(
  given: AnalyseOptions,
  io: AnalyseIo,
): Promise<{ report: ReportDocument; run: RunDocument }> {
  const { result, run } = await finish(await begin(given, io), io);
  return { report: reportDocument(result), run: runDocument(run) };
}

/**
 * The same, written: what cannot be written is refused before a record is read.
 * @returns the record of the run
 * @throws ToolError as `analyse`, E_OUTPUT, E_IO; ClosedPipe when standard output's reader has gone
 */
export async function analyseInto(
  given: AnalyseOptions,
  outputs: OutputRequest,
  io: AnalyseIo & { stdout: NodeJS.WritableStream },
): Promise<RunRecord> {
  const begun = await begin(given, io);
  await orClose(begun.threads, async () => {
    await checkPlace(outputs);
    checkIds(outputs, begun.prepared);
  });
  const { result, run } = await finish(begun, io);
  const { prepared } = begun;
  const headerLines = prepared.inputs[0]?.header.lines ?? [];
  const prune =
    outputs.pruneTranscripts === true
      ? (await import("./pruned.ts")).prunedBy(prepared, result)
      : undefined;
  // A file that was given as one person's has that person's column.
  const events = prepared.events.map(({ header, sample }) =>
    sample === undefined || header.samples.length !== 1
      ? header
      : { lines: header.lines, samples: [sample] },
  );
  await writeOutputs(outputs, result, { headerLines, events, prune }, run, io.stdout);
  return run;
}

async function begin(given: AnalyseOptions, io: AnalyseIo): Promise<Begun> {
  const started = io.now();
  const threads = readsWholeFile(given) ? startThreads(given) : null;
  // What follows does not leave this thread's turn: their start would wait for its end.
  await threads;
  const prepared = await orClose(threads, async () => {
    const opened = await prepare(given, io);
    if (given.digest === "full")
      (await import("./whole-digests.ts")).refuseUndigestible(opened.inputs);
    return opened;
  });
  return { started, prepared, threads };
}

/** From the first record to the answer. */
async function finish({ started, prepared, threads }: Begun, io: AnalyseIo): Promise<Analysis> {
  const { inputs, options } = prepared;
  const [scanned, digests, read] = await Promise.all([
    scanInputs(prepared, options, io, threads),
    options.digest === "full" ? (await import("./whole-digests.ts")).wholeDigests(inputs) : null,
    eventsBeside(prepared, io.log),
    // While the threads read, this one loads what comes after them.
    import("./lookups/evidence.ts"),
  ]);
  await checkRead(prepared, scanned);
  const events = await withThoseAmongSmall(read, prepared, scanned, io.log);
  const assessed = await assess(prepared, { ...scanned, events }, io.log);
  if (prepared.classifications !== null) {
    const { staleness } = await import("./lookups/classifications.ts");
    const old = staleness(prepared.classifications, started);
    if (old !== null) (old.warning ? io.log.warn : io.log.info)(old.text);
  }
  refuseLacking(assessed.result, options, io.log);
  return {
    result: assessed.result,
    run: runRecord(prepared, scanned, assessed, io, { started, digests, events }),
  };
}

/** Threads that started early end with what fails before the scan. */
async function orClose<T>(threads: Promise<Threads> | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await (await threads)?.close();
    throw error;
  }
}

/** Before the reading: may the ids of the family stand in a report that people pass on? */
function checkIds(outputs: OutputRequest, { family, options }: Prepared): void {
  const forPeople =
    outputs.dir !== undefined || outputs.format === "html" || outputs.format === "xlsx";
  if (!forPeople || outputs.people?.allowNhsNumbers === true) return;
  const people = family.people.map((person) => person.id);
  refuseNhsNumbers([family.id, ...people, ...Object.values(options.labels)]);
}

/**
 * The main job, in call order: prepare (policy, inputs, family, panels, plan), scan (which bytes, in
 * which threads), assess (sample checks, inheritance, tiers, order), write. READ FIRST.
 */
import type { Threads } from "../scan/pool/index.ts";
import type { AnalysisResult } from "../rank/types.ts";
import type { RunRecord } from "../report/index.ts";
import { checkPlace } from "./check-place.ts";
import { readsWholeFile, startThreads } from "./early-threads.ts";
import type { AnalyseOptions } from "./options.ts";
import type { AnalyseIo } from "./io.ts";
import type { OutputRequest } from "./outputs.ts";
import type { Planned, Prepared } from "./prepare.ts";
import type { Scanned } from "./scan.ts";

interface Analysis {
  result: AnalysisResult;
  run: RunRecord;
  /** Of the first input: candidates as VCF keep it. */
  headerLines: readonly string[];
}

/**
 * The answer and the record of the run, as data.
 * @param ready called when all is opened, before a record is read
 * @throws ToolError with the code that decides the exit
 */
export async function analyse(
  given: AnalyseOptions,
  io: AnalyseIo,
  ready: (prepared: Prepared) => Promise<void> = async () => {},
): Promise<Analysis> {
  const started = io.now();
  const threads = readsWholeFile(given) ? startThreads(given) : null;
  const { prepared, scanning } = await begin(given, io, ready, threads);
  // While the threads read, this one loads what comes after them.
  const [scanned, { assess }, { runRecord }, { checkRead, refuseLacking }] = await Promise.all([
    scanning,
    import("./assess.ts"),
    import("./run-record.ts"),
    import("./completeness.ts"),
    import("./outputs.ts"),
    import("./lookups/evidence.ts"),
  ]);
  checkRead(prepared, scanned);
  const assessed = await assess(prepared, scanned, io.log);
  if (prepared.classifications !== null) {
    const { staleness } = await import("./lookups/classifications.ts");
    const old = staleness(prepared.classifications, started);
    if (old !== null) (old.warning ? io.log.warn : io.log.info)(old.text);
  }
  refuseLacking(assessed.result, prepared.options, io.log);
  const run = runRecord(prepared, scanned, assessed, io, started);
  return { result: assessed.result, run, headerLines: prepared.inputs[0]?.header.lines ?? [] };
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
  const { result, run, headerLines } = await analyse(given, io, async (prepared) => {
    await checkPlace(outputs);
    await checkIds(outputs, prepared);
  });
  const { writeOutputs } = await import("./outputs.ts");
  await writeOutputs(outputs, result, headerLines, run, io.stdout);
  return run;
}

/** Prepares, and starts the scan, which closes the threads. */
async function begin(
  given: AnalyseOptions,
  io: AnalyseIo,
  ready: (prepared: Prepared) => Promise<void>,
  threads: Promise<Threads> | null,
): Promise<{ prepared: Prepared & Planned; scanning: Promise<Scanned> }> {
  try {
    const [{ prepare }, { scanInputs }] = await Promise.all([
      import("./prepare.ts"),
      import("./scan.ts"),
    ]);
    const prepared = await prepare(given, io);
    await ready(prepared);
    return { prepared, scanning: scanInputs(prepared, prepared.options, io, threads) };
  } catch (error) {
    await (await threads)?.close();
    throw error;
  }
}

/** Before the reading: may the ids of the family stand in a report that people pass on? */
async function checkIds(outputs: OutputRequest, { family }: Prepared): Promise<void> {
  const forPeople = outputs.dir !== null || outputs.format === "html" || outputs.format === "xlsx";
  if (!forPeople || outputs.people?.allowNhsNumbers === true) return;
  const { refuseNhsNumbers } = await import("./for-people.ts");
  refuseNhsNumbers([family.id, ...family.people.map((person) => person.id)]);
}

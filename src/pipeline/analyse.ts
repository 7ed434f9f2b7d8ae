/**
 * The main job, in call order: prepare (policy, inputs, family, panels, plan), scan (which bytes, in
 * which threads), assess (sample checks, inheritance, tiers, order), write. READ FIRST.
 */
import { readFileSync, statSync } from "node:fs";
import {
  countCandidates,
  policyDigest,
  summaryLines,
  type RunInput,
  type RunRecord,
} from "../report/index.ts";
import { assess, type Assessed } from "./assess.ts";
import type { AnalyseOptions, Log, OnProgress } from "./options.ts";
import { writeOutputs, type OutputRequest } from "./outputs.ts";
import { prepare, sha256, type Prepared } from "./prepare.ts";
import { scanInputs, type Scanned } from "./scan.ts";

export interface AnalyseIo {
  log: Log;
  onProgress: OnProgress;
  commandLine: string[];
  version: string;
  now: () => Date;
  stdin: NodeJS.ReadableStream;
  stdout: NodeJS.WritableStream;
}

export interface RunSummary {
  /** For standard error: records read, kept, dropped by each reason, candidates by tier. */
  lines: string[];
  candidatesByTier: Record<string, number>;
}

/** @throws ToolError with the code that decides the exit; ClosedPipe when standard output's reader has gone */
export async function analyse(
  options: AnalyseOptions,
  outputs: OutputRequest,
  io: AnalyseIo,
): Promise<RunSummary> {
  const started = io.now();
  const prepared = await prepare(options, io);
  const scanned = await scanInputs(prepared, options, io);
  const assessed = await assess(prepared, scanned, options, io.log);
  for (const warning of warningsForLog(assessed)) io.log.warn(warning);
  const run = runRecord(prepared, scanned, assessed, options, io, started);
  const header = prepared.inputs[0]?.header.lines ?? [];
  await writeOutputs(outputs, assessed.result, header, run, io.stdout);
  return {
    lines: summaryLines(run),
    candidatesByTier: { ...run.counts.candidatesByTier },
  };
}

/** The log names no sample (DEC-18): a check's subject stays in the report. */
function warningsForLog({ result }: Assessed): string[] {
  const ids = result.family.people.map((person) => person.id);
  return result.warnings.map((warning) =>
    ids.reduce((text, id) => text.replaceAll(`(${id})`, "(a sample)"), warning),
  );
}

function runRecord(
  prepared: Prepared,
  scanned: Scanned,
  { result, dropped }: Assessed,
  options: AnalyseOptions,
  io: AnalyseIo,
  started: Date,
): RunRecord {
  const finished = io.now();
  const modes = [...new Set(scanned.scans.map((scan) => scan.mode))];
  const batch = scanned.result;
  return {
    commandLine: io.commandLine,
    tool: { name: "panelist", version: io.version, node: process.version },
    assembly: prepared.assembly,
    policy: prepared.policy,
    policyDigest: policyDigest(prepared.policy),
    inputs: runInputs(prepared, options),
    panels: result.panels.map(({ id, name, version, source, digest }) => ({
      id,
      name,
      version,
      source,
      digest,
    })),
    scan: {
      mode: modes.length === 1 ? (modes[0] as "index" | "full" | "stream") : "full",
      why: [...new Set(scanned.scans.map((scan) => scan.why))].join("; "),
    },
    threads: scanned.threads,
    counts: {
      recordsRead: batch?.records ?? 0,
      recordsKept: batch?.survivors.length ?? 0,
      dropped: { ...batch?.dropped },
      droppedInGenes: { ...dropped },
      ...countCandidates(result),
    },
    sampleChecks: result.sampleChecks,
    warnings: result.warnings,
    started: started.toISOString(),
    finished: finished.toISOString(),
    wallTimeMs: finished.getTime() - started.getTime(),
  };
}

function runInputs(prepared: Prepared, options: AnalyseOptions): RunInput[] {
  const inputs: RunInput[] = prepared.inputs.map((input) => ({
    path: input.path,
    role: "vcf",
    size: input.size,
    digest: { kind: "header+index", sha256: input.digest },
  }));
  const add = (path: string | null, role: RunInput["role"]): void => {
    if (path === null) return;
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? null;
    if (size !== null)
      inputs.push({
        path,
        role,
        size,
        digest: { kind: "full", sha256: sha256(readFileSync(path)) },
      });
  };
  add(options.ped, "ped");
  add(options.policy, "policy");
  for (const panel of options.panels) add(panel, "panel");
  return inputs;
}

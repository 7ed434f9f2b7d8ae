/** The record of a run, assembled from its stages (run.json). */
import { readFileSync, statSync } from "node:fs";
import { sha256 } from "../core/digest.ts";
import { countCandidates, policyDigest, type RunInput, type RunRecord } from "../report/index.ts";
import { isFileWord } from "../core/panel-word.ts";
import type { AnalyseIo } from "./io.ts";
import type { Input } from "./input.ts";
import type { Assessed } from "./assess.ts";
import type { FamilyEvents } from "./events/read.ts";
import { type Prepared } from "./prepare.ts";
import type { Scanned } from "./scan.ts";

/** In the order in which it is written. */
export function runRecord(
  prepared: Prepared,
  scanned: Scanned,
  { result, dropped, droppedAlleles }: Assessed,
  io: AnalyseIo,
  {
    started,
    digests,
    events,
  }: {
    started: Date;
    digests: ReadonlyMap<string, string> | null;
    events: FamilyEvents | null;
  },
): RunRecord {
  const finished = io.now();
  const modes = [...new Set(scanned.scans.map((scan) => scan.mode))];
  const batch = scanned.result;
  return {
    tool: { name: "panelist", version: io.version, node: process.version },
    commandLine: io.commandLine,
    ...((io.settings ?? []).length === 0 ? {} : { settings: [...(io.settings ?? [])] }),
    labels: result.labels,
    assembly: prepared.assembly,
    inputs: runInputs(prepared, digests),
    panels: result.panels.map(({ id, name, version, source, digest }, i) => ({
      id,
      name,
      version,
      source,
      digest,
      resolution: prepared.panels[i]?.resolution,
    })),
    knowledge: result.knowledge ?? [],
    policyDigest: policyDigest(prepared.policy),
    policy: prepared.policy,
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
      droppedAlleles,
      ...(events === null ? {} : { events: eventCounts(events) }),
      ...countCandidates(result),
    },
    sampleChecks: result.sampleChecks,
    complete: result.complete,
    incomplete: result.incomplete,
    warnings: result.warnings,
    started: started.toISOString(),
    finished: finished.toISOString(),
    wallTimeMs: finished.getTime() - started.getTime(),
  };
}

function eventCounts({ files, all, events, left }: FamilyEvents): RunRecord["counts"]["events"] {
  return {
    files: files.map((file) => {
      const { path, kind, callers, records, used } = file;
      return {
        path,
        kind,
        callers,
        records,
        used,
        dropped: { ...file.dropped },
        filters: file.filters,
      };
    }),
    events: all.length,
    kept: events.filter(({ isPartner }) => isPartner !== true).length,
    dropped: byReason(left),
  };
}

function byReason(left: FamilyEvents["left"]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of left) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** @param whole of every byte of the file; undefined: it was not asked for */
function digestOf({ digest }: Input, whole: string | undefined): NonNullable<RunInput["digest"]> {
  return whole === undefined
    ? { kind: "header+index", sha256: digest }
    : { kind: "full", sha256: whole };
}

function runInputs(
  { inputs: vcfs, events, options, reference }: Prepared,
  digests: ReadonlyMap<string, string> | null,
): RunInput[] {
  const small = vcfs.filter(({ isEmpty }) => isEmpty !== true);
  const inputs: RunInput[] = small.map((input) => ({
    path: input.path,
    role: "vcf",
    size: input.size,
    digest: digestOf(input, digests?.get(input.path)),
  }));
  const sizeOf = (path: string): number | null =>
    statSync(path, { throwIfNoEntry: false })?.size ?? null;
  const add = (path: string | undefined, role: RunInput["role"]): void => {
    const size = path === undefined ? null : sizeOf(path);
    if (path === undefined || size === null) return;
    const digest = { kind: "full" as const, sha256: sha256(readFileSync(path)) };
    inputs.push({ path, role, size, digest });
  };
  for (const { path, kind } of events) if (kind !== "small") add(path, "events");
  add(options.ped, "ped");
  add(options.policy, "policy");
  add(options.panelOverride, "override");
  for (const panel of options.panels) if (isFileWord(panel)) add(panel, "panel");
  for (const path of Object.values(options.identity)) add(path, "identity");
  if (reference !== null) {
    const { path, size, indexSha256 } = reference.file;
    inputs.push({ path, role: "reference", size, digest: { kind: "index", sha256: indexSha256 } });
  }
  return inputs;
}

/**
 * `archive merge`: gathers what shards wrote. The runs of the cases are the truth; what the shards printed
 * (`reanalyse --format json`) adds the counts and the cases that failed.
 */
import { caseIds, mergeEvents, openArchive, readCase } from "../archive/index.ts";
import type { Pin } from "../archive/types.ts";
import { releaseText } from "../library/releases.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { isObject, parseJson } from "../core/json.ts";
import { LIMITS } from "../core/limits.ts";
import { readText } from "../io/read-text.ts";
import { failureOf } from "./failed-case.ts";
import { emptyReanalysis, labelsIn, type Reanalysis } from "./reanalyse.ts";

interface MergeOptions {
  archive: string;
  /** What shards printed, JSON. */
  results: string[];
  now: Date;
}

/**
 * @returns what the shards found; of events, those that no merge told before
 *   `told`: to be called when the output is finished, so that no later merge tells them
 */
export async function mergeShards(
  options: MergeOptions,
): Promise<{ result: Reanalysis; told: () => Promise<void> }> {
  const { archive, results, now } = options;
  openArchive(archive);
  const result = emptyReanalysis(archive, now.toISOString(), false);
  for (const path of results) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    const shard = await shardResult(path);
    try {
      addResult(result, shard);
    } catch (cause) {
      // One of an earlier program may lack fields: its shape is looked at where that is no help.
      throw (await shapeFault(shard, path, cause)) ?? cause;
    }
  }
  const faults: [id: string, error: unknown][] = [];
  const merged = await mergeEvents(archive, (id, error) => void faults.push([id, error]));
  result.events = merged.events;
  result.labels = labelsIn(archive, new Set(result.events.map((event) => event.case)));
  const unreadable = await Promise.all(faults.map(([id, error]) => failureOf(archive, id, error)));
  const named = new Set(result.failed.map((failed) => failed.case));
  result.failed.push(...unreadable.filter((failed) => !named.has(failed.case)));
  result.counts.failed = result.failed.length;
  if (results.length === 0) {
    const changed = new Set(result.events.map((event) => event.case)).size;
    result.counts.cases = caseIds(archive).length;
    result.counts.changed = changed;
    result.counts.untouched = result.counts.cases - changed - result.counts.failed;
    result.pinned = pinsOf(archive, new Set(result.failed.map((failed) => failed.case)));
  }
  for (const { type, notify } of result.events) {
    const counts = (result.counts.events[type] ??= { notified: 0, silent: 0 });
    if (notify) counts.notified++;
    else counts.silent++;
  }
  return { result, told: merged.keep };
}

/** Of the cases that can be read; the others are among the failed. */
function pinsOf(archive: string, failed: ReadonlySet<string>): Reanalysis["pinned"] {
  return caseIds(archive)
    .filter((id) => !failed.has(id))
    .flatMap((id) =>
      pinsIn(archive, id).map((pin) => ({ case: id, release: releaseText(pin), why: pin.why })),
    );
}

function pinsIn(archive: string, id: string): readonly Pin[] {
  try {
    return readCase(archive, id).pins ?? [];
  } catch (error) {
    // A case that cannot be read is told by `archive verify`; it stops no other.
    if (isToolError(error)) return [];
    throw error;
  }
}

const NO_RESULT = "is not what `reanalyse --format json` prints";

async function shardResult(path: string): Promise<Reanalysis> {
  const value = parseJson(
    await readText(path, LIMITS.files.merge),
    (message, cause) =>
      new ToolError("E_USAGE", `is not JSON (${message}): the shard did not finish`, {
        path,
        cause,
      }),
  );
  if (isObject(value) && value["schema"] === "panelist.reanalysis")
    return value as unknown as Reanalysis;
  throw new ToolError("E_USAGE", NO_RESULT, { path });
}

/** null: it has the shape that it should have. */
async function shapeFault(
  shard: Reanalysis,
  path: string,
  cause: unknown,
): Promise<ToolError | null> {
  const { reanalysis } = await import("./schema.ts");
  const [issue] = reanalysis.safeParse(shard).error?.issues ?? [];
  if (issue === undefined) return null;
  const { faultText } = await import("../core/document-fault.ts");
  const what = `${NO_RESULT}: ${faultText(issue, shard, reanalysis)}`;
  return new ToolError("E_USAGE", what, { path, cause });
}

function addResult(sum: Reanalysis, shard: Reanalysis): void {
  for (const key of [
    "cases",
    "untouched",
    "concerned",
    "unchanged",
    "changed",
    "olderRules",
  ] as const)
    // A shard of an earlier program counts no older rules.
    sum.counts[key] += shard.counts[key] ?? 0;
  for (const [why, count] of Object.entries(shard.counts.left)) {
    const left = why as keyof Reanalysis["counts"]["left"];
    sum.counts.left[left] = (sum.counts.left[left] ?? 0) + count;
  }
  for (const panel of shard.panels) {
    const { rule, old, new: newer } = panel;
    const known = sum.panels.find((p) => p.rule === rule && p.old === old && p.new === newer);
    if (known === undefined) sum.panels.push({ ...panel });
    else known.cases += panel.cases;
  }
  sum.needsOriginal.push(...shard.needsOriginal);
  sum.keptBefore.push(...(shard.keptBefore ?? []));
  sum.failed.push(...shard.failed);
  (sum.pinned ??= []).push(...(shard.pinned ?? []));
  (sum.offRule ??= []).push(...(shard.offRule ?? []));
  (sum.notes ??= []).push(...(shard.notes ?? []));
  (sum.incomplete ??= []).push(...(shard.incomplete ?? []));
  // All shards of one night look into one store.
  for (const one of shard.unapproved ?? [])
    if (!sum.unapproved?.some((known) => JSON.stringify(known) === JSON.stringify(one)))
      (sum.unapproved ??= []).push(one);
}

/**
 * `panelist setup`: all reference data from its official addresses into the store, step by step. A step that fails
 * stops no other; what has come of a file stays for the next run.
 */
import { rmSync } from "node:fs";
import type { Assembly } from "../../core/assembly.ts";
import { counted } from "../../core/counted.ts";
import { asToolError, formatError, ToolError } from "../../core/errors.ts";
import { LIMITS } from "../../core/limits.ts";
import type { Policy } from "../../core/policy.ts";
import { parseJson, refuseDoubledKeys } from "../../core/json.ts";
import { type Addresses, bundledAddresses, type SetupStep } from "../../io/addresses.ts";
import { withLock } from "../../io/lock.ts";
import { makeFolder } from "../../io/make-folder.ts";
import { readText } from "../../io/read-text.ts";
import type { Asking } from "../../lookup/index.ts";
import type { Store } from "../../store/types.ts";
import { downloadsOf, fetchFiles, type FetchIo } from "./files.ts";
import { FILE_JOBS } from "./jobs.ts";
import { isFor, standingOf, wantedOf } from "./standing.ts";

interface SetupOptions {
  addresses: Addresses;
  assemblies: readonly Assembly[];
  /** Words of steps; none: all. */
  only: readonly string[];
  /** Ids, R-codes; none: all signed-off panels, and no values. */
  panels: readonly string[];
  reference: string | undefined;
  /** For the PanelApp. */
  token: string | undefined;
  policy: Policy;
  access: Asking["access"];
}

export interface StepResult {
  step: string;
  title: string;
  assembly: Assembly | null;
  outcome: "added" | "unchanged" | "to be obtained" | "left out" | "failed";
  what: string;
  /** Of what failed. */
  code: string | null;
}

type SetupIo = FetchIo & { now: () => Date; version: string };

/** Record of the store: by address, the tag of the file whose content the store has, and the entries made of it. */
const RECORD = "setup";

type Done = Record<string, { tag: string; entries: string[] }>;

/** The bundled list, or a site's own. @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE */
export async function readAddresses(path: string | undefined): Promise<Addresses> {
  if (path === undefined) return bundledAddresses();
  const hint = "Use sources/addresses.json as a model.";
  const fault = (message: string, line?: number): ToolError =>
    new ToolError("E_KNOWLEDGE", message, { path, line, hint });
  const text = await readText(path, LIMITS.files.settings);
  const json = parseJson(text, (message) => fault(message));
  refuseDoubledKeys(text, fault);
  const [{ addressList }, { faultText }] = await Promise.all([
    import("../../io/schema.ts"),
    import("../../core/document-fault.ts"),
  ]);
  const read = addressList.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw fault(
    issue === undefined ? "not a list of addresses" : faultText(issue, json, addressList),
  );
}

/**
 * Every step that is asked for, in the order of the list.
 * @throws ToolError E_USAGE: no such step; E_STORE: not writable, or another setup is at work
 */
export async function setUp(
  options: SetupOptions,
  store: Store,
  io: SetupIo,
): Promise<StepResult[]> {
  const { steps } = options.addresses;
  const strange = options.only.find((word) => steps.every(({ step }) => step !== word));
  if (strange !== undefined)
    throw new ToolError("E_USAGE", `there is no step '${strange}'`, {
      hint: `Choose from ${[...new Set(steps.map(({ step }) => step))].join(", ")}.`,
    });
  const asked = steps.filter(
    (step) =>
      isFor(step, options.assemblies) &&
      (options.only.length === 0 || options.only.includes(step.step)),
  );
  const folder = downloadsOf(store);
  makeFolder(folder);
  return withLock(
    folder,
    async () => {
      const results: StepResult[] = [];
      for (const step of asked) {
        io.log.info(`${nameOf(step)}`);
        // oxlint-disable-next-line no-await-in-loop -- later steps use what earlier ones bring
        results.push(await oneStep(step, options, store, io));
      }
      return results;
    },
    { what: "another setup" },
  );
}

function nameOf({ title, assembly }: Pick<SetupStep, "title" | "assembly">): string {
  return assembly === null ? title : `${title}, ${assembly}`;
}

async function oneStep(
  step: SetupStep,
  options: SetupOptions,
  store: Store,
  io: SetupIo,
): Promise<StepResult> {
  const { title, assembly } = step;
  const result = (
    outcome: StepResult["outcome"],
    what: string,
    code: string | null = null,
  ): StepResult => ({
    step: step.step,
    title,
    assembly,
    outcome,
    what,
    code,
  });
  try {
    if (step.job === "panels") return result(...(await panelsStep(step, options, store, io)));
    if (step.job === "values") return result(...(await valuesStep(step, options, store, io)));
    const missing = step.files.find(({ address }) => address === null);
    if (missing !== undefined)
      return result("to be obtained", `${missing.obtain ?? ""} (${missing.page})`.trim());
    const [outcome, what] = await filesStep(step, step.job, options, store, io);
    const wanted = await wantedOf(step, (await standingOf(step, store)).entry, store);
    return result(outcome, wanted === null ? what : `${what}; ${wanted}`);
  } catch (error) {
    const failure = asToolError(error);
    io.log.warn(`${nameOf(step)}: ${formatError(failure)}`);
    return result("failed", failure.message, failure.code);
  }
}

type Outcome = [StepResult["outcome"], string];

async function filesStep(
  step: SetupStep,
  job: keyof typeof FILE_JOBS,
  { reference }: SetupOptions,
  store: Store,
  io: SetupIo,
): Promise<Outcome> {
  const done = (await store.record<Done>(RECORD)) ?? {};
  const held = await digestsOf(step, store);
  // A file read with another sequence makes another release.
  const isAgain = (entries: readonly string[]): boolean =>
    !(job === "transcripts" && reference !== undefined) &&
    entries.some((digest) => held.has(digest));
  const known = Object.fromEntries(
    Object.entries(done).flatMap(([address, { tag, entries }]) =>
      isAgain(entries) ? [[address, tag]] : [],
    ),
  );
  const files = await fetchFiles(step.files, known, store, io);
  if (files === null) return ["unchanged", "the store already has the server's version"];
  const imported = await FILE_JOBS[job](store, files, step, { now: io.now(), reference }).finally(
    () => {
      for (const { path } of files) rmSync(path, { force: true });
    },
  );
  const entries = imported.map(({ entry }) => entry.sha256);
  const now = files.flatMap(({ address, tag }) =>
    tag === null ? [] : [[address, { tag, entries }] as const],
  );
  await store.update<Done>(RECORD, (old) => ({ ...old, ...Object.fromEntries(now) }));
  const what = imported.map(({ entry }) => `${entry.source} ${entry.version}`).join(", ");
  return [imported.some(({ added }) => added) ? "added" : "unchanged", what];
}

async function digestsOf({ gives }: SetupStep, store: Store): Promise<Set<string>> {
  const kinds = await store.kinds();
  const kind = kinds.find((one) => one === gives.kind);
  return new Set(kind === undefined ? [] : (await store.list(kind)).map(({ sha256 }) => sha256));
}

async function panelsStep(
  { panelapp = "gel" }: SetupStep,
  { panels, token, addresses }: SetupOptions,
  store: Store,
  io: SetupIo,
): Promise<Outcome> {
  const { fetchIntoStore } = await import("../fetch.ts");
  const { sourceOf } = await import("../../panel/client/index.ts");
  const account = await fetchIntoStore(
    {
      wanted: panels.length === 0 ? ["all"] : [...panels],
      version: undefined,
      signedOff: true,
      source: sourceOf(panelapp, addresses.panelapps),
      token,
      parallel: 1,
    },
    store,
    {
      ...io,
      onFetch: ({ done, total }) =>
        io.onProgress({ bytes: done, totalBytes: total, records: 0, unit: "panels" }),
    },
  );
  for (const { id, name, reason } of account.failed) io.log.warn(`panel ${id} ${name}: ${reason}`);
  const { added, unchanged, failed } = account;
  if (failed.length > 0)
    throw new ToolError(
      "E_REMOTE",
      `${failed.length} of ${counted(account.wanted, "panel")} could not be fetched`,
    );
  return [
    added.length > 0 ? "added" : "unchanged",
    `${counted(added.length, "panel")} fetched, ${unchanged} already there`,
  ];
}

async function valuesStep(
  { presets = [], assembly }: SetupStep,
  { panels, policy, access }: SetupOptions,
  store: Store,
  io: SetupIo,
): Promise<Outcome> {
  if (panels.length === 0)
    return ["left out", "use --panels to name the panels whose genes are to be read"];
  const { importValues } = await import("../import-values.ts");
  const { presetSource } = await import("../../lookup/index.ts");
  const specs = presets
    .map((preset) => presetSource(preset))
    .filter((spec) => spec.assembly === assembly);
  const asked = { panels: [...panels], genes: [], minConfidence: "green" as const };
  const imported = await importValues(
    { ...asked, declaration: specs, store: store.path, policy, access },
    store,
    io,
  );
  return [
    imported.some(({ added }) => added) ? "added" : "unchanged",
    imported
      .map(({ entry, rows }) => `${entry.source} ${entry.version}, ${counted(rows, "allele")}`)
      .join(", "),
  ];
}

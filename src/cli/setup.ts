/** `panelist setup`, `bundle` and `doctor`: set up a machine, transfer its store to another, and check it. */
import { Command, Option } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { usageError } from "../core/errors.ts";
import type { Addresses } from "../io/addresses.ts";
import type { StepResult } from "../library/setup/setup.ts";
import type { Store } from "../store/types.ts";
import { exitCodeOfSome } from "./exit.ts";
import { caFileOption } from "./network.ts";
import { addOptions, logOptions, type LogValues, policyOption } from "./options.ts";
import { columnsText } from "./print/lines.ts";
import { type Io, type Session, withStore } from "./session.ts";
import { storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface SetupValues extends StoreValues, LogValues {
  assembly: Assembly | "both";
  panels?: string[];
  only?: string[];
  list?: true;
  offline?: string;
  reference?: string;
  addresses?: string;
  policy?: string;
  token?: string;
}

export function setupCommand(session: Session): Command {
  const command = new Command("setup").description(
    "fetch all the knowledge that a run uses into the store, from the official addresses or from a bundle",
  );
  return addOptions(
    command,
    buildsOption("fetch for this genome build"),
    new Option(
      "--panels <panels>",
      "fetch these panels (ids or R-codes, separated by commas), and read gnomAD frequencies for their genes",
    )
      .argParser(words)
      .default(undefined, "all signed-off panels, without gnomAD"),
    new Option(
      "--only <steps>",
      "run only these steps from `--list`, separated by commas",
    ).argParser(words),
    new Option("--list", "list the steps and their addresses without fetching anything"),
    new Option(
      "--offline <bundle>",
      "take everything from this bundle, written by `panelist bundle`",
    ),
    new Option(
      "--reference <fasta>",
      "check transcripts against this sequence (with .fai), and keep the sequence around exons",
    ),
    addressesOption("take addresses from this file, such as those of a mirror"),
    new Option(
      "--token <token>",
      "send this API token to PanelApp (safer as an environment variable, because other users can see the command line)",
    ).env("PANELIST_PANELAPP_TOKEN"),
    policyOption(),
    caFileOption(),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", SETUP_EXAMPLES)
    .action((values: SetupValues) =>
      withStore(session, values, async (store, io) => {
        if (values.offline !== undefined) return unpack(values.offline, store, io);
        const { readAddresses } = await import("../library/setup/setup.ts");
        const addresses = await readAddresses(values.addresses);
        if (values.list === true) return print(listText(addresses));
        session.exitCode = await fetchAll(values, addresses, store, io);
      }),
    );
}

const SETUP_EXAMPLES = `
Examples:
  $ panelist setup --assembly GRCh38 --panels R59,R27
  $ panelist setup --only clinvar,hpo
  $ panelist setup --offline bundle.tar`;

function addressesOption(description: string): Option {
  return new Option("--addresses <json>", description).default(undefined, "sources/addresses.json");
}

/** Options of one or both builds. */
function buildsOption(description: string): Option {
  return new Option("--assembly <name>", description)
    .choices(["GRCh37", "GRCh38", "both"])
    .default("GRCh38");
}

function buildsOf(assembly: Assembly | "both"): Assembly[] {
  return assembly === "both" ? ["GRCh37", "GRCh38"] : [assembly];
}

function words(value: string): string[] {
  const found = value.split(",").flatMap((word) => word.trim() || []);
  if (found.length > 0) return found;
  throw usageError(`'${value}' contains no names`, "Separate the names with commas.");
}

function listText({ steps }: Addresses): string {
  const rows = steps.flatMap(({ files, presets = [], ...step }) => [
    ...files.map((file) => ({ ...step, ...file })),
    ...presets.map(({ preset, file }) => {
      return { ...step, address: file ?? `ready declaration ${preset}`, page: "", verified: false };
    }),
    ...(step.panelapp === undefined
      ? []
      : [{ ...step, address: `PanelApp ${step.panelapp}`, page: "", verified: false }]),
  ]);
  return columnsText(
    [
      ["step", ({ step }) => step],
      ["assembly", ({ assembly }) => assembly],
      ["title", ({ title }) => title],
      ["address", ({ address }) => address],
      ["page", ({ page }) => page],
      ["standing", ({ verified }) => (verified ? "answered" : "unverified")],
    ],
    rows,
  );
}

async function fetchAll(
  values: SetupValues,
  addresses: Addresses,
  store: Store,
  io: Io,
): Promise<number> {
  const { setUp } = await import("../library/setup/setup.ts");
  const { accessOf } = await import("../analysis/lookups/annotation-sources.ts");
  const { loadPolicy } = await import("../analysis/load-policy.ts");
  const { reference, token, panels = [], only = [] } = values;
  const results = await setUp(
    {
      addresses,
      assemblies: buildsOf(values.assembly),
      only,
      panels,
      reference,
      token,
      policy: await loadPolicy(values.policy),
      access: accessOf(store.path, false),
    },
    store,
    io,
  );
  await print(resultsText(results));
  const failed = results.filter(({ outcome }) => outcome === "failed");
  if (failed.length > 0)
    io.log.warn(
      `${failed.length} of ${counted(results.length, "step")} failed; run the same command again: files already fetched are not fetched again`,
    );
  return exitCodeOfSome(failed);
}

function resultsText(results: readonly StepResult[]): string {
  return columnsText(
    [
      ["step", ({ step }) => step],
      ["assembly", ({ assembly }) => assembly],
      ["outcome", ({ outcome }) => outcome],
      ["what", ({ what }) => what],
    ],
    results,
  );
}

async function unpack(path: string, store: Store, io: Io): Promise<void> {
  const { readBundle } = await import("../store/index.ts");
  const { added, unchanged, keptRecords } = await readBundle(store, path, (bytes, totalBytes) =>
    io.onProgress({ bytes, totalBytes, records: 0, unit: "bytes" }),
  );
  io.log.info(
    `${counted(added, "release")} added, ${unchanged} already there (${store.path}), all intact`,
  );
  if (keptRecords.length > 0)
    io.log.warn(
      `this store has its own ${keptRecords.join(", ")}, which are kept; those in the bundle were not imported`,
    );
}

export function bundleCommand(session: Session): Command {
  const command = new Command("bundle")
    .description("write the whole store into one file, for `panelist setup --offline` elsewhere")
    .argument("<file.tar>", "the file to write; an existing file is replaced");
  return addOptions(command, storeOption(), ...logOptions()).action(
    (path: string, values: StoreValues & LogValues) =>
      withStore(session, values, async (store, io) => {
        const { writeBundle } = await import("../store/index.ts");
        const { entries, bytes } = await writeBundle(store, path, (done) =>
          io.onProgress({ bytes: done, totalBytes: null, records: 0, unit: "bytes" }),
        );
        const own = await store.listAll("inhouse");
        if (own.length > 0)
          io.log.warn(
            `the bundle contains your own classifications (${counted(own.length, "release")})`,
          );
        io.log.info(`${path}: ${counted(entries, "release")}, ${(bytes / 1e6).toFixed(1)} MB`);
      }),
  );
}

interface DoctorValues extends StoreValues, LogValues {
  assembly: Assembly | "both";
  addresses?: string;
  report?: string;
}

export function doctorCommand(session: Session): Command {
  const command = new Command("doctor").description(
    "check the installation: which reference data are installed, how old they are and what is missing; also runs a self-test",
  );
  return addOptions(
    command,
    buildsOption("check the knowledge for this genome build"),
    addressesOption("check against the addresses that `setup` takes from this file"),
    new Option(
      "--report <file>",
      "write a dated record of the versions, digests and self-test result (JSON)",
    ),
    storeOption(),
    ...logOptions(),
  ).action((values: DoctorValues) =>
    withStore(session, values, async (store, io) => {
      const { examine } = await import("../analysis/doctor.ts");
      const { examinationText } = await import("./print/doctor.ts");
      const { jsonText } = await import("./print/lines.ts");
      const { readAddresses } = await import("../library/setup/setup.ts");
      const { steps } = await readAddresses(values.addresses);
      const found = await examine(store, { steps, assemblies: buildsOf(values.assembly) }, io);
      await print(examinationText(found));
      if (values.report !== undefined) {
        const { writeOneOutput } = await import("../report/index.ts");
        const text = jsonText(found);
        await writeOneOutput(values.report, process.stdout, () => Promise.resolve({ text }));
      }
      const isSound = found.selfTest.outcome === "passed" && found.store.faults.length === 0;
      session.exitCode = isSound ? 0 : 1;
    }),
  );
}

/** `panelist panels fetch` and `panels import`: panels into the store, each with a summary at the end. */
import { Command, Option } from "commander";
import { counted } from "../core/counted.ts";
import { ToolError, usageError } from "../core/errors.ts";
import type { FetchAccount } from "../panel/client/index.ts";
import { caFileOption } from "./network.ts";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { tabbed } from "./print/lines.ts";
import { type Session, withStore } from "./session.ts";
import { storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface FetchValues extends StoreValues, LogValues {
  version?: string;
  signedOff?: true;
  source: string;
  token?: string;
  parallel: number;
}

export function panelsFetchCommand(session: Session): Command {
  const command = new Command("fetch")
    .description("fetch panels that are not yet in the store from PanelApp")
    .argument("<panel...>", "panel ids, R-codes, or all");
  return addOptions(
    command,
    new Option("--version <version>", "fetch this version, such as 3.10")
      .argParser(versionText)
      .conflicts("signedOff"),
    new Option(
      "--signed-off",
      "fetch the latest signed-off version of each, instead of the latest",
    ),
    new Option("--source <name>", "fetch from gel, gel-nhs, aus, or the address of an API").default(
      "gel",
    ),
    new Option(
      "--token <token>",
      "send this API token (safer as an environment variable, because other users can see the command line)",
    ).env("PANELIST_PANELAPP_TOKEN"),
    new Option("--parallel <count>", "send this many requests at the same time")
      .argParser(laneCount)
      .default(1),
    caFileOption(),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", FETCH_EXAMPLES)
    .action(async (wanted: string[], values: FetchValues) => {
      await withStore(session, values, async (store, io) => {
        const { fetchIntoStore } = await import("../library/fetch.ts");
        const { sourceOf } = await import("../panel/client/index.ts");
        const wantsBar = values.progress && values.quiet !== true && values.logFormat === "text";
        const account = await fetchIntoStore(
          {
            wanted,
            version: values.version,
            signedOff: values.signedOff ?? false,
            source: sourceOf(values.source),
            token: values.token,
            parallel: values.parallel,
          },
          store,
          {
            ...io,
            onFetch: ({ done, total, what }) => {
              if (wantsBar) session.terminal.bar(`${done}/${total}  ${what}`);
            },
          },
        );
        session.terminal.erase();
        tell(account, io.log, store.path);
      });
    });
}

/** What came, what was there, what failed. @throws ToolError E_REMOTE when something failed */
function tell(
  { wanted, added, unchanged, failed, notes }: FetchAccount,
  log: { info(message: string): void; warn(message: string): void },
  path: string,
): void {
  for (const note of notes) log.warn(note);
  if (added.length > 0 && added.length <= 20) log.info(`new: ${added.join(", ")}`);
  for (const { id, name, reason } of failed) log.warn(`panel ${id} ${name}: ${reason}`);
  log.info(
    `${wanted} requested: ${added.length} fetched, ${unchanged} already there, ${failed.length} failed (${path})`,
  );
  if (failed.length === 0) return;
  throw new ToolError(
    "E_REMOTE",
    `${failed.length} of ${counted(wanted, "panel")} could not be fetched`,
    { hint: "What has been fetched is kept; run the same command again to fetch the rest." },
  );
}

function versionText(value: string): string {
  if (/^\d{1,9}\.\d{1,9}$/.test(value)) return value;
  throw usageError(
    `--version '${value}' is not a version`,
    "Write two whole numbers with a dot between them, such as 3.10.",
  );
}

function laneCount(value: string): number {
  if (/^[1-8]$/.test(value)) return Number(value);
  throw usageError(
    `--parallel '${value}' is not a whole number from 1 to 8`,
    "For example: --parallel 2.",
  );
}

const FETCH_EXAMPLES = `
Examples:
  $ panelist panels fetch all --signed-off
  $ panelist panels fetch R59 285
  $ PANELIST_PANELAPP_TOKEN=... panelist panels fetch all --source aus`;

interface ImportValues extends StoreValues, LogValues {
  source?: string;
}

export function panelsImportCommand(session: Session): Command {
  const command = new Command("import")
    .description("import panels into the store, from files, folders or archives")
    .argument(
      "<file...>",
      "PanelApp JSON (one panel, pages, arrays, lists), tables, BED files, dumps from 2017-18; also as .gz, .tar, .tar.gz or a folder",
    );
  return addOptions(
    command,
    new Option(
      "--source <name>",
      "name the panels' source: gel, gel-nhs, aus, or a name of your own",
    ),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", IMPORT_EXAMPLES)
    .action(async (paths: string[], values: ImportValues) => {
      const { source } = values;
      if (source !== undefined && !/^[a-z][\w.-]*$/i.test(source))
        throw usageError(
          `--source '${source}' is not a valid name`,
          "Use letters, digits, dots and dashes, as in our-lab.",
        );
      await withStore(session, values, async (store, io) => {
        const { importPanels } = await import("../library/import.ts");
        const results = await importPanels({ paths, source }, store, io);
        const placeOf = ({ file, at }: { file: string; at: string }): string =>
          at === "" ? file : `${file} ${at}`;
        const rows = results.map((one) => [one.outcome, one.what, placeOf(one)]);
        await print(tabbed(rows));
        for (const one of results)
          for (const warning of one.warnings)
            io.log.warn(`${one.what} (${placeOf(one)}): ${warning}`);
        const count = (outcome: string): number =>
          results.filter((result) => result.outcome === outcome).length;
        const refused = count("refused");
        io.log.info(
          `${count("imported")} imported, ${count("already there")} already there, ${refused} refused (${store.path})`,
        );
        if (refused > 0)
          throw new ToolError("E_PANEL", `${refused} of ${results.length} could not be imported`, {
            hint: "The lines that begin with `refused` give the reason; everything else is in the store.",
          });
      });
    });
}

const IMPORT_EXAMPLES = `
Examples:
  $ panelist panels import uk_api_2026-03.tar.gz
  $ panelist panels import our-panel.tsv --source our-lab`;

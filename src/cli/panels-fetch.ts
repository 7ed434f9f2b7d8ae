/** `panelist panels fetch`: panels from a PanelApp into the store, and a clear account at the end. */
import { Command, Option } from "commander";
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import type { FetchAccount } from "../panel/client/index.ts";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

interface FetchValues extends StoreValues, LogValues {
  version?: string;
  signedOff?: true;
  source: string;
  token?: string;
  parallel: number;
}

export function panelsFetchCommand(session: Session): Command {
  const command = new Command("fetch")
    .description("fetch panels from PanelApp into the store: only what is not there yet")
    .argument("<panel...>", "panel ids, R-codes, or all");
  return addOptions(
    command,
    new Option("--version <version>", "this version of the panels, e.g. 3.10")
      .argParser(versionText)
      .conflicts("signedOff"),
    new Option("--signed-off", "the latest signed-off version of each; default: the latest"),
    new Option("--source <name>", "gel, gel-nhs, aus, or the address of an API").default("gel"),
    new Option(
      "--token <token>",
      "of the API; better in the environment, as PANELIST_PANELAPP_TOKEN: other users can read a command line",
    ).env("PANELIST_PANELAPP_TOKEN"),
    new Option("--parallel <count>", "requests at the same time").argParser(laneCount).default(1),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (wanted: string[], values: FetchValues) => {
      const store = await openStoreOf(values);
      const { fetchIntoStore } = await import("../library/fetch.ts");
      const { sourceOf } = await import("../panel/client/index.ts");
      const source = sourceOf(values.source);
      await withIo(session, values, async (io) => {
        const wantsBar = values.progress && values.quiet !== true && values.logFormat === "text";
        const account = await fetchIntoStore(
          {
            wanted,
            version: values.version ?? null,
            signedOff: values.signedOff ?? false,
            source,
            token: values.token ?? null,
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
    `${wanted} asked for: ${added.length} fetched, ${unchanged} there already, ${failed.length} failed (${path})`,
  );
  if (failed.length === 0) return;
  throw new ToolError(
    "E_REMOTE",
    `${failed.length} of ${counted(wanted, "panel")} could not be fetched`,
    {
      hint: "What has arrived is kept; the same command fetches the rest.",
    },
  );
}

function versionText(value: string): string {
  if (/^\d{1,9}\.\d{1,9}$/.test(value)) return value;
  throw new ToolError("E_USAGE", `--version '${value}' is not a version`, {
    hint: "Two whole numbers with a dot between them: 3.10.",
  });
}

function laneCount(value: string): number {
  if (/^[1-8]$/.test(value)) return Number(value);
  throw new ToolError("E_USAGE", `--parallel '${value}' is not a whole number from 1 to 8`);
}

const EXAMPLES = `
Examples:
  $ panelist panels fetch all --signed-off
  $ panelist panels fetch R59 285
  $ PANELIST_PANELAPP_TOKEN=... panelist panels fetch all --source aus`;

/** `--store`: the knowledge folder that a command uses. */
import { join } from "node:path";
import { type Command, Option } from "commander";
import { usageError } from "../core/errors.ts";
import type { Store } from "../store/types.ts";
import { homeOf } from "./home.ts";

export interface StoreValues {
  /** Set for every command that takes it, by `setStore`. */
  store?: string;
}

export function storeOption(): Option {
  return new Option("--store <folder>", "use the panels and other knowledge in this folder")
    .default(undefined, "PANELIST_STORE, or panelist in your data folder")
    .helpGroup("Store:");
}

/** Below the command line nobody asks the environment: a command that takes a store has its path. */
export function setStore(command: Command): void {
  if (!command.options.some(({ long }) => long === "--store")) return;
  command.setOptionValue("store", storePath(command.opts<StoreValues>().store, process.env));
}

/** The store of a command's options. No I/O. */
export async function openStoreOf({ store = "" }: StoreValues): Promise<Store> {
  const { openStore } = await import("../store/index.ts");
  return openStore(store);
}

/**
 * Where the store is: `--store`, else PANELIST_STORE, else `panelist` in the user's data folder
 * (XDG_DATA_HOME, `~/.local/share`; on Windows LOCALAPPDATA).
 *
 * @throws ToolError E_USAGE: an empty option
 */
export function storePath(option: string | undefined, env: NodeJS.ProcessEnv): string {
  if (option === "") throw usageError("--store is empty");
  const given = option ?? env["PANELIST_STORE"] ?? "";
  if (given !== "") return given;
  const xdg = env["XDG_DATA_HOME"] ?? "";
  // The standard says that a relative path in XDG_DATA_HOME is to be ignored.
  if (xdg.startsWith("/")) return join(xdg, "panelist");
  const local = env["LOCALAPPDATA"] ?? "";
  if (process.platform === "win32" && local !== "") return join(local, "panelist");
  return join(homeOf(env), ".local", "share", "panelist");
}

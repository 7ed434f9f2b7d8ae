/** `--store`: the folder of knowledge that a command works on. */
import { Option } from "commander";
import type { Store } from "../store/types.ts";

export interface StoreValues {
  store?: string | undefined;
}

export function storeOption(): Option {
  return new Option(
    "--store <folder>",
    "of panels and other knowledge; default: PANELIST_STORE, else panelist in the user's data folder",
  ).helpGroup("Store:");
}

/** The store that the options or the environment name. No I/O. */
export async function openStoreOf(values: StoreValues): Promise<Store> {
  const { openStore, storePath } = await import("../store/index.ts");
  return openStore(storePath(values.store, process.env));
}

/** `panelist panels list`: every version of every panel that the store holds. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface ListValues extends StoreValues {
  format?: "text" | "tsv" | "json";
  listed?: true;
}

export function panelsListCommand(_session: Session): Command {
  const command = new Command("list").description("list the panels of the store, each version");
  return addOptions(
    command,
    new Option("--format <format>", "of the list; default: text on a terminal, else tsv").choices([
      "text",
      "tsv",
      "json",
    ]),
    new Option("--listed", "also panels that an imported list names and the store does not hold"),
    storeOption(),
  ).action(async (values: ListValues) => {
    const store = await openStoreOf(values);
    const { listPanels } = await import("../library/show.ts");
    const format = values.format ?? (process.stdout.isTTY ? "text" : "tsv");
    const { panelListText } = await import("./print/panels.ts");
    const listing = await listPanels(store, { listed: values.listed ?? false });
    await print(process.stdout, panelListText(listing, format));
  });
}

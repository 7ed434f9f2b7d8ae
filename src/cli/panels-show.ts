/** `panelist panels show`: one panel of the store, its versions, its rows. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface ShowValues extends StoreValues {
  format: "text" | "tsv" | "json";
}

export function panelsShowCommand(_session: Session): Command {
  const command = new Command("show")
    .description("show one panel of the store: versions, sign-off, counts, conflicts; or its rows")
    .argument("<panel>", "as after --panel: 285, 285@4.2, 285@latest, aus:3149, R59");
  return addOptions(
    command,
    new Option("--format <format>", "text: in words; tsv: the rows; json: everything")
      .choices(["text", "tsv", "json"])
      .default("text"),
    storeOption(),
  ).action(async (word: string, values: ShowValues) => {
    const store = await openStoreOf(values);
    const { identifyPanel, showPanel } = await import("../library/show.ts");
    const { panelRowsText, panelText } = await import("./print/panels.ts");
    const shown = await showPanel(word, store);
    const text =
      values.format === "text"
        ? panelText(shown, await identifyPanel(shown.panel, store))
        : panelRowsText(shown, values.format);
    await print(process.stdout, text);
  });
}

/** `panelist panels diff`: what differs between two panels or two sets of them. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface DiffValues extends StoreValues {
  format: "text" | "tsv" | "json";
  greenOnly?: true;
  panelOverride?: string;
}

export function panelsDiffCommand(_session: Session): Command {
  const command = new Command("diff")
    .description("tell what differs between two panels or two sets of panels, and what that does")
    .argument(
      "<old>",
      "a panel as after --panel (285@4.2), a file, a folder of files, an archive, or a store's folder",
    )
    .argument("<new>", "the same");
  return addOptions(
    command,
    new Option("--format <format>", "of the difference")
      .choices(["text", "tsv", "json"])
      .default("text"),
    new Option("--green-only", "only what concerns genes that are green before or after"),
    new Option("--panel-override <file>", "local changes, applied to the new side"),
    storeOption(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (before: string, after: string, values: DiffValues) => {
      const store = await openStoreOf(values);
      const { panelsDiff } = await import("../library/diff.ts");
      const { panelDiffText } = await import("./print/panel-diff.ts");
      const diff = await panelsDiff(before, after, store, {
        greenOnly: values.greenOnly ?? false,
        override: values.panelOverride ?? null,
      });
      await print(process.stdout, panelDiffText(diff, values.format));
    });
}

const EXAMPLES = `
Examples:
  $ panelist panels diff 285@4.2 285@latest --green-only
  $ panelist panels diff old-store/ ~/.local/share/panelist --format json > changes.json`;

/** `panelist panels`: the panels of the store. What brings panels into it is in `panels-import.ts`. */
import { Command } from "commander";
import { usageError } from "../core/errors.ts";
import { knowledgeVerifyCommand } from "./knowledge.ts";
import { panelsFetchCommand, panelsImportCommand } from "./panels-import.ts";
import { outputOption } from "./options.ts";
import { tabbed } from "./print/lines.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption, type TableFormat } from "./values.ts";

export function panelsCommand(session: Session): Command {
  return new Command("panels")
    .addCommand(listCommand())
    .addCommand(searchCommand())
    .addCommand(showCommand())
    .addCommand(panelsFetchCommand(session))
    .addCommand(panelsImportCommand(session))
    .addCommand(exportCommand())
    .addCommand(diffCommand())
    .addCommand(successorCommand())
    .addCommand(knowledgeVerifyCommand()); // the store is one: what holds for panels holds for all its kinds
}

interface ListValues extends StoreValues {
  format?: TableFormat;
  listed?: true;
}

/** Every version of every panel that the store holds. */
function listCommand(): Command {
  return new Command("list")
    .description("list every version of the panels in the store, and the bundled panels")
    .addOption(formatOption().default(undefined, "text on a terminal, else tsv"))
    .option(
      "--listed",
      "include panels that are named in an imported list but are not in the store",
    )
    .addOption(storeOption())
    .action(async (values: ListValues) => {
      const store = await openStoreOf(values);
      const { listPanels } = await import("../library/list.ts");
      const format = values.format ?? (process.stdout.isTTY ? "text" : "tsv");
      const { panelListText } = await import("./print/panels.ts");
      const listing = await listPanels(store, { listed: values.listed ?? false });
      await print(panelListText(listing, format), format);
    });
}

function searchCommand(): Command {
  return new Command("search")
    .description("find panels by words in their name, an R-code, or a gene's symbol")
    .argument("<text...>", "such as epilepsy, long qt, R59 or SCN1A")
    .addOption(formatOption().default(undefined, "text on a terminal, else tsv"))
    .addOption(storeOption())
    .action(async (text: string[], values: ListValues) => {
      const store = await openStoreOf(values);
      const { searchPanels } = await import("../library/panel-names.ts");
      const { panelSearchText } = await import("./print/panels.ts");
      const format = values.format ?? (process.stdout.isTTY ? "text" : "tsv");
      await print(panelSearchText(await searchPanels(text.join(" "), store), format), format);
    });
}

/** One panel, its versions, its rows. */
function showCommand(): Command {
  return new Command("show")
    .description("show a panel: its versions, sign-off, counts and conflicts, or its rows")
    .argument(
      "<panel>",
      "as for --panel: 285, 285@4.2, 285@latest, aus:3149, R59, epilepsy, or a name",
    )
    .addOption(formatOption("choose the output format: a description, the rows, or everything"))
    .addOption(storeOption())
    .action(async (word: string, values: StoreValues & { format: TableFormat }) => {
      const store = await openStoreOf(values);
      const { identifyPanel, showPanel } = await import("../library/show.ts");
      const { panelRowsText, panelText } = await import("./print/panels.ts");
      const shown = await showPanel(word, store);
      const text =
        values.format === "text"
          ? panelText(shown, await identifyPanel(shown.panel, store))
          : panelRowsText(shown, values.format);
      await print(text, values.format);
    });
}

/** A panel as the file that it was. */
function exportCommand(): Command {
  return new Command("export")
    .description("write a panel exactly as it was imported, byte for byte")
    .argument("<panel>", "as for --panel: 285, 285@4.2, 285@latest, aus:3149, R59")
    .addOption(outputOption())
    .addOption(storeOption())
    .action(async (word: string, { output, ...values }: StoreValues & { output?: string }) => {
      const store = await openStoreOf(values);
      const { exportPanel } = await import("../library/show.ts");
      const bytes = await exportPanel(word, store);
      // A file gets every byte; a terminal would obey some of them.
      if (output === undefined && process.stdout.isTTY) {
        await print(bytes.toString());
        return;
      }
      const { writeOneOutput } = await import("../report/index.ts");
      await writeOneOutput(output, process.stdout, () => Promise.resolve({ text: bytes }));
    });
}

interface DiffValues extends StoreValues {
  format: TableFormat;
  greenOnly?: true;
  panelOverride?: string;
}

/** What differs between two panels or two sets of them. */
function diffCommand(): Command {
  return new Command("diff")
    .description(
      "compare two panels or two sets of panels, and show how the differences affect what can be reported",
    )
    .argument(
      "<old>",
      "a panel as for --panel (285@4.2), a file, a folder of files, an archive, or the folder of a store",
    )
    .argument("<new>", "the same")
    .addOption(formatOption())
    .option("--green-only", "show only genes that are green on either side")
    .option("--panel-override <file>", "apply local changes to the new side")
    .addOption(storeOption())
    .addHelpText("after", DIFF_EXAMPLES)
    .action(async (before: string, after: string, values: DiffValues) => {
      const store = await openStoreOf(values);
      const { panelsDiff } = await import("../library/diff.ts");
      const { panelDiffText } = await import("./print/panel-diff.ts");
      const diff = await panelsDiff(before, after, store, {
        greenOnly: values.greenOnly ?? false,
        override: values.panelOverride,
      });
      await print(panelDiffText(diff, values.format), values.format);
    });
}

const DIFF_EXAMPLES = `
Examples:
  $ panelist panels diff 285@4.2 285@latest --green-only
  $ panelist panels diff old-store/ ~/.local/share/panelist \\
      --format json > changes.json`;

/** Which panel takes the place of one that was retired or renumbered. */
function successorCommand(): Command {
  return new Command("successor")
    .description(
      "record which panel replaces a retired or renumbered one; without ids, list these records",
    )
    .argument("[old]", "id of the retired panel")
    .argument("[new]", "id of the panel that replaces it")
    .option("--by <who>", "record who decided this; required with ids")
    .option("--reason <text>", "give the reason", "")
    .addOption(storeOption())
    .action(
      async (
        old: string | undefined,
        newer: string = "",
        { by = "", reason, ...values }: StoreValues & { by?: string; reason: string },
      ) => {
        const store = await openStoreOf(values);
        const { readSuccessors, recordSuccessor } = await import("../panel/local/index.ts");
        if (old === undefined) {
          const rows = [...(await readSuccessors(store))].map(([id, next]) => [
            id,
            next.id,
            next.by,
            next.date,
            next.reason || ".",
          ]);
          const names = ["old", "new", "by", "date", "reason"];
          await print(tabbed([names, ...rows]));
          return;
        }
        const strange = [old, newer].find((id) => !/^[\w:.-]+$/.test(id));
        if (strange !== undefined)
          throw usageError(
            `'${strange}' is not a panel id`,
            "Use `panelist panels successor OLD NEW --by WHO`.",
          );
        if (by.trim() === "") throw usageError("--by is missing", "Add --by with your name.");
        const date = new Date().toISOString();
        await recordSuccessor(store, old, { id: newer, by: by.trim(), date, reason });
        await print(tabbed([[old, newer]]));
      },
    );
}

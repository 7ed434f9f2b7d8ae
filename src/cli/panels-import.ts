/** `panelist panels import`: files of panels into the store, with an account at the end. */
import { Command, Option } from "commander";
import { ToolError } from "../core/errors.ts";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface ImportValues extends StoreValues, LogValues {
  source?: string;
}

export function panelsImportCommand(session: Session): Command {
  const command = new Command("import")
    .description("take panels into the store: files, folders, archives")
    .argument(
      "<file...>",
      "PanelApp's JSON (one panel, pages, arrays, lists), tables, BED, dumps of 2017-18; .gz, .tar, .tar.gz; folders",
    );
  return addOptions(
    command,
    new Option(
      "--source <name>",
      "whose panels: gel, gel-nhs, aus, or a word of your own; default: told by the content",
    ),
    storeOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (paths: string[], values: ImportValues) => {
      const source = values.source ?? null;
      if (source !== null && !/^[a-z][\w.-]*$/i.test(source))
        throw new ToolError("E_USAGE", `--source '${source}' is not a word`, {
          hint: "Letters, digits, dots and dashes: gel, aus, our-lab.",
        });
      const store = await openStoreOf(values);
      await withIo(session, values, async (io) => {
        const { importPanels } = await import("../library/import.ts");
        const results = await importPanels({ paths, source }, store, io);
        const lines = results.map(({ outcome, file, at, what }) =>
          [outcome, what, at === "" ? file : `${file} ${at}`].join("\t"),
        );
        await print(process.stdout, lines.map((line) => `${line}\n`).join(""));
        for (const { file, at, what, warnings } of results)
          for (const warning of warnings)
            io.log.warn(`${what} (${at === "" ? file : `${file} ${at}`}): ${warning}`);
        const count = (outcome: string): number =>
          results.filter((result) => result.outcome === outcome).length;
        const refused = count("refused");
        io.log.info(
          `${count("imported")} imported, ${count("already there")} already there, ${refused} refused (${store.path})`,
        );
        if (refused > 0)
          throw new ToolError("E_PANEL", `${refused} of ${results.length} could not be imported`, {
            hint: "The lines that begin with `refused` say why; everything else is in the store.",
          });
      });
    });
}

const EXAMPLES = `
Examples:
  $ panelist panels import uk_api_2026-03.tar.gz
  $ panelist panels import our-panel.tsv --source our-lab`;

/** `panelist indications`: the Test Directory. One line per subcommand. */
import { Command, Option } from "commander";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

export function indicationsCommand(session: Session): Command {
  return new Command("indications")
    .description("the Test Directory: clinical indications, their tests, methods and panels")
    .addCommand(importCommand(session))
    .addCommand(showCommand());
}

function importCommand(session: Session): Command {
  const command = new Command("import")
    .description("take an edition of the Test Directory (JSON) into the store")
    .argument("<file>", "with indications[]: code, name, test_method, panels, original_targets");
  return addOptions(command, storeOption(), ...logOptions()).action(
    async (file: string, values: StoreValues & LogValues) => {
      const store = await openStoreOf(values);
      await withIo(session, values, async (io) => {
        const { importIndications } = await import("../library/indications.ts");
        await importIndications(file, store, io);
      });
    },
  );
}

interface ShowValues extends StoreValues {
  format: "text" | "tsv" | "json";
}

function showCommand(): Command {
  const command = new Command("show")
    .description("tell what the Directory and PanelApp say of a code, and where they disagree")
    .argument("<code>", "R67, or one test: R27.3");
  return addOptions(
    command,
    new Option("--format <format>", "of the answer")
      .choices(["text", "tsv", "json"])
      .default("text"),
    storeOption(),
  ).action(async (code: string, values: ShowValues) => {
    const store = await openStoreOf(values);
    const { showIndication } = await import("../library/indications.ts");
    const { indicationText } = await import("./print/indication.ts");
    const { found, directory } = await showIndication(code, store);
    await print(process.stdout, indicationText(found, directory, values.format));
  });
}

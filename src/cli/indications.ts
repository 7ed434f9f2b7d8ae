/** `panelist indications`: the Test Directory. One line per subcommand. */
import { Command } from "commander";
import { addOptions, logOptions, type LogValues } from "./options.ts";
import { type Session, withStore } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption, type TableFormat } from "./values.ts";

export function indicationsCommand(session: Session): Command {
  return new Command("indications").addCommand(importCommand(session)).addCommand(showCommand());
}

function importCommand(session: Session): Command {
  const command = new Command("import")
    .description("import an edition of the Test Directory (JSON) into the store")
    .argument(
      "<file>",
      "JSON with indications[]: code, name, test_method, panels, original_targets",
    );
  return addOptions(command, storeOption(), ...logOptions()).action(
    (file: string, values: StoreValues & LogValues) =>
      withStore(session, values, async (store, io) => {
        const { importIndications } = await import("../library/indications.ts");
        await importIndications(file, store, io);
      }),
  );
}

function showCommand(): Command {
  const command = new Command("show")
    .description("show the Test Directory and PanelApp entries for a code, and where they disagree")
    .argument("<code>", "an indication (R67) or one of its tests (R27.3)");
  return addOptions(command, formatOption(), storeOption()).action(
    async (code: string, values: StoreValues & { format: TableFormat }) => {
      const store = await openStoreOf(values);
      const { showIndication } = await import("../library/indications.ts");
      const { indicationText } = await import("./print/indication.ts");
      const { found, directory } = await showIndication(code, store);
      await print(indicationText(found, directory, values.format), values.format);
    },
  );
}

/** `panelist panels export`: a panel as the file that it was, byte for byte. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";

interface ExportValues extends StoreValues {
  output?: string;
}

export function panelsExportCommand(_session: Session): Command {
  const command = new Command("export")
    .description("write a panel of the store as it was imported, byte for byte")
    .argument("<panel>", "as after --panel: 285, 285@4.2, 285@latest, aus:3149, R59");
  return addOptions(
    command,
    new Option("-o, --output <file>", "default: standard output"),
    storeOption(),
  ).action(async (word: string, { output, ...values }: ExportValues) => {
    const store = await openStoreOf(values);
    const { exportPanel } = await import("../library/show.ts");
    const bytes = await exportPanel(word, store);
    const { commitAll, openOutput, streamOutput } = await import("../report/index.ts");
    if (output === undefined || output === "-") {
      const stream = streamOutput(process.stdout);
      await stream.write(bytes);
      await stream.finish();
      return;
    }
    const file = await openOutput(output);
    try {
      await file.write(bytes);
      await commitAll([file]);
    } catch (error) {
      await file.abort();
      throw error;
    }
  });
}

/** `panelist archive remove`: a case goes, a tombstone stays. */
import { Command, Option } from "commander";
import { byOf, byOption, type ByValues } from "./archive-options.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function archiveRemoveCommand(_session: Session): Command {
  return addOptions(
    new Command("remove")
      .description(
        "remove a case with its variants and runs; its name, the day and the reason stay",
      )
      .argument("<archive>")
      .argument("<case>"),
    new Option("--why <words>", "the reason").makeOptionMandatory(),
    byOption(),
  ).action(async (archive: string, id: string, values: ByValues & { why: string }) => {
    const { openArchive, purgeEvents, removeCase } = await import("../archive/index.ts");
    openArchive(archive);
    await removeCase(archive, id, { by: byOf(values), why: values.why, date: new Date() });
    await purgeEvents(archive, id);
    await print(process.stdout, `${id}: removed\n`);
  });
}

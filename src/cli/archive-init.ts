/** `panelist archive init`: an empty archive. */
import { Command } from "commander";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function archiveInitCommand(_session: Session): Command {
  return new Command("init")
    .description("make an empty archive")
    .argument("<archive>", "a folder that is empty or not there yet")
    .action(async (archive: string) => {
      const { initArchive } = await import("../archive/index.ts");
      const made = initArchive(archive, new Date());
      await print(process.stdout, `${archive}: ${made ? "made" : "is an archive already"}\n`);
    });
}

/** `panelist panels`: the panels of the store. One file per subcommand; this list names them. */
import { Command } from "commander";
import { panelsExportCommand } from "./panels-export.ts";
import { panelsImportCommand } from "./panels-import.ts";
import { panelsListCommand } from "./panels-list.ts";
import { panelsShowCommand } from "./panels-show.ts";
import { panelsVerifyCommand } from "./panels-verify.ts";
import type { Session } from "./session.ts";

const SUBCOMMANDS: readonly ((session: Session) => Command)[] = [
  panelsListCommand,
  panelsShowCommand,
  panelsImportCommand,
  panelsExportCommand,
  panelsVerifyCommand,
];

export function panelsCommand(session: Session): Command {
  const command = new Command("panels").description(
    "keep panels: import, list, show, export and verify those of the store",
  );
  for (const make of SUBCOMMANDS) command.addCommand(make(session));
  return command;
}

/** `panelist panels`: the panels of the store. One file per subcommand; this list names them. */
import { Command } from "commander";
import { knowledgeVerifyCommand } from "./knowledge-verify.ts";
import { panelsDiffCommand } from "./panels-diff.ts";
import { panelsExportCommand } from "./panels-export.ts";
import { panelsFetchCommand } from "./panels-fetch.ts";
import { panelsImportCommand } from "./panels-import.ts";
import { panelsListCommand } from "./panels-list.ts";
import { panelsShowCommand } from "./panels-show.ts";
import { panelsSuccessorCommand } from "./panels-successor.ts";
import type { Session } from "./session.ts";

const SUBCOMMANDS: readonly ((session: Session) => Command)[] = [
  panelsListCommand,
  panelsShowCommand,
  panelsFetchCommand,
  panelsImportCommand,
  panelsExportCommand,
  panelsDiffCommand,
  panelsSuccessorCommand,
  knowledgeVerifyCommand, // the store is one: what holds for panels holds for all its kinds
];

export function panelsCommand(session: Session): Command {
  const command = new Command("panels").description(
    "keep panels: fetch, import, list, show, compare, export and verify those of the store",
  );
  for (const make of SUBCOMMANDS) command.addCommand(make(session));
  return command;
}

/** `panelist archive`: cases that are kept to be analysed again. One file per subcommand; this list names them. */
import { Command } from "commander";
import { archiveAddCommand } from "./archive-add.ts";
import {
  archiveMergeCommand,
  archiveReannotateCommand,
  archiveRelinkCommand,
  archiveSetCommand,
} from "./archive-change.ts";
import { archiveExportCommand, archiveImportCommand } from "./archive-import.ts";
import { archiveInitCommand } from "./archive-init.ts";
import { archiveListCommand } from "./archive-list.ts";
import { archiveRemoveCommand } from "./archive-remove.ts";
import { archiveShowCommand } from "./archive-show.ts";
import { archiveDismissCommand, archiveReportCommand } from "./archive-verdict.ts";
import { archiveVerifyCommand } from "./archive-verify.ts";
import type { Session } from "./session.ts";

const SUBCOMMANDS: readonly ((session: Session) => Command)[] = [
  archiveInitCommand,
  archiveAddCommand,
  archiveImportCommand,
  archiveListCommand,
  archiveShowCommand,
  archiveReportCommand,
  archiveDismissCommand,
  archiveSetCommand,
  archiveRelinkCommand,
  archiveReannotateCommand,
  archiveMergeCommand,
  archiveExportCommand,
  archiveVerifyCommand,
  archiveRemoveCommand,
];

export function archiveCommand(session: Session): Command {
  const command = new Command("archive").description(
    "keep analysed cases, to be analysed again when knowledge changes",
  );
  for (const make of SUBCOMMANDS) command.addCommand(make(session));
  return command;
}

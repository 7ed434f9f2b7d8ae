/** `panelist knowledge`: everything that the store holds, of any kind. One file per subcommand; this list names them. */
import { Command } from "commander";
import { knowledgeDiffCommand } from "./knowledge-diff.ts";
import { knowledgeFetchCommand } from "./knowledge-fetch.ts";
import { knowledgeImportCommand } from "./knowledge-import.ts";
import { knowledgeListCommand } from "./knowledge-list.ts";
import { knowledgeShowCommand } from "./knowledge-show.ts";
import { knowledgeVerifyCommand } from "./knowledge-verify.ts";
import type { Session } from "./session.ts";

const SUBCOMMANDS: readonly ((session: Session) => Command)[] = [
  knowledgeListCommand,
  knowledgeShowCommand,
  knowledgeVerifyCommand,
  knowledgeDiffCommand,
  knowledgeImportCommand,
  knowledgeFetchCommand,
];

export function knowledgeCommand(session: Session): Command {
  const command = new Command("knowledge").description(
    "work on the store: what it holds, whether it is whole, and what comes into it",
  );
  for (const make of SUBCOMMANDS) command.addCommand(make(session));
  return command;
}

/** `panelist knowledge fetch`: one file per kind of knowledge; this list names them. */
import { Command } from "commander";
import { fetchHpoCommand } from "./knowledge-fetch-hpo.ts";
import type { Session } from "./session.ts";

const FETCHERS: readonly ((session: Session) => Command)[] = [fetchHpoCommand];

export function knowledgeFetchCommand(session: Session): Command {
  const command = new Command("fetch").description("fetch a release of knowledge into the store");
  for (const make of FETCHERS) command.addCommand(make(session));
  return command;
}

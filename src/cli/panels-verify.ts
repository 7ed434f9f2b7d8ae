/** `panelist panels verify`: is everything that the store holds as it was kept? */
import { knowledgeVerifyCommand } from "./knowledge-verify.ts";
import type { Command } from "commander";
import type { Session } from "./session.ts";

/** The store is one: what holds for panels holds for all its kinds. */
export function panelsVerifyCommand(session: Session): Command {
  return knowledgeVerifyCommand(session);
}

/** `panelist phenotype`: terms, and what they say of genes. One file per subcommand; this list names them. */
import { Command } from "commander";
import { phenotypeRankCommand } from "./phenotype-rank.ts";
import { phenotypeSimilarCommand } from "./phenotype-similar.ts";
import { phenotypeTermCommand } from "./phenotype-term.ts";
import type { Session } from "./session.ts";

const SUBCOMMANDS: readonly ((session: Session) => Command)[] = [
  phenotypeRankCommand,
  phenotypeSimilarCommand,
  phenotypeTermCommand,
];

export function phenotypeCommand(session: Session): Command {
  const command = new Command("phenotype").description(
    "rank genes and diseases by HPO terms alone; look terms up and compare them",
  );
  for (const make of SUBCOMMANDS) command.addCommand(make(session));
  return command;
}

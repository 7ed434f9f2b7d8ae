/** `panelist knowledge import`: one file per kind of knowledge; this list names them. */
import { Command } from "commander";
import { importClinVarCommand } from "./knowledge-import-clinvar.ts";
import { importGeneFactsCommand } from "./knowledge-import-gene-facts.ts";
import { importGenesCommand } from "./knowledge-import-genes.ts";
import { importHpoCommand } from "./knowledge-import-hpo.ts";
import { importInhouseCommand } from "./knowledge-import-inhouse.ts";
import type { Session } from "./session.ts";

const IMPORTERS: readonly ((session: Session) => Command)[] = [
  importGenesCommand,
  importClinVarCommand,
  importInhouseCommand,
  importGeneFactsCommand,
  importHpoCommand,
];

export function knowledgeImportCommand(session: Session): Command {
  const command = new Command("import").description("bring a release of knowledge into the store");
  for (const make of IMPORTERS) command.addCommand(make(session));
  return command;
}

/** `panelist archive show`: one case, its runs, its candidates. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

interface ShowValues {
  run?: string;
  format: "text" | "json";
}

export function archiveShowCommand(_session: Session): Command {
  return addOptions(
    new Command("show")
      .description("show a case: what is kept, its runs, the candidates of one run")
      .argument("<archive>")
      .argument("<case>"),
    new Option("--run <number>", "which run's candidates; default: the latest"),
    new Option("--format <format>", "json: the whole run")
      .choices(["text", "json"])
      .default("text"),
  ).action(async (archive: string, id: string, values: ShowValues) => {
    const { pastOf, showCase } = await import("../reanalysis/show.ts");
    const { caseJson, caseText } = await import("./print/cases.ts");
    const shown = showCase(archive, id, values.run ?? null);
    const text =
      values.format === "json" ? caseJson(shown) : caseText(shown, pastOf(archive, shown));
    await print(process.stdout, text);
  });
}

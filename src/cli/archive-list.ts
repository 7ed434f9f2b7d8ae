/** `panelist archive list`: one line per case. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function archiveListCommand(_session: Session): Command {
  return addOptions(
    new Command("list").description("list the cases of an archive").argument("<archive>"),
    new Option("--format <format>", "of the list").choices(["text", "tsv", "json"]).default("text"),
  ).action(async (archive: string, values: { format: "text" | "tsv" | "json" }) => {
    const { listCases } = await import("../reanalysis/show.ts");
    const { caseListText } = await import("./print/cases.ts");
    await print(process.stdout, caseListText(listCases(archive), values.format));
  });
}

/** `panelist archive verify`: reads everything, tells every fault. */
import { Command, Option } from "commander";
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function archiveVerifyCommand(_session: Session): Command {
  return addOptions(
    new Command("verify")
      .description("read everything in an archive and tell what is damaged or unfinished")
      .argument("<archive>"),
    new Option(
      "--repair",
      "remove what killed processes left behind and make derived files anew; data is never changed",
    ),
  ).action(async (archive: string, values: { repair?: true }) => {
    const { verifyArchive } = await import("../archive/index.ts");
    const faults = verifyArchive(archive, values.repair ?? false);
    const lines = faults.map(({ path, problem, detail, repaired }) =>
      [repaired ? "repaired" : problem, path, detail].join("\t"),
    );
    await print(process.stdout, lines.map((line) => `${line}\n`).join(""));
    const open = faults.filter((fault) => !fault.repaired);
    if (open.length === 0) return;
    throw new ToolError("E_ARCHIVE", counted(open.length, "fault"), {
      path: archive,
      hint: open.some((fault) => fault.problem === "unfinished" || fault.problem === "head")
        ? "`archive verify --repair` mends what a kill left behind"
        : "restore these files from a backup, or remove the case and add it again",
    });
  });
}

/** `panelist diff`: two runs in, their differences out. */
import { Command } from "commander";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";
import { formatOption, type TableFormat } from "./values.ts";

export function diffCommand(_session: Session): Command {
  return new Command("diff")
    .argument(
      "<old>",
      "report.json, a folder made by --out-dir, or runs/<n>.json of an archived case",
    )
    .argument("<new>", "the same")
    .addOption(formatOption())
    .action(async (old: string, newer: string, values: { format: TableFormat }) => {
      const { diffRuns } = await import("../reanalysis/diff-runs.ts");
      const { runDiffText } = await import("./print/run-diff.ts");
      await print(runDiffText(await diffRuns(old, newer), values.format), values.format);
    });
}

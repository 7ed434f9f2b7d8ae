/** `panelist diff`: two runs in, what became different out. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function diffCommand(_session: Session): Command {
  return addOptions(
    new Command("diff")
      .description("compare the candidates of two runs: which came, which went, which changed")
      .argument("<old>", "report.json, a folder of --out-dir, or runs/<n>.json of an archived case")
      .argument("<new>"),
    new Option("--format <format>", "of the output")
      .choices(["text", "tsv", "json"])
      .default("text"),
  ).action(async (old: string, young: string, values: { format: "text" | "tsv" | "json" }) => {
    const { diffRuns } = await import("../reanalysis/diff-runs.ts");
    const { runDiffText } = await import("./print/run-diff.ts");
    await print(process.stdout, runDiffText(await diffRuns(old, young), values.format));
  });
}

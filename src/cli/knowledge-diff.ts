/** `panelist knowledge diff`: what two releases, or two stores, say differently, and of which genes. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface DiffValues extends StoreValues {
  format: "text" | "tsv" | "json";
}

export function knowledgeDiffCommand(_session: Session): Command {
  const command = new Command("diff")
    .description("tell what two releases or two stores say differently, and of which genes")
    .argument(
      "<old>",
      "kind:word (clinvar:2025-01-01, inhouse:LIST@2025-01-01, hpo:2024-04-26, genes:hgnc@2024-10, panel:285@4.2, policy:file.json), or a store's folder",
    )
    .argument("<new>", "the same");
  return addOptions(
    command,
    new Option("--format <format>", "of the difference")
      .choices(["text", "tsv", "json"])
      .default("text"),
    storeOption(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (before: string, after: string, values: DiffValues) => {
      const store = await openStoreOf(values);
      const { knowledgeDiff } = await import("../reanalysis/knowledge-diff.ts");
      const { knowledgeDiffText } = await import("./print/knowledge-diff.ts");
      const diff = await knowledgeDiff(before, after, store);
      await print(process.stdout, knowledgeDiffText(diff, values.format));
    });
}

const EXAMPLES = `
Examples:
  $ panelist knowledge diff clinvar:2024-12-01 clinvar:2025-01-01
  $ panelist knowledge diff last-month/ ~/.local/share/panelist --format tsv
  $ panelist knowledge diff policy:default policy:ours.json`;

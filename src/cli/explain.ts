/** `panelist explain`: the whole story of one variant, dropped or not. */
import { Command } from "commander";
import { usageError } from "../core/errors.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  beyondOptions,
  familyOptions,
  logOptions,
  panelOptions,
  readingOptions,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";
import { formatOption, variantText } from "./values.ts";

interface ExplainValues {
  format: "text" | "json";
}

export function explainCommand(session: Session): Command {
  const command = new Command("explain")
    .usage("[options] <vcf...> <chrom:pos:ref:alt>")
    .argument(
      "<vcf...>",
      "the same files and options as for analyse; then the variant, written as in the VCF",
    );
  return addOptions(
    command,
    ...panelOptions(),
    ...beyondOptions(),
    ...familyOptions(),
    ...readingOptions(),
    formatOption("of the story", ["text", "json"]).helpGroup("Output:"),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (operands: string[], values: AnalysisValues & ExplainValues) => {
      const variant = variantText(operands.at(-1) ?? "");
      const vcfs = operands.slice(0, -1);
      if (vcfs.length === 0) {
        throw usageError(
          "explain needs a VCF before the variant",
          "panelist explain [options] <vcf...> <chrom:pos:ref:alt>",
        );
      }
      const options = analyseOptionsOf(vcfs, values);
      const story = await withIo(session, values, async (io) => {
        const { explain } = await import("../analysis/explain.ts");
        return explain(options, variant, io);
      });
      const { storyText } = await import("./print/story.ts");
      await print(process.stdout, storyText(story, values.format));
    });
}

const EXAMPLES = `
Example:
  $ panelist explain trio.vcf.gz 2:166848215:C:T --ped trio.ped --panel epilepsy`;

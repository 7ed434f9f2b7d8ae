/** `panelist explain`: the story of one variant, shown or dropped. */
import { Command, Option } from "commander";
import { usageError } from "../core/errors.ts";
import { askedOptions, type AskedValues, requestOf } from "./analyse.ts";
import { addOptions, logOptions } from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";
import { formatOption, variantText } from "./values.ts";

interface ExplainValues {
  format: "text" | "json";
  all?: true;
}

export function explainCommand(session: Session): Command {
  const command = new Command("explain")
    .usage("[options] [vcf...] <chrom:pos:ref:alt>")
    .argument(
      "<vcf...>",
      "the files and options of the analyse command, followed by the variant as the VCF writes it",
    );
  return addOptions(command, ...askedOptions(), ...outputOptions(), ...logOptions())
    .addHelpText("after", EXAMPLES)
    .action(async (operands: string[], values: AskedValues & ExplainValues) => {
      const variant = variantText(operands.at(-1) ?? "");
      const vcfs = operands.slice(0, -1);
      const { caseFile, phenopacket, all = false, format } = values;
      if (vcfs.length === 0 && caseFile === undefined && phenopacket === undefined) {
        throw usageError(
          "explain needs a VCF before the variant",
          "Write `panelist explain <vcf...> <chrom:pos:ref:alt>`.",
        );
      }
      const options = await requestOf(vcfs, values);
      const story = await withIo(session, values, async (io) => {
        const { explain } = await import("../analysis/explain.ts");
        return explain(options, variant, io);
      });
      const { jsonText, storyTable, storyText } = await import("./print/story.ts");
      const text = all ? storyTable(story) : storyText(story);
      await print(process.stdout, format === "json" ? jsonText(story) : text);
    });
}

function outputOptions(): Option[] {
  return [
    formatOption("choose the output format; JSON holds everything", ["text", "json"]),
    new Option(
      "--all",
      "print every check, model and criterion with its inputs and rule id (docs/rules.md), as a table",
    ),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  Find out why a variant is where it is in the report:
  $ panelist explain trio.vcf.gz 2:166848215:C:T --ped trio.ped --panel epilepsy

  Print every check and criterion, with the ranking by the patient's terms:
  $ panelist explain trio.vcf.gz 2:166848215:C:T --ped trio.ped --panel epilepsy --hpo HP:0001250 --all`;

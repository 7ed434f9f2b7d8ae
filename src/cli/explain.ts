/** `panelist explain`: the story of one variant, shown or dropped. */
import { Command, Option } from "commander";
import { usageError } from "../core/errors.ts";
import { parseVariantWord } from "../core/variant-word.ts";
import { askedOptions, type AskedValues, requestOf } from "./analyse.ts";
import { addOptions, logOptions } from "./options.ts";
import { jsonText } from "./print/lines.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";
import { formatOption } from "./values.ts";

interface ExplainValues {
  format: "text" | "json";
  all?: true;
}

export function explainCommand(session: Session): Command {
  const command = new Command("explain")
    .usage("[options] [vcf...] <variant>")
    .argument(
      "<vcf...>",
      "the same files and options as for analyse; then the variant: chrom:pos:ref:alt, chrom-pos-ref-alt, HGVS with its transcript or gene, or an rsID of the file; or a gene, to list what was found in it",
    );
  return addOptions(command, ...askedOptions(), ...outputOptions(), ...logOptions())
    .addHelpText("after", EXAMPLES)
    .action(async (operands: string[], values: AskedValues & ExplainValues) => {
      const asked = operands.at(-1) ?? "";
      const word = parseVariantWord(asked);
      const vcfs = operands.slice(0, -1);
      const { caseFile, phenopacket, all = false, format } = values;
      if (vcfs.length === 0 && caseFile === undefined && phenopacket === undefined) {
        throw usageError(
          "explain needs a VCF before the variant",
          "panelist explain [options] <vcf...> <variant>",
        );
      }
      const options = await requestOf(vcfs, values);
      if (word.kind === "gene") {
        const findings = await withIo(session, values, async (io) => {
          const { explainGene } = await import("../analysis/explain-gene.ts");
          return explainGene(options, word.text, io);
        });
        const { geneText } = await import("./print/gene.ts");
        await print(process.stdout, format === "json" ? jsonText(findings) : geneText(findings));
        return;
      }
      const story = await withIo(session, values, async (io) => {
        const { explain } = await import("../analysis/explain.ts");
        return explain(options, asked, io);
      });
      const { storyInFull, storyText } = await import("./print/story.ts");
      const text = all ? storyInFull(story) : storyText(story);
      await print(process.stdout, format === "json" ? jsonText(story) : text);
    });
}

function outputOptions(): Option[] {
  return [
    formatOption("of the story; JSON holds all of it", ["text", "json"]),
    new Option(
      "--all",
      "after the answer every check, model and criterion with its inputs and the id of its rule (docs/rules.md), as a table",
    ),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  why is this variant where it is in the report?
  $ panelist explain trio.vcf.gz 2:166054782:G:A --ped trio.ped --panel epilepsy

  the same, by its name:
  $ panelist explain trio.vcf.gz SCN1A:c.2134C>T --ped trio.ped --panel epilepsy

  what was found in a gene?
  $ panelist explain trio.vcf.gz SCN1A --ped trio.ped --panel epilepsy

  every check and every criterion, for the ranking by the patient's terms:
  $ panelist explain trio.vcf.gz 2:166054782:G:A --ped trio.ped --panel epilepsy --hpo HP:0001250 --all`;

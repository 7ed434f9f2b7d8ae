/** `panelist explain`: the account of one variant, shown or dropped. */
import { existsSync } from "node:fs";
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
      "the files and options of the analyse command, followed by the variant (chrom:pos:ref:alt, chrom-pos-ref-alt, HGVS with its transcript, gene or chromosome, an rsID in the file, or a position), or by a gene, to list the variants found in it",
    );
  return addOptions(command, ...askedOptions(), ...outputOptions(), ...logOptions())
    .addHelpText("after", EXAMPLES)
    .action(async (operands: string[], values: AskedValues & ExplainValues) => {
      const asked = operands.at(-1) ?? "";
      const word = parseVariantWord(asked);
      const vcfs = operands.slice(0, -1);
      refuseSeveral(operands);
      const { caseFile, phenopacket, all = false, format } = values;
      if (vcfs.length === 0 && caseFile === undefined && phenopacket === undefined)
        throw usageError(
          "explain needs a VCF before the variant",
          "Use `panelist explain <vcf...> <variant>`.",
        );
      const options = await requestOf(vcfs, values);
      if (word.kind === "gene") {
        const findings = await withIo(session, values, async (io) => {
          const { explainGene } = await import("../analysis/explain-gene.ts");
          return explainGene(options, word.text, io);
        });
        const { geneText } = await import("./print/gene.ts");
        await print(format === "json" ? jsonText(findings) : geneText(findings), format);
        return;
      }
      const story = await withIo(session, values, async (io) => {
        const { explain } = await import("../analysis/explain.ts");
        return explain(options, asked, io);
      });
      const { storyInFull, storyText } = await import("./print/story.ts");
      const text = all ? storyInFull(story) : storyText(story);
      await print(format === "json" ? jsonText(story) : text, format);
    });
}

/** A file may be called as it likes. @throws ToolError E_USAGE: several variants */
function refuseSeveral(operands: readonly string[]): void {
  const variants = operands.filter((text) => {
    try {
      return parseVariantWord(text).kind !== "gene" && !existsSync(text);
    } catch {
      return false;
    }
  });
  if (variants.length > 1)
    throw usageError(
      `explain takes one variant, but ${variants.length} were given: ${variants.join(", ")}`,
      "Run explain once for each of them.",
    );
}

function outputOptions(): Option[] {
  return [
    formatOption("choose the output format; json gives everything", ["text", "json"]),
    new Option(
      "--all",
      "print every check, model and criterion with its inputs and rule id (docs/rules.md) below the answer, as a table",
    ),
  ].map((option) => option.helpGroup("Output:"));
}

const EXAMPLES = `
Examples:
  Find out why a variant is where it is in the report:
  $ panelist explain trio.vcf.gz 2:166054782:G:A --ped trio.ped --panel epilepsy

  Name the variant by HGVS:
  $ panelist explain trio.vcf.gz SCN1A:c.2134C>T --ped trio.ped --panel epilepsy

  List what was found in a gene:
  $ panelist explain trio.vcf.gz SCN1A --ped trio.ped --panel epilepsy

  Print every check and criterion, with the ranking by the patient's terms:
  $ panelist explain trio.vcf.gz 2:166054782:G:A --ped trio.ped \\
      --panel epilepsy --hpo HP:0001250 --all`;

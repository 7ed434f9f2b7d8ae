/** `panelist regions`: the panels' regions as BED, so that only they need to be annotated (DEC-14). */
import { Command, Option } from "commander";
import type { Assembly } from "../core/assembly.ts";
import { usageError } from "../core/errors.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  assemblyOption,
  logOptions,
  panelOptions,
  policyOption,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";

interface RegionValues extends AnalysisValues {
  assembly: Assembly;
  chr?: true;
}

export function regionsCommand(session: Session): Command {
  return addOptions(
    new Command("regions"),
    ...panelOptions(),
    assemblyOption("required").makeOptionMandatory(true),
    new Option("--chr", "name chromosomes chr1, chrX, chrM, as most GRCh38 files do"),
    policyOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (values: RegionValues) => {
      const options = { ...analyseOptionsOf([], values), assembly: values.assembly };
      if (options.panels.length + options.genes.length === 0)
        throw usageError("no panel or genes given", "Give --panel or --genes.");
      const table = await withIo(session, values, async (io) => {
        const { regions } = await import("../analysis/regions.ts");
        return regions(options, io);
      });
      const { panelBed } = await import("../panel/index.ts");
      await print(panelBed(table, values.chr));
    });
}

const EXAMPLES = `
Example:
  Annotate only the panel's regions, in a file with chr1, chr2 and so on:
  $ panelist regions --panel epilepsy --assembly GRCh38 --chr > panel.bed
  $ bcftools view -R panel.bed family.vcf.gz | vep --format vcf --vcf \\
      --everything -o panel.vcf`;

/** `panelist events`: structural variants in their normal form, whatever the caller. */
import { Command } from "commander";
import { usageError } from "../core/errors.ts";
import {
  addOptions,
  assemblyOption,
  eventOptions,
  type AnalysisValues,
  logOptions,
  sexOption,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";
import { formatOption } from "./values.ts";

interface EventsValues extends AnalysisValues {
  format: "tsv" | "bed" | "json";
}

export function eventsCommand(session: Session): Command {
  const command = new Command("events").argument(
    "[vcf...]",
    "files of structural variants, copy-number variants or mobile elements, in any order",
  );
  return addOptions(
    command,
    ...eventOptions(),
    ...sexOption(),
    assemblyOption(),
    formatOption("choose the output format", ["tsv", "bed", "json"]),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcfs: string[], values: EventsValues) => {
      const { sv = [], cnv = [], mobile = [], assembly, ped, proband, sex = {}, format } = values;
      const inputs = [...vcfs.map((path) => ({ path })), ...sv, ...cnv, ...mobile];
      if (inputs.length === 0) throw usageError("no file given", "Give a VCF, or --sv FILE.");
      const table = await withIo(session, values, async () => {
        const { structuralEvents } = await import("../analysis/events.ts");
        return structuralEvents({ inputs, assembly, ped, proband, sex });
      });
      const { eventsText } = await import("./print/events.ts");
      await print(eventsText(table, format));
    });
}

const EXAMPLES = `
Records that are not events are counted below the table, by reason.

Examples:
  $ panelist events manta.vcf.gz cnv.vcf.gz --ped family.ped
  $ panelist events --sv child=manta.vcf.gz --assembly GRCh38 \\
      --format bed > events.bed`;

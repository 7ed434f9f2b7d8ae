/** `panelist events`: structural variants in their normal form, whoever called them. */
import { Command } from "commander";
import type { Assembly } from "../core/assembly.ts";
import {
  addOptions,
  assemblyOption,
  eventFileOptions,
  type EventFileValues,
  eventInputsOf,
  logOptions,
  type LogValues,
  sexOption,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";
import { formatOption } from "./values.ts";

interface EventsValues extends LogValues, EventFileValues {
  assembly?: Assembly;
  ped?: string;
  proband?: string;
  sex?: Record<string, "male" | "female">;
  format: "tsv" | "bed" | "json";
}

export function eventsCommand(session: Session): Command {
  const command = new Command("events").argument(
    "[vcf...]",
    "files of structural variants, copy numbers or mobile elements, in any order",
  );
  return addOptions(
    command,
    ...eventFileOptions(),
    ...sexOption(),
    assemblyOption(),
    formatOption("choose the output format", ["tsv", "bed", "json"]),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcfs: string[], values: EventsValues) => {
      const { assembly, ped, proband, sex = {}, format } = values;
      const inputs = eventInputsOf(vcfs, values);
      const table = await withIo(session, values, async () => {
        const { structuralEvents } = await import("../analysis/events.ts");
        return structuralEvents({ inputs, assembly, ped, proband, sex });
      });
      const { eventsText } = await import("./print/events.ts");
      await print(process.stdout, eventsText(table, format));
    });
}

const EXAMPLES = `
Records that are no event are counted below the table, by the reason.

Examples:
  $ panelist events manta.vcf.gz cnv.vcf.gz --ped family.ped
  $ panelist events --sv child=manta.vcf.gz --assembly GRCh38 --format bed > events.bed`;

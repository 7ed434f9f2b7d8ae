/** `panelist inspect`: what a VCF holds, what would be used of it, and what is missing. */
import { Command } from "commander";
import type { Assembly } from "../core/assembly.ts";
import {
  addOptions,
  assemblyOption,
  logOptions,
  type LogValues,
  overrideOf,
  panelOptions,
  type PanelValues,
  panelWords,
  refuseRemote,
  remoteOption,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";

interface InspectValues {
  assembly?: Assembly;
  allowRemote?: true;
}

export function inspectCommand(session: Session): Command {
  const command = new Command("inspect").argument(
    "<vcf>",
    "a file, an http(s) address, or - for standard input",
  );
  return addOptions(command, ...panelOptions(), assemblyOption(), remoteOption(), ...logOptions())
    .addHelpText("after", EXAMPLES)
    .action(async (vcf: string, values: PanelValues & InspectValues & LogValues) => {
      const options = {
        assembly: values.assembly ?? null,
        allowRemote: values.allowRemote ?? false,
        panels: panelWords(values),
        ...overrideOf(values),
        store: values.store ?? null,
        genes: values.genes ?? [],
        minConfidence: values.minConfidence,
      };
      refuseRemote([vcf], options.allowRemote);
      const inspection = await withIo(session, values, async (io) => {
        const { inspect } = await import("../analysis/inspect.ts");
        return inspect(vcf, options, io);
      });
      const { inspectionText } = await import("./print/inspection.ts");
      await print(process.stdout, inspectionText(inspection));
    });
}

const EXAMPLES = `
Example:
  $ panelist inspect trio.vcf.gz --panel epilepsy`;

/** `panelist inspect`: what a VCF contains, what would be used, and what is missing. */
import { Command } from "commander";
import { caFileOption } from "./network.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  assemblyOption,
  logOptions,
  panelOptions,
  remoteOption,
  transcriptsOption,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";

export function inspectCommand(session: Session): Command {
  const command = new Command("inspect").argument(
    "<vcf>",
    "a file, an http(s) address, or - for standard input",
  );
  return addOptions(
    command,
    ...panelOptions(),
    assemblyOption(),
    transcriptsOption(),
    remoteOption(),
    caFileOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcf: string, values: AnalysisValues) => {
      const options = analyseOptionsOf([vcf], values);
      const inspection = await withIo(session, values, async (io) => {
        const { inspect } = await import("../analysis/inspect.ts");
        return inspect(vcf, options, io);
      });
      const { inspectionText } = await import("./print/inspection.ts");
      await print(inspectionText(inspection), "text");
    });
}

const EXAMPLES = `
Example:
  $ panelist inspect trio.vcf.gz --panel epilepsy`;

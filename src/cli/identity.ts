/** `panelist identity`: genotypes at fixed sites, as a table that `analyse --identity` takes. */
import { Command } from "commander";
import { caFileOption } from "./network.ts";
import {
  addOptions,
  type AnalysisValues,
  analyseOptionsOf,
  assemblyOption,
  logOptions,
  policyOption,
  remoteOption,
} from "./options.ts";
import { type Session, withIo } from "./session.ts";
import { print } from "./terminal.ts";

export function identityCommand(session: Session): Command {
  const command = new Command("identity").argument(
    "<vcf>",
    "a file, an http(s) address, or - for standard input",
  );
  return addOptions(
    command,
    assemblyOption(),
    remoteOption(),
    caFileOption(),
    policyOption(),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (vcf: string, values: AnalysisValues) => {
      const options = analyseOptionsOf([vcf], values);
      const found = await withIo(session, values, async (io) => {
        const { identity } = await import("../analysis/identity.ts");
        return identity(options, io);
      });
      const { identityText } = await import("./print/identity.ts");
      await print(identityText(found));
    });
}

const EXAMPLES = `
A dot stands for a missing genotype. The table given to --identity has the
columns rsid (or chrom and pos) and genotype.

Examples:
  $ panelist identity trio.vcf.gz > genotypes.tsv
  $ panelist analyse trio.vcf.gz --ped trio.ped --panel R59 --identity array.tsv`;

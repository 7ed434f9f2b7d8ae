/** `panelist archive add`: a family's VCF in; the case with its first run in the archive. */
import { Command, Option } from "commander";
import type { CaseStatus } from "../archive/types.ts";
import { askedOptions, type AskedValues, requestOf } from "./analyse.ts";
import { byOf, byOption, type ByValues, dayOf, panelVersionOption } from "./archive-options.ts";
import { addOptions, labelOption, logOptions } from "./options.ts";
import { type Session, withIo } from "./session.ts";

interface AddValues extends AskedValues, ByValues {
  case: string;
  status: CaseStatus;
  consent: boolean;
  consentUntil?: string;
  assay?: string;
  panelVersion?: string[];
}

export function archiveAddCommand(session: Session): Command {
  const command = new Command("add")
    .description("analyse a family, and keep every variant that could become a candidate later")
    .argument("<archive>", "folder made by `archive init`")
    .argument("[vcf...]", "as for `analyse`; optional if a case file names it");
  return addOptions(
    command,
    ...caseOptions(),
    ...askedOptions().filter(({ long }) => !UNFIT.has(long ?? "")),
    panelVersionOption().helpGroup("Panels:"),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (archive: string, vcfs: string[], values: AddValues) => {
      const options = await requestOf(vcfs, values);
      const add = {
        archive,
        id: values.case,
        status: values.status,
        consent: { given: values.consent, until: values.consentUntil ?? null },
        assay: values.assay,
        by: byOf(values),
        panelVersions: values.panelVersion ?? [],
      };
      await withIo(session, values, async (io) => {
        const { addCase } = await import("../reanalysis/add.ts");
        const { addedLines } = await import("./print/cases.ts");
        for (const line of addedLines(await addCase(add, options, io))) io.log.info(line);
      });
    });
}

/** An archive reads the whole of an annotated file; what lies beside it is not kept with the case. */
export const UNFIT: ReadonlySet<string> = new Set(
  "--order --scan --allow-unannotated --allow-remote --reference".split(" "),
);

function caseOptions(): Option[] {
  return [
    new Option(
      "--case <id>",
      "use this name for the case (letters, digits, dots, dashes, underscores)",
    ).makeOptionMandatory(),
    new Option("--status <status>", "set the status of the case")
      .choices(["open", "partial", "solved", "closed", "deceased", "withdrawn"])
      .default("open"),
    new Option("--no-consent", "keep the case, but never analyse it again"),
    new Option(
      "--consent-until <day>",
      "set the last day on which consent is valid, such as a child's 16th birthday",
    ).argParser(dayOf("--consent-until")),
    new Option("--assay <words>", "record the assay, such as exome, genome or panel"),
    labelOption(),
    byOption(),
  ].map((option) => option.helpGroup("Case:"));
}

const EXAMPLES = `
Examples:
  $ panelist archive init cases/
  $ panelist archive add cases/ trio.vcf.gz --case F0012 --ped trio.ped \\
      --panel R59
  $ panelist archive add cases/ trio.vcf.gz --case F0012 --ped trio.ped \\
      --panel epilepsy --panel-version epilepsy@0.9`;

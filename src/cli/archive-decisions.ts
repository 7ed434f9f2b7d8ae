/** `panelist archive verdict` keeps decisions made on the page or in the workbook; `archive text` writes them out. */
import { Command, Option } from "commander";
import { counted } from "../core/counted.ts";
import { usageError } from "../core/errors.ts";
import { byOf, byOption, type ByValues, ofCase } from "./archive-options.ts";
import { addOptions, each, outputOption } from "./options.ts";
import type { Session } from "./session.ts";
import { storePath } from "./store.ts";
import { print } from "./terminal.ts";

interface VerdictValues extends ByValues {
  from: string[];
  acceptChanged?: true;
  decidedBy?: string;
}

export function archiveVerdictCommand(): Command {
  return addOptions(
    ofCase(
      new Command("verdict").description(
        "record the decisions entered on the page or in the workbook",
      ),
    ),
    new Option(
      "--from <file>",
      "read decisions from the file saved from the page (.json) or from the workbook (.xlsx); repeatable",
    )
      .argParser(each)
      .makeOptionMandatory(),
    new Option(
      "--accept-changed",
      "record decisions made on an earlier run, although a newer run differs",
    ),
    new Option("--decided-by <name>", "record this name for workbook rows that have none"),
    byOption(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (archive: string, id: string, values: VerdictValues) => {
      const { takeDecisions } = await import("../reanalysis/decisions.ts");
      const { withFaultTold } = await import("../archive/index.ts");
      const { takenText } = await import("./print/verdict.ts");
      const { from, acceptChanged = false, decidedBy } = values;
      const about = { by: byOf(values), now: new Date(), store: storePath(undefined, process.env) };
      const taken = await withFaultTold(archive, id, () =>
        takeDecisions({ archive, case: id, from, acceptChanged, decidedBy, ...about }),
      );
      await print(takenText(taken, acceptChanged), "text");
      if (taken.changes.length > 0 && !acceptChanged)
        throw usageError(
          `case '${id}' has a newer run than the one on which the decisions were made; nothing was recorded`,
          "Read the changes above, then add --accept-changed, or decide again on a new page.",
        );
    });
}

interface TextValues {
  template?: string;
  output?: string;
  printTemplate?: true;
  allowNhsNumbers?: true;
}

export function archiveTextCommand(session: Session): Command {
  return addOptions(
    new Command("text")
      .description(
        "write the text for a report, covering only variants on which a person has made a decision",
      )
      .argument("[archive]", "the archive's folder")
      .argument("[case]", "id of the case"),
    new Option("--template <file>", "use this template, with your own wording").default(
      undefined,
      "the bundled template",
    ),
    new Option("--print-template", "print the bundled template, as a starting point for your own"),
    outputOption(),
    new Option("--allow-nhs-numbers", "allow ids that look like NHS numbers"),
  ).action(async (archive: string | undefined, id: string | undefined, values: TextValues) => {
    const { bundledTemplate, caseText } = await import("../reanalysis/case-text.ts");
    if (values.printTemplate === true) {
      await print(await bundledTemplate());
      return;
    }
    if (archive === undefined || id === undefined)
      throw usageError("no case given", "Give <archive> and <case>.");
    const { withFaultTold } = await import("../archive/index.ts");
    const { writeOneOutput } = await import("../report/index.ts");
    const { template, output, allowNhsNumbers = false } = values;
    const store = storePath(undefined, process.env);
    const { dismissed } = await writeOneOutput(output, process.stdout, () =>
      withFaultTold(archive, id, () =>
        caseText({ archive, case: id, template, allowNhsNumbers, store }),
      ),
    );
    if (dismissed > 0)
      session.terminal.line(
        `${id}: ${counted(dismissed, "dismissed variant")}, shown only if the template lists them (docs/case-text.md)`,
      );
  });
}

const EXAMPLES = `
Examples:
  $ panelist report cases/ --case F0012 -o F0012.html
  $ panelist archive verdict cases/ F0012 --from F0012.decisions.json
  $ panelist report cases/ --case F0012 -o F0012.xlsx
  $ panelist archive verdict cases/ F0012 --from F0012.xlsx \\
      --decided-by "A. Name"`;

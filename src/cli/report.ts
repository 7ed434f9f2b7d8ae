/** `panelist report`: a report.json in, the report for people out. */
import { Command, Option } from "commander";
import { addOptions } from "./options.ts";
import { peopleOptions, type PeopleValues } from "./report-options.ts";
import type { Session } from "./session.ts";
import { version } from "./version.ts";

interface ReportValues extends PeopleValues {
  output?: string;
  run?: string;
}

export function reportCommand(_session: Session): Command {
  return addOptions(
    new Command("report")
      .description(
        "draw the report for people from a report.json: one HTML file that is read offline",
      )
      .argument("<report>", "report.json of analyse, or the folder of --out-dir"),
    new Option("-o, --output <file>", "default: standard output").helpGroup("Output:"),
    new Option("--run <file>", "run.json of the same run: adds command line, times and counts"),
    ...peopleOptions(),
  ).action(async (source: string, values: ReportValues) => {
    const { writeReport } = await import("../pipeline/index.ts");
    await writeReport(
      {
        source,
        run: values.run ?? null,
        links: values.links,
        allowNhsNumbers: values.allowNhsNumbers ?? false,
      },
      { output: values.output ?? null, version: version(), stdout: process.stdout },
    );
  });
}

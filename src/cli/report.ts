/** `panelist report`: a report.json in, the report for people out. */
import { Command, Option } from "commander";
import { ToolError, usageError } from "../core/errors.ts";
import { addOptions, outputOption } from "./options.ts";
import type { Session } from "./session.ts";
import { version } from "../io/tool-version.ts";
import { print, refuseTerminal } from "./terminal.ts";
import { formatOf } from "./values.ts";

/** Of the outputs for people, for every command that writes one. */
export interface PeopleValues {
  links: boolean;
  allowNhsNumbers?: true;
}

export function peopleOptions(): Option[] {
  return [
    new Option(
      "--no-links",
      "leave web addresses out of the HTML report, so that no click can send coordinates to another site",
    ),
    new Option("--allow-nhs-numbers", "allow ids that look like NHS numbers in readable reports"),
  ].map((option) => option.helpGroup("Output:"));
}

const FORMATS = ["html", "xlsx"] as const;

interface ReportValues extends PeopleValues {
  output?: string;
  format?: (typeof FORMATS)[number];
  run?: string;
  case?: string;
  at?: number;
  verify?: true;
}

export function reportCommand(_session: Session): Command {
  return addOptions(
    new Command("report")
      .description(
        "create a readable report from a report.json: one HTML file that opens offline, or a workbook",
      )
      .argument("<report>", "report.json, a folder made by --out-dir, or an archive"),
    outputOption().helpGroup("Output:"),
    new Option("--format <format>", "choose the output format")
      .choices(FORMATS)
      .default(undefined, "from the output's name, else html")
      .helpGroup("Output:"),
    new Option(
      "--run <file>",
      "add command line, times and counts from the run.json of the same run",
    ),
    new Option(
      "--verify",
      "only check that the folder is complete and from a single run",
    ).conflicts(["output", "format", "run", "case", "at"]),
    new Option(
      "--case <id>",
      "report on this case in the archive, including what re-analysis changed",
    ).helpGroup("Archive:"),
    new Option("--at <run>", "show the case as of this run")
      .argParser(runOf)
      .default(undefined, "latest")
      .helpGroup("Archive:"),
    ...peopleOptions(),
  ).action(async (source: string, values: ReportValues) => {
    if (values.verify === true) {
      await verifyOutputs(source);
      return;
    }
    const format = formatOf(values.format, values.output, FORMATS, "html");
    if (process.stdout.isTTY && (values.output ?? "-") === "-") refuseTerminal(format, "report");
    const { writeReport } = await import("../reanalysis/report-file.ts");
    await writeReport(
      {
        source,
        format,
        run: values.run,
        case: values.case === undefined ? undefined : { id: values.case, run: values.at },
        links: values.links,
        allowNhsNumbers: values.allowNhsNumbers ?? false,
      },
      { output: values.output, version: version(), stdout: process.stdout },
    );
  });
}

/** What the folder's record says of the files beside it. @throws ToolError E_REPORT: they are others */
async function verifyOutputs(folder: string): Promise<void> {
  const { setFaults } = await import("../report/index.ts");
  const faults = setFaults(folder);
  if (faults === undefined || faults.length === 0) {
    const words =
      faults === undefined
        ? "run.json was written by an earlier version of panelist, and does not list the files"
        : "complete";
    await print(`${folder}: ${words}\n`);
    return;
  }
  const lines = faults.map(({ file, problem, detail }) => `${file}\t${problem}\t${detail}\n`);
  await print(lines.join(""));
  throw new ToolError("E_REPORT", "the outputs are incomplete, or not from a single run", {
    path: folder,
    hint: "Run the analysis again.",
  });
}

/** `--at`: a run's number. */
function runOf(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw usageError(
    `--at '${value}' is not the number of a run`,
    "See `panelist archive show` for the runs of a case.",
  );
}

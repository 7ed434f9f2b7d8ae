/**
 * `panelist reanalyse`: an archive against current knowledge; what is new, and why. `panelist impact`: how many
 * cases that would concern, before anything is evaluated; or what mended rules change.
 */
import { Command, Option } from "commander";
import type { CaseEvent } from "../archive/types.ts";
import type { Reanalysed, ReanalyseOptions } from "../reanalysis/reanalyse.ts";
import {
  byOf,
  byOption,
  type ByValues,
  dayOf,
  panelVersionOption,
  shardOption,
} from "./archive-options.ts";
import { FAIL_ON, failOnOf, isMet, type FailOn } from "./fail-on.ts";
import {
  addOptions,
  knowledgeOptions,
  logOptions,
  type LogValues,
  outputOption,
  policyOption,
  each,
} from "./options.ts";
import { hpoReleaseOption } from "./phenotype-options.ts";
import { linesText } from "./print/lines.ts";
import type { ReanalysisFormat } from "./print/reanalysis.ts";
import { peopleOptions } from "./report.ts";
import { type Session, withIo } from "./session.ts";
import { storeOption, type StoreValues } from "./store.ts";
import { print, refuseTerminal } from "./terminal.ts";
import { formatOption } from "./values.ts";
import { exitCodeOfSome } from "./exit.ts";

/** What is held against the archive. */
interface KnowledgeValues
  extends
    LogValues,
    StoreValues,
    Pick<
      ReanalyseOptions,
      | "policy"
      | "clinvar"
      | "inhouse"
      | "hpoRelease"
      | "annotate"
      | "allowRemoteLookups"
      | "offline"
    > {
  panelVersion?: string[];
}

interface ReanalyseValues
  extends KnowledgeValues, ByValues, Pick<ReanalyseOptions, "shard" | "since" | "dryRun"> {
  case?: string[];
  format: ReanalysisFormat | "html";
  eventsFormat?: "json-lines";
  output?: string;
  allowNhsNumbers?: true;
  all?: true;
  failOn?: FailOn[];
}

export function reanalyseCommand(session: Session): Command {
  const command = new Command("reanalyse").argument("<archive>", "the archive's folder");
  return addOptions(
    command,
    ...group("Cases:", [
      new Option("--case <id>", "analyse only this case; repeatable").argParser(each),
      shardOption(),
    ]),
    ...group("Knowledge:", [panelVersionOption(), policyOption(), storeOption()]),
    ...classificationOptions(),
    hpoReleaseOption().helpGroup("Knowledge:"),
    ...group("Output:", [
      new Option("--dry-run", "report what would change without writing anything"),
      formatOption(undefined, ["text", "tsv", "json", "json-lines", "html"]),
      outputOption().conflicts("eventsFormat"),
      ...peopleOptions().filter(({ long }) => long === "--allow-nhs-numbers"),
      new Option(
        "--events-format <format>",
        "print each event as soon as its case is done, instead of --format",
      )
        .choices(["json-lines"])
        .conflicts("format"),
      new Option("--all", "include silent events"),
      new Option(
        "--since <day>",
        "include events that earlier runs reported, from this day on",
      ).argParser(dayOf("--since")),
      new Option("--fail-on <what>", "exit with code 10 if this happens; repeatable")
        .choices(FAIL_ON)
        .argParser(failOnOf),
      byOption(),
    ]),
    ...logOptions(),
  )
    .addHelpText("after", EXAMPLES)
    .action(async (archive: string, values: ReanalyseValues) => {
      if (process.stdout.isTTY && (values.output ?? "-") === "-")
        refuseTerminal(values.format, "reanalyse");
      await withIo(session, values, async (io) => {
        const { reanalyse } = await import("../reanalysis/reanalyse.ts");
        const { writeOneOutput } = await import("../report/index.ts");
        const streams = values.eventsFormat !== undefined;
        const all = values.all ?? false;
        const options: ReanalyseOptions = {
          ...values,
          archive,
          cases: values.case ?? [],
          panelVersions: values.panelVersion ?? [],
          by: byOf(values),
          refuseNhsNumbers: values.format === "html" && values.allowNhsNumbers !== true,
          onEvents: streams ? (events) => printEvents(events, all) : undefined,
        };
        const { result, told } = streams
          ? await reanalyse(options, io)
          : await writeOneOutput(values.output, process.stdout, async () => {
              const done = await reanalyse(options, io);
              return { ...done, text: await textOf(done, values.format, all, io.version) };
            });
        await told();
        io.total(result.counts);
        await warnOfStanding(result, io);
        for (const failed of result.failed)
          io.log.warn(`${failed.case}: ${failed.code}: ${failed.message}`);
        const met = (values.failOn ?? []).filter((what) => isMet(what, result));
        if (met.length > 0) session.exitCode = 10;
        // Said too, because cases that failed weigh more in the exit code.
        for (const what of met) io.log.warn(`--fail-on ${what}: it happened`);
        if (result.failed.length > 0) session.exitCode = exitCodeOfSome(result.failed);
      });
    });
}

async function textOf(
  { result, cases }: Reanalysed,
  format: ReanalyseValues["format"],
  all: boolean,
  version: string,
): Promise<string> {
  if (format === "html") {
    const { reanalysisHtml } = await import("../reanalysis/reanalysis-html.ts");
    return reanalysisHtml(result, cases, version);
  }
  const { reanalysisText } = await import("./print/reanalysis.ts");
  return reanalysisText(result, format, all);
}

/** Said on standard error in every format: tables and streams of events have no place for it. */
async function warnOfStanding(
  result: Reanalysed["result"],
  { log }: Parameters<Parameters<typeof withIo>[2]>[0],
): Promise<void> {
  const { standingLines } = await import("./print/reanalysis.ts");
  for (const line of standingLines(result)) log.warn(line);
}

/** As lines of `events.jsonl` are. */
async function printEvents(events: readonly CaseEvent[], all: boolean): Promise<void> {
  const lines = events
    .filter((event) => all || event.notify)
    .map((event) => JSON.stringify({ schema: "panelist.archive-event", version: 1, ...event }));
  if (lines.length > 0) await print(linesText(lines), "text");
}

function classificationOptions(): Option[] {
  const wanted = new Set([
    "--clinvar",
    "--inhouse",
    "--annotate",
    "--allow-remote-lookups",
    "--offline",
    "--ca-file",
  ]);
  return knowledgeOptions().filter(({ long }) => wanted.has(long ?? ""));
}

function group(name: string, options: Option[]): Option[] {
  return options.map((option) => option.helpGroup(name));
}

const EXAMPLES = `
Examples:
  See what would change, before anything is written:
  $ panelist reanalyse cases/ --dry-run

  Try one version of a panel:
  $ panelist reanalyse cases/ --panel-version epilepsy@1.0 --format tsv

  Make a page for the meeting: what is new in which case, and why:
  $ panelist reanalyse cases/ --format html -o reanalysis.html`;

interface ImpactValues extends KnowledgeValues {
  software?: true;
  all?: true;
  format: "text" | "json";
}

export function impactCommand(session: Session): Command {
  const command = new Command("impact")
    .description(
      "count the archived cases that new knowledge would affect, without evaluating them",
    )
    .argument("<archive>", "the archive's folder");
  return addOptions(
    command,
    ...group("Knowledge:", [
      panelVersionOption(),
      ...classificationOptions(),
      hpoReleaseOption(),
      policyOption(),
      storeOption(),
    ]),
    new Option(
      "--software",
      "report what corrections to panelist itself would change; evaluates cases analysed under older rules, and writes nothing",
    ),
    new Option("--all", "include silent changes (with --software)"),
    formatOption(undefined, ["text", "json"]),
    ...logOptions(),
  ).action(async (archive: string, values: ImpactValues) => {
    const { software = false, all = false } = values;
    await withIo(session, values, async (io) => {
      const { reanalyse } = await import("../reanalysis/reanalyse.ts");
      const { reanalysisText } = await import("./print/reanalysis.ts");
      const { result } = await reanalyse(
        {
          ...values,
          archive,
          cases: [],
          panelVersions: values.panelVersion ?? [],
          dryRun: true,
          lookOnly: !software,
          softwareOnly: software,
          by: "",
        },
        io,
      );
      io.total(result.counts);
      await print(reanalysisText(result, values.format, all, software), values.format);
      await warnOfStanding(result, io);
      session.exitCode = exitCodeOfSome(result.failed);
    });
  });
}

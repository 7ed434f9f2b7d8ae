/** `panelist archive`: cases kept for re-analysis. What adds or changes them has files of its own. */
import { Command, Option } from "commander";
import type { HumanVerdict, ReportedClass } from "../archive/types.ts";
import { counted } from "../core/counted.ts";
import { REPORTED_CLASSES } from "../core/decision.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { archiveAddCommand } from "./archive-add.ts";
import {
  archiveMergeCommand,
  archiveReannotateCommand,
  archiveRelinkCommand,
  archiveSetCommand,
} from "./archive-change.ts";
import { archiveExportCommand, archiveImportCommand } from "./archive-import.ts";
import { archiveTextCommand, archiveVerdictCommand } from "./archive-decisions.ts";
import { byOf, byOption, type ByValues, dayOf, ofCase } from "./archive-options.ts";
import { exitCodeOfSome } from "./exit.ts";
import { addOptions } from "./options.ts";
import { jsonText, linesText, tabbed } from "./print/lines.ts";
import type { Session } from "./session.ts";
import { storePath } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption, type TableFormat, variantText } from "./values.ts";

export function archiveCommand(session: Session): Command {
  return new Command("archive")
    .addCommand(initCommand())
    .addCommand(archiveAddCommand(session))
    .addCommand(archiveImportCommand(session))
    .addCommand(listCommand(session))
    .addCommand(showCommand())
    .addCommand(reportCommand())
    .addCommand(dismissCommand())
    .addCommand(archiveVerdictCommand())
    .addCommand(archiveTextCommand(session))
    .addCommand(archiveSetCommand())
    .addCommand(archiveRelinkCommand(session))
    .addCommand(archiveReannotateCommand(session))
    .addCommand(archiveMergeCommand(session))
    .addCommand(archiveExportCommand(session))
    .addCommand(verifyCommand())
    .addCommand(removeCommand());
}

function initCommand(): Command {
  return new Command("init")
    .description("create an empty archive")
    .argument("<archive>", "new or empty folder")
    .action(async (archive: string) => {
      const { initArchive } = await import("../archive/index.ts");
      const made = initArchive(archive, new Date());
      await print(linesText([`${archive}: ${made ? "created" : "already an archive"}`]));
    });
}

/** One line per case. */
function listCommand(session: Session): Command {
  return new Command("list")
    .description("list the cases of an archive")
    .argument("<archive>", "the archive's folder")
    .addOption(formatOption())
    .action(async (archive: string, values: { format: TableFormat }) => {
      const { listCases } = await import("../reanalysis/show.ts");
      const { caseListText } = await import("./print/cases.ts");
      const listing = await listCases(archive);
      await print(caseListText(listing, values.format), values.format);
      for (const { case: id, code, message } of listing.failed)
        session.terminal.line(`warning: ${id}: ${code}: ${message}`);
      session.exitCode = exitCodeOfSome(listing.failed);
    });
}

interface ShowValues {
  run?: string;
  format: "text" | "json" | "summary";
}

/** One case, its runs, its candidates. */
function showCommand(): Command {
  return ofCase(
    new Command("show").description(
      "show a case: its data, its runs, and the candidates of one run",
    ),
  )
    .addOption(
      new Option("--run <number>", "show the candidates of this run").default(undefined, "latest"),
    )
    .addOption(
      formatOption("choose the output format; json gives the whole run, summary a few fields", [
        "text",
        "json",
        "summary",
      ]),
    )
    .action(async (archive: string, id: string, values: ShowValues) => {
      const { pastOf, showCase } = await import("../reanalysis/show.ts");
      const { caseText } = await import("./print/cases.ts");
      const { withFaultTold } = await import("../archive/index.ts");
      const { toldVerdicts } = await import("../reanalysis/verdict.ts");
      const store = storePath(undefined, process.env);
      const text = await withFaultTold(archive, id, async () => {
        const kept = showCase(archive, id, values.run);
        if (values.format === "summary")
          return (await import("../reanalysis/case-summary.ts")).caseSummary(archive, kept);
        const { case: file, run, verdicts: all } = kept;
        const verdicts = await toldVerdicts(all, { archive, run, file, store });
        const shown = { case: file, run, verdicts };
        return values.format === "json" ? jsonText(shown) : caseText(shown, pastOf(archive, shown));
      });
      await print(text, values.format);
    });
}

interface VerdictValues extends ByValues {
  class?: ReportedClass;
  why?: string;
  date?: string;
}

function reportCommand(): Command {
  return verdictCommand(
    "report",
    "record that a variant was reported; you are notified when its class changes",
    "reported",
    [
      new Option("--class <class>", "record the class that was reported")
        .choices(REPORTED_CLASSES)
        .makeOptionMandatory(),
      new Option("--why <words>", "add a remark"),
    ],
  );
}

function dismissCommand(): Command {
  return verdictCommand(
    "dismiss",
    "record that a variant is not the answer; it is not reported again until knowledge about it changes",
    "dismissed",
    [new Option("--why <words>", "give the reason").makeOptionMandatory()],
  );
}

/** What a person said of a case's variant. */
function verdictCommand(
  name: string,
  description: string,
  kind: HumanVerdict["kind"],
  options: Option[],
): Command {
  return addOptions(
    ofCase(new Command(name).description(description)).argument(
      "<variant>",
      "chrom:pos:ref:alt, as in `archive show` or the VCF",
    ),
    ...options,
    byOption(),
    new Option("--date <day>", "set the day of the decision")
      .argParser(dayOf("--date"))
      .default(undefined, "today"),
  ).action(async (archive: string, id: string, variant: string, values: VerdictValues) => {
    const { giveVerdict } = await import("../reanalysis/verdict.ts");
    const now = new Date();
    const { verdictText } = await import("./print/verdict.ts");
    const requested = variantText(variant);
    const { withFaultTold } = await import("../archive/index.ts");
    const verdict = await withFaultTold(archive, id, () =>
      giveVerdict({
        archive,
        case: id,
        variant: requested,
        kind,
        class: values.class ?? null,
        why: values.why ?? null,
        by: byOf(values),
        date: values.date ?? now.toISOString().slice(0, 10),
        now,
        store: storePath(undefined, process.env),
      }),
    );
    await print(verdictText(id, requested, verdict), "text");
  });
}

/** Reads everything, tells every fault. */
function verifyCommand(): Command {
  return new Command("verify")
    .description("check everything in an archive for damage and unfinished changes")
    .argument("<archive>", "the archive's folder")
    .option(
      "--repair",
      "remove what interrupted processes left behind, and rebuild derived files; data are never changed",
    )
    .action(async (archive: string, values: { repair?: true }) => {
      const { verifyArchive } = await import("../archive/index.ts");
      const faults = await verifyArchive(archive, values.repair ?? false);
      const rows = faults.map(({ path, problem, detail, repaired }) => [
        repaired ? "repaired" : problem,
        path,
        detail,
      ]);
      await print(tabbed(rows));
      const open = faults.filter(({ repaired, problem }) => !repaired && problem !== "undigested");
      if (open.length === 0) return;
      throw new ToolError("E_ARCHIVE", counted(open.length, "fault"), {
        path: archive,
        hint: open.some(({ problem }) => problem === "unfinished" || problem === "head")
          ? "Run `panelist archive verify --repair` to clean up what an interrupted process left behind."
          : "Restore these files from a backup, or remove the case and add it again.",
      });
    });
}

interface RemoveValues extends ByValues {
  why: string;
  yes?: true;
}

/** Asks on a terminal; where nobody can answer the answer is no. */
async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const { createInterface } = await import("node:readline/promises");
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question(`${question} [y/N] `);
  asked.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** A case goes, a tombstone stays. */
function removeCommand(): Command {
  return ofCase(
    new Command("remove").description(
      "remove a case with its variants and runs; its name, the date and the reason are kept",
    ),
  )
    .requiredOption("--why <words>", "give the reason")
    .option("--yes", "remove without asking for confirmation; this cannot be undone")
    .addOption(byOption())
    .action(async (archive: string, id: string, values: RemoveValues) => {
      const { openArchive, purgeEvents, readCase, removeCase } =
        await import("../archive/index.ts");
      openArchive(archive);
      readCase(archive, id);
      if (values.yes !== true && !(await agrees(`Remove case ${id} from ${archive} for good?`)))
        throw usageError(
          `case '${id}' was not removed`,
          "Add --yes to remove it without confirmation.",
        );
      await removeCase(archive, id, { by: byOf(values), why: values.why, date: new Date() });
      await purgeEvents(archive, id);
      await print(`${id}: removed\n`);
    });
}

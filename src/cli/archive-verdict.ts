/** `panelist archive report` and `archive dismiss`: what a person said of a case's variant. */
import { Command, Option } from "commander";
import type { HumanVerdict, ReportedClass } from "../archive/model.ts";
import { byOf, byOption, type ByValues, dayOf } from "./archive-options.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";
import { variantText } from "./values.ts";

interface VerdictValues extends ByValues {
  class?: ReportedClass;
  why?: string;
  date?: string;
}

const CLASSES: readonly ReportedClass[] = ["P", "LP", "VUS", "LB", "B"];

export function archiveReportCommand(_session: Session): Command {
  return verdictCommand(
    "report",
    "say that a variant was reported: the case wakes when its class changes",
    "reported",
    [
      new Option("--class <class>", "as it was reported").choices(CLASSES).makeOptionMandatory(),
      new Option("--why <words>", "a remark"),
    ],
  );
}

export function archiveDismissCommand(_session: Session): Command {
  return verdictCommand(
    "dismiss",
    "say that a variant is not the answer: it stays silent until knowledge of it changes",
    "dismissed",
    [new Option("--why <words>", "the reason").makeOptionMandatory()],
  );
}

function verdictCommand(
  name: string,
  description: string,
  kind: HumanVerdict["kind"],
  options: Option[],
): Command {
  const command = new Command(name)
    .description(description)
    .argument("<archive>")
    .argument("<case>")
    .argument("<variant>", "chrom:pos:ref:alt, as `archive show` or the VCF writes it");
  return addOptions(
    command,
    ...options,
    byOption(),
    new Option("--date <day>", "of the decision; default: today").argParser(dayOf("--date")),
  ).action(async (archive: string, id: string, variant: string, values: VerdictValues) => {
    const { giveVerdict } = await import("../reanalysis/verdict.ts");
    const now = new Date();
    const { verdictText } = await import("./print/verdict.ts");
    const asked = variantText(variant);
    const verdict = await giveVerdict({
      archive,
      case: id,
      variant: asked,
      kind,
      class: values.class ?? null,
      why: values.why ?? null,
      by: byOf(values),
      date: values.date ?? now.toISOString().slice(0, 10),
      now,
    });
    await print(process.stdout, verdictText(id, asked, verdict));
  });
}

/** `panelist archive set`, `archive relink`, `archive reannotate`, `archive merge`: changes of kept cases. */
import { Command, Option } from "commander";
import { CASE_STATUSES } from "../archive/types.ts";
import { usageError } from "../core/errors.ts";
import type { ReannotateOptions } from "../reanalysis/reannotate.ts";
import type { SetOptions } from "../reanalysis/set.ts";
import { byOf, byOption, type ByValues, dayOf } from "./archive-options.ts";
import { addOptions, logOptions, type LogValues, each } from "./options.ts";
import { patientOptions, type PatientFileValues, toPhenotypeOptions } from "./phenotype-options.ts";
import { type Session, withIo } from "./session.ts";
import { linesText, tabbed } from "./print/lines.ts";
import type { ReanalysisFormat } from "./print/reanalysis.ts";
import { storeOption } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption } from "./values.ts";
import { exitCodeOfSome } from "./exit.ts";

type SetValues = ByValues &
  PatientFileValues &
  Pick<SetOptions, "status" | "consent" | "consentUntil" | "ped" | "store" | "why"> & {
    pin?: string[];
    unpin?: string[];
  };

export function archiveSetCommand(): Command {
  return addOptions(
    new Command("set")
      .description("change the status, the consent, the terms, the family or the pins of a case")
      .argument("<archive>")
      .argument("<case>"),
    new Option("--status <status>", "of the case").choices(CASE_STATUSES),
    new Option("--consent", "consent is given"),
    new Option("--no-consent", "consent is withdrawn: the case is not analysed any more"),
    new Option("--consent-until <day>", "the last day on which it holds; none: no end").argParser(
      (value: string) => (value === "none" ? value : dayOf("--consent-until")(value)),
    ),
    new Option("--ped <file>", "the family as it is known now"),
    new Option(
      "--pin <kind=version>",
      "stay at this release in every run from now on: clinvar=2016-09-01, hpo=2024-04-26, inhouse:LIST=2025-01-01, panel:285=4.2; repeatable; needs --why",
    ).argParser(each),
    new Option(
      "--unpin <kind>",
      "move on with the newest: clinvar, hpo, inhouse, panel:285; repeatable",
    ).argParser(each),
    new Option("--why <words>", "the reason of a pin"),
    byOption(),
    ...patientOptions(),
    storeOption().helpGroup("Phenotype:"),
  ).action(async (archive: string, id: string, values: SetValues) => {
    const { status, consent, consentUntil, ped, pin, unpin, why, store } = values;
    const phenotype = toPhenotypeOptions(values);
    const requested = { status, consent, consentUntil, ped, phenotype, pin, unpin };
    if (pin !== undefined && why === undefined)
      throw usageError(
        "--pin needs its reason",
        "Add --why <words>: everybody who reads the case sees it.",
      );
    if (Object.values(requested).every((value) => value === undefined))
      throw usageError(
        "nothing is to be set",
        "Give --status, --consent, --no-consent, --consent-until, --ped, --pin, --unpin, --hpo, --phenopacket or --case-file.",
      );
    const [{ setCase }, { parseReleaseName, parseUnpinned }] = await Promise.all([
      import("../reanalysis/set.ts"),
      import("../library/releases.ts"),
    ]);
    const pins = { pin: pin?.map(parseReleaseName), unpin: unpin?.map(parseUnpinned) };
    const about = { store, by: byOf(values), now: new Date() };
    const done = await setCase({ archive, case: id, ...requested, ...pins, why, ...about });
    await print(process.stdout, linesText([`${id}: ${done === null ? "as it was" : done.detail}`]));
  });
}

export function archiveRelinkCommand(session: Session): Command {
  return new Command("relink")
    .description("record that VCFs moved; only the identical file is accepted")
    .argument("<archive>")
    .argument("<old=new...>", "beginnings of paths: /data/old=/mnt/new")
    .option("--case <id>", "this case only; repeatable", each)
    .addOption(byOption())
    .action(async (archive: string, words: string[], values: ByValues & { case?: string[] }) => {
      const moves = words.map((word) => {
        const cut = word.indexOf("=");
        if (cut < 1 || cut === word.length - 1) throw usageError(`'${word}' is not OLD=NEW`);
        return { old: word.slice(0, cut), new: word.slice(cut + 1) };
      });
      const { relinkCases } = await import("../reanalysis/set.ts");
      const requested = {
        archive,
        cases: values.case ?? [],
        moves,
        by: byOf(values),
        now: new Date(),
      };
      const stated = await relinkCases(requested);
      const rows = stated.map(({ case: id, path, outcome }) => [id, path, outcome]);
      await print(process.stdout, tabbed(rows) || "no path begins so\n");
      const failed = stated.filter((one) => one.failed);
      session.exitCode = exitCodeOfSome(failed.map(({ code = null }) => ({ code })));
    });
}

type ReannotateValues = LogValues &
  ByValues &
  Pick<ReannotateOptions, "resequenced" | "assay" | "store">;

export function archiveReannotateCommand(session: Session): Command {
  return addOptions(
    new Command("reannotate")
      .description("take a fresh annotation of the same calls in the old one's place")
      .argument("<archive>")
      .argument("<case>")
      .argument("<vcf...>", "all files of the family"),
    new Option("--resequenced", "other calls: the person was sequenced again"),
    new Option("--assay <words>", "exome, genome, panel, ..."),
    storeOption(),
    byOption(),
    ...logOptions(),
  ).action(async (archive: string, id: string, vcfs: string[], values: ReannotateValues) => {
    await withIo(session, values, async (io) => {
      const { reannotate } = await import("../reanalysis/reannotate.ts");
      const { reannotatedText } = await import("./print/cases.ts");
      const requested = { ...values, archive, case: id, vcfs, by: byOf(values) };
      const done = await reannotate(requested, io);
      await print(process.stdout, reannotatedText(done));
    });
  });
}

interface MergeValues {
  format: ReanalysisFormat;
  all?: true;
}

export function archiveMergeCommand(session: Session): Command {
  return new Command("merge")
    .description("gather what shards found: the events that no merge told before")
    .argument("<archive>")
    .argument("[result...]", "what the shards printed with --format json: counts and failures")
    .addOption(formatOption("of what is told", ["text", "tsv", "json", "json-lines"]))
    .option("--all", "silent events too")
    .action(async (archive: string, results: string[], values: MergeValues) => {
      const { mergeShards } = await import("../reanalysis/merge.ts");
      const { format, all = false } = values;
      const { reanalysisText } = await import("./print/reanalysis.ts");
      const result = await mergeShards({ archive, results, now: new Date() });
      await print(process.stdout, reanalysisText(result, format, all));
      session.exitCode = exitCodeOfSome(result.failed);
    });
}

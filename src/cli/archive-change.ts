/** `panelist archive set`, `archive relink`, `archive reannotate`, `archive merge`: changes to archived cases. */
import { Command, Option } from "commander";
import { CASE_STATUSES } from "../archive/types.ts";
import { usageError } from "../core/errors.ts";
import type { ReannotateOptions } from "../reanalysis/reannotate.ts";
import type { SetOptions } from "../reanalysis/set.ts";
import { byOf, byOption, type ByValues, dayOf, ofCase } from "./archive-options.ts";
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
    ofCase(
      new Command("set").description("change the status, consent, terms, family or pins of a case"),
    ),
    new Option("--status <status>", "set the status of the case").choices(CASE_STATUSES),
    new Option("--consent", "record that consent is given"),
    new Option("--no-consent", "record that consent is withdrawn; the case is not analysed again"),
    new Option(
      "--consent-until <day>",
      "set the last day on which consent is valid, or none",
    ).argParser((value: string) => (value === "none" ? value : dayOf("--consent-until")(value))),
    new Option("--ped <file>", "replace the pedigree"),
    new Option(
      "--pin <kind=version>",
      "keep the case at this release in every run: clinvar=2016-09-01, hpo=2024-04-26, inhouse:LIST=2025-01-01, panel:285=4.2; requires --why; repeatable",
    ).argParser(each),
    new Option(
      "--unpin <kind>",
      "let the case follow the newest release again: clinvar, hpo, inhouse, panel:285; repeatable",
    ).argParser(each),
    new Option("--why <words>", "give the reason for a pin"),
    byOption(),
    ...patientOptions(),
    storeOption().helpGroup("Phenotype:"),
  ).action(async (archive: string, id: string, values: SetValues) => {
    const { status, consent, consentUntil, ped, pin, unpin, why, store } = values;
    const phenotype = toPhenotypeOptions(values);
    const requested = { status, consent, consentUntil, ped, phenotype, pin, unpin };
    if (pin !== undefined && why === undefined)
      throw usageError(
        "--pin needs a reason",
        "Add --why <words>; the reason is shown to everyone who views the case.",
      );
    if (Object.values(requested).every((value) => value === undefined))
      throw usageError(
        "nothing to change",
        "Give --status, --consent, --no-consent, --consent-until, --ped, --pin, --unpin, --hpo, --phenopacket or --case-file.",
      );
    const [{ setCase }, { parseReleaseName, parseUnpinned }] = await Promise.all([
      import("../reanalysis/set.ts"),
      import("../library/releases.ts"),
    ]);
    const pins = { pin: pin?.map(parseReleaseName), unpin: unpin?.map(parseUnpinned) };
    const about = { store, by: byOf(values), now: new Date() };
    const done = await setCase({ archive, case: id, ...requested, ...pins, why, ...about });
    await print(linesText([`${id}: ${done === null ? "nothing changed" : done.detail}`]));
  });
}

export function archiveRelinkCommand(session: Session): Command {
  return new Command("relink")
    .description(
      "record that VCFs or panel files were moved; only an identical VCF, or the same panel, is accepted",
    )
    .argument("<archive>", "the archive's folder")
    .argument("<old=new...>", "old and new beginning of the paths: /data/old=/mnt/new")
    .option("--case <id>", "change only this case; repeatable", each)
    .addOption(byOption())
    .action(async (archive: string, words: string[], values: ByValues & { case?: string[] }) => {
      const moves = words.map((word) => {
        const cut = word.indexOf("=");
        if (cut < 1 || cut === word.length - 1)
          throw usageError(`'${word}' is not OLD=NEW`, "Write /data/old=/mnt/new.");
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
      await print(tabbed(rows) || "no matching path\n");
      const failed = stated.filter((one) => one.failed);
      session.exitCode = exitCodeOfSome(failed.map(({ code = null }) => ({ code })));
    });
}

type ReannotateValues = LogValues &
  ByValues &
  Pick<ReannotateOptions, "resequenced" | "assay" | "store" | "transcripts">;

export function archiveReannotateCommand(session: Session): Command {
  return addOptions(
    new Command("reannotate")
      .description("replace the annotation of a case with a new annotation of the same calls")
      .argument("<archive>", "the archive's folder")
      .argument("[case]", "id of the case; with --transcripts, all cases if left out")
      .argument("[vcf...]", "all of the family's VCFs; with --transcripts, ids of further cases"),
    new Option(
      "--transcripts <release>",
      "recalculate the consequences of the kept lines with this release in the store (112, Ensembl@112), without a VCF",
    ),
    new Option("--resequenced", "accept different calls, because the person was sequenced again"),
    new Option("--assay <words>", "record the assay, such as exome, genome or panel"),
    storeOption(),
    byOption(),
    ...logOptions(),
  ).action(
    async (archive: string, id: string | undefined, vcfs: string[], values: ReannotateValues) => {
      const { transcripts, resequenced, assay } = values;
      if (transcripts === undefined && (id === undefined || vcfs.length === 0))
        throw usageError(
          "no file given",
          "Give the case and all of the family's VCFs, or --transcripts to use its kept lines with another release.",
        );
      if (transcripts !== undefined && (resequenced ?? assay) !== undefined)
        throw usageError(
          "--transcripts uses the kept lines, so it reads no VCF",
          "Leave out --resequenced and --assay.",
        );
      await withIo(session, values, async (io) => {
        const { reannotate, reannotateCases } = await import("../reanalysis/reannotate.ts");
        const { reannotatedText, retranscribedText } = await import("./print/cases.ts");
        const { markTold } = await import("../archive/index.ts");
        const common = { ...values, archive, by: byOf(values) };
        if (transcripts === undefined) {
          const done = await reannotate({ ...common, case: id ?? "", vcfs }, io);
          await print(reannotatedText(done), "text");
          return markTold(archive, done.case, { from: done.run, to: done.run });
        }
        const cases = id === undefined ? [] : [id, ...vcfs];
        const result = await reannotateCases({ ...common, cases, transcripts }, io);
        session.exitCode = exitCodeOfSome(result.failed);
        await print(retranscribedText(result), "text");
        for (const { case: done, run } of result.done)
          // oxlint-disable-next-line no-await-in-loop -- one lock at a time
          await markTold(archive, done, { from: run, to: run });
        return undefined;
      });
    },
  );
}

interface MergeValues {
  format: ReanalysisFormat;
  all?: true;
}

export function archiveMergeCommand(session: Session): Command {
  return new Command("merge")
    .description("report the events that shards found and that no earlier merge reported")
    .argument("<archive>", "the archive's folder")
    .argument(
      "[result...]",
      "output of `reanalyse --format json` from each shard, for counts and failures",
    )
    .addOption(formatOption(undefined, ["text", "tsv", "json", "json-lines"]))
    .option("--all", "include silent events")
    .action(async (archive: string, results: string[], values: MergeValues) => {
      const { mergeShards } = await import("../reanalysis/merge.ts");
      const { format, all = false } = values;
      const { reanalysisText } = await import("./print/reanalysis.ts");
      const { result, told } = await mergeShards({ archive, results, now: new Date() });
      await print(reanalysisText(result, format, all), format);
      await told();
      session.exitCode = exitCodeOfSome(result.failed);
    });
}

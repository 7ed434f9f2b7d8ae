/**
 * `panelist impact`: how many cases new knowledge would concern, before anything is evaluated; or what
 * mended rules change.
 */
import { Command, Option } from "commander";
import { panelVersionOption } from "./archive-options.ts";
import {
  addOptions,
  knowledgeOptions,
  logOptions,
  type LogValues,
  policyOption,
} from "./options.ts";
import { hpoReleaseOption } from "./phenotype-options.ts";
import { type Session, withIo } from "./session.ts";
import { storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption } from "./values.ts";

interface ImpactValues extends LogValues, StoreValues {
  panelVersion?: string[];
  policy?: string;
  clinvar?: string;
  inhouse?: string;
  hpoRelease?: string;
  software?: true;
  all?: true;
  format: "text" | "json";
}

export function impactCommand(session: Session): Command {
  const command = new Command("impact")
    .description("tell how many cases new knowledge would concern, before anything is evaluated")
    .argument("<archive>");
  return addOptions(
    command,
    ...[
      panelVersionOption(),
      ...knowledgeOptions().filter(({ long }) => long === "--clinvar" || long === "--inhouse"),
      hpoReleaseOption(),
      policyOption(),
      storeOption(),
    ].map((option) => option.helpGroup("Knowledge:")),
    new Option(
      "--software",
      "what panelist's own mended rules change: evaluates cases of older rules, writes nothing",
    ),
    new Option("--all", "with --software: silent changes too"),
    formatOption("of what is told", ["text", "json"]),
    ...logOptions(),
  ).action(async (archive: string, values: ImpactValues) => {
    await withIo(session, values, async (io) => {
      const { reanalyse } = await import("../pipeline/cases/reanalyse.ts");
      const { reanalysisText } = await import("./print/reanalysis.ts");
      const { result } = await reanalyse(
        {
          archive,
          cases: [],
          shard: null,
          panelVersions: values.panelVersion ?? [],
          policy: values.policy ?? null,
          clinvar: values.clinvar ?? null,
          inhouse: values.inhouse ?? null,
          hpoRelease: values.hpoRelease ?? null,
          store: values.store ?? null,
          dryRun: true,
          lookOnly: values.software === undefined,
          softwareOnly: values.software ?? false,
          by: "",
        },
        io,
      );
      const ofSoftware = values.software ?? false;
      await print(
        process.stdout,
        reanalysisText(result, values.format, values.all ?? false, ofSoftware),
      );
      if (result.failed.length > 0) session.exitCode = 1;
    });
  });
}

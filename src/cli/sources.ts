/** `panelist sources`: ready-made declarations of frequencies and predictions, and whether a file matches them. */
import { Command, Option } from "commander";
import { LIMITS } from "../core/limits.ts";
import { findPreset, presets, presetSource, type Preset } from "../lookup/index.ts";
import type { Store } from "../store/types.ts";
import { caFileOption } from "./network.ts";
import { addOptions, logOptions, offlineOption } from "./options.ts";
import { columnsText, jsonText } from "./print/lines.ts";
import { type Session, withStore } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import type { LogValues } from "./options.ts";

/** Record of the store: when the header of each was seen, by name. */
const CHECKED = "sources-checked";

type Checked = Record<string, { date: string; file: string }>;

export function sourcesCommand(session: Session): Command {
  return new Command("sources")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(checkCommand(session));
}

async function checkedOf(store: Store): Promise<Checked> {
  return (await store.record<Checked>(CHECKED)) ?? {};
}

function standing({ preset }: Preset, checked: Checked): string {
  const seen = checked[preset];
  return seen === undefined ? "unverified" : `header seen ${seen.date.slice(0, 10)}`;
}

const COLUMNS = (["name", "assembly", "release", "serviceUse", "place", "standing"] as const).map(
  (name) => [name === "serviceUse" ? "service_use" : name, (row: Row) => row[name]] as const,
);

type Row = Record<"name" | "assembly" | "release" | "serviceUse" | "place" | "standing", string>;

function listCommand(): Command {
  return new Command("list")
    .description(
      "list the ready-made declarations, with build, terms for use in a service, and whether each has been checked against its file",
    )
    .addOption(storeOption())
    .action(async (values: StoreValues) => {
      const checked = await checkedOf(await openStoreOf(values));
      const rows = presets().map((one) => {
        const { assembly, release } = one.source;
        const place = one.address === null ? "to be obtained" : "by address";
        const { preset: name, serviceUse } = one;
        return { name, assembly, release, serviceUse, place, standing: standing(one, checked) };
      });
      await print(columnsText(COLUMNS, rows));
    });
}

function showCommand(): Command {
  return new Command("show")
    .description(
      "show a ready-made declaration as JSON: fields, roles, vocabulary, licence and how thoroughly it has been checked",
    )
    .argument("<name>", "a name from `sources list`")
    .addOption(storeOption())
    .addHelpText("after", SHOW_EXAMPLE)
    .action(async (name: string, values: StoreValues) => {
      const found = findPreset(name);
      const checked = await checkedOf(await openStoreOf(values));
      await print(jsonText({ ...found, standing: standing(found, checked) }));
    });
}

const SHOW_EXAMPLE = `
Refer to it by name in a declaration (--annotate), with a file of your own where
it has no address:
  { "schema": "panelist.sources", "version": 1,
    "sources": [{ "preset": "gnomad-4.1-exomes" },
                { "preset": "revel-1.3", "file": "revel.tsv.gz" }] }`;

interface CheckValues extends StoreValues, LogValues {
  file?: string;
  offline?: true;
}

function checkCommand(session: Session): Command {
  return addOptions(
    new Command("check")
      .description(
        "check a declaration against its files: header, build, vocabulary and first records",
      )
      .argument("<what>", "a name from `sources list`, or a declaration (.json)"),
    new Option(
      "--file <path>",
      "use this file for a ready-made declaration, instead of its address",
    ),
    offlineOption(),
    caFileOption(),
    storeOption(),
    ...logOptions(),
  ).action((what: string, values: CheckValues) =>
    withStore(session, values, async (store, io) => {
      const { checkSource, readDeclaration } = await import("../lookup/index.ts");
      const { accessOf } = await import("../analysis/lookups/annotation-sources.ts");
      const { readText } = await import("../io/read-text.ts");
      const isFile = what.endsWith(".json");
      const specs = isFile
        ? readDeclaration(await readText(what, LIMITS.files.settings), what)
        : [presetSource({ preset: what, file: values.file })];
      const access = accessOf(store.path, values.offline ?? false);
      for (const spec of specs) {
        const seen = await checkSource(spec, access);
        const empty = seen.empty.length === 0 ? "" : `; no value for ${seen.empty.join(", ")}`;
        io.log.info(
          `${seen.source}: as declared, in ${seen.records} records of ${seen.file}${empty}`,
        );
        if (!isFile) {
          const now = { date: io.now().toISOString(), file: seen.file };
          await store.update<Checked>(CHECKED, (old) => ({ ...old, [what]: now }));
        }
      }
    }),
  );
}

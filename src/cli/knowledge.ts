/** `panelist knowledge`: everything that the store holds, of any kind. What comes in: `knowledge-import.ts`. */
import { Command } from "commander";
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import type { StoreEntry } from "../store/types.ts";
import { knowledgeFetchCommand, knowledgeImportCommand } from "./knowledge-import.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";
import { formatOption, type TableFormat } from "./values.ts";

export function knowledgeCommand(session: Session): Command {
  return new Command("knowledge")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(knowledgeVerifyCommand())
    .addCommand(diffCommand())
    .addCommand(knowledgeImportCommand(session))
    .addCommand(knowledgeFetchCommand(session));
}

interface FormatValues extends StoreValues {
  format: TableFormat;
}

/** One line per entry. */
function listCommand(): Command {
  return new Command("list")
    .description("list what the store holds")
    .argument("[kind]", "one kind only: panel, indications, genes, hpo, clinvar, ...")
    .addOption(formatOption("of the list"))
    .addOption(storeOption())
    .action(async (kind: string | undefined, values: FormatValues) => {
      const store = await openStoreOf(values);
      const kinds = (await store.kinds()).filter((known) => kind === undefined || known === kind);
      const entries: StoreEntry[] = [];
      for (const known of kinds) entries.push(...(await store.list(known)));
      const { entryListText } = await import("./print/entries.ts");
      await print(process.stdout, entryListText(store.path, kinds, entries, values.format));
    });
}

/** What is known of entries: origin, terms, facts. */
function showCommand(): Command {
  return new Command("show")
    .description("show entries of the store as JSON: origin, date, terms, digest, facts")
    .argument("<kind>", "panel, indications, genes, hpo, clinvar, ...")
    .argument("[id]", "id, or id@version, or the beginning of a digest; default: all of the kind")
    .addOption(storeOption())
    .action(async (kind: string, wanted: string | undefined, values: StoreValues) => {
      const store = await openStoreOf(values);
      const kinds = await store.kinds();
      const known = kinds.find((name) => name === kind);
      const entries = known === undefined ? [] : await store.list(known);
      const found = entries.filter((entry) => wanted === undefined || isMeant(entry, wanted));
      if (found.length === 0)
        throw new ToolError(
          "E_INPUT_MISSING",
          `the store has no ${kind}${wanted === undefined ? "" : ` '${wanted}'`}`,
          { path: store.path, hint: `It holds: ${kinds.join(", ") || "nothing"}.` },
        );
      await print(process.stdout, `${JSON.stringify(found, null, 2)}\n`);
    });
}

function isMeant(entry: StoreEntry, wanted: string): boolean {
  return (
    entry.id === wanted ||
    `${entry.id}@${entry.version}` === wanted ||
    (/^[0-9a-f]{6,64}$/.test(wanted) && entry.sha256.startsWith(wanted))
  );
}

/** Reads everything, and says what is not as it was kept. */
export function knowledgeVerifyCommand(): Command {
  return new Command("verify")
    .description("check every entry of the store: digest, size, description, stray files")
    .option("--repair", "remove what killed processes left behind; entries are never changed")
    .addOption(storeOption())
    .action(async (values: StoreValues & { repair?: true }) => {
      const store = await openStoreOf(values);
      const faults = await store.verify(values.repair ?? false);
      if (faults.length === 0) {
        let count = 0;
        for (const kind of await store.kinds()) count += (await store.list(kind)).length;
        await print(process.stdout, `${counted(count, "entry", "entries")}, all whole\n`);
        return;
      }
      const lines = faults.map(
        ({ path, problem, detail, repaired }) =>
          `${path}\t${repaired ? "repaired" : problem}\t${detail}\n`,
      );
      await print(process.stdout, lines.join(""));
      const open = faults.filter(({ repaired }) => !repaired);
      if (open.length === 0) return;
      throw new ToolError("E_STORE", `${counted(open.length, "fault")} in the store`, {
        path: store.path,
        hint: open.every(({ problem }) => problem === "unfinished")
          ? "`knowledge verify --repair` removes what a kill left behind"
          : "Delete what is damaged and import it again.",
      });
    });
}

/** What two releases, or two stores, say differently, and of which genes. */
function diffCommand(): Command {
  return new Command("diff")
    .description("tell what two releases or two stores say differently, and of which genes")
    .argument(
      "<old>",
      "kind:word (clinvar:2025-01-01, inhouse:LIST@2025-01-01, hpo:2024-04-26, genes:hgnc@2024-10, panel:285@4.2, policy:file.json), or a store's folder",
    )
    .argument("<new>", "the same")
    .addOption(formatOption("of the difference"))
    .addOption(storeOption())
    .addHelpText("after", DIFF_EXAMPLES)
    .action(async (before: string, after: string, values: FormatValues) => {
      const store = await openStoreOf(values);
      const { knowledgeDiff } = await import("../reanalysis/knowledge-diff.ts");
      const { knowledgeDiffText } = await import("./print/knowledge-diff.ts");
      const diff = await knowledgeDiff(before, after, store);
      await print(process.stdout, knowledgeDiffText(diff, values.format));
    });
}

const DIFF_EXAMPLES = `
Examples:
  $ panelist knowledge diff clinvar:2024-12-01 clinvar:2025-01-01
  $ panelist knowledge diff last-month/ ~/.local/share/panelist --format tsv
  $ panelist knowledge diff policy:default policy:ours.json`;

/** `panelist knowledge`: everything in the store, of any type. What comes in: `knowledge-import.ts`. */
import { Command } from "commander";
import { counted } from "../core/counted.ts";
import { ToolError, usageError } from "../core/errors.ts";
import type { ReleaseName } from "../store/index.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { knowledgeFetchCommand, knowledgeImportCommand } from "./knowledge-import.ts";
import { jsonText, linesText, tabbed } from "./print/lines.ts";
import { byOf, byOption, type ByValues } from "./archive-options.ts";
import { each } from "./options.ts";
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
    .addCommand(approveCommand())
    .addCommand(withdrawCommand())
    .addCommand(requireApprovalCommand())
    .addCommand(knowledgeImportCommand(session))
    .addCommand(knowledgeFetchCommand(session));
}

interface FormatValues extends StoreValues {
  format: TableFormat;
}

/** One line per entry. */
function listCommand(): Command {
  return new Command("list")
    .description("list the contents of the store")
    .argument(
      "[kind]",
      "list only this kind: panel, indications, genes, hpo, clinvar, transcripts, ...",
    )
    .addOption(formatOption())
    .addOption(storeOption())
    .action(async (word: string | undefined, values: FormatValues) => {
      const store = await openStoreOf(values);
      const { kindOf } = await import("../library/releases.ts");
      const kind = word === undefined ? undefined : kindOf(word);
      const kinds = (await store.kinds()).filter((known) => kind === undefined || known === kind);
      const entries: StoreEntry[] = [];
      for (const known of kinds) entries.push(...(await store.listAll(known)));
      const { entryListText } = await import("./print/entries.ts");
      await print(entryListText(store.path, kinds, entries, values.format), values.format);
    });
}

/** What is known of entries: origin, terms, facts. */
function showCommand(): Command {
  return new Command("show")
    .description("show entries of the store as JSON: origin, date, terms, digest, facts")
    .argument("<kind>", "panel, indications, genes, hpo, clinvar, ...")
    .argument(
      "[id]",
      "id, id@version, or the first digits of a digest; all of the kind if left out",
    )
    .addOption(storeOption())
    .action(async (word: string, wanted: string | undefined, values: StoreValues) => {
      const store = await openStoreOf(values);
      const { kindOf } = await import("../library/releases.ts");
      const kind = kindOf(word);
      const entries = await store.listAll(kind);
      const found = entries.filter((entry) => wanted === undefined || isMeant(entry, wanted));
      if (found.length === 0)
        throw new ToolError(
          "E_INPUT_MISSING",
          `the store has no ${kind}${wanted === undefined ? "" : ` '${wanted}'`}`,
          { path: store.path, hint: `It holds: ${(await store.kinds()).join(", ") || "nothing"}.` },
        );
      await print(jsonText(found));
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
    .description(
      "check every entry of the store (digest, size, description), and look for stray files",
    )
    .option("--repair", "remove what interrupted processes left behind; entries are never changed")
    .addOption(storeOption())
    .action(async (values: StoreValues & { repair?: true }) => {
      const store = await openStoreOf(values);
      const faults = await store.verify(values.repair ?? false);
      if (faults.length === 0) {
        let count = 0;
        for (const kind of await store.kinds()) count += (await store.listAll(kind)).length;
        await print(`${counted(count, "entry", "entries")}, all intact\n`);
        return;
      }
      const rows = faults.map(({ path, problem, detail, repaired }) => [
        path,
        repaired ? "repaired" : problem,
        detail,
      ]);
      await print(tabbed(rows));
      const open = faults.filter(({ repaired }) => !repaired);
      if (open.length === 0) return;
      throw new ToolError("E_STORE", `${counted(open.length, "fault")} in the store`, {
        path: store.path,
        hint: open.every(({ problem }) => problem === "unfinished")
          ? "Run `panelist knowledge verify --repair` to clean up what an interrupted process left behind."
          : "Delete the damaged entries and import them again.",
      });
    });
}

/** Who uses what: the default of a kind that wants approval is the newest approved release. */
function approveCommand(): Command {
  const command = new Command("approve")
    .description(
      "approve a release for use, if its kind needs approval, or restore a withdrawn one",
    )
    .option("--why <words>", "give the reason");
  return sayingCommand(command, "approve", async (store, release, saying) => {
    const { approveRelease } = await import("../library/releases.ts");
    const { wasWithdrawn } = await approveRelease(store, release, saying);
    return `approved by ${saying.by}${wasWithdrawn ? "; it had been withdrawn, and is restored" : ""}`;
  });
}

function withdrawCommand(): Command {
  const command = new Command("withdraw")
    .description(
      "withdraw a faulty release: it is no longer used, and cases that used it return to the previous release",
    )
    .requiredOption("--why <words>", "give the reason");
  return sayingCommand(command, "withdraw", async (store, release, saying) => {
    await (await import("../library/releases.ts")).withdrawRelease(store, release, saying);
    return `withdrawn by ${saying.by}; the next \`panelist reanalyse\` returns cases that used it to the previous release`;
  });
}

/** What somebody says of a release. @param work @returns what came of it, in words */
function sayingCommand(
  command: Command,
  verb: string,
  work: (
    store: Store,
    release: ReleaseName,
    saying: { by: string; why: string; now: Date },
  ) => Promise<string>,
): Command {
  return command
    .argument(
      "<release>",
      "KIND=VERSION or KIND:NAME=VERSION: clinvar=2016-09-01, inhouse:LIST=2025-01-01, panel:285=4.2",
    )
    .addOption(byOption(`record who ${verb}s it`))
    .addOption(storeOption())
    .action(async (word: string, values: StoreValues & ByValues & { why?: string }) => {
      const store = await openStoreOf(values);
      const { parseReleaseName, releaseText } = await import("../library/releases.ts");
      const release = parseReleaseName(word);
      const saying = { by: byOf(values), why: values.why ?? "", now: new Date() };
      const done = await work(store, release, saying);
      await print(linesText([`${releaseText(release)}: ${done}`]), "text");
    });
}

/** A setting of the store: it holds for everybody who uses it. */
function requireApprovalCommand(): Command {
  return new Command("require-approval")
    .description("require approval for kinds of knowledge; without a kind, list them")
    .argument("[kind...]", "clinvar, inhouse, hpo, panel, ..., or none to remove every requirement")
    .option("--lift <kind>", "stop requiring approval for this kind; repeatable", each)
    .addOption(storeOption())
    .action(
      async (words: string[], { lift = [], ...values }: StoreValues & { lift?: string[] }) => {
        const store = await openStoreOf(values);
        const { kindOf, requireApproval } = await import("../library/releases.ts");
        const isNone = words.join() === "none";
        const lifted = isNone ? (await store.standings()).required : lift.map(kindOf);
        const added = isNone ? [] : words.map(kindOf);
        const both = added.find((kind) => lifted.includes(kind));
        if (both !== undefined)
          throw usageError(`'${both}' is both required and lifted`, "Give it only once.");
        if (added.length + lifted.length > 0) await requireApproval(store, added, lifted);
        const { required } = await store.standings();
        await print(linesText([`approval is required for: ${required.join(", ") || "nothing"}`]));
      },
    );
}

/** What two releases, or two stores, say differently, and of which genes. */
function diffCommand(): Command {
  return new Command("diff")
    .description("list the differences between two releases or two stores, and the genes affected")
    .argument(
      "<old>",
      "a release (clinvar:2025-01-01, inhouse:LIST@2025-01-01, hpo:2024-04-26, genes:hgnc@2024-10, transcripts:Ensembl@112, panel:285@4.2, policy:file.json), or the folder of a store",
    )
    .argument("<new>", "the same")
    .addOption(formatOption())
    .addOption(storeOption())
    .addHelpText("after", DIFF_EXAMPLES)
    .action(async (before: string, after: string, values: FormatValues) => {
      const store = await openStoreOf(values);
      const { knowledgeDiff } = await import("../reanalysis/knowledge-diff.ts");
      const { knowledgeDiffText } = await import("./print/knowledge-diff.ts");
      const diff = await knowledgeDiff(before, after, store);
      await print(knowledgeDiffText(diff, values.format), values.format);
    });
}

const DIFF_EXAMPLES = `
Examples:
  $ panelist knowledge diff clinvar:2024-12-01 clinvar:2025-01-01
  $ panelist knowledge diff last-month/ ~/.local/share/panelist --format tsv
  $ panelist knowledge diff policy:default policy:ours.json`;

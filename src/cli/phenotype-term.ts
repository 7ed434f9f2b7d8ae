/** `panelist phenotype term`: one term, or the terms nearest to a text. */
import { counted } from "../core/counted.ts";
import { Command, Option } from "commander";
import type { TermEntry } from "../analysis/patient/terms.ts";
import { addOptions } from "./options.ts";
import { hpoReleaseOption } from "./phenotype-options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface TermValues extends StoreValues {
  hpoRelease?: string;
  format: "text" | "json";
}

export function phenotypeTermCommand(_session: Session): Command {
  const command = new Command("term")
    .description("look a term up: by id in full, by text the nearest")
    .argument("<text...>", "id, label, synonym or part of one");
  return addOptions(
    command,
    new Option("--format <format>", "of the output").choices(["text", "json"]).default("text"),
    hpoReleaseOption(),
    storeOption(),
  ).action(async (words: string[], values: TermValues) => {
    const store = await openStoreOf(values);
    const { lookUpTerms } = await import("../analysis/patient/terms.ts");
    const found = await lookUpTerms(store, values.hpoRelease ?? null, words.join(" "));
    const text =
      values.format === "json"
        ? JSON.stringify(found, null, 2)
        : found.terms.map(entryText).join("\n");
    await print(process.stdout, `${text}\n`);
  });
}

function entryText(entry: TermEntry): string {
  const lines = [`${entry.id} ${entry.name}`];
  if (entry.note !== null) lines.push(`  ${entry.note}`);
  if (entry.synonyms.length > 0) lines.push(`  synonyms: ${entry.synonyms.join("; ")}`);
  for (const parent of entry.parents) lines.push(`  is a ${parent.id} ${parent.name}`);
  if (entry.diseases > 0) {
    lines.push(
      `  shown by ${counted(entry.diseases, "disease")}; information content ${entry.informationContent.toFixed(4)}`,
    );
  }
  return lines.join("\n");
}

/** `panelist phenotype similar`: two terms compared. */
import { Command, Option } from "commander";
import type { Comparison } from "../analysis/patient/terms.ts";
import { addOptions } from "./options.ts";
import { hpoReleaseOption } from "./phenotype-options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface SimilarValues extends StoreValues {
  hpoRelease?: string;
  format: "text" | "json";
}

export function phenotypeSimilarCommand(_session: Session): Command {
  const command = new Command("similar")
    .description("how alike two terms are, and through which common ancestor")
    .argument("<term>", "id, label or exact synonym")
    .argument("<other>", "the same");
  return addOptions(
    command,
    new Option("--format <format>", "of the output").choices(["text", "json"]).default("text"),
    hpoReleaseOption(),
    storeOption(),
  ).action(async (term: string, other: string, values: SimilarValues) => {
    const store = await openStoreOf(values);
    const { compareTerms } = await import("../analysis/patient/terms.ts");
    const found = await compareTerms(store, values.hpoRelease ?? null, term, other);
    const text =
      values.format === "json" ? JSON.stringify(found, null, 2) : comparisonLines(found).join("\n");
    await print(process.stdout, `${text}\n`);
  });
}

function comparisonLines(found: Comparison): string[] {
  const number = (value: number): string => value.toFixed(4);
  return [
    ...found.terms.map((term) => `${term.id} ${term.name} (IC ${number(term.informationContent)})`),
    found.common === null
      ? "no common ancestor among the phenotypic abnormalities"
      : `common ancestor: ${found.common.id} ${found.common.name}`,
    `Resnik ${number(found.resnik)}, Lin ${number(found.lin)}, Jaccard ${number(found.jaccard)}, PhenoDigm ${number(found.phenodigm)}`,
    `HPO ${found.release}`,
  ];
}

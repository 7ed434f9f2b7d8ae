import { join } from "node:path";
import { expect, it } from "vitest";
import { assemble, readHpoRelease } from "../../src/phenotype/index.ts";
import { modeNames } from "../../src/phenotype/modes.ts";
import { sharedData } from "../helpers/shared.ts";

// The tables of newer releases, as other programs keep them, beside the ontology where there is one.
it.skipIf(sharedData === null).each([
  ["2024-08-13", ["hp.json"], 5092],
  ["2025-01-16", [], 5130],
] as const)(
  "the release of %s is read whole (no shared data: skipped)",
  async (release, more, genes) => {
    const tables = ["terms.tsv", "gene_to_terms.tsv", "omim_disease_to_terms.tsv"];
    const parts = await Promise.all(
      [...more, ...tables].map((file) =>
        readHpoRelease(join(sharedData ?? "", "hpo", release, `${file}.gz`)),
      ),
    );
    const { knowledge, warnings } = assemble(parts);
    expect([knowledge.release, knowledge.genes.numbers.length, warnings]).toEqual([
      release,
      genes,
      [],
    ]);
    const modes = [...knowledge.diseases.isGeneProfile.entries()].flatMap(([d, isGene]) =>
      isGene === 1 ? [modeNames(knowledge, d).length] : [],
    );
    expect(modes.filter((count) => count > 0).length).toBeGreaterThan(0.8 * modes.length);
  },
);

/** The ad-hoc panel of --genes. */
import { sha256 } from "../core/digest.ts";
import { usageError } from "../core/errors.ts";
import { newPanel } from "./formats/empty.ts";
import { newGene, parseGeneName } from "./gene.ts";
import { mergeDuplicates } from "./merge.ts";
import type { Panel } from "./types.ts";

/**
 * A green panel of symbols, HGNC ids (`HGNC:1100`) or Ensembl ids; mode unknown, no coordinates. The
 * digest is that of the names joined by commas, so it is the same for the same list.
 *
 * @throws ToolError E_USAGE: no name, or one that cannot be a gene
 */
export function genesPanel(symbols: readonly string[]): Panel {
  const names = symbols.map((text) => text.trim()).filter((text) => text !== "");
  if (names.length === 0) throw usageError("--genes does not name a gene");
  const rows = names.map((text) => {
    const name = parseGeneName(text);
    if (name === null)
      throw usageError(
        `--genes: not a gene symbol or HGNC id: '${text}'`,
        "Give symbols, or ids such as HGNC:1100, separated by commas.",
      );
    return newGene(name.symbol, name);
  });
  return newPanel(
    {
      id: "genes",
      name: "genes given on the command line",
      source: "genes",
      digest: sha256(names.join(",")),
    },
    {
      genes: mergeDuplicates(rows).genes,
      notes: ["genes: mode of inheritance unknown, no coordinates"],
    },
  );
}

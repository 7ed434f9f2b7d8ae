/** The lists beside a distilled file: names of its genes, its alleles. What they lack is taken for absent. */
import { join } from "node:path";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import { inCase } from "./cases.ts";
import { readText } from "./files.ts";
import type { Dataset } from "./model.ts";

/**
 * @returns null: a dataset that never had the list, so that nothing can be left out for its sake
 * @throws ToolError E_ARCHIVE: it is not what was kept: a line that is gone would hide a variant
 */
export function readList(
  folder: string,
  dataset: Pick<Dataset, "number" | "digests">,
  list: "genes" | "alleles",
): string | null {
  const path = join(inCase.dataset(folder, dataset.number), `${list}.txt`);
  const text = readText(path);
  const kept = dataset.digests?.[`${list}.txt`];
  if (kept === undefined || (text !== null && sha256(text) === kept)) return text;
  throw new ToolError("E_ARCHIVE", text === null ? "missing" : "not what was kept", {
    path,
    hint: "bring it back from a backup, or take the case's VCF again: `panelist archive reannotate`",
  });
}

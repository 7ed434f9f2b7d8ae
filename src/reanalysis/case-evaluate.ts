/** The new result of a case: only for the affected genes if the rest of the last run still holds, else for all. */
import type { RunFile } from "../archive/types.ts";
import type { Assessed } from "../analysis/assess.ts";
import { OF_RECORDS } from "../core/warnings.ts";
import { carriedOver } from "./carried.ts";
import { runCase, type CaseInput, type Focus } from "./case-run.ts";
import type { Log } from "../core/log.ts";
import type { PanelChange } from "./panel-steps.ts";

/**
 * Evidence of all candidates rests on the number of de novos (DN-04), so a change of it makes everything
 * new.
 * @param change null: the touched genes would not be the whole answer
 * @param otherTerms the patient's terms say something else of the genes: what was withheld may not be now
 * @returns `genes`: symbols that were evaluated; null: all
 */
export async function evaluate(
  input: CaseInput,
  previous: RunFile,
  change: PanelChange | null,
  otherTerms: boolean,
  io: { log: Log; stdin: AsyncIterable<Uint8Array> },
): Promise<{ assessed: Assessed; genes: string[] | null }> {
  const hidden = otherTerms && previous.report.withheld.count > 0;
  const focus = change === null || hidden ? null : focusOf(previous, change);
  if (focus !== null) {
    const assessed = await runCase(input, focus, io);
    if (assessed.codingDeNovos === previous.codingDeNovos) {
      const genes = focus.genes.flatMap((i) => change?.table.genes[i]?.symbol ?? []);
      return { assessed, genes };
    }
  }
  return { assessed: await runCase(input, null, io), genes: null };
}

/** @returns null: what the last run says of records cannot be told gene by gene */
function focusOf(previous: RunFile, { table, touched }: PanelChange): Focus | null {
  const { warnings, notAssessed } = previous.report;
  // Of a report that kept the words alone it is not known what a warning rests on.
  if (warnings.some(({ code }) => OF_RECORDS.has(code) || code === "unspecified")) return null;
  const symbols = new Set(touched.symbols);
  const carried = carriedOver(previous, table, (symbol) => symbols.has(symbol));
  if (carried === null) return null;
  const unnamed = notAssessed.filter(({ what }) => what === "gene_not_annotated");
  const notAnnotated = new Set(unnamed.map(({ subject }) => subject));
  return { genes: touched.genes, carried, notAnnotated };
}

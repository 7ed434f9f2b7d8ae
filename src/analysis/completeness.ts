/** What an input lacks of what was requested, and when this means that there is no result at all (DEC-34). */
import { chromosomeOrder } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { EMPTY, isLacking, type Told } from "../core/warnings.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { Family } from "../pedigree/types.ts";
import type { AnalysisResult } from "../rank/types.ts";
import { worded, wordedForLog } from "../report/index.ts";
import { hasSmall } from "./events/told.ts";
import { nothingRead } from "./nothing-read.ts";
import type { InputOptions } from "./options.ts";
import { isUnannotated } from "./input-checks.ts";
import { wantsAll, type Prepared } from "./prepare.ts";
import type { Scanned } from "./scan.ts";
import { unfoundGenes } from "./unfound-genes.ts";

/** Y may be absent in a woman; the mitochondrion is asked for by panels alone. */
const WHOLE_GENOME: readonly string[] = [...Array.from({ length: 22 }, (_, i) => `${i + 1}`), "X"];

/**
 * Chromosomes without a usable record where panel genes lie, or may lie: all of them where all genes are asked for,
 * or one whose place nobody knows and that no record names.
 * @param scanned `usable`: chromosomes with something to find (`lost-chromosomes.ts`). `placeless`: is there such a
 *   gene, where the caller knows better than by the records at hand
 */
export function absentChromosomes(
  { genes }: PanelGenes,
  { people, proband }: Family,
  isAgnostic: boolean,
  { result, usable, placeless }: Pick<Scanned, "result" | "usable"> & { placeless?: boolean },
): Told[] {
  const named = new Set(result?.genesNamed);
  const mayLieAnywhere =
    isAgnostic || (placeless ?? genes.some(({ region }, i) => region === null && !named.has(i)));
  const isWoman = people[proband]?.sex === "female";
  const gone = genes
    .flatMap(({ region }) => (region === null ? [] : [region.chrom]))
    .filter((chrom) => !usable.has(chrom) && !(isWoman && chrom === "Y"));
  const others = mayLieAnywhere ? WHOLE_GENOME.filter((chrom) => !usable.has(chrom)) : [];
  const chromosomes = [...new Set([...gone, ...others])].sort(
    (a, b) => chromosomeOrder(a) - chromosomeOrder(b),
  );
  return chromosomes.length === 0
    ? []
    : [{ code: "chromosome_absent", facts: { chromosomes, genes: gone.length } }];
}

/**
 * What the scan could not read or find becomes a warning of the run.
 * @throws ToolError E_INCOMPLETE: nothing usable was read; E_ASSEMBLY: REF is not what the transcripts' sequence has
 */
export async function checkRead(
  {
    inputs,
    events,
    table,
    options,
    warnings,
    own,
  }: Pick<Prepared, "inputs" | "events" | "table" | "options" | "warnings" | "own">,
  scanned: Pick<Scanned, "result" | "present">,
): Promise<void> {
  // Of events alone: that is told, and nothing of small variants is missing.
  if (!hasSmall(inputs)) return;
  own?.refuseOther(scanned.result);
  const unread = nothingRead(inputs, scanned);
  // Where nothing was read, no gene can be found.
  const isEmpty = unread.some(({ code }) => EMPTY.has(code));
  const isAnnotated = !inputs.every(isUnannotated);
  const unfound = isEmpty
    ? []
    : await unfoundGenes(table, scanned.result, wantsAll(options), isAnnotated);
  // Where an event lies in a gene no small variant need.
  const told = events.length === 0 ? unfound : unfound.filter(({ code }) => !EMPTY.has(code));
  warnings.push(...unread, ...told);
  refuseEmpty(warnings, options);
}

/** @throws ToolError E_INCOMPLETE: nothing usable was read */
export function refuseEmpty(
  told: readonly Told[],
  { allowEmpty = false }: Pick<InputOptions, "allowEmpty">,
): void {
  const empty = told.filter(({ code }) => EMPTY.has(code));
  if (empty.length === 0 || allowEmpty) return;
  throw new ToolError("E_INCOMPLETE", empty.map((one) => worded(one).text).join("; "), {
    hint: "Check the file and the panel, or add --allow-empty to continue.",
  });
}

/** Says every warning, and under `--strict` stops. @throws ToolError E_INCOMPLETE: the answer may lack something */
export function refuseLacking(
  { warnings, incomplete }: Pick<AnalysisResult, "warnings" | "incomplete">,
  { strict = false, partial = false }: Pick<InputOptions, "strict" | "partial">,
  log: Pick<Log, "warn">,
): void {
  for (const warning of warnings) log.warn(wordedForLog(warning));
  if (!strict) return;
  const lacking = warnings.filter(
    (warning) =>
      isLacking(warning) && !(partial && incomplete.some(({ text }) => text === warning.text)),
  );
  if (lacking.length === 0) return;
  throw new ToolError("E_INCOMPLETE", `--strict: ${lacking.map(wordedForLog).join("; ")}`, {
    hint: "Correct the input, or leave out --strict; nothing was written.",
  });
}

/** An archive keeps what is complete, or what somebody called partial. @throws ToolError E_INCOMPLETE */
export function refusePartial(
  { incomplete }: Pick<AnalysisResult, "incomplete">,
  { partial = false }: Pick<InputOptions, "partial">,
): void {
  if (incomplete.length === 0 || partial) return;
  throw new ToolError("E_INCOMPLETE", incomplete.map(({ text }) => text).join("; "), {
    hint: "Check that the file is complete, or add --partial to keep the case as it is; nothing was kept.",
  });
}

/**
 * Short alleles in files of events (SVI-03): small variants where the files of small variants do not have them, read
 * as those are, by the annotation of their own file or the run's.
 */
import { canonicalChrom } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { emptyResult } from "../../scan/index.ts";
import { runScan } from "../../scan/pool/index.ts";
import type { BatchResult, ScanPlan, Survivor } from "../../scan/types.ts";
import { around, changeOf, isSameChange, joinShort, shortText } from "../../structural/index.ts";
import type { EventsRead, JoinedShort, ShortAllele } from "../../structural/types.ts";
import { decodeRecord } from "../../vcf/index.ts";
import type { Input } from "../input.ts";
import type { Opened, Planned } from "../prepare.ts";
import { type EventFile, isReadAgain } from "./inputs.ts";
import { lineReader, type Place } from "./inside.ts";
import type { FamilyEvents, FileRead } from "./read.ts";

type Reading = Planned & Pick<Opened, "family" | "events">;

/**
 * What the run's plan makes of them.
 * @returns `files`: those records no longer count as too short, but as the reasons of small variants say
 */
export async function readShort(
  { short, files }: Pick<EventsRead, "short" | "files">,
  reading: Reading,
): Promise<Pick<FamilyEvents, "short" | "files">> {
  const { inputs } = reading;
  // Of a file that cannot be asked again nobody knows whether it has them too.
  if (short.length === 0 || !inputs.every((one) => isReadAgain(one) || one.isEmpty === true))
    return { files, short: [] };
  const told: FileRead[] = files.map((file) => ({ ...file, dropped: { ...file.dropped } }));
  const found: Survivor[] = [];
  for (const { file, alleles, plan } of filesOf(short, reading)) {
    // oxlint-disable-next-line no-await-in-loop -- file by file: errors come in order
    const batch = await scanned(alleles, plan, reading);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const kept = await alone(batch.survivors, plan, reading);
    found.push(...kept);
    for (const one of alleles.flat()) add(told[one.file], { sv_too_short: -1 });
    for (const one of alleles.flatMap(([, ...others]) => others))
      add(told[one.file], { sv_merged: 1 });
    add(told[file], { ...batch.dropped, sv_small_allele: batch.survivors.length - kept.length });
    const first = told[file];
    if (first !== undefined) first.used += kept.length;
  }
  return { files: told, short: found };
}

function add(file: FileRead | undefined, counts: FileRead["dropped"]): void {
  if (file === undefined) return;
  const sum: Record<string, number> = { ...file.dropped };
  for (const [reason, n] of Object.entries(counts)) sum[reason] = (sum[reason] ?? 0) + n;
  file.dropped = Object.fromEntries(Object.entries(sum).filter(([, n]) => n > 0));
}

/**
 * What of a file of small variants an archive keeps beside what it keeps of it anyway: by these lines a run tells which
 * of the short alleles that may be candidates are that file's too.
 * @param reading with the plan of an archive
 */
export async function linesOfShort(
  short: readonly ShortAllele[],
  input: Input,
  reading: Reading,
  policy: Policy,
): Promise<string[]> {
  const places: Place[] = [];
  for (const { alleles, plan } of filesOf(short, reading)) {
    // oxlint-disable-next-line no-await-in-loop -- file by file: errors come in order
    const { kept = [] } = await scanned(alleles, plan, reading);
    for (const { contig, pos, line } of kept) {
      const [, , , ref = "", alts = ""] = Buffer.from(line).toString("latin1").split("\t", 5);
      places.push(around({ chrom: canonicalChrom(contig) ?? contig, pos, ref, alts: [alts] }));
    }
  }
  if (places.length === 0) return [];
  const linesAt = await lineReader(input, places, policy);
  return places.flatMap((place) => linesAt?.(place) ?? []);
}

/** The alleles by the file by whose annotation they are read. */
function filesOf(
  short: readonly ShortAllele[],
  reading: Reading,
): { file: number; alleles: JoinedShort[]; plan: ScanPlan }[] {
  const plans = reading.events.map((file) => planFor(file, reading));
  const joined = joinShort(short, (file) => (plans[file] ?? null) !== null);
  return [...joined].flatMap(([file, alleles]) => {
    const plan = plans[file] ?? null;
    return plan === null ? [] : [{ file, alleles, plan }];
  });
}

/** In the columns of the first file of small variants, by whose header what is found is written; null: no annotation. */
function planFor({ header }: EventFile, { inputs, plans, family }: Reading): ScanPlan | null {
  const [plan] = plans;
  const { samples = [], annotations = [] } = inputs[0]?.header ?? {};
  const own = annotations.slice(0, 1).filter(({ isOwn }) => isOwn === true);
  const isStated = header.annotations.length > 0;
  if (plan === undefined || (!isStated && own.length === 0 && !plan.unannotated)) return null;
  return {
    ...plan,
    header: { ...header, samples, annotations: isStated ? header.annotations : own },
    sampleColumns: family.people.map(({ sample }) => sample ?? -1),
    unannotated: !isStated && own.length === 0,
    effects: isStated ? undefined : plan.effects,
  };
}

async function scanned(
  alleles: readonly JoinedShort[],
  plan: ScanPlan,
  { inputs, family }: Reading,
): Promise<BatchResult> {
  const header = inputs[0]?.header ?? plan.header;
  const batch = await runScan({
    path: null,
    plan,
    tasks: [{ kind: "text", bytes: shortText(alleles, header, family), startsAtLine: true }],
    threads: null,
    linesBefore: null,
    onReply: () => {},
  });
  return batch ?? emptyResult(0);
}

/** Those that no file of small variants has. Their INFO is another file's than that by whose header they are written. */
async function alone(
  survivors: readonly Survivor[],
  { policy }: ScanPlan,
  { inputs }: Reading,
): Promise<Survivor[]> {
  const others: ReturnType<typeof changeOf>[] = [];
  const places = survivors.map(around);
  for (const input of survivors.length === 0 ? [] : inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const linesAt = await lineReader(input, places, policy);
    for (const line of new Set(places.flatMap((place) => linesAt?.(place) ?? []))) {
      const record = decodeRecord(line, input.header, { path: input.path });
      const chrom = canonicalChrom(record.contig) ?? "";
      others.push(...record.alts.map((_, i) => changeOf({ ...record, chrom }, i + 1)));
    }
  }
  return survivors.flatMap((survivor): Survivor[] => {
    const alleles = survivor.alleles.filter(({ alleleIndex }) => {
      const own = changeOf(survivor, alleleIndex);
      return !others.some((other) => isSameChange(own, other));
    });
    const columns = Buffer.from(survivor.line).toString("utf8").split("\t");
    const line = Buffer.from(columns.with(7, ".").join("\t"));
    const told = alleles.map((one) => ({ ...one, flags: [...one.flags, "from_sv_file"] }));
    return told.length === 0 ? [] : [{ ...survivor, line, alleles: told }];
  });
}

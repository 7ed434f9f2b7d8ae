/** Which callers produced a file and a record (SVI-08). */
import { onceFor, onceForText } from "../../core/once.ts";
import { metaField, parseMeta } from "../../vcf/index.ts";
import type { EventRecord } from "../form/record.ts";
import { CALLERS, type Habit, UNKNOWN } from "./table.ts";

/** Header keys that name programs; what annotates and joins files is not told apart from them by key. */
const PROGRAM =
  /^(?:source|cmdline|command|commandline|svdbcmdline|GATKCommandLine\S*|DRAGEN\w*|Software)$/i;

/** INFO keys that list the callers of a joined record, in any of the joiners' ways. */
const LISTS = ["ALGORITHMS", "svdb_origin", "CALLERS", "SVMETHOD", "set", "SOURCES"] as const;

/** The callers that a header's own lines name, in the table's order. */
export function callersOfHeader(lines: readonly string[]): Habit[] {
  const programs = lines.flatMap((line) => {
    const { key, value } = parseMeta(line) ?? { key: "", value: "" };
    if (!PROGRAM.test(key)) return [];
    const named = metaField(value, "ID") ?? value;
    // Of a command line the program, not its arguments: a merge names files of any caller.
    return key === "source" ? value.split(/,\s*/) : [named.split(/\s/)[0] ?? ""];
  });
  return CALLERS.filter(({ program }) => programs.some((text) => program?.test(text) === true));
}

const byList = onceForText((text) => {
  const words = text.split(/[|,&;]/);
  return CALLERS.filter(({ program }) => words.some((word) => program?.test(word.trim()) === true));
});

const byKeys = onceFor((format: readonly string[]) => {
  const keys = new Set(format);
  return MARKED.find(([own]) => own.every((key) => keys.has(key)))?.[1] ?? null;
});

/** Callers with ids of their own, and with keys. */
const NAMING = CALLERS.flatMap((caller) =>
  caller.id === undefined ? [] : [[caller.id, caller] as const],
);
const MARKED = CALLERS.flatMap((caller) =>
  caller.keys === undefined ? [] : [[caller.keys, caller] as const],
);

/**
 * All callers of a record: those that a joiner lists, else by its id, its FORMAT or its INFO, else the file's where
 * the file has one.
 */
export function callersOfRecord(record: EventRecord, ofFile: readonly Habit[]): readonly Habit[] {
  const named = namedCallers(record, ofFile);
  return isByCopies(record, named) ? byDepth(named) : named;
}

function namedCallers(
  { id, info, formatKeys }: EventRecord,
  ofFile: readonly Habit[],
): readonly Habit[] {
  let listed: readonly Habit[] = NOBODY;
  for (const key of LISTS) {
    const value = info.get(key);
    const own = typeof value === "string" ? byList(value) : NOBODY;
    if (own.length > 0) listed = listed.length === 0 ? own : [...new Set([...listed, ...own])];
  }
  if (listed.length > 0) return listed;
  const named = id === "." ? undefined : NAMING.find(([own]) => own.test(id));
  if (named !== undefined) return alone(named[1]);
  const marked =
    byKeys(formatKeys) ?? MARKED.find(([keys]) => keys.every((key) => info.has(key)))?.[1];
  return alone(marked ?? ofFile[0] ?? UNKNOWN);
}

const NOBODY: readonly Habit[] = [];

/** FORMAT and INFO keys of reads that show a junction, and of what was put together of them. */
const OF_READS = ["PR", "SR", "DV", "RV", "SU", "AO", "VF", "AD", "PE", "RE", "SUPPORT", "PE_GT"]
  .concat(["SR_GT", "PRECISE", "HOMLEN", "HOMSEQ", "CONSENSUS", "SVINSSEQ", "SVINSLEN", "INSLEN"])
  .concat(["MATEID", "CT", "STRANDS"]);

const isCopyWord = (text: string): boolean => /^<?CNV/i.test(text);

/**
 * A call of copies by a caller of junctions: what a record tells, not its caller, says so. SVCLAIM does, `<CNV>` has no
 * junction, and of others copies are told, and no reads.
 */
function isByCopies({ info, alts, formatKeys }: EventRecord, callers: readonly Habit[]): boolean {
  if (callers.some(({ algorithm, copyNumber }) => algorithm === "depth" || copyNumber === "unit"))
    return false;
  const claim = info.get("SVCLAIM");
  if (typeof claim === "string" && /^[DJ]/.test(claim)) return /^D(?!J)/.test(claim);
  const [alt = ""] = alts;
  if (isCopyWord(alt)) return true;
  const isTold = formatKeys.includes("CN") || isCopyWord(String(info.get("SVTYPE") ?? ""));
  if (!isTold || !/^<(?:DEL|DUP)/i.test(alt)) return false;
  return !OF_READS.some((key) => info.has(key) || formatKeys.includes(key));
}

/** The same list for the same callers. */
const byDepth = onceFor((callers: readonly Habit[]): readonly Habit[] =>
  callers.map((caller) => ofDepth(caller)),
);

const ofDepth = onceFor((caller: Habit): Habit => ({ ...caller, algorithm: "depth" }));

/** Was the record joined of several callers', or could it have been? */
export function isJoined({ info }: EventRecord): boolean {
  return LISTS.some((key) => key !== "SVMETHOD" && info.has(key));
}

/** The same list for the same caller. */
const alone = onceFor((habit: Habit): readonly Habit[] => [habit]);

/** `Manta, CNVnator`. */
export const namesOf = onceFor((callers: readonly Habit[]) =>
  callers.map(({ name }) => name).join(", "),
);

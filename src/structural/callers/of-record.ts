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

const byKeys = onceForText((format) => {
  const keys = new Set(format.split(":"));
  return CALLERS.filter((habit) => habit.keys?.every((key) => keys.has(key)) === true);
});

/**
 * All callers of a record: those that a joiner lists, else by its id, its FORMAT or its INFO, else the file's where
 * the file has one.
 */
export function callersOfRecord(
  { id, info, formatKeys }: EventRecord,
  ofFile: readonly Habit[],
): readonly Habit[] {
  const listed = LISTS.flatMap((key) => {
    const value = info.get(key);
    return typeof value === "string" ? byList(value) : NOBODY;
  });
  if (listed.length > 0) return [...new Set(listed)];
  const named = id === "." ? undefined : CALLERS.find((caller) => caller.id?.test(id) === true);
  if (named !== undefined) return alone(named);
  const [ofFormat] = byKeys(formatKeys.join(":"));
  const marked =
    ofFormat ?? CALLERS.find(({ keys }) => keys?.every((key) => info.has(key)) === true);
  return alone(marked ?? ofFile[0] ?? UNKNOWN);
}

const NOBODY: readonly Habit[] = [];

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

/**
 * One line of an event file, as far as every reader needs it (SVI-07): nothing in it is rejected except its
 * position.
 */
import { canonicalChrom } from "../../core/assembly.ts";
import { onceForText } from "../../core/once.ts";

export interface EventRecord {
  /** Line in the file, 1-based. */
  line: number;
  text: string;
  contig: string;
  /** null: no chromosome. */
  chrom: string | null;
  pos: number;
  id: string;
  ref: string;
  alts: readonly string[];
  qual: string;
  /** Names that are neither PASS nor `.`. */
  filters: string[];
  /** Flags are true; the first value of a key counts. */
  info: ReadonlyMap<string, string | true>;
  formatKeys: readonly string[];
  /** One text per sample; fewer where the line has fewer. */
  samples: readonly string[];
}

/** The longest position that is believed. */
const POSITION = /^\d{1,10}$/;

/** The columns of a line; null: it has too few, or no position. */
export function columnsOf(text: string): string[] | null {
  const columns = text.split("\t");
  return columns.length < 8 || !POSITION.test(columns[1] ?? "") ? null : columns;
}

/** null: as `columnsOf`. */
export function eventRecord(text: string, line: number): EventRecord | null {
  const columns = columnsOf(text);
  return columns === null ? null : recordOf(columns, text, line);
}

export function recordOf(columns: readonly string[], text: string, line: number): EventRecord {
  const [named = "", pos = "", id = ".", ref = "", alt = "", qual = ".", filter = "."] = columns;
  const { contig, chrom } = chromOf(named);
  return {
    line,
    text,
    contig,
    chrom,
    pos: Number(pos),
    id,
    ref,
    alts: alt.startsWith("<") ? altsOf(alt) : alt.split(","),
    qual,
    filters: failedOf(filter),
    info: infoOf(columns[7] ?? ""),
    formatKeys: keysOf(columns[8] ?? ""),
    samples: columns.slice(9),
  };
}

/** One text for all records of the same. */
const chromOf = onceForText((contig) => ({ contig, chrom: canonicalChrom(contig) }));

const altsOf = onceForText((alt) => alt.split(","));

const keysOf = onceForText((format) => format.split(":"));

/** Names of FILTER that are neither PASS nor `.`. */
export const failedOf = onceForText((filter) =>
  filter.split(/[;,]/).filter((name) => name !== "" && name !== "PASS" && name !== "."),
);

/** Some tools put the whole column in quotes. */
function infoOf(text: string): Map<string, string | true> {
  const values = new Map<string, string | true>();
  const bare = text.startsWith('"') ? text.replaceAll('"', "") : text;
  for (let from = 0, end = 0; end < bare.length; from = end + 1) {
    end = bare.indexOf(";", from);
    if (end < 0) end = bare.length;
    const at = bare.indexOf("=", from);
    const isFlag = at < 0 || at > end;
    const key = bare.slice(from, isFlag ? end : at);
    if (!values.has(key)) values.set(key, isFlag || bare.slice(at + 1, end));
  }
  return values;
}

const WHOLE = /^[-+]?\d{1,12}$/;

/** Of a list, which may stand in brackets: intervals come in few spellings. */
const partsOf = onceForText((text) => text.replaceAll(/[()]/g, "").split(","));

/** The one interval that most of these texts are: one for all records of the same. */
const pairOf = onceForText((text): { both: [number, number] | null } => {
  const [low = "", high = "", ...more] = partsOf(text);
  if (more.length > 0 || !WHOLE.test(low) || !WHOLE.test(high)) return { both: null };
  return { both: [Math.min(Number(low), 0), Math.max(Number(high), 0)] };
});

/** Told of each value that cannot be read, by its key. */
export type BadValue = (key: string) => void;

/** Readers of INFO: a value is a whole number or none; what is neither is told (SVI-07). */
export class Values {
  private readonly info: EventRecord["info"];
  private readonly bad: BadValue;

  constructor(info: EventRecord["info"], bad: BadValue) {
    this.info = info;
    this.bad = bad;
  }

  has(key: string): boolean {
    return this.info.has(key);
  }

  text(key: string): string | undefined {
    const value = this.info.get(key);
    return value === undefined || value === true || value === "" || value === "."
      ? undefined
      : value;
  }

  /** Of a list that has one number per ALT, the ALT's own; of one number, that. @param index from 0 */
  whole(key: string, index = 0): number | null {
    const text = this.text(key);
    if (text === undefined) return null;
    if (WHOLE.test(text)) return Number(text);
    if (!/[,(]/.test(text)) return this.number(key, text);
    const parts = partsOf(text);
    return this.number(key, parts[index] ?? parts[0]);
  }

  /** The ALT's own two numbers, low and high, with 0 between them; null: not told. @param index from 0 */
  interval(key: string, index: number): [number, number] | null {
    const text = this.text(key);
    if (text === undefined) return null;
    const { both } = pairOf(text);
    if (both !== null) return both;
    const parts = partsOf(text);
    if (parts.length < 2) return null;
    const at = parts.length >= 2 * index + 2 ? 2 * index : 0;
    const low = this.number(key, parts[at]);
    const high = this.number(key, parts[at + 1]);
    if (low === null && high === null) return null;
    return [Math.min(low ?? 0, 0), Math.max(high ?? 0, 0)];
  }

  private number(key: string, text: string | undefined): number | null {
    if (text === undefined || text === "" || text === ".") return null;
    if (WHOLE.test(text)) return Number(text);
    // Severus and others write whole numbers as floats.
    if (/^[-+]?\d{1,12}\.0*$/.test(text)) return Number(text);
    this.bad(key);
    return null;
  }
}

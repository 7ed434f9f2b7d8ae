/** Queries against one source: prefetched values first, then its file. */
import { canonicalChrom, chromosomeOrder } from "../core/assembly.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { isRemote, writtenNumber } from "../core/text.ts";
import type { SourceAnswer } from "../acmg/types.ts";
import type { RemoteAccess } from "../io/bgzf/index.ts";
import type { Combine, Matching, OpenSource, SourceField, SourceRow, SourceSpec } from "./types.ts";
import { openTabixSource } from "./tabix.ts";
import type { PrefetchedValues } from "./prefetched.ts";

/** What may be asked. */
export interface Asking {
  access: RemoteAccess;
  /** A remote file may learn the places that are asked for (DEC-54). */
  remoteLookups: boolean;
  /** Entries of the store that hold this source's rows of some regions. */
  prefetched: readonly PrefetchedValues[];
}

export const LOCAL_ONLY: Asking = {
  access: { cache: null, offline: false },
  remoteLookups: false,
  prefetched: [],
};

export const NOT_PREFETCHED =
  "not prefetched, and the file is remote: use panelist knowledge import values, or --allow-remote-lookups";

/**
 * One answer per key, in their order.
 * @param matching how keys meet rows: by allele, or another way
 * @throws ToolError of a source that must not fail, with its name; E_ASSEMBLY whatever the declaration says
 */
export async function answersOf<Key>(
  spec: SourceSpec,
  keys: readonly Key[],
  matching: Matching<Key>,
  asking: Asking,
): Promise<SourceAnswer[]> {
  const answers = new Map<Key, SourceAnswer>();
  try {
    for (const entry of asking.prefetched) {
      const own = keys.filter((key) => !answers.has(key) && entry.covers(matching.place(key)));
      // oxlint-disable-next-line no-await-in-loop -- the newer one answers first
      const rows = await entry.rows(own, matching);
      for (const key of own) answers.set(key, answersOfRows(spec, rows.get(key) ?? []));
    }
    const rest = keys.filter((key) => !answers.has(key));
    const mayAsk = !isRemote(spec.file) || asking.remoteLookups || asking.access.offline;
    if (mayAsk)
      await askFiles(spec, rest, matching, asking.access, (key, rows, why) => {
        answers.set(key, answersOfRows(spec, rows, why));
      });
    else for (const key of rest) answers.set(key, notAssessed(spec, NOT_PREFETCHED));
  } catch (error) {
    if (!isToolError(error)) throw error;
    if (error.code === "E_ASSEMBLY" || spec.onFailure === "stop") throw named(error, spec);
    const detail = `${error.code}: ${error.message}`;
    return keys.map((key) => answers.get(key) ?? notAssessed(spec, detail));
  }
  return keys.map((key) => answers.get(key) ?? answersOfRows(spec, []));
}

export function named(error: ToolError, { name }: SourceSpec): ToolError {
  const message = error.message.includes(`'${name}'`)
    ? error.message
    : `source '${name}': ${error.message}`;
  return new ToolError(error.code, message, {
    ...error.place,
    hint: `${error.hint ?? ""}${error.hint === undefined ? "" : " "}Declare \`"onFailure": "not_assessed"\` to continue without it.`,
    cause: error,
  });
}

function notAssessed({ name: source }: SourceSpec, detail: string): SourceAnswer {
  return { source, status: "not_assessed", values: {}, detail };
}

/**
 * A source has one file, or one for each chromosome.
 * @param tell takes the rows of each key, and why there are none on its whole chromosome; empty: there are
 */
export async function askFiles<Key>(
  spec: SourceSpec,
  keys: readonly Key[],
  matching: Matching<Key>,
  access: RemoteAccess,
  tell: (key: Key, rows: readonly SourceRow[], why: string) => void,
): Promise<void> {
  const chromOf = (key: Key): string => matching.place(key).chrom;
  const chroms = [...new Set(keys.map(chromOf))].sort(
    (a, b) => chromosomeOrder(a) - chromosomeOrder(b),
  );
  const files = spec.file.includes("{chrom}") ? chroms : chroms.length === 0 ? [] : [null];
  const asked = await Promise.allSettled(
    files.map(async (chrom) => {
      const own = chrom === null ? keys : keys.filter((key) => chromOf(key) === chrom);
      const file = await openSource(spec, fileOf(spec, chrom), access);
      try {
        return { file, own, rows: await file.rows(own, matching) };
      } finally {
        file.close();
      }
    }),
  );
  for (const one of asked) {
    if (one.status === "rejected") throw one.reason;
    const { file, own, rows } = one.value;
    for (const key of own) {
      const isHeld = file.chroms.has(canonicalChrom(chromOf(key)) ?? "");
      tell(key, rows.get(key) ?? [], isHeld ? "" : `no record on chromosome ${chromOf(key)}`);
    }
  }
}

export function fileOf({ file }: SourceSpec, chrom: string | null): string {
  return file.replaceAll("{chrom}", chrom ?? "");
}

/** @throws ToolError of what cannot be read */
export async function openSource(
  spec: SourceSpec,
  path: string,
  access: RemoteAccess,
): Promise<OpenSource> {
  if (spec.format !== "echtvar") return openTabixSource(spec, path, access);
  const { openEchtvar } = await import("./echtvar.ts");
  return openEchtvar(spec, path, access);
}

/** @param why there is nothing on the whole chromosome; empty: there is */
export function answersOfRows(
  spec: SourceSpec,
  rows: readonly SourceRow[],
  why = "",
): SourceAnswer {
  const { name: source, fields } = spec;
  if (rows.length === 0) return { source, status: "absent", values: {}, detail: why };
  const read = rows.map((row) => row.values());
  const values: SourceAnswer["values"] = {};
  const unknown: string[] = [];
  fields.forEach((field, i) => {
    const { name, words } = field;
    const texts = countingTexts(
      field,
      read.flatMap((own) => own[i] ?? []),
    );
    values[name] = combined(texts, field.combine);
    if (words !== undefined)
      unknown.push(...unknownWords(texts, words.known).map((w) => `${name}: ${w}`));
  });
  const found: SourceAnswer = { source, status: "found", values, detail: "" };
  return unknown.length === 0 ? found : { ...found, unknownWords: [...new Set(unknown)].sort() };
}

/** What the rows of one key say in a field. @param texts of the rows that have a value */
export function valueOf(field: SourceField, texts: readonly string[]): string | number | null {
  return combined(countingTexts(field, texts), field.combine);
}

function countingTexts({ parts }: SourceField, texts: readonly string[]): readonly string[] {
  return parts === undefined ? texts : texts.map((text) => partsOf(text, parts));
}

function partsOf(text: string, parts: readonly number[]): string {
  const genes = text.split(",").map((gene) => gene.split("|"));
  return genes.flatMap((own) => parts.map((part) => own[part - 1] ?? ".")).join(",");
}

/** ClinVar joins words by `|`, `/` and `,_`. */
function unknownWords(texts: readonly string[], known: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(/[,;|&/]/))
    .map((word) => word.replace(/^_/, ""))
    .filter((word) => word !== "" && word !== "." && !known.includes(word));
}

/** null: no record has a value. */
export function combined(texts: readonly string[], how: Combine): string | number | null {
  if (how === "count") return texts.length;
  if (how === "flag") return texts.length > 0 ? 1 : 0;
  if (texts.length === 0) return null;
  if (how === "concat") return [...new Set(texts)].join("|");
  const numbers = texts
    .flatMap((text) => text.split(/[,;|&]/))
    .flatMap((text) => writtenNumber(text) ?? []);
  if (how === "first") {
    const [first = ""] = texts;
    return writtenNumber(first) ?? first;
  }
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((a, b) => a + b, 0);
  const made = {
    max: Math.max(...numbers),
    min: Math.min(...numbers),
    sum,
    mean: sum / numbers.length,
  };
  return made[how];
}

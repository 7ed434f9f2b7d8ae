/** Survivors against one source: batched by chromosome, each block of the file read once. */
import type { Allele } from "../core/allele.ts";
import { canonicalChrom, chromosomeOrder } from "../core/assembly.ts";
import { isToolError, ToolError } from "../core/errors.ts";
import { isRemote } from "../core/text.ts";
import type { SourceAnswer } from "../acmg/types.ts";
import type { Combine, SourceSpec } from "./types.ts";
import { matches, rowReader, type SourceRow } from "./rows.ts";
import { openLocal, openRemote, type Tabix } from "./tabix.ts";

/**
 * One answer per asked allele, in their order.
 * @throws ToolError of a source that must not fail, with its name; E_ASSEMBLY whatever the declaration says
 */
export async function answersOf(
  spec: SourceSpec,
  requested: readonly Allele[],
): Promise<SourceAnswer[]> {
  const answers = new Map<Allele, SourceAnswer>();
  const held = new Set<string>();
  const chroms = [...new Set(requested.map((a) => a.chrom))].sort(
    (a, b) => chromosomeOrder(a) - chromosomeOrder(b),
  );
  const perChrom = spec.file.includes("{chrom}");
  try {
    for (const chrom of perChrom ? chroms : [null]) {
      const own = chrom === null ? requested : requested.filter((a) => a.chrom === chrom);
      const path = spec.file.replaceAll("{chrom}", chrom ?? "");
      // oxlint-disable-next-line no-await-in-loop -- one file after the other: bounded memory
      await answerFile(spec, path, own, { answers, held });
    }
  } catch (error) {
    if (!isToolError(error)) throw error;
    if (error.code === "E_ASSEMBLY" || spec.onFailure === "stop") throw named(error, spec);
    const detail = `${error.code}: ${error.message}`;
    return requested.map(() => ({ source: spec.name, status: "not_assessed", values: {}, detail }));
  }
  return requested.map((allele) => {
    const detail = held.has(allele.chrom) ? "" : `no record on chromosome ${allele.chrom}`;
    return answers.get(allele) ?? { source: spec.name, status: "absent", values: {}, detail };
  });
}

function named(error: ToolError, { name }: SourceSpec): ToolError {
  const message = error.message.includes(`'${name}'`)
    ? error.message
    : `source '${name}': ${error.message}`;
  return new ToolError(error.code, message, {
    ...error.place,
    hint: `${error.hint ?? ""}${error.hint === undefined ? "" : " "}Declare \`"onFailure": "not_assessed"\` to continue without it.`,
    cause: error,
  });
}

async function answerFile(
  spec: SourceSpec,
  path: string,
  requested: readonly Allele[],
  { answers, held }: { answers: Map<Allele, SourceAnswer>; held: Set<string> },
): Promise<void> {
  const file: Tabix = isRemote(path) ? await openRemote(path) : openLocal(path);
  try {
    const read = rowReader(spec, await file.head(), path);
    for (const name of file.names) {
      const chrom = canonicalChrom(name);
      if (chrom !== null) held.add(chrom);
      const own = requested.filter((a) => a.chrom === chrom).toSorted((a, b) => a.pos - b.pos);
      if (own.length === 0) continue;
      // An insertion before the base, or a deletion written one base earlier, stands beside it.
      const places = own.map(({ pos, ref }) => ({
        start: Math.max(1, pos - 1),
        end: pos + ref.length,
      }));
      const found = new Map<Allele, SourceRow[]>();
      const byPos = new Map<number, Allele[]>();
      for (const allele of own)
        for (let pos = allele.pos; pos < allele.pos + allele.ref.length; pos++)
          byPos.set(pos, [...(byPos.get(pos) ?? []), allele]);
      for await (const line of file.lines(name, places)) {
        for (const row of read(line))
          for (const allele of byPos.get(row.pos) ?? [])
            if (matches(row, allele)) found.set(allele, [...(found.get(allele) ?? []), row]);
      }
      for (const [allele, rows] of found) answers.set(allele, answer(spec, rows));
    }
  } finally {
    file.close();
  }
}

function answer({ name, fields }: SourceSpec, rows: readonly SourceRow[]): SourceAnswer {
  const values: SourceAnswer["values"] = {};
  fields.forEach(({ name: label, combine }, i) => {
    values[label] = combined(
      rows.flatMap((row) => row.values[i] ?? []),
      combine,
    );
  });
  return { source: name, status: "found", values, detail: "" };
}

/** null: no record has a value. */
export function combined(texts: readonly string[], how: Combine): string | number | null {
  if (how === "count") return texts.length;
  if (how === "flag") return texts.length > 0 ? 1 : 0;
  if (texts.length === 0) return null;
  if (how === "concat") return [...new Set(texts)].join("|");
  const numbers = texts
    .flatMap((text) => text.split(/[,;|&]/))
    .map((text) => (text === "" || text === "." ? Number.NaN : Number(text)))
    .filter((value) => Number.isFinite(value));
  if (how === "first") {
    const [first = ""] = texts;
    return first !== "" && Number.isFinite(Number(first)) ? Number(first) : first;
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

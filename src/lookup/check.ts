/** `panelist sources check`: a declaration compared with the file that it describes. */
import { BYTE } from "../core/bytes.ts";
import { ToolError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { type RemoteAccess, SortedLines } from "../io/bgzf/index.ts";
import { answersOfRows, fileOf, openSource } from "./answer.ts";
import { isAside } from "./rows.ts";
import { openTabix, textOf } from "./tabix.ts";
import type { Role, SourceSpec } from "./types.ts";

/** Records that are looked at. */
const SAMPLE = 500;
/** The smallest of those that every source has. */
const CHROM = "22";

const NUMBERS: ReadonlySet<Role> = new Set<Role>([
  "frequency",
  "homozygotes",
  "hemizygotes",
  "alleleNumber",
  "alleleCount",
  "faf95",
  "coverage",
  "revel",
  "cadd",
  "alphaMissense",
  "spliceAi",
]);

interface CheckedSource {
  source: string;
  /** Path or address of the file that was looked at. */
  file: string;
  records: number;
  /** Fields without a value in any of the records. */
  empty: string[];
}

/**
 * Opens the file, and reads its first records: every field must be in the header, of the build; numbers must be
 * numbers, and words those of the declaration.
 * @throws ToolError E_KNOWLEDGE, E_ASSEMBLY and those of reading
 */
export async function checkSource(spec: SourceSpec, access: RemoteAccess): Promise<CheckedSource> {
  const file = fileOf(spec, CHROM);
  if (spec.format === "echtvar") {
    (await openSource(spec, file, access)).close();
    return { source: spec.name, file, records: 0, empty: [] };
  }
  const { ranges, head, reader } = await openTabix(spec, file, access);
  try {
    const lines = new SortedLines(ranges, reader.columns.pos, DEFAULT_POLICY.limits);
    const whole = { minv: { block: 0, within: 0 }, maxv: { block: ranges.size, within: 0 } };
    const seen = new Map<string, number>();
    let records = 0;
    const last = head.at(-1)?.split("\t")[reader.columns.pos - 1] ?? "";
    // The names of a table's columns may stand above its rows without a #.
    let skip =
      spec.format === "vcf" || /^\d/.test(last) ? head.filter(isAside).length : head.length;
    for await (const piece of lines.all(whole)) {
      for (let at = 0; at < piece.length && records < SAMPLE;) {
        const end = piece.indexOf(BYTE.NEWLINE, at);
        if (skip > 0) skip--;
        else {
          for (const row of reader.read(textOf(piece, at, end))) checkRow(spec, row, file, seen);
          records++;
        }
        at = end + 1;
      }
      if (records >= SAMPLE) break;
    }
    if (records === 0)
      throw new ToolError("E_KNOWLEDGE", `source '${spec.name}' has no records`, { path: file });
    const empty = spec.fields.flatMap(({ name }) => (seen.has(name) ? [] : [name]));
    return { source: spec.name, file, records, empty };
  } finally {
    ranges.close();
  }
}

function checkRow(
  spec: SourceSpec,
  row: Parameters<typeof answersOfRows>[1][number],
  path: string,
  seen: Map<string, number>,
): void {
  const { values, unknownWords = [] } = answersOfRows(spec, [row]);
  const at = { path, pos: row.pos };
  if (unknownWords.length > 0)
    throw new ToolError(
      "E_KNOWLEDGE",
      `source '${spec.name}' contains values not listed in its declaration: ${unknownWords.join("; ")}`,
      {
        ...at,
        hint: "Has the source changed its vocabulary? Add the values once their meaning is clear.",
      },
    );
  for (const { name, as } of spec.fields) {
    const value = values[name] ?? null;
    if (value === null) continue;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    if (NUMBERS.has(as) && typeof value !== "number")
      throw new ToolError(
        "E_KNOWLEDGE",
        `${name} of source '${spec.name}' is not a number: ${value}`,
        at,
      );
  }
}

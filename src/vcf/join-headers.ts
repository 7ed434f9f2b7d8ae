/** Several files as one VCF: one header, and lines with the columns of all samples. */
import { metaDescription, metaField } from "./meta.ts";

interface Head {
  lines: readonly string[];
  samples: readonly string[];
}

const FIXED = 9;

/** What files may define differently under one id. */
const DEFINITION = /^##(INFO|FORMAT|FILTER|ALT|contig)=(<(?:.*?,)?ID=([^,>]+).*)/;

/**
 * The header lines of all, without line ends, `#CHROM` last. Of definitions with one id the first counts, wide enough
 * for the values of every file.
 */
export function joinHeaders(heads: readonly Head[]): readonly string[] {
  const [only, ...more] = heads;
  if (more.length === 0) return only?.lines ?? [];
  const seen = new Map<string, string>();
  for (const line of heads.flatMap(({ lines }) => lines)) {
    if (!line.startsWith("##")) continue;
    const [, kind, , id] = DEFINITION.exec(line) ?? [];
    const key = line.startsWith("##fileformat=") ? "##fileformat" : line;
    const name = kind === undefined ? key : `${kind} ${id}`;
    const known = seen.get(name);
    const isTyped = kind === "INFO" || kind === "FORMAT";
    seen.set(name, known === undefined ? line : isTyped ? wider(known, line) : known);
  }
  const samples = samplesOf(heads);
  const columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
  return [
    ...seen.values(),
    samples.length === 0 ? columns : `${columns}\tFORMAT\t${samples.join("\t")}`,
  ];
}

/** Each once, in the order of the files. */
export function samplesOf(heads: readonly Head[]): string[] {
  return [...new Set(heads.flatMap(({ samples }) => samples))];
}

function wider(line: string, other: string): string {
  const types = new Set([metaField(line, "Type"), metaField(other, "Type")]);
  const numbers = new Set([metaField(line, "Number"), metaField(other, "Number")]);
  if (types.size + numbers.size === 2) return line;
  const isNumber = [...types].every((type) => type === "Integer" || type === "Float");
  const [type] = types.size === 1 ? types : [isNumber ? "Float" : "String"];
  const [number] = numbers.size === 1 ? numbers : ["."];
  const [, kind, value = "", id] = DEFINITION.exec(line) ?? [];
  return `##${kind}=<ID=${id},Number=${number},Type=${type},Description="${metaDescription(value)}">`;
}

/** A data line with the columns of `samples`; one that `own`, the samples of its file, does not name is missing. */
export function withColumns(
  text: string,
  own: readonly string[],
  samples: readonly string[],
): string {
  const columns = text.split("\t");
  const fixed = columns.slice(0, FIXED);
  if (samples.length === 0) return fixed.slice(0, FIXED - 1).join("\t");
  if (fixed.length < FIXED) fixed.push("GT");
  const calls = samples.map((sample) => {
    const at = own.indexOf(sample);
    return at < 0 ? "." : (columns[FIXED + at] ?? ".");
  });
  return [...fixed, ...calls].join("\t");
}

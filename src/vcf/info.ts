/** Values of the INFO column. */
import { plainChange } from "./hgvs-word.ts";
import { ToolError } from "../core/errors.ts";
import { onceFor } from "../core/once.ts";
import type { VcfHeader, VcfRecord } from "./types.ts";

/**
 * The value of an INFO key, as written; true for a flag; undefined when absent. The key must match whole:
 * keys may begin with a digit or hold dots (`1000GAF`, `technology.ILLUMINA`). The first wins.
 */
export function infoValue(info: string, key: string): string | true | undefined {
  let at = info.indexOf(key);
  while (at >= 0) {
    const end = at + key.length;
    if (at === 0 || info[at - 1] === ";") {
      const next = info[end];
      if (next === undefined || next === ";") return true;
      if (next === "=") {
        const stop = info.indexOf(";", end);
        return info.slice(end + 1, stop < 0 ? info.length : stop);
      }
    }
    at = info.indexOf(key, end);
  }
  return undefined;
}

/** A field's name in lower case, without SnpSift's `dbNSFP_`: the same fields by either way. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/^dbnsfp_/, "");
}

/** Frequencies, ClinVar and predictions ask one record for a dozen keys: its INFO is split once. */
const valuesOf = onceFor(({ info }: VcfRecord) => splitInfo(info));

/**
 * Text of a record's INFO key: undefined when absent, a flag, empty or `.`.
 * @throws ToolError E_VCF_RECORD when the key occurs twice with different values
 */
export function infoText(record: VcfRecord, key: string): string | undefined {
  const [first, ...more] = infoTexts(record, key);
  if (more.length > 0)
    throw new ToolError("E_VCF_RECORD", `INFO key ${key} occurs twice with different values`, {
      chrom: record.contig,
      pos: record.pos,
      hint: "Remove the wrong value, or annotate the file again: VCF allows each key once.",
    });
  return first;
}

/** The different texts of a record's INFO key: one, but for a faulty record. */
export function infoTexts(record: VcfRecord, key: string): readonly string[] {
  const found = valuesOf(record).get(key);
  return found === undefined ? [] : typeof found === "string" ? [found] : found;
}

function splitInfo(info: string): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const part of info.split(";")) {
    const at = part.indexOf("=");
    if (at < 0) continue;
    const key = part.slice(0, at);
    const value = part.slice(at + 1);
    if (value === "" || value === ".") continue;
    const known = values.get(key);
    if (known === undefined) values.set(key, value);
    else {
      const texts = typeof known === "string" ? [known] : known;
      if (!texts.includes(value)) values.set(key, [...texts, value]);
    }
  }
  return values;
}

const ENCODED: Readonly<Record<string, string>> = {
  "3A": ":",
  "3B": ";",
  "3D": "=",
  "25": "%",
  "2C": ",",
  "0D": "\r",
  "0A": "\n",
  "09": "\t",
};

/** Decodes the percent-encodings of the VCF specification, no others (VCF-06). After splitting. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  return text.replaceAll(
    /%(3A|3B|3D|25|2C|0D|0A|09)/gi,
    (whole, hex: string) => ENCODED[hex.toUpperCase()] ?? whole,
  );
}

/**
 * The part of an INFO list that belongs to one ALT. `Number=A` and `R` go by index; a single value
 * belongs to all ALTs; a list that fits neither is given whole: the caller takes the worst of it.
 * @param alleleIndex 1-based as in GT
 */
export function valuesOfAllele(
  value: string,
  number: string,
  alleleIndex: number,
  alts: number,
): string[] {
  const values = value.split(",");
  const offset = number === "R" ? 0 : 1;
  if (values.length === alts + 1 - offset && number !== "1") {
    const own = values[alleleIndex - offset];
    return own === undefined ? [] : [own];
  }
  return values;
}

/** The allele's values of a key, of one that stands twice the values of both; none where there is no key. */
export function infoValues(
  key: string | null,
  { record, alleleIndex, header }: { record: VcfRecord; alleleIndex: number; header: VcfHeader },
): string[] {
  if (key === null) return [];
  const number = header.info.get(key)?.number ?? ".";
  return infoTexts(record, key).flatMap((text) =>
    valuesOfAllele(text, number, alleleIndex, record.alts.length),
  );
}

/**
 * Protein changes in one form, for comparison (VEP-04).
 *
 * `ENSP1.1:p.Leu10%3D`, `p.(Leu10=)` and `p.Leu10=` are all `p.Leu10=`: as `plainChange` has it. Empty for text
 * without a protein change.
 */
export function normaliseProtein(text: string): string {
  const decoded = decodePercent(text);
  // VEP before release 88 wrote a synonymous change as `ENST:c.1A>G(p.=)`.
  const at = decoded.lastIndexOf("p.");
  return at < 0 ? "" : plainChange(decoded.slice(at));
}

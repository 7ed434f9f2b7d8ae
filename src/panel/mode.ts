/**
 * The wording of a panel row: mode of inheritance (MOI-01), confidence (PA-01), penetrance (PA-03), mode of
 * pathogenicity (PA-02). Free text in, one of our words out.
 */
import { onceForText } from "../core/once.ts";
import type { Confidence, ModeOfInheritance, PanelGene } from "./types.ts";

/** Lower case, every run of other characters than letters and digits one blank, trimmed. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/**
 * Mode of inheritance from PanelApp's text, by prefix in the order of MOI-01: the text of BOTH
 * holds "biallelic", that of "NOT imprinted" holds "imprinted", that of X-linked holds "monoallelic".
 * Unrecognised text and null are "missing"; the models of "missing" are those of "unknown".
 */
export function parseMode(text: string | null): ModeOfInheritance {
  return parsed(text ?? "");
}

/** A few dozen texts make all rows of all panels. */
const parsed = onceForText((text) => modeOf(plain(text)));

/** @param mode in the form of `plain` */
function modeOf(mode: string): ModeOfInheritance {
  if (mode.startsWith("x linked"))
    return mode.includes("biallelic mutations in females")
      ? "x_biallelic_females"
      : "x_monoallelic_females";
  if (mode.startsWith("both")) return mode.includes("severe") ? "both_biallelic_severe" : "both";
  if (mode.startsWith("biallelic")) return "biallelic";
  if (mode.startsWith("monoallelic")) {
    if (mode.includes("maternally imprinted")) return "monoallelic_paternal_expressed";
    if (mode.includes("paternally imprinted")) return "monoallelic_maternal_expressed";
    return "monoallelic";
  }
  if (mode.startsWith("mitochondrial")) return "mitochondrial";
  if (mode.startsWith("unknown")) return "unknown";
  if (mode.startsWith("other")) return "other";
  return "missing";
}

/** Values by each of the texts that mean them. */
function byText<T extends string>(texts: Partial<Record<T, string[]>>): ReadonlyMap<string, T> {
  const entries = Object.entries(texts) as [T, string[]][];
  return new Map(entries.flatMap(([value, own]) => own.map((text) => [text, value])));
}

/** What people write in their own tables, whole cell, in the form of `plain`. */
const SHORTHAND = byText<ModeOfInheritance>({
  monoallelic: ["ad", "autosomal dominant", "dominant"],
  biallelic: ["ar", "autosomal recessive", "recessive"],
  both: ["ad ar", "ar ad", "autosomal dominant autosomal recessive"],
  x_monoallelic_females: [
    "xl",
    "xld",
    "x linked dominant",
    "monoallelic x het",
    "monoallelic x heterozygous",
  ],
  x_biallelic_females: [
    "xlr",
    "xr",
    "x linked recessive",
    "hemizygous",
    "monoallelic x hem",
    "monoallelic x hemizygous",
  ],
  mitochondrial: ["mt", "mito"],
  monoallelic_paternal_expressed: ["imprinted paternal"],
  monoallelic_maternal_expressed: ["imprinted maternal"],
});

/** `parseMode` that also knows shorthand (AD, AR, XLR, ...): for tables made by hand. */
export function parseModeOrShorthand(text: string | null): ModeOfInheritance {
  return SHORTHAND.get(plain(text ?? "")) ?? parseMode(text);
}

const CONFIDENCE = byText<Confidence>({
  green: ["4", "3", "green", "expert review green"],
  amber: ["2", "amber", "expert review amber"],
  red: ["1", "red", "expert review red"],
  grey: ["0", "grey", "gray", "no list"],
});

/** Confidence (PA-01): a level as text ("4" of old data is green) or a colour; null when neither. */
export function parseConfidence(text: string): Confidence | null {
  return CONFIDENCE.get(text) ?? CONFIDENCE.get(plain(text)) ?? null;
}

/** PA-03; DEC-06: "Complete" is what the form offers first and never lowers anything. */
export function parsePenetrance(text: string | null): PanelGene["penetrance"] {
  const word = text === null ? "" : plain(text);
  return word === "complete" || word === "incomplete" ? word : "unknown";
}

/** PA-02: the text says that loss-of-function variants do not cause the phenotype. */
export function saysLofNotMechanism(modeOfPathogenicity: string | null): boolean {
  if (modeOfPathogenicity === null || modeOfPathogenicity === "") return false;
  const text = plain(modeOfPathogenicity);
  return text.startsWith("loss of function") && text.includes("do not cause");
}

const AUTOSOMAL: ReadonlySet<ModeOfInheritance> = new Set([
  "monoallelic",
  "biallelic",
  "both",
  "both_biallelic_severe",
]);

/**
 * One mode that allows what any of the given ones allows. Rows that name no mode give way to those that
 * do. Modes without a common word (an imprinted and a plain one, both X-linked ones) become "unknown",
 * which tries all models.
 */
export function joinModes(modes: readonly ModeOfInheritance[]): ModeOfInheritance {
  const named = new Set(modes.filter((m) => m !== "unknown" && m !== "other" && m !== "missing"));
  if (named.size === 0)
    return modes.includes("unknown") ? "unknown" : modes.includes("other") ? "other" : "missing";
  const [first] = named;
  if (named.size === 1 && first !== undefined) return first;
  if ([...named].every((m) => AUTOSOMAL.has(m)))
    return named.has("both_biallelic_severe") ? "both_biallelic_severe" : "both";
  return "unknown";
}

/**
 * Prefetched splice predictions, as alleles with scores: a scan must know them before it drops an allele for its
 * consequence (DEC-54).
 */
import { writtenNumber } from "../core/text.ts";
import { alleleKey } from "../core/allele.ts";
import { chromosomeOrder } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import { valueOf } from "./answer.ts";
import type { PrefetchedValues } from "./prefetched.ts";
import { ALLELES } from "./rows.ts";
import type { Place, SourceField, SourceSpec } from "./types.ts";

const { PIPE, COMMA, ZERO, NINE } = BYTE;

type Parts = SourceField["parts"];

interface Scored {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
  score: number;
}

/** Does it say what an allele does to splicing, by allele? */
export function predictsSplicing({ fields, format, columns }: SourceSpec): boolean {
  const isByAllele = format === "vcf" || (columns?.ref ?? null) !== null;
  return isByAllele && fields.some(({ as }) => as === "spliceAi");
}

/**
 * @param limit the least score, above 0
 * @param places which are read; null: all that was prefetched
 * @returns in the order of the genome, each allele once
 * @throws ToolError E_STORE: damaged
 */
export function splicedAlleles(
  sources: readonly { spec: SourceSpec; prefetched: readonly PrefetchedValues[] }[],
  limit: number,
  places: readonly Place[] | null,
): Scored[] {
  const found = new Map<string, Scored>();
  for (const { spec, prefetched } of sources.filter((one) => predictsSplicing(one.spec)))
    for (const one of ofSource(spec, prefetched, limit, places)) {
      const key = alleleKey(one);
      if (one.score > (found.get(key)?.score ?? 0)) found.set(key, one);
    }
  return [...found.values()].sort(
    (a, b) => chromosomeOrder(a.chrom) - chromosomeOrder(b.chrom) || a.pos - b.pos,
  );
}

function* ofSource(
  spec: SourceSpec,
  prefetched: readonly PrefetchedValues[],
  limit: number,
  places: readonly Place[] | null,
): Generator<Scored, void> {
  const fields = spec.fields.flatMap((field, i) => (field.as === "spliceAi" ? [{ field, i }] : []));
  const columns = fields.map(({ i }) => i);
  const mayReach = (text: string, n: number): boolean => {
    const parts = fields[n]?.field.parts;
    return isAboveZero(text, parts) && highestIn(text, parts) >= limit;
  };
  for (const [n, entry] of prefetched.entries()) {
    // As when it is asked: the newer one answers first.
    const newer = prefetched.slice(0, n);
    for (const { texts, chrom, pos, ref, alt } of entry.allelesOf(columns, mayReach, places)) {
      if (ref === null || alt === null) continue;
      const scores = fields.map(({ field }, k) => valueOf(field, texts[k] ?? []));
      const score = Math.max(...scores.map((value) => (typeof value === "number" ? value : 0)));
      if (score < limit) continue;
      const allele = { chrom, pos, ref, alt };
      if (!newer.some((one) => one.covers(ALLELES.place(allele)))) yield { ...allele, score };
    }
  }
}

/** At a glance: nearly all rows say 0. */
function isAboveZero(text: string, parts: Parts): boolean {
  for (let i = 0, part = 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === PIPE) part++;
    else if (c === COMMA) part = 1;
    else if (c > ZERO && c <= NINE && parts?.includes(part) !== false) return true;
  }
  return false;
}

/** The highest number among the parts that count. */
function highestIn(text: string, parts: Parts): number {
  let highest = 0;
  for (const one of parts === undefined ? [text] : text.split(",")) {
    const words = one.split(parts === undefined ? /[,;|&]/ : "|");
    for (const word of parts?.map((part) => words[part - 1] ?? "") ?? words) {
      const value = writtenNumber(word) ?? 0;
      if (value > highest) highest = value;
    }
  }
  return highest;
}

/** An event as a row has it, or a record of its own would: place, REF and ALT, all of one end. */
import { canonicalChrom } from "../../core/assembly.ts";
import { basesOf, baseCodes, reverseComplement } from "../../core/genetic-code.ts";
import type { GenomicEvent } from "../types.ts";

interface Written {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
}

const SYMBOLS: Readonly<Record<string, string>> = { ME: "<INS:ME>", CPX: "<CPX>", LOH: "<LOH>" };

/** POS as of a record: the first affected base less one; of a breakend its first end, whichever end's record is the best. */
export function writtenAs(event: GenomicEvent): Written {
  const [best] = event.members;
  const { chrom, kind, inserted, first } = event;
  if (kind === "BND") return writtenBreakend(event);
  const element =
    kind === "ME" && inserted !== null && /^\w+$/.test(inserted) ? `:${inserted}` : "";
  const alt = (SYMBOLS[kind] ?? `<${kind}>`).replace(/>$/, `${element}>`);
  // An insertion stands on the base before the junction.
  const isJunction = kind === "INS" || kind === "ME";
  const pos = isJunction ? first : Math.max(1, first - 1);
  return { chrom, pos, ref: firstBase(best?.ref), alt };
}

function firstBase(ref = ""): string {
  return /^[ACGTN]/i.exec(ref)?.[0].toUpperCase() ?? "N";
}

/** By the record of the first end where there is one; else as the other end's record says it, of a base that is not known. */
function writtenBreakend({ chrom, first, ends, inserted, members }: GenomicEvent): Written {
  const [best] = members;
  const [own = { chrom, pos: first, strand: "+" }, mate] = ends;
  const at = { chrom: own.chrom, pos: own.pos };
  const here = members.find(
    ({ contig, pos }) =>
      Math.max(1, pos) === own.pos && (canonicalChrom(contig) ?? contig) === own.chrom,
  );
  const { ref, alt = "<BND>" } = here ?? { alt: best?.alt };
  if (here !== undefined || mate === undefined || alt.startsWith("<"))
    return { ...at, ref: firstBase(ref), alt };
  const bracket = mate.strand === "-" ? "[" : "]";
  const there = `${bracket}${best?.contig}:${mate.pos}${bracket}`;
  const gained = inserted ?? "";
  const bases = own.strand === mate.strand ? basesOf(reverseComplement(baseCodes(gained))) : gained;
  return { ...at, ref: "N", alt: own.strand === "+" ? `N${bases}${there}` : `${there}${bases}N` };
}

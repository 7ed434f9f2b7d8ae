/** DEC-17: which panel genes have records in their extent, and which of these ever appear in the annotation. */
import { genesNamedIn } from "../vcf/index.ts";
import type { GeneNames } from "../vcf/types.ts";
import type { Columns } from "./gates/columns.ts";
import type { Compiled, Extent } from "./compile.ts";

export class NamedGenes {
  /** Extents of the contig's panel genes that are not behind us, by start. */
  extents: readonly Extent[] = [];
  readonly seen: Set<number> = new Set();
  readonly named: Set<number> = new Set();
  /** Genes at the line at hand that neither it nor a line before it names. */
  unnamed: number[] = [];
  private readonly compiled: Compiled;

  constructor(compiled: Compiled) {
    this.compiled = compiled;
  }

  enterContig(chrom: string | null): void {
    this.extents = (chrom === null ? undefined : this.compiled.extents.get(chrom)) ?? [];
  }

  /**
   * A line of these extents: a gene is asked for until it is named.
   * @param place the line's chromosome and POS, `last` the last base that it touches
   */
  note(data: Buffer, at: Columns, place: { chrom: string; pos: number }, last: number): void {
    const { layout, own } = this.compiled;
    this.unnamed = [];
    if (layout === null) return;
    const open = this.openAt(place.pos, last);
    if (open === null) return;
    this.unnamed = open.map(({ gene }) => gene);
    if (own !== null) {
      this.add(own.genesAt(data, at, place.chrom), place);
      return;
    }
    const info = data.toString("latin1", at.info, at.infoEnd);
    const namesOne = (text: string): boolean => {
      const upper = text.toUpperCase();
      return open.some(({ names }) => names.some((name) => upper.includes(name)));
    };
    if (!namesOne(info)) return;
    this.add(genesNamedIn(info, layout, namesOne), place);
  }

  private add(names: readonly GeneNames[], place: { chrom: string; pos: number }): void {
    for (const gene of names) {
      const index = this.compiled.match(gene, place);
      if (index >= 0) this.named.add(index);
    }
    this.unnamed = this.unnamed.filter((gene) => !this.named.has(gene));
  }

  /** Extents at [pos, last] whose gene no line has named yet; they count as seen. */
  private openAt(pos: number, last: number): Extent[] | null {
    let open: Extent[] | null = null;
    let passed = 0;
    for (const extent of this.extents) {
      if (extent.start > last) break;
      if (extent.end < pos) passed++;
      else if (!this.named.has(extent.gene)) {
        this.seen.add(extent.gene);
        (open ??= []).push(extent);
      }
    }
    if (passed > 8) this.extents = this.extents.filter((extent) => extent.end >= pos);
    return open;
  }
}

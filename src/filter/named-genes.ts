/** DEC-17: which panel genes have records in their extent, and which of these the annotation ever names. */
import type { VcfRecord } from "../vcf/model.ts";
import { geneConsequences, transcriptConsequences } from "../vcf/index.ts";
import type { Columns } from "./columns.ts";
import type { Compiled, Extent } from "./compile.ts";

export class NamedGenes {
  /** Extents of the contig's panel genes that are not behind us, by start. */
  extents: readonly Extent[] = [];
  readonly seen: Set<number> = new Set();
  readonly named: Set<number> = new Set();
  private readonly compiled: Compiled;

  constructor(compiled: Compiled) {
    this.compiled = compiled;
  }

  enterContig(chrom: string | null): void {
    this.extents = (chrom === null ? undefined : this.compiled.extents.get(chrom)) ?? [];
  }

  /**
   * A line of these extents: a gene is asked for until it is named.
   * @param pos 1-based, `last` the last base that the line touches
   * @param decode gives the line's record; called when a name of an open gene stands in INFO
   */
  note(
    data: Buffer,
    at: Columns,
    place: { chrom: string; pos: number },
    last: number,
    decode: () => VcfRecord,
  ): void {
    const { layout, plan, match } = this.compiled;
    if (layout === null) return;
    const { pos } = place;
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
    if (open === null) return;
    const info = data.toString("latin1", at.info, at.infoEnd).toUpperCase();
    if (!open.some(({ names }) => names.some((name) => info.includes(name)))) return;
    const record = decode();
    record.altKinds.forEach((kind, i) => {
      if (kind !== "seq") return;
      const where = { record, alleleIndex: i + 1, header: plan.header, layout };
      const annotation = transcriptConsequences(record, i + 1, layout);
      for (const gene of geneConsequences(annotation, where, { transcripts: "any" })) {
        const index = match(gene, place);
        if (index >= 0) this.named.add(index);
      }
    });
  }
}

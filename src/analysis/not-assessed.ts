/** What this input could not answer (DEC-20, DEC-16, DEC-17, FREQ-04): part of every result. */
import { CHROMOSOMES } from "../core/assembly.ts";
import type { GeneCoverage } from "../genes/coverage.ts";
import type { BatchResult } from "../scan/types.ts";
import { SHORT_READ_BLIND_GENES } from "../panel/index.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { NotAssessed } from "../rank/types.ts";
import { offersSplicePredictions } from "../vcf/index.ts";
import type { VcfHeader } from "../vcf/types.ts";
import type { FamilyEvents } from "./events/read.ts";
import { eventsNotAssessed } from "./events/told.ts";

interface AssessmentInput {
  /** Of every part. */
  headers: readonly VcfHeader[];
  table: PanelGenes;
  scanned: BatchResult | null;
  /** Canonical chromosomes with at least one record, from the scan or the index. */
  present: ReadonlySet<string>;
  unannotated: boolean;
  /** Files of small variants were given. */
  small: boolean;
  /** A release of ClinVar of the store was asked. */
  clinvar: boolean;
  /** Per panel gene; null: no table was given. */
  coverage: { symbol: string; coverage: GeneCoverage | null }[] | null;
  /** A declared source gives frequencies. */
  frequency: boolean;
  /** null: no file of events was given. */
  events: FamilyEvents | null;
  /** Person index. */
  proband: number;
  /** Prefetched splice predictions were known before the consequence filter. */
  splicing: boolean;
  /** Indices of genes without the coding sequence that they should have; null: the run tells no consequences. */
  notCoding: ReadonlySet<number> | null;
}

export function notAssessed(input: AssessmentInput): NotAssessed[] {
  const { headers, table, scanned, present } = input;
  const out: NotAssessed[] = [];
  const add = (what: string, subject: string, detail: string): void => {
    out.push({ what, subject, detail });
  };
  for (const panel of table.panels) {
    for (const name of panel.strs) add("str", name, `short tandem repeat of panel ${panel.name}`);
    for (const name of input.events === null ? panel.regions : [])
      add("region", name, `copy number region of panel ${panel.name}`);
  }
  const blind = new Map(SHORT_READ_BLIND_GENES.map((gene) => [gene.hgncId, gene]));
  const named = new Set(scanned?.genesNamed ?? []);
  const seen = new Set(scanned?.genesWithRecords ?? []);
  table.genes.forEach((gene, i) => {
    const { symbol, region } = gene;
    if (region === null)
      add("gene_without_coordinates", symbol, "the panels give no coordinates; found by name only");
    else if (input.small && !present.has(region.chrom))
      add("contig_absent", symbol, `no record on chromosome ${region.chrom}`);
    if (!input.unannotated && seen.has(i) && !named.has(i))
      add(
        "gene_not_annotated",
        symbol,
        "records lie in the gene, but the annotation never names it",
      );
    if (input.notCoding?.has(i) === true)
      add(
        "gene_without_coding_sequence",
        symbol,
        "protein-coding, but the transcript release has no coding sequence for it: the consequence for the protein is not known",
      );
    const why = gene.hgncId === null ? undefined : blind.get(gene.hgncId);
    if (why !== undefined) add("short_read_blind", symbol, why.reason);
  });
  const absent = CHROMOSOMES.filter((chrom) => !present.has(chrom) && chrom !== "Y");
  if (!input.small) add("small_variants", "", "no file of them was given");
  else if (absent.length > 0)
    add("chromosome_absent", absent.join(","), "the input has no record there");
  const withoutFrequency = headers.filter((header) => header.frequencyFields.length === 0).length;
  if (withoutFrequency > 0 && !input.frequency) {
    const where = withoutFrequency < headers.length ? "a part of the input" : "the file";
    const what = `no population frequency in ${where}: none of its variants was dropped as common`;
    add("frequency", "", what);
  }
  if (headers.some((header) => header.clinvar.clnsig === null) && !input.clinvar)
    add("clinvar", "", "no ClinVar classification in INFO or in the store");
  if (!input.splicing && !headers.every(offersSplicePredictions))
    add(
      "splice_predictions",
      "",
      "none were available when variants were filtered by consequence: a synonymous or intronic change that only a splicing prediction would identify is missed",
    );
  if (headers.some((header) => header.mitochondrion === "not_rcrs"))
    add("mitochondrion", "MT", "chrM is not the rCRS: not interpreted");
  if (input.coverage === null)
    add(
      "coverage",
      "",
      "no coverage table was given: a gene without a candidate may be a gene without reads",
    );
  for (const { symbol, coverage } of input.coverage ?? [])
    if (coverage === null)
      add("coverage", symbol, "the coverage table has no interval in the gene");
  if (input.events !== null) return [...out, ...eventsNotAssessed(input.events, input.proband)];
  add(
    "structural_variants",
    "",
    "small variants only: deletions, duplications and repeats are not read",
  );
  return out;
}

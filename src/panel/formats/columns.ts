/** Column names of gene tables, PanelApp's own download among them, and what they mean to us. */

/** What a cell can hold, with the known names of its column, tried in this order. */
const NAMES = {
  symbol: [
    "symbol",
    "gene_symbol",
    "hgnc_symbol",
    "approved_symbol",
    "gene",
    "gene_name",
    "entity_name",
  ],
  hgncId: ["hgnc_id", "hgnc", "hgncid"],
  ensemblId: ["ensembl_id", "ensembl_gene_id", "ensembl_gene", "ensembl", "ensemblid"],
  ensemblId37: ["grch37_ensembl_id", "ensembl_id_grch37", "ensemblid_grch37"],
  ensemblId38: ["grch38_ensembl_id", "ensembl_id_grch38", "ensemblid_grch38"],
  ncbiId: ["ncbi_gene_id", "ncbi_id", "entrez_id", "entrez_gene_id", "ncbi_gene", "entrez"],
  otherSymbols: ["other_symbols", "aliases", "alias", "alias_symbols", "alias_symbol"],
  previousSymbols: ["previous_symbols", "prev_symbols", "prev_symbol", "previous_symbol"],
  mode: ["mode_of_inheritance", "model_of_inheritance", "moi", "mode", "inheritance"],
  confidence: ["confidence", "confidence_level", "colour", "color", "gel_status", "rating"],
  penetrance: ["penetrance"],
  pathogenicity: ["mode_of_pathogenicity"],
  biotype: ["biotype"],
  phenotypes: ["phenotypes", "phenotype"],
  tags: ["tags"],
  entityType: ["entity_type"],
  entityName: ["entity_name"],
  evidence: ["evidence", "sources_separated", "sources"],
  publications: ["publications"],
  repeatUnit: ["repeated_sequence", "str_repeated_sequence"],
  normalRepeats: ["normal_repeats", "str_normal_repeats"],
  pathogenicRepeats: ["pathogenic_repeats", "str_pathogenic_repeats"],
  title: ["verbose_name", "region_verbose_name"],
  haploinsufficiency: ["haploinsufficiency_score", "region_haploinsufficiency_score"],
  triplosensitivity: ["triplosensitivity_score", "region_triplosensitivity_score"],
  requiredOverlap: ["required_overlap_percentage", "region_required_overlap_percentage"],
  variantType: ["type_of_variants", "region_variant_type"],
  assembly: ["assembly", "build", "genome_build", "genome"],
  location: ["location", "coordinates", "region"],
  location37: ["grch37_location", "location_grch37", "grch37_coordinates"],
  location38: ["grch38_location", "location_grch38", "grch38_coordinates"],
  chrom: ["chrom", "chr", "chromosome", "contig"],
  start: ["start", "chrom_start", "gene_start"],
  end: ["end", "stop", "chrom_end", "gene_end"],
  chrom37: ["grch37_chrom", "grch37_chr", "grch37_chromosome", "chrom_grch37"],
  start37: ["grch37_start", "start_grch37"],
  end37: ["grch37_end", "grch37_stop", "end_grch37"],
  chrom38: ["grch38_chrom", "grch38_chr", "grch38_chromosome", "chrom_grch38"],
  start38: ["grch38_start", "start_grch38"],
  end38: ["grch38_end", "grch38_stop", "end_grch38"],
};

export type FieldName = keyof typeof NAMES;

/** Which cell of a row holds what. */
export type Columns = Partial<Record<FieldName, number>>;

/** `Position GRCh37 Start` -> `grch37_start`, `hg38_chr` -> `grch38_chr`. */
function plainName(cell: string): string {
  return cell
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .replace(/^position_/, "")
    .replace("hg19", "grch37")
    .replace("hg38", "grch38");
}

/** Columns by a header's cells; null when no cell names a gene, so that the line is no header. */
export function readHeader(cells: readonly string[]): Columns | null {
  const names = cells.map(plainName);
  const columns: Columns = {};
  for (const [column, known] of Object.entries(NAMES) as [FieldName, readonly string[]][]) {
    const name = known.find((candidate) => names.includes(candidate));
    if (name !== undefined) columns[column] = names.indexOf(name);
  }
  return columns.symbol === undefined &&
    columns.hgncId === undefined &&
    columns.ensemblId === undefined
    ? null
    : columns;
}

/** PanelApp's JSON as types: what a document has once its shape was checked. */

type Texts = (string | null)[] | null | undefined;
type Maybe<T> = T | null | undefined;

export interface GeneDataJson {
  hgnc_id?: Maybe<string>;
  gene_symbol?: Maybe<string>;
  hgnc_symbol?: Maybe<string>;
  alias?: Texts;
  biotype?: Maybe<string>;
  ncbi_gene_id?: Maybe<string>;
  ensembl_genes?: Maybe<
    Record<string, Maybe<Record<string, { location?: Maybe<string>; ensembl_id?: Maybe<string> }>>>
  >;
}

export interface HeadJson {
  id: number | string;
  hash_id?: Maybe<string>;
  name: string;
  disease_group?: Maybe<string>;
  disease_sub_group?: Maybe<string>;
  status?: Maybe<string>;
  version?: Maybe<string>;
  version_created?: Maybe<string>;
  relevant_disorders?: Texts;
  stats?: Maybe<{
    number_of_genes?: Maybe<number>;
    number_of_strs?: Maybe<number>;
    number_of_regions?: Maybe<number>;
  }>;
  types?: Maybe<{ slug: string }[]>;
  signed_off?: Maybe<string>;
}

export interface HeaderJson extends HeadJson {
  version: string;
}

export interface RowJson {
  entity_name: string;
  confidence_level: string;
  mode_of_inheritance?: Maybe<string>;
  penetrance?: Maybe<string>;
  phenotypes?: Texts;
  tags?: Texts;
  evidence?: Texts;
  publications?: Texts;
  panel?: Maybe<{ id: number | string; name?: Maybe<string>; version?: Maybe<string> }>;
}

export interface GeneJson extends RowJson {
  gene_data?: Maybe<GeneDataJson>;
  mode_of_pathogenicity?: Maybe<string>;
}

export interface PlacedJson extends RowJson {
  chromosome?: Maybe<string>;
  grch37_coordinates?: Maybe<[number, number]>;
  grch38_coordinates?: Maybe<[number, number]>;
}

export interface StrJson extends PlacedJson {
  gene_data?: Maybe<GeneDataJson>;
  repeated_sequence?: Maybe<string>;
  normal_repeats?: Maybe<number>;
  pathogenic_repeats?: Maybe<number>;
}

export interface RegionJson extends PlacedJson {
  verbose_name?: Maybe<string>;
  mode_of_pathogenicity?: Maybe<string>;
  haploinsufficiency_score?: Maybe<string>;
  triplosensitivity_score?: Maybe<string>;
  required_overlap_percentage?: Maybe<number>;
  type_of_variants?: Maybe<string>;
}

export interface PanelJson extends HeadJson {
  notes?: Maybe<string[]>;
  genes: GeneJson[];
  strs?: Maybe<StrJson[]>;
  regions?: Maybe<RegionJson[]>;
}

/**
 * The shapes of PanelApp's API (v1) and of our bundled panels, which have the same. Loaded on demand: zod
 * costs as much as a small run. Unknown keys are tolerated, nulls and missing parts where real files of any
 * year have them; a wrong type never is.
 */
import { z } from "zod";
import { parseLocation } from "./gene.ts";
import { parseConfidence } from "./mode.ts";

/** The longest text that is read of a real panel, a title among its publications, has 660 characters. */
const LONGEST = 20_000;
const LONGEST_NAME = 500;

const text = z.string().max(LONGEST);
const name = z.string().max(LONGEST_NAME);
const someName = name.min(1);
const texts = z.array(text.nullable()).nullish();

const location = name.refine(
  (value) => parseLocation(value) !== null,
  "expected chrom:start-end, 1-based",
);
const confidence = name.refine(
  (value) => parseConfidence(value) !== null,
  'expected a level "0" to "4"',
);

/** Versions stay text: 3.10 as a number is 3.1. */
const version = name.regex(
  /^\d{1,9}\.\d{1,9}$/,
  'expected two whole numbers as text, such as "3.10"',
);

/** Two positions, 1-based. */
const coordinates = z
  .tuple([z.int().positive(), z.int().positive()])
  .refine(([start, end]) => start <= end, "expected [start, end], 1-based, start not after end")
  .nullish();

const count = z.int().nonnegative();

const release = z.looseObject({ location: location.nullish(), ensembl_id: name.nullish() });

const geneData = z.looseObject({
  hgnc_id: name.nullish(),
  gene_symbol: name.nullish(),
  hgnc_symbol: name.nullish(),
  alias: texts,
  biotype: name.nullish(),
  ncbi_gene_id: name.nullish(),
  ensembl_genes: z.record(z.string(), z.record(z.string(), release).nullish()).nullish(),
});

/** The head of a panel, as lists, panels and the rows of super panels have it. */
const headShape = {
  id: z.union([count, someName]),
  hash_id: name.nullish(),
  name,
  disease_group: text.nullish(),
  disease_sub_group: text.nullish(),
  status: name.nullish(),
  version: version.nullish(),
  version_created: name.nullish(),
  relevant_disorders: texts,
  stats: z
    .looseObject({
      number_of_genes: count.nullish(),
      number_of_strs: count.nullish(),
      number_of_regions: count.nullish(),
    })
    .nullish(),
  types: z.array(z.looseObject({ slug: name })).nullish(),
  signed_off: name.nullish(),
};

const rowShape = {
  entity_name: someName,
  confidence_level: confidence,
  mode_of_inheritance: text.nullish(),
  penetrance: text.nullish(),
  phenotypes: texts,
  tags: texts,
  evidence: texts,
  publications: texts,
  /** Super panels: whose row it is. */
  panel: z
    .looseObject({
      id: z.union([count, someName]),
      name: name.nullish(),
      version: version.nullish(),
    })
    .nullish(),
};

const gene = z.looseObject({
  ...rowShape,
  gene_data: geneData.nullish(),
  mode_of_pathogenicity: text.nullish(),
});

const placed = {
  ...rowShape,
  chromosome: name.nullish(),
  grch37_coordinates: coordinates,
  grch38_coordinates: coordinates,
};

const str = z.looseObject({
  ...placed,
  gene_data: geneData.nullish(),
  repeated_sequence: name.nullish(),
  normal_repeats: count.nullish(),
  pathogenic_repeats: count.nullish(),
});

const region = z.looseObject({
  ...placed,
  verbose_name: text.nullish(),
  mode_of_pathogenicity: text.nullish(),
  haploinsufficiency_score: name.nullish(),
  triplosensitivity_score: name.nullish(),
  required_overlap_percentage: count.max(100).nullish(),
  type_of_variants: name.nullish(),
});

export const panelSchema: z.ZodType<PanelJson> = z.looseObject({
  ...headShape,
  /** Ours: bundled panels say what a reader should know. */
  notes: z.array(text).nullish(),
  genes: z.array(gene),
  strs: z.array(str).nullish(),
  regions: z.array(region).nullish(),
});

/** A panel's head as lists give it; these always name a version. */
export const headerSchema: z.ZodType<HeaderJson> = z.looseObject({ ...headShape, version });

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

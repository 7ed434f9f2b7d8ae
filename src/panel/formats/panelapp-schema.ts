/**
 * The shapes of PanelApp's API (v1) and of our bundled panels, which have the same, for what is not plainly
 * of them (`panelapp-shape.ts`): which fault it is, and where. Loaded on demand: zod costs as much as a small
 * run. Unknown keys are tolerated, nulls and missing parts where real files of any year have them; a wrong
 * type never is.
 */
import { z } from "zod";
import { faultOf } from "./fault.ts";
import { parseLocation } from "../gene.ts";
import { parseConfidence } from "../mode.ts";
import { LONGEST, LONGEST_NAME } from "./panelapp-shape.ts";

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

const panel = z.looseObject({
  ...headShape,
  /** Ours: bundled panels say what a reader should know. */
  notes: z.array(text).nullish(),
  genes: z.array(gene),
  strs: z.array(str).nullish(),
  regions: z.array(region).nullish(),
});

/** A panel's head as lists give it; these always name a version. */
const header = z.looseObject({ ...headShape, version });

export type HeadJson = z.infer<z.ZodObject<typeof headShape>>;
export type HeaderJson = z.infer<typeof header>;
export type PanelJson = z.infer<typeof panel>;
export type RowJson = z.infer<z.ZodObject<typeof rowShape>>;
export type GeneJson = z.infer<typeof gene>;
export type GeneDataJson = z.infer<typeof geneData>;
export type PlacedJson = z.infer<z.ZodObject<typeof placed>>;
export type StrJson = z.infer<typeof str>;
export type RegionJson = z.infer<typeof region>;

/**
 * @param root where in the file `data` stands
 * @throws ToolError E_PANEL: the first fault, with its path
 */
export function checkPanel(data: unknown, path: string, root: readonly PropertyKey[]): PanelJson {
  const checked = panel.safeParse(data);
  if (!checked.success) throw faultOf(checked.error, data, path, root);
  return checked.data;
}

/** As `checkPanel`, for one row of a list. */
export function checkHeader(data: unknown, path: string, root: readonly PropertyKey[]): HeaderJson {
  const checked = header.safeParse(data);
  if (!checked.success) throw faultOf(checked.error, data, path, root);
  return checked.data;
}

/**
 * Is a parsed JSON plainly a panel, or a list's row, of PanelApp's API? Nearly every file is: it is told here
 * in a hundredth of the time that the schema needs to load. What is not goes on to the schema
 * (`panelapp-schema.ts`), which names the fault; a test holds the two to the same answers.
 */
import { parseLocation } from "../gene.ts";
import { parseConfidence } from "../mode.ts";
import type { HeaderJson, PanelJson } from "./panelapp-schema.ts";

/** The longest text that is read of a real panel, a title among its publications, has 660 characters. */
export const LONGEST: number = 20_000;
export const LONGEST_NAME: number = 500;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value.length <= LONGEST;
const isName: Check = (value) => typeof value === "string" && value.length <= LONGEST_NAME;
const isSomeName: Check = (value) => isName(value) && value !== "";
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isVersion: Check = (value) => isName(value) && /^\d{1,9}\.\d{1,9}$/.test(value as string);
const isLevel: Check = (value) => isName(value) && parseConfidence(value as string) !== null;
const isPlace: Check = (value) => isName(value) && parseLocation(value as string) !== null;
const isId: Check = (value) => isCount(value) || isSomeName(value);
const isPerCent: Check = (value) => isCount(value) && (value as number) <= 100;

const isCoordinates: Check = (value) => {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [start, end]: unknown[] = value;
  return (
    isCount(start) && isCount(end) && (start as number) > 0 && (start as number) <= (end as number)
  );
};

/** Missing and null are the same to the API. */
function maybe(check: Check): Check {
  return (value) => value === undefined || value === null || check(value);
}

function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value as unknown[]) if (!check(item)) return false;
    return true;
  };
}

/** Other keys are tolerated. */
function objectOf(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value) => {
    if (!isObject(value)) return false;
    for (const [key, check] of checks) {
      if (!check((value as Record<string, unknown>)[key])) return false;
    }
    return true;
  };
}

function recordOf(check: Check): Check {
  return (value) => isObject(value) && Object.values(value as object).every(check);
}

const isObject: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTexts: Check = maybe(listOf((item) => item === null || isText(item)));

const isGeneData: Check = maybe(
  objectOf({
    hgnc_id: maybe(isName),
    gene_symbol: maybe(isName),
    hgnc_symbol: maybe(isName),
    alias: isTexts,
    biotype: maybe(isName),
    ncbi_gene_id: maybe(isName),
    ensembl_genes: maybe(
      recordOf(maybe(recordOf(objectOf({ location: maybe(isPlace), ensembl_id: maybe(isName) })))),
    ),
  }),
);

const HEAD: Readonly<Record<string, Check>> = {
  id: isId,
  hash_id: maybe(isName),
  name: isName,
  disease_group: maybe(isText),
  disease_sub_group: maybe(isText),
  status: maybe(isName),
  version: maybe(isVersion),
  version_created: maybe(isName),
  relevant_disorders: isTexts,
  stats: maybe(
    objectOf({
      number_of_genes: maybe(isCount),
      number_of_strs: maybe(isCount),
      number_of_regions: maybe(isCount),
    }),
  ),
  types: maybe(listOf(objectOf({ slug: isName }))),
  signed_off: maybe(isName),
};

const ROW: Readonly<Record<string, Check>> = {
  entity_name: isSomeName,
  confidence_level: isLevel,
  mode_of_inheritance: maybe(isText),
  penetrance: maybe(isText),
  phenotypes: isTexts,
  tags: isTexts,
  evidence: isTexts,
  publications: isTexts,
  panel: maybe(objectOf({ id: isId, name: maybe(isName), version: maybe(isVersion) })),
};

const PLACED: Readonly<Record<string, Check>> = {
  ...ROW,
  chromosome: maybe(isName),
  grch37_coordinates: maybe(isCoordinates),
  grch38_coordinates: maybe(isCoordinates),
};

const isGene = objectOf({ ...ROW, gene_data: isGeneData, mode_of_pathogenicity: maybe(isText) });

const isStr = objectOf({
  ...PLACED,
  gene_data: isGeneData,
  repeated_sequence: maybe(isName),
  normal_repeats: maybe(isCount),
  pathogenic_repeats: maybe(isCount),
});

const isRegion = objectOf({
  ...PLACED,
  verbose_name: maybe(isText),
  mode_of_pathogenicity: maybe(isText),
  haploinsufficiency_score: maybe(isName),
  triplosensitivity_score: maybe(isName),
  required_overlap_percentage: maybe(isPerCent),
  type_of_variants: maybe(isName),
});

const isPanel = objectOf({
  ...HEAD,
  notes: maybe(listOf(isText)),
  genes: listOf(isGene),
  strs: maybe(listOf(isStr)),
  regions: maybe(listOf(isRegion)),
});

const isHeader = objectOf({ ...HEAD, version: isVersion });

export function isPlainPanel(data: unknown): data is PanelJson {
  return isPanel(data);
}

/** A panel's head as lists give it; these always name a version. */
export function isPlainHeader(data: unknown): data is HeaderJson {
  return isHeader(data);
}

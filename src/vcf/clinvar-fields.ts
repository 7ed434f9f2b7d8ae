/** Where the file has ClinVar data (CV-01): INFO keys, VEP's --custom columns, VEP's CLIN_SIG. */
import type {
  AnnotationLayout,
  ClinVarFieldName,
  ClinVarFields,
  FieldDefinition,
} from "./types.ts";

const NAMES: readonly ClinVarFieldName[] = [
  "clnsig",
  "clnrevstat",
  "clnsigconf",
  "geneinfo",
  "origin",
];

/**
 * Fields by name, whatever the prefix of the annotator (`CLNSIG`, `clinvar_CLNSIG`); all of one family
 * must share the prefix of its CLNSIG.
 */
export function clinvarFieldsFrom(
  info: ReadonlyMap<string, FieldDefinition>,
  layout: AnnotationLayout | undefined,
): ClinVarFields {
  const keys = family([...info.keys()]);
  const columns = layout?.columns ?? [];
  const custom: Partial<Record<ClinVarFieldName, number>> = {};
  for (const [field, name] of family(columns)) custom[field] = columns.indexOf(name);
  return {
    clnsig: keys.get("clnsig") ?? null,
    clnrevstat: keys.get("clnrevstat") ?? null,
    clnsigconf: keys.get("clnsigconf") ?? null,
    geneinfo: keys.get("geneinfo") ?? null,
    origin: keys.get("origin") ?? null,
    clinSigColumn: columns.findIndex((c) => c.toUpperCase() === "CLIN_SIG"),
    customColumns: custom.clnsig === undefined ? undefined : custom,
  };
}

function family(names: readonly string[]): Map<ClinVarFieldName, string> {
  const found = new Map<ClinVarFieldName, string>();
  const main = names
    .filter((name) => /(^|[_.])clnsig$/i.test(name))
    .sort((a, b) => a.length - b.length)[0];
  if (main === undefined) return found;
  const prefix = main.slice(0, -"clnsig".length).toLowerCase();
  for (const field of NAMES) {
    const name = names.find((n) => n.toLowerCase() === prefix + field);
    if (name !== undefined) found.set(field, name);
  }
  return found;
}

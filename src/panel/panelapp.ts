/**
 * PanelApp's JSON (one panel as `/panels/{id}/` gives it, and our bundled files, which have its shape)
 * to a Panel. Loaded on demand: zod costs as much as a small run. Unknown keys are tolerated, nulls where
 * real files have them; a wrong type is an error that carries the path as written in the file.
 */
import { z } from "zod";
import { ToolError } from "../core/errors.ts";
import type { Assembly } from "../core/assembly.ts";
import { mergeDuplicates, modeNotes, newGene, parseEnsemblId, parseHgncId } from "./gene.ts";
import { parseLocation } from "./gene.ts";
import { parseConfidence, parseMode, parsePenetrance, saysLofNotMechanism } from "./mode.ts";
import type { GeneLocation, Panel, PanelGene } from "./model.ts";

const texts = z.array(z.string().nullable()).nullish();
const location = z
  .string()
  .refine((text) => parseLocation(text) !== null, "expected chrom:start-end, 1-based");
const confidence = z
  .string()
  .refine((text) => parseConfidence(text) !== null, 'expected a level "0" to "4"');

const release = z.looseObject({ location: location.nullish(), ensembl_id: z.string().nullish() });

const geneData = z.looseObject({
  hgnc_id: z.string().nullish(),
  gene_symbol: z.string().nullish(),
  hgnc_symbol: z.string().nullish(),
  alias: texts,
  biotype: z.string().nullish(),
  ncbi_gene_id: z.string().nullish(),
  ensembl_genes: z.record(z.string(), z.record(z.string(), release).nullish()).nullish(),
});

const gene = z.looseObject({
  entity_name: z.string().min(1),
  gene_data: geneData.nullish(),
  confidence_level: confidence,
  mode_of_inheritance: z.string().nullish(),
  mode_of_pathogenicity: z.string().nullish(),
  penetrance: z.string().nullish(),
  phenotypes: texts,
  tags: texts,
});

const entity = z.looseObject({
  entity_name: z.string().min(1),
  verbose_name: z.string().nullish(),
  confidence_level: confidence,
});

/** Versions stay text: 3.10 as a number is 3.1. */
const panel = z.looseObject({
  id: z.union([z.number(), z.string()]),
  name: z.string(),
  version: z.string().nullish(),
  signed_off: z.string().nullish(),
  notes: z.array(z.string()).nullish(),
  genes: z.array(gene),
  strs: z.array(entity).nullish(),
  regions: z.array(entity).nullish(),
});

type GeneRow = z.infer<typeof gene>;

/** Releases that the API gives for nearly every gene; a few have later ones beside them. */
const PREFERRED_RELEASE: Record<Assembly, string> = { GRCh37: "82", GRCh38: "90" };

/** Location and Ensembl ids by build; PanelApp writes the builds `GRch37` and `GRch38`. */
function locate(genes: z.infer<typeof geneData>["ensembl_genes"]): {
  location: Record<Assembly, GeneLocation | null>;
  ensemblIds: string[];
} {
  const found: Record<Assembly, GeneLocation | null> = { GRCh37: null, GRCh38: null };
  const ids = new Set<string>();
  for (const [build, releases] of Object.entries(genes ?? {})) {
    const assembly = (["GRCh37", "GRCh38"] as const).find(
      (known) => known.toLowerCase() === build.toLowerCase(),
    );
    if (assembly === undefined) continue;
    const preferred = PREFERRED_RELEASE[assembly];
    const names = Object.keys(releases ?? {}).sort();
    const order = [preferred, ...names.filter((name) => name !== preferred)];
    for (const name of order) {
      const entry = releases?.[name];
      const id = parseEnsemblId(entry?.ensembl_id ?? "");
      if (id !== null) ids.add(id);
      found[assembly] ??= parseLocation(entry?.location ?? "");
    }
  }
  return { location: found, ensemblIds: [...ids] };
}

function present(list: readonly (string | null)[] | null | undefined): string[] {
  return (list ?? []).filter((text): text is string => text !== null && text !== "");
}

function toGene(row: GeneRow): PanelGene {
  const data = row.gene_data;
  const symbol = row.entity_name;
  const others = present([
    data?.gene_symbol ?? null,
    data?.hgnc_symbol ?? null,
    ...(data?.alias ?? []),
  ]);
  return newGene(symbol, {
    ...locate(data?.ensembl_genes),
    hgncId: parseHgncId(data?.hgnc_id ?? ""),
    ncbiId: data?.ncbi_gene_id ?? null,
    otherSymbols: [...new Set(others)].filter((other) => other !== symbol),
    confidence: parseConfidence(row.confidence_level) ?? "grey",
    mode: parseMode(row.mode_of_inheritance ?? null),
    modeText: row.mode_of_inheritance ?? "",
    penetrance: parsePenetrance(row.penetrance ?? null),
    lofNotMechanism: saysLofNotMechanism(row.mode_of_pathogenicity ?? null),
    modeOfPathogenicity: (row.mode_of_pathogenicity ?? "").trim(),
    biotype: data?.biotype ?? null,
    tags: present(row.tags),
    phenotypes: present(row.phenotypes),
  });
}

/** Names of green and amber STRs or regions; red and grey ones are as good as absent (DEC-03). */
function entityNames(rows: z.infer<typeof entity>[] | null | undefined): string[] {
  const names = (rows ?? [])
    .filter((row) => ["green", "amber"].includes(parseConfidence(row.confidence_level) ?? ""))
    .map((row) =>
      (row.verbose_name ?? "") === ""
        ? row.entity_name
        : `${row.entity_name} (${row.verbose_name})`,
    );
  return [...new Set(names)];
}

/** `genes[12].mode_of_inheritance`, the path as a reader of the file would write it. */
function writePath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path)
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  return text;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** First fault of a file as one error: path, what was expected, what stood there. */
function faultOf(error: z.ZodError, data: unknown, path: string): ToolError {
  const [issue] = error.issues;
  if (issue === undefined) return new ToolError("E_PANEL", "not a panel", { path });
  let value: unknown = data;
  for (const key of issue.path)
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  const expected =
    issue.code === "invalid_type"
      ? `expected ${issue.expected}`
      : issue.code === "invalid_union"
        ? "expected number or string"
        : issue.code === "too_small"
          ? "expected some text"
          : issue.message;
  const at = writePath(issue.path);
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more faults)` : "";
  const hint =
    at === "genes" && value === undefined
      ? "a panel as PanelApp's /panels/{id}/ gives it is wanted, with its genes; a list of panels is not one"
      : "the file does not have the shape of PanelApp's API (v1)";
  return new ToolError(
    "E_PANEL",
    `${at === "" ? "" : `${at}: `}${expected}, got ${show(value)}${more}`,
    {
      path,
      hint,
    },
  );
}

/**
 * One panel from its JSON text.
 *
 * @param path for messages
 * @param digest sha256 of the file's bytes
 * @param source how the file was found
 * @throws ToolError E_PANEL: not JSON, or not of PanelApp's shape; the message carries the path in the file
 */
export function parsePanelApp(
  text: string,
  path: string,
  digest: string,
  source: "panelapp" | "bundled",
): Panel {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new ToolError("E_PANEL", `not valid JSON: ${(cause as Error).message}`, { path, cause });
  }
  const checked = panel.safeParse(data);
  if (!checked.success) throw faultOf(checked.error, data, path);
  const found = checked.data;
  const { genes, notes } = mergeDuplicates(found.genes.map(toGene));
  if (genes.length === 0) notes.push("the panel has no gene");
  return {
    id: String(found.id),
    name: found.name,
    version: found.version ?? null,
    source,
    signedOff: found.signed_off ?? null,
    digest,
    genes,
    strs: entityNames(found.strs),
    regions: entityNames(found.regions),
    notes: [...(found.notes ?? []), ...notes, ...modeNotes(genes)],
  };
}

/** A declaration of sources (`--annotate`): JSON, checked field by field. */
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { faultText } from "../core/document-fault.ts";
import { ToolError } from "../core/errors.ts";
import { parseJson, refuseDoubledKeys } from "../core/json.ts";
import { isRemote } from "../core/text.ts";
import { presetSource } from "./presets.ts";
import { source } from "./schema.ts";
import type { SourceSpec } from "./types.ts";

/** A ready declaration by its name, with what is one's own. */
const ofPreset = z.strictObject({
  preset: z.string().min(1),
  file: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
  release: z.string().optional(),
  onFailure: z.enum(["stop", "not_assessed"]).optional(),
});

const declaration = z.strictObject({
  schema: z.literal("panelist.sources"),
  version: z.literal(1),
  sources: z.array(z.union([ofPreset, source])).min(1),
});

/** @throws ToolError E_KNOWLEDGE with the field that is wrong */
export function readDeclaration(text: string, path: string): SourceSpec[] {
  const fail = (what: string, line?: number): ToolError =>
    new ToolError("E_KNOWLEDGE", what, {
      path,
      line,
      hint: "See 'Declared sources' in docs/evidence.md.",
    });
  const json = parseJson(text, (message) => fail(`not JSON: ${message}`));
  refuseDoubledKeys(text, fail);
  const parsed = declaration.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues.flatMap(deepest);
    throw fail(issue === undefined ? "invalid" : faultText(issue, json, declaration));
  }
  const names = new Set<string>();
  return parsed.data.sources.map((given) => {
    const spec = "preset" in given ? presetSource(given, path) : given;
    if (names.has(spec.name)) throw fail(`two sources are named '${spec.name}'`);
    names.add(spec.name);
    const fault = faultOf(spec);
    if (fault !== null) throw fail(`'${spec.name}' ${fault}`);
    const remote = isRemote(spec.file);
    return { ...spec, file: remote ? spec.file : resolve(dirname(path), spec.file) };
  });
}

/** What one field says against another; null: nothing. */
function faultOf({ format, match, columns, fields }: SourceSpec): string | null {
  const isTable = format === "tsv" || format === "bed";
  if (isTable && columns === null) return "is a table: its columns chrom and pos must be given";
  if (match === "low_confidence")
    return format === "bed" && columns?.end !== undefined
      ? null
      : "holds regions: it must be a BED file, with the columns chrom, pos and end";
  if (fields.length === 0) return "has no fields: name those to be read";
  if (match === undefined)
    return format === "bed"
      ? 'is a BED file: these hold events or regions, so add "match": "event" or "low_confidence"'
      : null;
  if (format === "echtvar") return "cannot hold events: echtvar's files hold alleles";
  if (isTable && (columns?.end === undefined || columns.type === undefined))
    return "is a table of events: its columns end and type must be given";
  return fields.some(({ as }) => as === "frequency")
    ? null
    : 'holds events: one of its fields must be given as "frequency"';
}

/** Of a source that is neither: what is wrong with it as one that is declared in full. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  return (issue.errors.at(-1) ?? []).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

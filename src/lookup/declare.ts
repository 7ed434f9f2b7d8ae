/** A declaration of sources (`--annotate`): JSON, checked field by field. */
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { ToolError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { assembly } from "../core/schema.ts";
import type { SourceSpec } from "./types.ts";

const column = z.int().positive();

export const source = z.strictObject({
  name: z.string().min(1),
  /** Path or http(s) address; `{chrom}` stands for the chromosome's name. Relative paths: to the declaration. */
  file: z.string().min(1),
  format: z.enum(["vcf", "tsv", "echtvar"]),
  assembly,
  /** `split`: one allele in each record, in its shortest form, so that its place is known beforehand. */
  records: z.enum(["joint", "split"]).default("joint"),
  /** Large enough that what it lacks, or has once, is rare (PM2). */
  speaksOfRare: z.boolean().default(false),
  /** Alleles of all its people; with `alleleNumber` it tells where too few were called. null: not known. */
  maxAlleleNumber: z.int().positive().nullable().default(null),
  /** For people and run.json. */
  release: z.string().default(""),
  /** Terms of use, one line; kept with what is prefetched. */
  licence: z.string().default(""),
  /** Of a table: where the allele stands; without ref and alt it is matched by position. */
  columns: z
    .strictObject({
      chrom: column,
      pos: column,
      ref: column.nullable().default(null),
      alt: column.nullable().default(null),
    })
    .nullable()
    .default(null),
  fields: z
    .array(
      z.strictObject({
        /** INFO key of a VCF, or name of a column; a column may be a number from 1. */
        field: z.union([z.string().min(1), column]),
        /** As shown. */
        name: z.string().min(1),
        /** What becomes of several matching records. */
        combine: z
          .enum(["first", "max", "min", "mean", "sum", "concat", "count", "flag"])
          .default("first"),
        /** What the value is for; `shown`: for the report alone. */
        as: z
          .enum([
            "shown",
            "frequency",
            "homozygotes",
            "hemizygotes",
            "alleleNumber",
            "alleleCount",
            "faf95",
            "filters",
            "group",
            "coverage",
            "revel",
            "cadd",
            "alphaMissense",
            "spliceAi",
          ])
          .default("shown"),
        /** Of a frequency or a count: upper-case population code; null: overall. */
        population: z.string().toUpperCase().nullable().default(null),
        /** Words that its text is made of; any other is an alarm. Absent: not held against a list. */
        words: z
          .strictObject({
            /** Of the source whose words they are. */
            version: z.string().min(1),
            known: z.array(z.string().min(1)).min(1),
          })
          .optional(),
      }),
    )
    .min(1),
  onFailure: z.enum(["stop", "not_assessed"]).default("stop"),
});

const declaration = z.strictObject({
  schema: z.literal("panelist.sources"),
  version: z.literal(1),
  sources: z.array(source).min(1),
});

/** @throws ToolError E_KNOWLEDGE with the field that is wrong */
export function readDeclaration(text: string, path: string): SourceSpec[] {
  const fail = (what: string): ToolError =>
    new ToolError("E_KNOWLEDGE", what, { path, hint: "see docs/evidence.md, Declared sources" });
  const json = parseJson(text, (message) => fail(`not JSON: ${message}`));
  const parsed = declaration.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fail(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
  }
  const names = new Set<string>();
  return parsed.data.sources.map((spec) => {
    if (names.has(spec.name)) throw fail(`two sources are called "${spec.name}"`);
    names.add(spec.name);
    if (spec.format === "tsv" && spec.columns === null)
      throw fail(`"${spec.name}" is a table: its columns chrom and pos must be given`);
    const remote = isRemote(spec.file);
    return { ...spec, file: remote ? spec.file : resolve(dirname(path), spec.file) };
  });
}

export function isRemote(file: string): boolean {
  return /^https?:\/\//i.test(file);
}

/** Words that the schemas of the archive's documents share. */
import { z } from "zod";
import type { ClassificationUsed, HumanVerdict, Knowledge } from "../../archive/model.ts";
import type { Assembly } from "../../core/assembly.ts";
import type { Tier } from "../../rank/model.ts";

export const text: z.ZodString = z.string();
export const texts: z.ZodArray<z.ZodString> = z.array(text);
export const maybe: z.ZodNullable<z.ZodString> = text.nullable();
export const count: z.ZodInt = z.int().nonnegative();
export const number: z.ZodInt = z.int().positive();
export const sha256: z.ZodString = z.string().regex(/^[0-9a-f]{64}$/);
export const time: z.ZodISODateTime = z.iso.datetime();
export const day: z.ZodISODate = z.iso.date();
export const assembly: z.ZodType<Assembly> = z.enum(["GRCh37", "GRCh38"]);
export const tier: z.ZodType<Tier> = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export const digests: z.ZodRecord<z.ZodString, z.ZodString> = z
  .record(text, sha256)
  .describe("sha256 of files, by their names");
export const first: z.ZodLiteral<1> = z.literal(1);
export const second: z.ZodLiteral<2> = z.literal(2);
export const rules: z.ZodInt = number.describe("number of the rules of judgement");

const release = { source: text, release: text, sha256 };
export const classification: z.ZodType<ClassificationUsed> = z.strictObject({
  kind: z.enum(["clinvar", "inhouse"]),
  ...release,
});

export const knowledge: z.ZodType<Knowledge> = z
  .strictObject({
    panels: z.array(
      z.strictObject({
        rule: text.describe("of the case, as typed"),
        snapshot: sha256.describe("knowledge/panels/<sha256>.json"),
        id: text,
        name: text,
        panelVersion: maybe,
        signedOff: maybe,
        standing: z.enum(["signed_off", "unsigned", "no_sign_off_known"]).nullable(),
        resolved: z.boolean().describe("false: the rule leads nowhere; its last snapshot"),
      }),
    ),
    classifications: z.array(classification),
    hpo: z.strictObject(release).exactOptional(),
    geneFacts: z.array(z.strictObject(release)).exactOptional(),
    terms: sha256.exactOptional(),
    family: sha256.exactOptional(),
    policy: sha256.describe("knowledge/policies/<sha256>.json"),
  })
  .meta({ id: "knowledge" });

/** What a person said of a variant. */
export const said: {
  [K in "kind" | "class" | "why" | "by" | "date"]: z.ZodType<HumanVerdict[K]>;
} = {
  kind: z.enum(["reported", "dismissed"]),
  class: z.enum(["P", "LP", "VUS", "LB", "B"]).nullable(),
  why: maybe,
  by: text,
  date: day,
};

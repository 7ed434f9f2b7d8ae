/** Shape of the record of `panelist doctor --report`: the source of docs/schemas/doctor.schema.json. */
import { z } from "zod";
import { assembly, count, optionalText, text, texts } from "../core/schema.ts";
import { KINDS } from "../store/types.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const doctor = z
  .strictObject({
    schema: z.literal("panelist.doctor"),
    version: z.literal(1),
    date: z.iso.datetime(),
    tool: z.strictObject({
      name: z.literal("panelist"),
      version: text,
      node: text,
      system: text,
      sha256: sha256.describe("over the names and contents of the program's files"),
    }),
    store: z.strictObject({
      path: text,
      approvalRequired: texts.describe(
        "kinds whose releases must be approved before they are used",
      ),
      entries: z.array(
        z.strictObject({
          kind: z.enum(KINDS),
          source: text,
          id: text,
          version: text,
          assembly: assembly.nullable(),
          fetched: text,
          sha256,
          standing: z.enum(["approved", "unapproved", "withdrawn", "no approval needed"]),
        }),
      ),
      faults: z
        .array(z.strictObject({ path: text, problem: text, detail: text }))
        .describe("as `panelist knowledge verify` finds them; empty: every byte is whole"),
    }),
    knowledge: z
      .array(
        z.strictObject({
          step: text,
          title: text,
          assembly: assembly.nullable(),
          release: optionalText.describe("the newest; null: there is none"),
          entries: count,
          ageDays: count.nullable().describe("since it was imported; null: there is none"),
          unapproved: z.boolean(),
          wanted: optionalText.describe("what only the site can provide, and how; null: nothing"),
        }),
      )
      .describe("what `panelist setup` fetches, for the builds requested"),
    selfTest: z.strictObject({
      outcome: z.enum(["passed", "failed"]),
      what: text,
      answer: sha256.nullable().describe("of the answer; null: there was none"),
      expected: sha256.describe("of the expected answer, bundled with the program"),
    }),
  })
  .describe("What `panelist doctor --report` writes for the quality system.");

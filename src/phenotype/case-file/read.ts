/**
 * Our own case file, YAML or JSON: who is sequenced, what they show, what is requested
 * (docs/schemas/case.schema.json, `panelist schema case`). Only what ranking and analysis need is required; paths
 * are relative to the file.
 */
import { type Document, isScalar, parseDocument, visit } from "yaml";
import { z } from "zod";
import { faultText } from "../../core/document-fault.ts";
import { ToolError } from "../../core/errors.ts";
import { withinStack } from "../../core/json.ts";
import { LIMITS, sizeText } from "../../core/limits.ts";
import { assembly } from "../../core/schema.ts";
import type { WrittenTerm } from "../types.ts";

const text = z.string().min(1);
const names = z.array(text);

const person = z.strictObject({
  id: text,
  sample: text
    .optional()
    .describe("name in the VCF; default: the id; absent from it: not sequenced"),
  father: text.optional(),
  mother: text.optional(),
  sex: z.enum(["male", "female", "unknown"]).default("unknown"),
  affected: z.boolean().optional(),
});

const term = z.union([
  text.describe("HP:0001250, a label or an exact synonym; ! before it: absent"),
  z.strictObject({
    id: text,
    label: z.string().optional(),
    excluded: z.boolean().default(false),
    onset: z.string().optional(),
    modifiers: names.optional(),
  }),
]);

export const caseFileSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal("panelist.case"),
  version: z.literal(1),
  id: text,
  proband: text.optional().describe("id of a person; default: the one affected"),
  family: z.array(person).optional(),
  vcfs: names.optional(),
  assembly: assembly.optional(),
  terms: z.array(term).optional(),
  indication: text.optional().describe("R-code of the Test Directory"),
  panels: names.optional(),
  genes: names.optional(),
  consent: z.strictObject({ given: z.boolean(), until: z.iso.date().optional() }).optional(),
  status: z.enum(["open", "partial", "solved", "closed", "deceased", "withdrawn"]).optional(),
});

const MOST_FAULTS = 5;

/** @throws ToolError E_PATIENT with line or field */
export function readCaseFile(source: string, path: string) {
  const value = valueOf(source, path);
  const checked = caseFileSchema.safeParse(value);
  if (!checked.success) {
    const faults = checked.error.issues.map((issue) => faultText(issue, value, caseFileSchema));
    throw new ToolError("E_PATIENT", faults.slice(0, MOST_FAULTS).join("; "), {
      path,
      hint: "Run `panelist schema case` to see what a case file may contain, or see docs/case-and-policy.md.",
    });
  }
  const file = checked.data;
  return {
    id: file.id,
    proband: file.proband ?? null,
    family: file.family ?? [],
    vcfs: file.vcfs ?? [],
    assembly: file.assembly ?? null,
    terms: (file.terms ?? []).map((given, i) => ({ ...writtenTerm(given), at: `terms[${i}]` })),
    indication: file.indication ?? null,
    panels: file.panels ?? [],
    genes: file.genes ?? [],
    consent: file.consent ?? null,
    status: file.status ?? "open",
  };
}

/** JSON is YAML: one reader gives both a line. @throws ToolError E_PATIENT, E_LIMIT */
function valueOf(source: string, path: string): unknown {
  const fault = (message: string, at?: number): ToolError => {
    const line = at === undefined ? undefined : source.slice(0, at).split("\n").length;
    return new ToolError("E_PATIENT", `not YAML or JSON: ${message}`, { path, line });
  };
  const { yamlAliases, files } = LIMITS;
  if (source.length > files.caseFile)
    throw new ToolError("E_LIMIT", `longer than ${sizeText(files.caseFile)}`, {
      path,
      hint: "Check that this is the right file: a case file holds the terms, people and files of one case.",
    });
  return withinStack(
    () => {
      const document = parseDocument(source, { prettyErrors: false, uniqueKeys: false });
      const [first] = document.errors;
      // The reader tells of the end of its stack as of a fault of the text.
      if (first !== undefined && /call stack/.test(first.message))
        throw new RangeError(first.message);
      if (first !== undefined) throw fault(first.message, first.pos[0]);
      refuseTags(document, source, path);
      refuseDoubles(document, fault);
      try {
        return document.toJS({ maxAliasCount: yamlAliases });
      } catch (cause) {
        if (!(cause instanceof ReferenceError)) throw cause;
        // Of a name that nothing bears, or of names that repeat names that repeat names.
        throw fault(cause.message);
      }
    },
    (message) => fault(message),
  );
}

/** The reader's own look for keys that stand twice takes the square of their number. */
function refuseDoubles(
  document: Document,
  fault: (message: string, at?: number) => ToolError,
): void {
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name))
          throw fault("Map keys must be unique", isScalar(key) ? key.range?.[0] : undefined);
        seen.add(name);
      }
    },
  });
}

/** YAML takes a `!` without quotes for itself: `! HP:0001252` would be read as a term that is there. */
function refuseTags(document: Document, source: string, path: string): void {
  visit(document, {
    Node(_, { tag, range }) {
      if (tag === undefined || tag.startsWith("tag:yaml.org,")) return;
      const line = source.slice(0, range?.[0]).split("\n").length;
      throw new ToolError("E_PATIENT", "a ! without quotes", {
        path,
        line,
        named: { message: `a ! without quotes ('${tag}')` },
        hint: 'Write an absent term as `"!HP:0001252"`, with the double quotes.',
      });
    },
  });
}

/** In a list a leading `-` is YAML's own (HPO-06): only `!` negates. */
function writtenTerm(given: z.infer<typeof term>): WrittenTerm {
  if (typeof given !== "string") {
    const { id, excluded, onset = null, modifiers = [] } = given;
    return { text: id, excluded, onset, modifiers };
  }
  const plain = given.replace(/^!\s*/, "");
  return { text: plain, excluded: plain !== given };
}

type CaseDescription = ReturnType<typeof readCaseFile>;

/** The family as lines of a PED file; "" where the file names nobody. */
export function pedOf({ id, family }: CaseDescription): string {
  const sexes = { male: "1", female: "2", unknown: "0" };
  return family
    .map(({ id: own, sample, father, mother, sex, affected }) => {
      const nameOf = (other: string | undefined): string =>
        other === undefined ? "0" : (family.find((one) => one.id === other)?.sample ?? other);
      const status = affected === undefined ? "0" : affected ? "2" : "1";
      return [id, sample ?? own, nameOf(father), nameOf(mother), sexes[sex], status].join("\t");
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** The template language: what stands where, and templates that are refused. */
import { expect, describe, it } from "vitest";
import { readFileSync } from "node:fs";
import { PLACES } from "../../src/core/places.ts";
import { ToolError } from "../../src/core/errors.ts";
import { compileTemplate, phaseBasis, TEXT_FIELDS } from "../../src/report/text/index.ts";
import type { Fields } from "../../src/report/text/template.ts";
import type { ModelResult } from "../../src/inheritance/types.ts";

const FIELDS = {
  case: "its name",
  empty: "nothing",
  variants: ["of it", { gene: "symbol", verdicts: ["on it", { by: "who" }] }],
  none: ["of nothing", { gene: "symbol" }],
} as const satisfies Fields;
const VALUES = {
  case: "C1",
  empty: "",
  variants: [
    { gene: "WWOX", verdicts: [{ by: "jd" }, { by: "{{case}}\n\u001B[31m" }] },
    { gene: "POLG", verdicts: [] },
  ],
  none: [],
};
const fault = (line: number, message: string, hint: string): ToolError =>
  new ToolError("E_REPORT", message, { line, hint });
const made = (template: string): string => compileTemplate(template, FIELDS, fault)(VALUES);

describe("a template", () => {
  it.each([
    ["{{case}} {{ case }}\n", "C1 C1\n"],
    ["a{{! remark }}b{{empty}}", "ab"],
    ["{{#variants}}{{gene}},{{/variants}}", "WWOX,POLG,"],
    // A tag alone on its line takes the line with it, whatever the ends of lines.
    ["a\n  {{#variants}}\r\n{{gene}}\r\n{{/variants}}\r\nb", "a\nWWOX\r\nPOLG\r\nb"],
    ["{{#empty}}no{{/empty}}{{^empty}}yes{{/empty}}", "yes"],
    ["{{#case}}yes{{/case}}{{^case}}no{{/case}}", "yes"],
    ["{{#none}}no{{/none}}{{^none}}yes{{/none}}{{^variants}}no{{/variants}}", "yes"],
    // An entry sees what stands around it; a value is no template, and nothing that a terminal obeys.
    [
      "{{#variants}}{{#verdicts}}{{case}} {{gene}} {{by}};{{/verdicts}}{{/variants}}",
      "C1 WWOX jd;C1 WWOX {{case}} \\u001b[31m;",
    ],
    ["{ } } { a {b}", "{ } } { a {b}"],
    ["", ""],
  ])("%j", (template, text) => {
    expect(made(template)).toBe(text);
  });

  it.each([
    [
      "\n{{csae}}",
      2,
      "unknown placeholder 'csae'",
      "Did you mean case? Known here: case, empty, variants, none.",
    ],
    // Also where nothing would be printed.
    ["{{#none}}{{gnee}}{{/none}}", 1, "unknown placeholder 'gnee'", "Did you mean gene?"],
    ["{{gene}}", 1, "unknown placeholder 'gene'", "Known here: case"],
    ["{{^none}}{{gene}}{{/none}}", 1, "unknown placeholder 'gene'", "Known here"],
    ["{{variants}}", 1, "'variants' is a list", "Write {{#variants}}"],
    ["a\n{{#none}}\nb", 2, "section 'none' is not closed", "Add {{/none}}."],
    ["{{/none}}", 1, "{{/none}} has no opening tag", "Remove it: no section is open there."],
    [
      "{{#none}}\n{{/case}}",
      2,
      "{{/case}} has no opening tag",
      "The open section is 'none', of line 1.",
    ],
    ["a {{case", 1, "'a {{case' has an incomplete tag", "Write {{name}}"],
    ["case}}", 1, "has an incomplete tag", "Write {{name}}"],
    ["{{}}", 1, "unknown placeholder ''", "Known here"],
    ["{{toString}}", 1, "unknown placeholder 'toString'", "Known here"],
    [
      "{{#variants}}{{#variants}}{{/variants}}{{/variants}}",
      1,
      "list 'variants' is nested inside itself",
      "Close",
    ],
  ])("%j is refused with its line", (template, line, message, hint) => {
    let error: unknown;
    try {
      made(template);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "E_REPORT", place: { line } });
    expect(String(error)).toContain(message);
    expect((error as ToolError).hint).toContain(hint);
  });

  it("the bundled one names nothing unknown, and no class", () => {
    const text = readFileSync(PLACES.caseText, "utf8");
    expect(() => compileTemplate(text, TEXT_FIELDS, fault)).not.toThrow();
    expect(text.replaceAll(/\{\{[^}]*\}\}/g, "")).not.toMatch(/pathogenic|benign|significance/i);
  });
});

describe("every placeholder is in docs/case-text.md", () => {
  const docs = readFileSync("docs/case-text.md", "utf8");
  const rows = (fields: Fields, path: string): string[] =>
    Object.entries(fields).flatMap(([name, field]) => {
      const [what, inside] = typeof field === "string" ? [field, null] : field;
      const row = `| \`${path}${name}\` | ${what} |`;
      return inside === null ? [row] : [row, ...rows(inside, `${path}${name}.`)];
    });
  it.each(rows(TEXT_FIELDS, "").filter((row) => !row.startsWith("| `dismissed.")))("%s", (row) => {
    expect(docs).toContain(row);
  });
});

it.each<[Partial<ModelResult>, string]>([
  [{ phase: null }, ""],
  [{ phase: "TRANS", origins: ["MAT", "PAT"] }, "shown by the parents' genotypes"],
  [{ phase: "TRANS", origins: ["MAT", "UNKNOWN"] }, "shown by the proband's reads or genotypes"],
  [
    { phase: "TRANS_LIKELY", origins: ["MAT", "NOT_MAT"] },
    "suggested, but not shown, by the parents",
  ],
  [
    { phase: "TRANS_POSSIBLE", origins: ["DENOVO", "MAT"] },
    "suggested, but not shown, by the parents",
  ],
  [{ phase: "UNPHASED" }, "neither the parents nor the reads show it"],
  [{ phase: "CIS", reasons: ["in_cis_in:son"] }, "shown by a child who has both"],
  [{ phase: "TRANS", flags: ["phase_conflict"] }, "contradict each other"],
])("how the phase is known: %j", (model, words) => {
  const none = { origins: [], flags: [], reasons: [] };
  expect(phaseBasis({ ...none, ...model } as unknown as ModelResult)).toMatch(
    words === "" ? /^$/ : new RegExp(words),
  );
});

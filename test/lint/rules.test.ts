/** docs/rules.md defines every rule id that is used, once, and none that nothing uses. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = "docs/rules.md";
const HERE = "test/lint/rules.test.ts";

interface RuleIds {
  ID: string;
  idsIn: (text: string) => string[];
  definitionsIn: (page: string) => { ids: string[]; anchors: string[] };
}
const { ID, idsIn, definitionsIn } = (await import(
  new URL("../../bench/rule-ids.mjs", import.meta.url).href
)) as RuleIds;

const page = readFileSync(join(root, PAGE), "utf8");
const { ids: defined, anchors } = definitionsIn(page);
const files = ["src", "test", "bench", "docs"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(folder, name),
    ),
  )
  .concat("README.md", "ARCHITECTURE.md", "CHANGELOG.md")
  .filter((file) => /\.(?:ts|mjs|md|json)$/.test(file) && !file.startsWith("bench/out/"))
  .filter(
    (file) => ![PAGE, HERE, "bench/rule-ids.mjs", "docs/assurance/traceability.md"].includes(file),
  )
  .sort();
const used = new Map(
  files.map((file): [string, string[]] => [file, idsIn(readFileSync(join(root, file), "utf8"))]),
);

/** `file id` of what is used and not defined. */
const undefinedIn = (uses: ReadonlyMap<string, readonly string[]>): string[] =>
  [...uses].flatMap(([file, ids]) =>
    ids.filter((id) => !defined.includes(id)).map((id) => `${file} ${id}`),
  );

it("every rule id that is used has a definition", () => {
  expect(undefinedIn(used)).toEqual([]);
});

it("no id is defined twice, and each has its anchor", () => {
  expect(defined.filter((id, i) => defined.indexOf(id) !== i)).toEqual([]);
  expect(anchors).toEqual(defined.map((id) => id.toLowerCase()));
  // A row that is not read as one would define nothing.
  expect(page.match(/<a id=/g)).toHaveLength(defined.length);
});

it("no definition is unused", () => {
  const all = new Set([...used.values()].flat());
  expect(defined.filter((id) => !all.has(id))).toEqual([]);
});

it("within a table the ids are in order", () => {
  for (const section of page.split(/^## /m).slice(1)) {
    const { ids } = definitionsIn(section);
    expect(ids).toEqual([...ids].sort((a, b) => a.localeCompare(b, "en", { numeric: true })));
  }
});

it("nothing points to a document that is not here", () => {
  const elsewhere =
    /(?<!bench\/)\b(?:RULES|DECISIONS|TIERING|EVENTS|SYSTEMS|RANKING|ANNOTATE)\.md\b/;
  const pointing = files.filter((file) => elsewhere.test(readFileSync(join(root, file), "utf8")));
  expect(pointing).toEqual([]);
});

it("a made-up id is found", () => {
  const text = "as VCF-98 says, and MADE-01\n * to MADE-03, QX-07, 09 and T57; UTF-16, HP:0000118";
  expect(idsIn(text).sort()).toEqual(
    ["VCF-98", "MADE-01", "MADE-02", "MADE-03", "QX-07", "QX-09", "T57"].sort(),
  );
  expect(undefinedIn(new Map([["a", idsIn("VCF-98, VCF-24")]]))).toEqual(["a VCF-98"]);
  expect(definitionsIn('| <a id="zz-01"></a>ZZ-01 | Text. | ours |\n').ids).toEqual(["ZZ-01"]);
});

/** Files whose strings hold ids that no person reads, and why. */
const MACHINE: Readonly<Record<string, string>> = {
  "src/acmg/combine.ts": "go into `rule`, by an argument",
  "src/acmg/evidence.ts": "go into `rule`, by a table",
  "src/core/policy-schema.ts": "says which of them `notify.dismissedWakesOn` takes",
  "src/patient/patient.ts": "tell notes apart by their `rule`",
  "src/patient/terms.ts": "tell notes apart by their `rule`",
  "src/phenotype/resolve.ts": "go into `rule`, by an argument",
  "src/reanalysis/events/case-events.ts": "go into `rule`, by a table",
};

/** Strings and texts of templates that name a rule, but for what goes into a field `rule`. */
function tellingRules(source: string): string[] {
  const id = new RegExp(String.raw`\b(?:${ID})\b`);
  const found: string[] = [];
  if (!id.test(source)) return found;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const { type, key, value } = node as Record<string, unknown>;
    if (
      (type === "Property" || type === "TSPropertySignature") &&
      (key as { name?: string }).name === "rule"
    )
      return;
    const text =
      type === "TemplateElement"
        ? (value as { raw: string }).raw
        : type === "Literal" && typeof value === "string"
          ? value
          : "";
    if (id.test(text) && idsIn(text).length > 0) found.push(text);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(source, { lang: "ts" }).body);
  return found;
}

const telling = files
  .filter((file) => file.startsWith("src/") && file.endsWith(".ts"))
  .map((file): [string, string[]] => [file, tellingRules(readFileSync(join(root, file), "utf8"))])
  .filter(([, texts]) => texts.length > 0);

it("no text for people names a rule", () => {
  expect(telling.filter(([file]) => !(file in MACHINE))).toEqual([]);
});

it("what is said to be for machines is needed", () => {
  expect(Object.keys(MACHINE)).toEqual(telling.map(([file]) => file).filter((f) => f in MACHINE));
});

it("a text that names a rule is found, a field `rule` is left alone", () => {
  const source = `const x = { rule: a ? "VCF-22" : "MT-01", text: "old (CV-12)" };
    say(\`\${n} samples (VCF-65)\`, "UTF-16"); interface N { rule: "HPO-02" | "HPO-03" }`;
  expect(tellingRules(source)).toEqual(["old (CV-12)", " samples (VCF-65)"]);
});

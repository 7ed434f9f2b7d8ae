/**
 * A real panel, changed in many ways: each change is one clear error with the path in the document, or is
 * accepted with a warning that names it; none leaves a trace outside the store.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { headOfJson, panelOfJson } from "../../src/panel/formats/panelapp.ts";
import { importPanels } from "../../src/library/import.ts";
import { openStore } from "../../src/store/index.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

type Json = Record<string, unknown>;
/** Changes the panel; a text given back stands in place of its JSON. */
type Mutation = (panel: Json & { genes: Json[]; regions: Json[] }) => string | void;

const gene = (change: (gene: Json, data: Json) => void): Mutation => {
  return ({ genes }) => {
    change(genes[1] as Json, (genes[1] as Json)["gene_data"] as Json);
  };
};
const top = (key: string, value: unknown): Mutation => {
  return (panel) => void Object.assign(panel, { [key]: value });
};
const LONG = "x".repeat(1_000_000);

/** What happens: an error's text, `warning: …`, or "" for nothing worth a word. */
const MUTATIONS: [string, Mutation, string][] = [
  ["no id", (p) => void delete p["id"], "id: expected a whole number or some text, got nothing"],
  ["id null", top("id", null), "id: expected a whole number or some text, got null"],
  ["id a float", top("id", 1.5), "id: expected a whole number or some text, got 1.5"],
  ["id negative", top("id", -1), "id: expected at least 0, got -1"],
  ["id empty", top("id", ""), 'id: expected some text, got ""'],
  ["id a list", top("id", [285]), "id: expected a whole number or some text, got [285]"],
  ["id a path", top("id", "../../../etc/x"), ""],
  ["id absolute", top("id", "/etc/passwd"), ""],
  ["id of Windows", top("id", "C:\\x\\..\\y"), ""],
  ["id a device", top("id", "CON"), ""],
  ["id dots", top("id", ".."), ""],
  ["id __proto__", top("id", "__proto__"), ""],
  ["id with NUL", top("id", "a\u0000b"), ""],
  [
    "id huge",
    top("id", LONG),
    "id: expected at most 500 characters, got a text of 1000000 characters",
  ],
  ["no name", (p) => void delete p["name"], "name: expected string, got nothing"],
  ["name a number", top("name", 7), "name: expected string, got 7"],
  [
    "name huge",
    top("name", LONG),
    "name: expected at most 500 characters, got a text of 1000000 characters",
  ],
  ["no version", (p) => void delete p["version"], "warning: version is missing"],
  ["version null", top("version", null), "warning: version is null"],
  ["version a float", top("version", 3.1), "version: expected string, got 3.1"],
  ["version a whole number", top("version", 3), "version: expected string, got 3"],
  [
    "version one number",
    top("version", "3"),
    'version: expected two whole numbers as text, such as "3.10", got "3"',
  ],
  [
    "version three numbers",
    top("version", "3.1.2"),
    'version: expected two whole numbers as text, such as "3.10"',
  ],
  [
    "version a path",
    top("version", "../1.0"),
    'version: expected two whole numbers as text, such as "3.10", got "../1.0"',
  ],
  ["version an object", top("version", {}), "version: expected string, got {}"],
  ["signed_off a number", top("signed_off", 2023), "signed_off: expected string, got 2023"],
  ["stats a list", top("stats", []), "stats: expected object, got []"],
  [
    "stats negative",
    top("stats", { number_of_genes: -1 }),
    "stats.number_of_genes: expected at least 0, got -1",
  ],
  [
    "stats wrong",
    top("stats", { number_of_genes: 1, number_of_strs: 0, number_of_regions: 0 }),
    "warning: stats says genes: 1, the panel has ",
  ],
  ["types text", top("types", "gms"), 'types: expected array, got "gms"'],
  ["types without slug", top("types", [{}]), "types[0].slug: expected string, got nothing"],
  [
    "disorders numbers",
    top("relevant_disorders", [59]),
    "relevant_disorders[0]: expected string, got 59",
  ],
  [
    "no disorders",
    (p) => void delete p["relevant_disorders"],
    "warning: relevant_disorders is missing",
  ],
  ["no genes", (p) => void delete (p as Json)["genes"], "genes: expected array, got nothing"],
  ["genes null", top("genes", null), "genes: expected array, got null"],
  ["genes an object", top("genes", {}), "genes: expected array, got {}"],
  ["a gene null", top("genes", [null]), "genes[0]: expected object, got null"],
  [
    "a gene's symbol empty",
    gene((g) => (g["entity_name"] = "")),
    'genes[1].entity_name: expected some text, got ""',
  ],
  [
    "a gene's symbol a number",
    gene((g) => (g["entity_name"] = 1)),
    "genes[1].entity_name: expected string, got 1",
  ],
  [
    "a level as a number",
    gene((g) => (g["confidence_level"] = 3)),
    "genes[1].confidence_level: expected string, got 3",
  ],
  [
    "a level unknown",
    gene((g) => (g["confidence_level"] = "9")),
    'genes[1].confidence_level: expected a level "0" to "4", got "9"',
  ],
  [
    "no level",
    gene((g) => void delete g["confidence_level"]),
    "genes[1].confidence_level: expected string, got nothing",
  ],
  [
    "a mode as a number",
    gene((g) => (g["mode_of_inheritance"] = 5)),
    "genes[1].mode_of_inheritance: expected string, got 5",
  ],
  [
    "a mode huge",
    gene((g) => (g["mode_of_inheritance"] = LONG)),
    "genes[1].mode_of_inheritance: expected at most 20000 characters, got a text of 1000000 characters",
  ],
  [
    "no mode",
    gene((g) => void delete g["mode_of_inheritance"]),
    "warning: genes[].mode_of_inheritance is missing",
  ],
  [
    "phenotypes text",
    gene((g) => (g["phenotypes"] = "x")),
    'genes[1].phenotypes: expected array, got "x"',
  ],
  ["phenotypes null", gene((g) => (g["phenotypes"] = null)), "warning: genes[].phenotypes is null"],
  [
    "no gene data",
    gene((g) => void delete g["gene_data"]),
    "warning: genes[].gene_data is missing",
  ],
  [
    "gene data a list",
    gene((g) => (g["gene_data"] = [])),
    "genes[1].gene_data: expected object, got []",
  ],
  [
    "a location backwards",
    gene((_, d) => (d["ensembl_genes"] = { GRch38: { "90": { location: "1:9-2" } } })),
    "genes[1].gene_data.ensembl_genes.GRch38.90.location: expected chrom:start-end, 1-based",
  ],
  [
    "a build a text",
    gene((_, d) => (d["ensembl_genes"] = { GRch38: "x" })),
    "genes[1].gene_data.ensembl_genes.GRch38: expected ",
  ],
  ["a new key", top("later_key", 1), 'warning: the panel has a key that is not read: "later_key"'],
  [
    "a new key of a gene",
    gene((g) => (g["later_key"] = 1)),
    'warning: genes[] has a key that is not read: "later_key"',
  ],
  [
    "a region's coordinates cut",
    ({ regions }) => void Object.assign(regions[0] ?? {}, { grch38_coordinates: [1] }),
    "regions[0].grch38_coordinates",
  ],
  [
    "a region's overlap",
    ({ regions }) => void Object.assign(regions[0] ?? {}, { required_overlap_percentage: 600 }),
    "regions[0].required_overlap_percentage: expected at most 100, got 600",
  ],
  [
    "__proto__ of the panel",
    (p) => JSON.stringify(p).replace("{", '{"__proto__":{"genes":[],"polluted":true},'),
    'warning: the panel has a key that is not read: "__proto__"',
  ],
  [
    "__proto__ of a gene",
    (p) => JSON.stringify(p).replace('"genes":[{', '"genes":[{"__proto__":{"polluted":true},'),
    'warning: genes[] has a key that is not read: "__proto__"',
  ],
  [
    "constructor",
    (p) => JSON.stringify(p).replace("{", '{"constructor":{"prototype":{"polluted":true}},'),
    'warning: the panel has a key that is not read: "constructor"',
  ],
  ["truncated", (p) => JSON.stringify(p).slice(0, -20), "not valid JSON: "],
  ["empty object", () => "{}", "id: expected a whole number or some text, got nothing"],
];

function pollution(): unknown {
  return ({} as Json)["polluted"];
}

describe.skipIf(sharedData === null)("a real panel, changed", () => {
  const folder = tempFolder();
  // The body of a skipped block runs too.
  const original =
    sharedData === null
      ? ""
      : execFileSync("tar", [
          "-xzOf",
          join(sharedData, "panelapp/uk_api_2026-03.tar.gz"),
          "panel_402.json",
        ]).toString("utf8");
  let serial = 0;

  it("there are 50 changes and more", () => expect(MUTATIONS.length).toBeGreaterThanOrEqual(50));

  it.each(MUTATIONS)("%s", async (_what, mutate, expected) => {
    const root = join(folder, `case-${(serial += 1)}`);
    mkdirSync(root);
    const panel = JSON.parse(original) as Json & { genes: Json[]; regions: Json[] };
    panel.genes = panel.genes.slice(0, 5);
    panel["stats"] = { number_of_genes: 5, number_of_strs: 4, number_of_regions: 19 };
    const text = mutate(panel) ?? JSON.stringify(panel);
    writeFileSync(join(root, "panel.json"), text);
    const store = openStore(join(root, "store"));
    const results = await importPanels(
      { paths: [join(root, "panel.json")], source: undefined },
      store,
      {
        log: { info() {}, warn() {}, detail() {} },
        onProgress() {},
        now: () => new Date(0),
      },
    );
    expect(results).toHaveLength(1);
    const [result] = results;
    const shown =
      result?.outcome === "refused"
        ? result.what
        : result?.warnings.map((warning) => `warning: ${warning}`).join("; ");
    if (expected === "") expect(shown).toBe("");
    else expect(shown).toContain(expected);
    // One fault is one line.
    expect(shown?.includes("\n")).toBe(false);
    expect((shown ?? "").length).toBeLessThan(300);
    expect(pollution()).toBeUndefined();
    const names = readdirSync(root).sort();
    if (result?.outcome === "refused") expect(names).toEqual(["panel.json"]);
    else {
      expect(names).toEqual(["panel.json", "store"]);
      expect(await store.verify()).toEqual([]);
      const [entry] = await store.list("panel");
      expect(entry === undefined ? null : (await store.read(entry)).toString()).toBe(text);
    }
  });

  it(
    "whatever is changed, it is a panel or a fault, and nothing else is thrown",
    { timeout: 60_000 },
    () => {
      const panel = JSON.parse(original) as Json & { genes: Json[] };
      Object.assign(panel, { genes: panel.genes.slice(0, 1) });
      for (const key of ["strs", "regions"]) panel[key] = (panel[key] as Json[]).slice(0, 1);
      const tell = (read: () => unknown): void => {
        try {
          read();
        } catch (error) {
          if (!isToolError(error)) throw error;
          expect(error.code).toBe("E_PANEL");
          expect(error.message).toMatch(/: expected .*, got /s);
        }
      };
      const paths = pathsOf(panel);
      const values = fc.oneof(
        fc.constantFrom<unknown>(null, undefined, 0, -1, 1.5, 3, "", "3", "3.10", "X:5-9", "9:9-1"),
        fc.constantFrom<unknown>(
          [],
          {},
          [null],
          [1, 2],
          [2, 1],
          "x".repeat(501),
          "x".repeat(20_001),
        ),
      );
      fc.assert(
        fc.property(fc.constantFrom(...paths), values, (path, value) => {
          const copy = structuredClone(panel);
          replace(copy, path, value);
          const changed: unknown = JSON.parse(JSON.stringify(copy));
          tell(() => panelOfJson(changed, "x", "digest", "panelapp"));
          tell(() => headOfJson(changed, "x"));
        }),
        { numRuns: 600 },
      );
    },
  );
});

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [path];
  const below = Object.entries(value).flatMap(([key, inner]) =>
    pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? below : [path, ...below];
}

function replace(data: unknown, path: readonly (string | number)[], value: unknown): void {
  let at = data as Json;
  for (const key of path.slice(0, -1)) at = at[key] as Json;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete at[last];
  else at[last] = value;
}

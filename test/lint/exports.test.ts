/** What `src/` exports is taken by another file of the program or its benchmarks; the rest is listed here. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Parts that only tests take out of their file, to hold them to their own examples. */
const FOR_TESTS = new Set([
  "src/archive/lift.ts LiftSteps",
  "src/archive/schema.ts WRITTEN",
  "src/cli/exit.ts sayFailure",
  "src/effect/snapshot.ts Place",
  "src/structural/copies/chromosomes.ts ARMS",
  "src/structural/dosage/imprinted.ts IMPRINTED",
  "src/structural/dosage/known-regions.ts KNOWN",
  "src/cli/print/indication.ts disagreements",
  "src/cli/progress.ts progressLine",
  "src/core/gene.ts Kinship",
  "src/acmg/nmd.ts lastJunction",
  "src/acmg/points.ts classOfPoints",
  "src/acmg/points.ts posterior",
  "src/acmg/points.ts temperature",
  "src/acmg/annotation/population.ts figureOf",
  "src/classifications/inhouse.ts InhouseRequest",
  "src/cli/options.ts eachCode",
  "src/io/bgzf/inflate.ts inflateFresh",
  "src/io/download-file.ts FileRequest",
  "src/io/network.ts NetworkSettings",
  "src/lookup/answer.ts combined",
  "src/panel/client/fetch.ts FetchRequest",
  "src/panel/table.ts PanelGenesOptions",
  "src/pedigree/tally.ts TallyRecord",
  "src/phenotype/case-file/read.ts caseFileSchema",
  "src/reanalysis/report-file.ts reportFromFile",
  "src/scan/index.ts groundsIn",
  "src/reanalysis/import.ts ImportOutcome",
  "src/patient/rank.ts RankRequest",
  "src/analysis/explain.ts storyTeller",
  "src/reanalysis/report-file.ts ReportOptions",
  "src/report/output.ts ClosedPipe",
  "src/report/html/evidence.ts proteinPlace",
  "src/report/html/pedigree-layout.ts Relative",
  "src/vcf/genotype.ts parseGenotype",
]);

interface SourceFile {
  exported: string[];
  /** `file name` of what it imports or hands on, by name. */
  taken: string[];
  /** Files it takes as a whole or when it runs. */
  whole: string[];
  /** Files all of whose exports are its own, too. */
  handsOn: string[];
  text: string;
}

type Body = ReturnType<typeof parseAst>["body"][number];

const nameOf = (node: { name: string } | { value: string }): string =>
  "name" in node ? node.name : node.value;

function declared(node: Body): string[] {
  if (node.type !== "ExportNamedDeclaration") return [];
  const { declaration, specifiers } = node;
  const names = specifiers.map(({ exported }) => nameOf(exported));
  if (declaration === null) return names;
  if (declaration.type !== "VariableDeclaration")
    return "id" in declaration && declaration.id !== null && "name" in declaration.id
      ? [declaration.id.name]
      : [];
  return declaration.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
}

function read(file: string): SourceFile {
  const text = readFileSync(join(root, file), "utf8");
  const target = (from: string): string => relative(root, join(root, dirname(file), from));
  const found: SourceFile = { exported: [], taken: [], whole: [], handsOn: [], text };
  for (const node of parseAst(text, { lang: file.endsWith(".ts") ? "ts" : "js" }).body) {
    found.exported.push(...declared(node));
    if (node.type === "ImportDeclaration")
      for (const one of node.specifiers)
        if (one.type === "ImportSpecifier")
          found.taken.push(`${target(node.source.value)} ${nameOf(one.imported)}`);
        else found.whole.push(target(node.source.value));
    if (node.type === "ExportAllDeclaration") found.handsOn.push(target(node.source.value));
    if (node.type === "ExportNamedDeclaration" && node.source !== null)
      for (const one of node.specifiers)
        found.taken.push(`${target(node.source.value)} ${nameOf(one.local)}`);
  }
  for (const [, from = ""] of text.matchAll(/\bimport\(\s*"(\.[^"]+)"/g))
    found.whole.push(target(from));
  // The build takes its entries by name.
  for (const [, path = ""] of text.matchAll(/"(src\/[\w/-]+\.ts)"/g)) found.whole.push(path);
  return found;
}

const names = ["src", "bin", "bench"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|m?js)$/.test(name) && !name.startsWith("out/"))
    .map((name) => join(folder, name)),
);
const files = new Map(
  ["rolldown.config.mjs", ...names].map((name): [string, SourceFile] => [name, read(name)]),
);

const taken = new Set([...files.values()].flatMap((file) => file.taken));
const isTaken = (file: string, name: string): boolean =>
  taken.has(`${file} ${name}`) ||
  [...files].some(
    ([by, { whole, handsOn, text }]) =>
      (whole.includes(file) && new RegExp(`\\b${name}\\b`).test(text)) ||
      (handsOn.includes(file) && isTaken(by, name)),
  );
const unused = [...files]
  // What the door hands out is for programs.
  .filter(([file]) => file.startsWith("src/") && file !== "src/index.ts")
  .flatMap(([file, { exported }]) =>
    exported.filter((name) => !isTaken(file, name)).map((name) => `${file} ${name}`),
  );

it("every export is taken by another file, or listed", () => {
  expect(unused.filter((one) => !FOR_TESTS.has(one))).toEqual([]);
});

it("the list names nothing that is gone or taken", () => {
  expect([...FOR_TESTS].filter((one) => !unused.includes(one))).toEqual([]);
});

// The build: the command line, the worker thread and the door for programs, with what they share in few files
// beside them (a file costs half a millisecond to load), and the page's script.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";

const src = fileURLToPath(new URL("src/", import.meta.url));

/** Packages stay packages: they are installed, not copied. */
const external = [/^node:/, /^[a-z@]/];

/** Files that are loaded with these: what they import, not what they may import later. */
function loadedWith(entries) {
  const found = new Set(entries.map((entry) => join(src, entry)));
  for (const file of found)
    for (const [, name] of readFileSync(file, "utf8").matchAll(
      /^(?:import|export) (?!type\b)(?:[^;"]*? from )?"(\.[^"]+)"(?:;| with)/gm,
    ))
      found.add(resolve(dirname(file), name));
  return found;
}

/** One file of the build each; what stands in two belongs to the first. */
const groups = [
  ["start", ["cli/main.ts"]],
  ["program", ["cli/program.ts"]],
  ["scan", ["scan/pool/worker.ts"]],
  [
    "store",
    [
      ...["options", "phenotype-options", "report", "session"].map((name) => `cli/${name}.ts`),
      "library/panels.ts",
      "core/display.ts",
      "io/gff3.ts",
      "io/text-lines.ts",
      "panel/index.ts",
      "store/index.ts",
    ],
  ],
  [
    "analysis",
    [
      "cli/analyse.ts",
      "report/outputs.ts",
      ...[
        "analyse",
        "prepare",
        "scan",
        "assess",
        "run-record",
        "lookups/evidence",
        "lookups/gene-models",
      ].map((name) => `analysis/${name}.ts`),
    ],
  ],
].map(([name, entries], i, all) => {
  const files = loadedWith(entries);
  return { name, test: (id) => files.has(id), priority: all.length - i };
});

/**
 * In ASCII: one letter beyond Latin-1 makes the engine hold a whole file in two bytes a letter. In texts, patterns
 * and templates the escape is the letter; names have no such letters.
 */
const inAscii = {
  name: "in-ascii",
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle))
      chunk.code = chunk.code.replace(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
  },
};

export default defineConfig([
  {
    input: {
      cli: "src/cli/main.ts",
      worker: "src/scan/pool/worker.ts",
      index: "src/index.ts",
    },
    platform: "node",
    external,
    output: {
      dir: "dist",
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
      codeSplitting: { groups },
      comments: false,
      plugins: [inAscii],
    },
  },
  {
    input: { page: "src/report/html/client/report.ts" },
    platform: "browser",
    output: { dir: "dist", entryFileNames: "[name].js", format: "iife" },
  },
]);

// npm run map -- [--check]
//
// Writes the last section of ARCHITECTURE.md: every file of src/ with the first sentence of its own comment and the
// functions and classes that it gives to others. With
// `--check` it writes nothing and fails where the section is not what it would write.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const HEADING = "## Every file, in its own words\n";

/** Up to the first full stop. Hands-on files say nothing of their own. */
function saidBy(file) {
  const text = readFileSync(`${root}${file}`, "utf8");
  const comment = /^\/\*\*((?:(?!\*\/)[\s\S])*)\*\//.exec(text)?.[1] ?? "";
  const plain = comment.replaceAll(/\s*\n\s*\*\s?/g, " ").trim();
  const [sentence = ""] = /^.*?[.?!](?=\s|$)/s.exec(plain) ?? [plain];
  if (sentence === "")
    throw new Error(`${file} does not begin with a comment that says what it is`);
  const exported = [...text.matchAll(/^export (?:async )?(?:function\*?|class) (\w+)/gm)].map(
    ([, name]) => `\`${name}\``,
  );
  const gives = exported.length === 0 ? "" : ` ${exported.join(", ")}`;
  return `${sentence.replaceAll("|", "\\|")}${gives}`;
}

const files = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" })
  .map((name) => `src/${name}`)
  .filter((name) => name.endsWith(".ts") && !/\/(index|types|schema)\.ts$/.test(name))
  .sort();
const folders = new Map();
for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
const section = [
  HEADING,
  "Made by `npm run map`: the sentence that each file begins with, and what it gives to others. `index.ts` hands on,",
  "`types.ts` and `schema.ts` say what a room's data look like.",
  ...[...folders].flatMap(([folder, own]) => [
    "",
    `**\`${folder}/\`**`,
    "",
    ...own.map((file) => `- \`${file.slice(folder.length + 1)}\`: ${saidBy(file)}`),
  ]),
  "",
].join("\n");
const path = `${root}ARCHITECTURE.md`;
const text = readFileSync(path, "utf8");
const at = text.indexOf(HEADING);
const made = `${at < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, at)}${section}`;
if (process.argv.includes("--check")) {
  if (made !== text) {
    console.error("ARCHITECTURE.md does not say what is in src/: npm run map");
    process.exit(1);
  }
} else writeFileSync(path, made);

// npm run questions -- [--seed TEXT] [--count N]
//
// Can a newcomer find their way? Draws exported functions (25) by a seed (the commit's digest), with their file and
// comment. Somebody words each as "where is ...?" without its name, and a reader who knows the names of folders and
// ARCHITECTURE.md alone says which file they would open first.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseAst } from "rolldown/parseAst";

const { values } = parseArgs({
  options: { seed: { type: "string" }, count: { type: "string", default: "25" } },
});
const root = fileURLToPath(new URL("../", import.meta.url));
const seed =
  values.seed ??
  spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).stdout.trim();

/** Exported functions of a file, each with the comment before it. */
function functionsOf(file) {
  const text = readFileSync(`${root}${file}`, "utf8");
  return parseAst(text, { lang: "ts" }).body.flatMap((node) => {
    const { declaration } = node;
    if (node.type !== "ExportNamedDeclaration" || declaration?.type !== "FunctionDeclaration")
      return [];
    const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, node.start));
    const said = (comment?.[1] ?? "").replaceAll(/\s*\n?\s*\*\s?/g, " ").trim();
    return [{ file, name: declaration.id.name, said }];
  });
}

const all = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && name.includes("/"))
  .sort()
  .flatMap((name) => functionsOf(`src/${name}`));
const drawn = new Set();
for (let i = 0; drawn.size < Math.min(Number(values.count), all.length); i++)
  drawn.add(all[createHash("sha256").update(`${seed}:${i}`).digest().readUInt32BE(0) % all.length]);
console.log(`${drawn.size} of ${all.length} exported functions, seed ${seed}`);
for (const { file, name, said } of drawn) console.log(`${file}\t${name}\t${said}`);

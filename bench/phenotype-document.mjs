/**
 * bench/PHENOTYPE.md and bench/RANKING.md: what is measured stands between two comments and is written by the scripts,
 * each its own part with the command that made it; what stands outside of them is written by hand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Puts `text` into the place called `part`, and the command above it. */
export function writePart(part, command, text, name = "bench/PHENOTYPE.md") {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const document = readFileSync(path, "utf8");
  const [start, end] = [`<!-- ${part} -->\n`, `<!-- end of ${part} -->\n`];
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${name} has no place for ${part}`);
  const filled = `${start}\n\`${command}\`\n\n${text.trim()}\n\n`;
  writeFileSync(path, document.slice(0, from) + filled + document.slice(to));
}
